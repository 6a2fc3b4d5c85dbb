"""What is kept for a time goes when that time has really gone by. Every purge asks here; no other rule removes rows."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.domain import clocks
from webapp.storage import clocks as store


def note_day(session: Session, *, now: dt.datetime) -> None:
    """Note that the server was at work today, once a day."""
    store.note(session, now.astimezone(dt.UTC).date())


def begins_to_wait(session: Session, *, now: dt.datetime) -> dt.datetime:
    """The instant to write on what waits in a bin from now on: never before a day that the server has seen."""
    return clocks.not_before(store.latest(session), now=now)


def purge_before(session: Session, kept: dt.timedelta, *, now: dt.datetime) -> dt.datetime | None:
    """Before which instant what is kept that long may be removed for good; None while too few days went by."""
    note_day(session, now=now)
    noted = store.noted_before(session, now.astimezone(dt.UTC).date(), kept.days)
    return clocks.purge_before(noted, kept, now=now)
