"""The weekly goal, the rule for counting, and weeks marked ill or away."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.actions import weeks as week_actions
from webapp.domain import goals, weeks
from webapp.domain.problems import Invalid, outside
from webapp.storage import goals as store
from webapp.storage.models import User


def set_goal(session: Session, user: User, minutes: int, *, today: dt.date) -> None:
    """Set the goal in minutes a week from the running week on; weeks before keep theirs. Raises Invalid."""
    problems = outside("goal", minutes, goals.SMALLEST_GOAL_MINUTES, goals.LARGEST_GOAL_MINUTES)
    if problems:
        raise Invalid(*problems)
    week = weeks.week_of(today, user.first_weekday)
    store.set_from(session, user.id, week.start, minutes)
    session.flush()
    week_actions.rebuild(session, user, since=week.start)


def set_away(session: Session, user: User, day: dt.date, *, is_away: bool) -> None:
    """Mark the week of a day as ill or away, or take the mark back."""
    week = weeks.week_of(day, user.first_weekday)
    if is_away:
        store.mark_away(session, user.id, day)
    else:
        store.unmark_away(session, user.id, week.start, week.end)
    session.flush()
    week_actions.remark(session, user, day)
