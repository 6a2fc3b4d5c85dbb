"""Reminders: what is left to the week's goal, on the days that a person chose, until it is reached."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.actions import messages, rings
from webapp.domain.messages import MessageEvent
from webapp.storage import messages as message_store
from webapp.storage import reminders as store


def next_at(session: Session, *, now: dt.datetime) -> dt.datetime | None:
    """When the next reminder of anybody rings."""
    coming = [ringing.next(now) for _, ringing in store.everybodys(session)]
    return min((at for _, at in filter(None, coming)), default=None)


def ring_due(session: Session, *, now: dt.datetime) -> None:
    """Let a message wait for everybody whose time has come, unless their ring is full or the week is off."""
    for diary, ringing in store.everybodys(session):
        coming = ringing.next(now)
        if coming is None or coming[1] > now:
            continue
        store.note_rung(session, diary, coming[0])
        today = diary.date_of(now)
        ring = rings.of_day(session, diary, today, today=today)
        if not ring.is_full and not ring.sum.is_away:
            targets = message_store.targets(session, diary)
            figures = messages.figures_of(ring)
            messages.add_to_all(session, diary, targets, MessageEvent.REMINDER, str(coming[0]), figures, now=now)
