"""The running week of a diary as somebody else reads it: what was walked and what comes next, with nothing to do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.actions import rings
from webapp.actions import weeks as week_actions
from webapp.actions.plan import Overview
from webapp.actions.weeks import ThisWeek
from webapp.domain.diaries import Diary
from webapp.domain.progress import WeekSum

LAST_WEEKS = 12


@dataclass(frozen=True, kw_only=True)
class ReadWeek:
    """The running week with the goal of its ring, the plan, and the last weeks, oldest first."""

    week: ThisWeek
    goal_minutes: float
    plan: Overview
    sums: Sequence[WeekSum]


def read_week(session: Session, diary: Diary, today: dt.date) -> ReadWeek:
    """Read it in a number of queries that does not grow with the walks."""
    week, plan = week_actions.this_week(session, diary, today), plan_actions.overview(session, diary, today)
    first_goal = rings.first_goal(session, diary, plan.standing, week)
    return ReadWeek(
        week=week,
        goal_minutes=first_goal or week.sum.goal_minutes,
        plan=plan,
        sums=week_actions.last_weeks(session, diary, today, LAST_WEEKS),
    )
