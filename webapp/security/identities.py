"""Who somebody is elsewhere lets them in here, once they have said so from within: never a name or an address alike."""

import datetime as dt

from webapp.security import events
from webapp.storage import identities as store
from webapp.storage.engine import Session
from webapp.storage.models import User

# The issuer of the names that a proxy tells: no provider has it, for theirs are addresses.
PROXY = "proxy"


class AlreadyLinked(Exception):
    """Raised for what somebody else here is connected with."""


def link(session: Session, user: User, issuer: str, subject: str, name: str, *, now: dt.datetime) -> None:
    """Let who is this at an issuer in as this user, and nobody else from there. Raises AlreadyLinked."""
    holder = store.find_user(session, issuer, subject)
    if holder is not None and holder.id != user.id:
        raise AlreadyLinked
    store.put(session, user.id, issuer, subject, name, now)
    events.note("connected", user=user.name, issuer=issuer, subject=subject)


def unlink(session: Session, user: User, issuer: str) -> None:
    store.remove(session, user.id, issuer)
    events.note("connection ended", user=user.name, issuer=issuer)


def unlink_providers(session: Session, user: User) -> None:
    """End what somebody has connected; the name that the owner gave them at the proxy stays."""
    store.remove_all_but(session, user.id, PROXY)
