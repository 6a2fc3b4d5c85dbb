"""Waist by date, and days with strength exercises."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.storage.coach_models import StrengthDay, Waist
from webapp.storage.columns import table

_DAY = table(StrengthDay).c
_STRENGTH_DAYS = (
    select(_DAY.done_on)
    .where(_DAY.user_id == bindparam("user_id"), _DAY.done_on.between(bindparam("first"), bindparam("last")))
    .order_by(_DAY.done_on)
)


def waists(session: Session, user_id: int) -> Sequence[Waist]:
    """Every waist, newest first."""
    return session.scalars(select(Waist).where(Waist.user_id == user_id).order_by(Waist.measured_on.desc())).all()


def set_waist(session: Session, user_id: int, day: dt.date, waist_cm: float) -> None:
    """Set the waist of a day; a second entry for the day takes the first one's place."""
    row = session.scalar(select(Waist).where(Waist.user_id == user_id, Waist.measured_on == day))
    if row is None:
        session.add(Waist(user_id=user_id, measured_on=day, waist_cm=waist_cm))
    else:
        row.waist_cm = waist_cm


def remove_waist(session: Session, user_id: int, day: dt.date) -> None:
    session.execute(delete(Waist).where(Waist.user_id == user_id, Waist.measured_on == day))


def strength_days(session: Session, user_id: int, first: dt.date, last: dt.date) -> Sequence[dt.date]:
    """The days with strength exercises from one day to another."""
    return session.scalars(_STRENGTH_DAYS, {"user_id": user_id, "first": first, "last": last}).all()


def add_strength_day(session: Session, user_id: int, day: dt.date) -> None:
    session.merge(StrengthDay(user_id=user_id, done_on=day))


def remove_strength_day(session: Session, user_id: int, day: dt.date) -> None:
    session.execute(delete(StrengthDay).where(StrengthDay.user_id == user_id, StrengthDay.done_on == day))
