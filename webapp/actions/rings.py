"""The ring of a week: its sums, and the goal that every page and message names for it.

That is the weekly goal; whoever begins has a smaller one before it.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.actions import weeks as week_actions
from webapp.actions.plan import Overview
from webapp.actions.weeks import ThisWeek
from webapp.domain import first_goals
from webapp.domain.diaries import Diary
from webapp.domain.goals import Counting
from webapp.domain.progress import WeekSum
from webapp.domain.standings import Standing, Status
from webapp.storage import walks as walk_store

_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Ring:
    """A week's sums, and the goal that its ring shows."""

    sum: WeekSum
    goal_minutes: float

    @property
    def is_full(self) -> bool:
        return self.sum.counted_minutes >= self.goal_minutes

    @property
    def minutes_to_go(self) -> float:
        return max(0.0, self.goal_minutes - self.sum.counted_minutes)


def of_day(session: Session, diary: Diary, day: dt.date, *, today: dt.date, plan: Overview | None = None) -> Ring:
    """The ring of the week that a day lies in; a week that is not the running one has no goal but its own.

    `plan` is that of today, where it was read before.
    """
    if day not in diary.week_of(today).days:
        week_sum = week_actions.of_day(session, diary, day)
        return Ring(week_sum, week_sum.goal_minutes)
    week = week_actions.this_week(session, diary, today)
    plan = plan or plan_actions.overview(session, diary, today)
    return Ring(week.sum, first_goal(session, diary, plan.standing, week) or week.sum.goal_minutes)


def next_goal(session: Session, diary: Diary, today: dt.date, *, plan: Overview, ring: Ring) -> float:
    """The goal with which the ring begins the next week, if nobody walks until then."""
    if diary.counting != Counting.PLAIN or (plan.is_running and plan.standing and plan.standing.level > 1):
        # Nobody begins here: each page asks for this, and it is not looked for again.
        return ring.sum.goal_minutes
    begins = diary.week_of(today).end + _A_DAY
    return of_day(session, diary, begins, today=begins).goal_minutes


def first_goal(session: Session, diary: Diary, standing: Standing | None, week: ThisWeek) -> float | None:
    """The minutes that come before the weekly goal for who begins.

    Sessions are planned in minutes as they are. By the WHO's rule slow ones count nothing: then there is none.
    """
    if diary.counting != Counting.PLAIN:
        return None
    is_without_plan = standing is None or standing.status is Status.OFF
    begun_before = first_goals.first_day(week.sum.week)
    walked_before = is_without_plan and walk_store.has_any_before(session, diary, begun_before)
    return first_goals.first_goal(standing, week.sum, walked_before=walked_before, streak=week.streak)
