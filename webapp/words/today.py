"""The words of Today: the headline, and what the ring says beside its figures."""

import datetime as dt
import math

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain.progress import WeekSum
from webapp.domain.walks import Site
from webapp.words import breaks, formats, reviews, texts


def headline(
    week_sum: WeekSum,
    first_goal: float | None,
    *,
    due_minutes: float | None = None,
    has_walked: bool = True,
    has_plan: bool = True,
) -> str:
    """How far the week has come, in a few words; `due_minutes` are those of the session that may be done today."""
    if week_sum.is_met:
        return _("Goal reached")
    if first_goal and week_sum.counted_minutes >= first_goal:
        return _("This week's plan is done") if has_plan else _("First goal reached")
    if first_goal and due_minutes and not week_sum.walks:
        return ngettext("%(num)d minute today", "%(num)d minutes today", round(due_minutes))
    if not has_walked:
        return _("Your first week")
    to_go = (first_goal or week_sum.goal_minutes) - week_sum.counted_minutes
    return texts.minutes_to_go(math.ceil(to_go))


def toward(
    week_sum: WeekSum,
    first_goal: float | None,
    *,
    today: dt.date,
    last_day: dt.date | None = None,
    has_plan: bool = False,
) -> str:
    """What it takes to reach the goal of the ring. After a break it welcomes instead, and asks for little."""
    welcome = breaks.welcome(last_day, today, is_away=week_sum.is_away)
    if welcome:
        return str(welcome)
    if week_sum.is_met:
        return _("You reached %(goal)s minutes. Anything more is a bonus.", goal=week_sum.goal_minutes)
    if week_sum.is_away:
        return _("This week is marked ill or away. Your streak is safe.")
    if first_goal:
        return _at_first(week_sum, first_goal, has_plan=has_plan)
    minutes = week_sum.minutes_a_day(today)
    if week_sum.week.days_left(today) == 1:
        return ngettext("%(num)d minute today will do it.", "%(num)d minutes today will do it.", minutes)
    return ngettext(
        "%(num)d minute a day until %(day)s will do it.",
        "%(num)d minutes a day until %(day)s will do it.",
        minutes,
        day=formats.weekday(week_sum.week.end),
    )


def noted(site: Site, score: int) -> str:
    """That the answer about a morning was kept."""
    if score == 0:
        return _("Noted: %(site)s, no pain.", site=reviews.SITES[site])
    return _("Noted: %(site)s %(score)s of 10 this morning.", site=reviews.SITES[site], score=score)


def _at_first(week_sum: WeekSum, first_goal: float, *, has_plan: bool) -> str:
    """A beginner's own goal, with the weekly one as the step after it."""
    goal, first = week_sum.goal_minutes, formats.minutes(first_goal)
    if week_sum.counted_minutes >= first_goal:
        left = math.ceil(week_sum.minutes_to_go)
        return _("Well done. %(minutes)s more make %(goal)s, if you like.", minutes=left, goal=goal)
    if has_plan:
        return _("That is your plan this week. The next step is %(goal)s.", goal=goal)
    return _("%(minutes)s minutes make a good first walk. %(goal)s a week can wait.", minutes=first, goal=goal)
