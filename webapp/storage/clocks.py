"""The days on which the server was at work: evidence that time went by, whatever the clock says."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.storage.columns import Base


class ClockDay(Base):
    """A day (UTC) on which the server wrote something, by its clock of that moment."""

    __tablename__ = "clock_day"

    day: Mapped[dt.date] = mapped_column(primary_key=True)


def note(session: Session, day: dt.date) -> None:
    if session.get(ClockDay, day) is None:
        session.add(ClockDay(day=day))
        session.flush()


def noted_before(session: Session, day: dt.date, count: int) -> dt.date | None:
    """The latest noted day that is followed by `count` more until `day`; None when there are not that many."""
    query = select(ClockDay.day).where(ClockDay.day <= day).order_by(ClockDay.day.desc())
    return session.scalars(query.offset(count).limit(1)).first()


def latest(session: Session) -> dt.date | None:
    return session.scalar(select(func.max(ClockDay.day)))
