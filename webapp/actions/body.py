"""Waist, dated, and days with strength exercises."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.domain import body
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import body as store

# A day can be marked today and, for whoever forgot, on the day after.
DAYS_BACK = 1


def set_waist(session: Session, diary: Diary, day: dt.date, waist_cm: float, *, today: dt.date) -> None:
    """Set the waist in cm (30 to 250) of a day until today. Raises Invalid."""
    body.check_waist(waist_cm, day, today)
    store.set_waist(session, diary, day, waist_cm)


def add_strength_day(session: Session, diary: Diary, day: dt.date, *, today: dt.date) -> None:
    """Mark today or yesterday as a day with strength exercises. Raises Invalid for any other day."""
    if day > today:
        raise Invalid(Problem("day", Reason.IN_THE_FUTURE))
    if day < today - dt.timedelta(days=DAYS_BACK):
        raise Invalid(Problem("day", Reason.NOT_A_DATE))
    store.add_strength_day(session, diary, day)


def remove_waist(session: Session, diary: Diary, day: dt.date) -> None:
    """Remove the waist of a day."""
    store.remove_waist(session, diary, day)


def remove_strength_day(session: Session, diary: Diary, day: dt.date) -> None:
    """Take the mark of a day with strength exercises back."""
    store.remove_strength_day(session, diary, day)
