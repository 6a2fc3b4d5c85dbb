"""The weekly goal, the rule for counting, and weeks marked ill or away."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.actions import weeks as week_actions
from webapp.domain import goals
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, outside
from webapp.storage import goals as store


def set_goal(session: Session, diary: Diary, minutes: int, *, today: dt.date) -> None:
    """Set the goal in minutes a week from the running week on; weeks before keep theirs. Raises Invalid."""
    problems = outside("goal", minutes, goals.SMALLEST_GOAL_MINUTES, goals.LARGEST_GOAL_MINUTES)
    if problems:
        raise Invalid(*problems)
    week = diary.week_of(today)
    store.set_from(session, diary, week.start, minutes)
    session.flush()
    week_actions.rebuild(session, diary, since=week.start)


def set_away(session: Session, diary: Diary, day: dt.date, *, is_away: bool) -> None:
    """Mark the week of a day as ill or away, or take the mark back."""
    week = diary.week_of(day)
    if is_away:
        store.mark_away(session, diary, day)
    else:
        store.unmark_away(session, diary, week.start, week.end)
    session.flush()
    week_actions.remark(session, diary, day)
