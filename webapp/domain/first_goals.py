"""The first goal of somebody who begins: the plan's own minutes. The weekly goal is the step after it."""

import datetime as dt

from webapp.domain.offers import Offers
from webapp.domain.programme import LEVEL_1, LEVELS, REST_DAYS, Session
from webapp.domain.progress import WeekSum
from webapp.domain.standings import Next, Standing, Status
from webapp.domain.weeks import Week

_FIRST_LEVEL = 1
_A_DAY = dt.timedelta(days=1)


def first_goal(standing: Standing | None, week_sum: WeekSum, *, walked_before: bool, streak: int) -> float | None:
    """The minutes that come before the weekly goal, for the first level of the plan; None where there are none.

    Through the week of the first walk of all they are those of the plan's first session; `walked_before` says that
    there were walks before its `first_day`. Whoever reached the weekly goal, this week
    or in the weeks before, needs no smaller one.
    """
    if streak or week_sum.is_met:
        return None
    minutes = _minutes(standing, week_sum.week, walked_before=walked_before)
    return minutes if minutes and minutes < week_sum.goal_minutes else None


def first_day(week: Week) -> dt.date:
    """The day from which a first walk is of this week: one of the evening before it is still a beginning."""
    return week.start - _A_DAY


def _minutes(standing: Standing | None, week: Week, *, walked_before: bool) -> float | None:
    if standing is None or standing.status is Status.OFF:
        return None if walked_before else LEVEL_1[0].minutes
    if standing.level != _FIRST_LEVEL or standing.next is None:
        return None
    return planned_minutes(standing, standing.next, week)


def planned_minutes(standing: Standing, coming: Next, week: Week) -> float:
    """The minutes of a week's sessions: those done, and as many as still fit in with their days of rest; one at least.

    A session that was done counts as it is offered to this person.
    """
    offers = Offers(level=standing.level, is_finished=False, is_gentle=standing.is_gentle, is_half=False)
    sessions = LEVELS[standing.level].of_week(standing.week)

    def offered(session: Session) -> float:
        return offers.next(session, coming.from_day, None).session.minutes

    done = [offered(session) for session in sessions if session.number in standing.done]
    if coming.from_day > week.end:
        return sum(done) or coming.session.minutes
    fit = (week.end - coming.from_day).days // (REST_DAYS + 1)
    left = [session for session in sessions if session.number not in (*standing.done, coming.session.number)]
    return sum(done) + coming.session.minutes + sum(map(offered, left[:fit]))
