"""The words of the rows of Health: what each place is about, and what is there today."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import programme
from webapp.domain.body import Days
from webapp.domain.pain import PainScores
from webapp.domain.self_tests import SelfTestKind
from webapp.domain.standings import Standing, Status
from webapp.domain.walks import Site
from webapp.words import formats, reviews, self_tests
from webapp.words import plan as plan_words


class Row(NamedTuple):
    """A line under the name of a place, and today's value."""

    about: str
    value: str


def plan(standing: Standing | None, today: dt.date, *, may_go_on: bool, waits: bool) -> Row:
    if standing is None:
        return Row(_("Six weeks to 20 minutes backward"), "")
    about = _(
        "%(level)s, week %(week)s of %(weeks)s",
        level=plan_words.LEVEL_NAMES[standing.level],
        week=standing.week,
        weeks=programme.WEEKS,
    )
    if may_go_on:
        return Row(about, _("you can go on"))
    if standing.status is not Status.RUNNING:
        return Row(about, _("stopped") if standing.status is Status.STOPPED else _("put away"))
    if waits:
        return Row(about, _("waiting"))
    if standing.next is None:
        return Row(about, _("finished"))
    coming = standing.next
    return Row(about, f"{plan_words.short_dose(coming.session)}, {plan_words.when(coming, today)}")


def pain(followed: Sequence[tuple[Site, PainScores | None]], today: dt.date) -> Row:
    """The last score of what hurt most lately: the worst of a walk, or of the morning after where that is all."""
    if not followed:
        return Row(_("Follow a knee, your back or a heel"), "")
    told = [(site, scores) for site, scores in followed if scores is not None]
    if not told:
        return Row(str(reviews.SITES_FIRST[followed[0][0]]), _("no number yet"))
    site, scores = max(told, key=lambda pair: (pair[1].day, _score(pair[1])))
    where, day = reviews.SITES_FIRST[site], formats.short_day(scores.day, year=scores.day.year != today.year)
    about = (
        _("%(site)s, the morning after %(day)s", site=where, day=day)
        if scores.worst is None
        else _("%(site)s, walk of %(day)s", site=where, day=day)
    )
    return Row(about, _("%(score)s of 10", score=formats.number(_score(scores))))


def _score(scores: PainScores) -> float:
    return (scores.next_morning or 0) if scores.worst is None else scores.worst


def self_test(last: tuple[SelfTestKind, float] | None, *, is_time: bool) -> Row:
    if last is None:
        return Row(_("Balance and strength, with a timer"), "")
    kind, value = last
    result = self_tests.shown(kind, value)
    return Row(str(self_tests.ABOUT[kind].name), _("%(result)s, time to repeat", result=result) if is_time else result)


def body(balance: Days, weight_kg: float | None) -> Row:
    weight = "" if weight_kg is None else formats.weight(weight_kg)
    if balance.aim is None:
        about = ngettext("%(num)d balance day this week", "%(num)d balance days this week", balance.count)
        return Row(about, weight)
    return Row(_("%(count)s of %(aim)s balance days this week", count=balance.count, aim=balance.aim), weight)


def learn(questions: int) -> Row:
    return Row(
        _("What studies found, and how to walk backward"),
        ngettext("%(num)d question", "%(num)d questions", questions),
    )
