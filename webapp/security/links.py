"""Codes that somebody brings in an address, and who has to wait after wrong ones."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from webapp.security import events, sign_ins
from webapp.storage.engine import Database, Session

Found = TypeVar("Found")


class LinkEnded(Exception):
    """Raised for a link that was used or taken back, is too old, or never was."""


def find(database: Database, look: Callable[[Session], Found], address: str | None, *, now: dt.datetime) -> Found:
    """What `look` finds behind a code for somebody who is not signed in. Raises LinkEnded and sign_ins.MustWait.

    Wrong codes from an address have to wait for each other as wrong passwords have, and leave those alone.
    """
    who = sign_ins.guessers_of_links(address)
    with database.reading() as session:
        wait = sign_ins.wait_for(session, who, now=now)
        if wait:
            raise sign_ins.MustWait(wait)
        try:
            return look(session)
        except LinkEnded:
            pass
    with database.writing() as session:
        sign_ins.note_try(session, who, now=now)
    events.note("wrong link", address=address)
    raise LinkEnded
