"""The link by which a tablet shows the family board: one in a house, made and ended by an owner. It lets nobody in."""

import datetime as dt

from webapp.security import events, links
from webapp.security.links import LinkEnded
from webapp.security.tokens import new_token, token_hash
from webapp.storage import boards as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User


def make(session: Session, owner: User, *, now: dt.datetime) -> str:
    """Make the link anew; answers its code, of which only the hash is kept. The one before ends."""
    code, kept = new_token()
    store.add_link(session, owner, kept, now)
    events.note("board link", user=owner.name)
    return code


def opened(session: Session, code: str) -> User:
    """The owner who made the link with this code. Raises LinkEnded."""
    found = store.opened_by(session, token_hash(code))
    if found is None:
        raise LinkEnded
    return found[1]


def try_code(database: Database, code: str, address: str | None, *, now: dt.datetime) -> User:
    """The same for a tablet where nobody is signed in. Raises LinkEnded and sign_ins.MustWait."""
    return links.find(database, lambda session: opened(session, code), address, now=now)


def end(session: Session, owner: User, *, now: dt.datetime) -> None:
    link = store.link(session)
    if link and link.ended_at is None:
        link.ended_at = now
        events.note("board link ended", user=owner.name)


def resume(session: Session) -> None:
    """Let the link work again, where no other was made since."""
    link = store.link(session)
    if link:
        link.ended_at = None
