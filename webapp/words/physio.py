"""The words of the page for the physiotherapist."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import weeks
from webapp.domain.pain import FEWEST_SCORES, MEANINGFUL_POINTS, MEANINGFUL_SHARE, PainChange
from webapp.domain.physio import ReportedWalk
from webapp.domain.safety import Answer, Check
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.stumbles import Count
from webapp.domain.walks import Site
from webapp.words import formats
from webapp.words import reviews as review_words
from webapp.words import safety as safety_words
from webapp.words import self_tests as test_words


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of the safety check as they stand on the page."""

    day: dt.date
    said: Sequence[LazyString]
    birth_year: int | None
    is_supported: bool
    is_cleared: bool


MOST_WARNINGS = 6
CHANGES: Mapping[PainChange, LazyString] = {
    PainChange.TOO_EARLY: lazy_gettext("too early to say"),
    PainChange.BETTER: lazy_gettext("better"),
    PainChange.SLIGHTLY_BETTER: lazy_gettext("slightly better"),
    PainChange.NO_CLEAR_CHANGE: lazy_gettext("no clear change"),
    PainChange.SLIGHTLY_WORSE: lazy_gettext("slightly worse"),
    PainChange.WORSE: lazy_gettext("worse"),
}


def answers(check: Check | None, time_zone: str) -> Answers | None:
    """What somebody answered; None when they never did."""
    if check is None or check.answered_at is None:
        return None
    return Answers(
        day=weeks.local_date(check.answered_at, time_zone),
        said=[safety_words.QUESTIONS[answer] for answer in Answer if answer in check.answers],
        birth_year=check.birth_year,
        is_supported=check.is_supported,
        is_cleared=check.is_cleared,
    )


def warnings(outings: Sequence[ReportedWalk]) -> str:
    """The days with a warning sign and which it was, the newest first; of many the last few."""
    return "; ".join(
        f"{formats.short_day(outing.day)}: {', '.join(str(review_words.SIGNS[sign]) for sign in outing.warning_signs)}"
        for outing in reversed(outings[-MOST_WARNINGS:])
    )


def site(of: Site) -> str:
    return str(review_words.SITES[of])


def how_pain_is_told() -> str:
    """What the columns of the pain table are."""
    return _(
        "Each figure is the average of the worst pain of each walk. It is given for the first week of the diary, and "
        "for the first and last week of this period. The next mornings are those of its last week. The change is the "
        "one within this period: better or worse from %(points)s points and %(share)s %% on, with %(scores)s scores "
        "on each side.",
        points=formats.number(MEANINGFUL_POINTS),
        share=formats.number(MEANINGFUL_SHARE * 100),
        scores=FEWEST_SCORES,
    )


def stumble_range(count: Count) -> str:
    return review_words.stumble_range(count)


def test(kind: SelfTestKind, side: Side | None) -> str:
    """The name of a test, with the side it was done on."""
    name = str(test_words.ABOUT[kind].name)
    return f"{name}, {test_words.SIDES[side]}" if side else name


def result(kind: SelfTestKind, value: float) -> str:
    return test_words.shown(kind, value)
