"""Waist by date, and days with strength exercises."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.trends import Measured
from webapp.storage.coach_models import StrengthDay, Waist
from webapp.storage.columns import table

_DAY, _WAIST = table(StrengthDay).c, table(Waist).c
_WAISTS = (
    select(_WAIST.measured_on, _WAIST.waist_cm)
    .where(_WAIST.user_id == bindparam("user_id"), _WAIST.measured_on < bindparam("before"))
    .order_by(_WAIST.measured_on.desc())
)
_STRENGTH_DAYS = (
    select(_DAY.done_on)
    .where(_DAY.user_id == bindparam("user_id"), _DAY.done_on.between(bindparam("first"), bindparam("last")))
    .order_by(_DAY.done_on)
)


def waists(
    session: Session, diary: Diary, *, before: dt.date = dt.date.max, limit: int | None = None
) -> Sequence[Measured]:
    """The waists in cm of the days before one, newest first; of all of them, or so many."""
    rows = session.execute(_WAISTS.limit(limit), {"user_id": diary.user_id, "before": before})
    return [Measured(*row) for row in rows]


def waist_on(session: Session, diary: Diary, day: dt.date) -> float | None:
    """The waist in cm that was entered for a day."""
    return session.scalar(select(_WAIST.waist_cm).where(_WAIST.user_id == diary.user_id, _WAIST.measured_on == day))


def set_waist(session: Session, diary: Diary, day: dt.date, waist_cm: float) -> None:
    """Set the waist of a day; a second entry for the day takes the first one's place."""
    row = session.scalar(select(Waist).where(Waist.user_id == diary.user_id, Waist.measured_on == day))
    if row is None:
        session.add(Waist(user_id=diary.user_id, measured_on=day, waist_cm=waist_cm))
    else:
        row.waist_cm = waist_cm


def remove_waist(session: Session, diary: Diary, day: dt.date) -> None:
    session.execute(delete(Waist).where(Waist.user_id == diary.user_id, Waist.measured_on == day))


def strength_days(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[dt.date]:
    """The days with strength exercises from one day to another."""
    return session.scalars(_STRENGTH_DAYS, {"user_id": diary.user_id, "first": first, "last": last}).all()


def add_strength_day(session: Session, diary: Diary, day: dt.date) -> None:
    session.merge(StrengthDay(user_id=diary.user_id, done_on=day))


def remove_strength_day(session: Session, diary: Diary, day: dt.date) -> None:
    session.execute(delete(StrengthDay).where(StrengthDay.user_id == diary.user_id, StrengthDay.done_on == day))
