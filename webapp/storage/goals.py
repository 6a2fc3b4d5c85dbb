"""Weekly goals with their start dates, weeks marked away, and usual paces."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.storage.columns import table
from webapp.storage.models import AwayWeek, Goal, UsualPace

_GOAL, _AWAY, _PACE = (table(model).c for model in (Goal, AwayWeek, UsualPace))
_IN_ORDER = (
    select(_GOAL.starts_on, _GOAL.minutes).where(_GOAL.user_id == bindparam("user_id")).order_by(_GOAL.starts_on)
)
_AWAY_DAYS = (
    select(_AWAY.marked_on)
    .where(_AWAY.user_id == bindparam("user_id"))
    .where(_AWAY.marked_on.between(bindparam("first"), bindparam("last")))
    .order_by(_AWAY.marked_on)
)
_PACES = select(_PACE.mode, _PACE.speed_kmh).where(_PACE.user_id == bindparam("user_id"))


def in_order(session: Session, diary: Diary) -> Sequence[tuple[dt.date, int]]:
    """Start date and minutes of every goal, oldest first."""
    return [(starts_on, minutes) for starts_on, minutes in session.execute(_IN_ORDER, {"user_id": diary.user_id})]


def set_from(session: Session, diary: Diary, starts_on: dt.date, minutes: int) -> None:
    """Set the goal from a date on, in place of what was planned for that date or later."""
    session.execute(delete(Goal).where(Goal.user_id == diary.user_id, Goal.starts_on >= starts_on))
    session.add(Goal(user_id=diary.user_id, starts_on=starts_on, minutes=minutes))


def away_days(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[dt.date]:
    """The days by which weeks were marked ill or away, from `first` to `last`."""
    return session.scalars(_AWAY_DAYS, {"user_id": diary.user_id, "first": first, "last": last}).all()


def mark_away(session: Session, diary: Diary, day: dt.date) -> None:
    session.merge(AwayWeek(user_id=diary.user_id, marked_on=day))


def unmark_away(session: Session, diary: Diary, first: dt.date, last: dt.date) -> None:
    session.execute(delete(AwayWeek).where(AwayWeek.user_id == diary.user_id, AwayWeek.marked_on.between(first, last)))


def usual_paces(session: Session, diary: Diary) -> dict[Mode, float]:
    """The usual speed in km/h of each mode that has one."""
    return {Mode(mode): speed_kmh for mode, speed_kmh in session.execute(_PACES, {"user_id": diary.user_id})}


def set_usual_pace(session: Session, diary: Diary, mode: Mode, speed_kmh: float | None) -> None:
    if speed_kmh is None:
        session.execute(delete(UsualPace).where(UsualPace.user_id == diary.user_id, UsualPace.mode == mode))
    else:
        session.merge(UsualPace(user_id=diary.user_id, mode=mode.value, speed_kmh=speed_kmh))
