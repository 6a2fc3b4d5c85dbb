"""Reminders: when each person wants to be reminded."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.reminders import USUAL_TIME, Ringing
from webapp.storage.going_out_models import Reminder
from webapp.storage.models import User


def find(session: Session, diary: Diary) -> Ringing:
    """When this person wants to be reminded: on no day until they choose one."""
    row = session.get(Reminder, diary.user_id)
    return _ringing(row, diary.time_zone) if row else Ringing(weekdays=(), at=USUAL_TIME, time_zone=diary.time_zone)


def everybodys(session: Session) -> Sequence[tuple[Diary, Ringing]]:
    """Those of everybody who wants any, for who rings them."""
    wanted = Reminder.weekdays != 0, User.taken_out_at.is_(None)
    rows = session.execute(select(Reminder, User).join(User).where(*wanted))
    return [(user.diary, _ringing(row, user.time_zone)) for row, user in rows]


def keep(session: Session, diary: Diary, weekdays: Collection[int], at: dt.time) -> None:
    row = session.get(Reminder, diary.user_id)
    if row is None:
        row = Reminder(user_id=diary.user_id)
        session.add(row)
    row.weekdays, row.minute = sum(1 << number for number in set(weekdays)), at.hour * 60 + at.minute
    session.info["has_messages"] = True


def note_rung(session: Session, diary: Diary, day: dt.date) -> None:
    row = session.get(Reminder, diary.user_id)
    if row:
        row.rung_on = day


def _ringing(row: Reminder, time_zone: str) -> Ringing:
    weekdays = [number for number in range(7) if row.weekdays >> number & 1]
    return Ringing(weekdays=weekdays, at=dt.time(*divmod(row.minute, 60)), time_zone=time_zone, rung_on=row.rung_on)
