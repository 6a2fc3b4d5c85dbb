"""Signing in and staying signed in; API tokens; and waiting longer after each wrong password."""

import datetime as dt
import hashlib
import secrets
from enum import StrEnum

from webapp.security import passwords
from webapp.storage import sign_ins as store
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User

STAYS_FOR = dt.timedelta(days=90)
# A sign-in is noted as seen once a day: looking at a page must not need a write.
TOUCH_AFTER = dt.timedelta(days=1)
FREE_TRIES = 5
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGET_AFTER = dt.timedelta(days=1)


class Scope(StrEnum):
    """What an API token may do."""

    ALL = "all"
    # Add walks, and take one back: what the key of a phone needs, and no more should the phone be lost.
    WALKS = "walks"


def new_token() -> tuple[str, bytes]:
    """A random token of 256 bits for who signs in, and the hash to keep."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def find(session: Session, token: str, *, now: dt.datetime) -> tuple[int, dt.datetime, User] | None:
    """The sign-in of a browser's token, when it was last seen, and its user; for 90 days since then."""
    return store.find(session, token_hash(token), seen_since=now - STAYS_FOR)


def start(session: Session, user: User, *, now: dt.datetime) -> str:
    """Sign a browser in; answers its new token."""
    store.remove_unseen(session, seen_before=now - STAYS_FOR)
    token, kept = new_token()
    store.add(session, user.id, kept, now)
    return token


def wait_for(session: Session, who: list[str], *, now: dt.datetime) -> dt.timedelta:
    """How long this name or address has to wait before its next try: nothing, or 2, 4, 8 … seconds to 15 minutes."""
    waits = []
    for key in who:
        row = store.failures(session, key)
        if row and row.tries >= FREE_TRIES and row.last_at >= now - FORGET_AFTER:
            doubled = dt.timedelta(seconds=2 ** min(row.tries - FREE_TRIES + 1, 20))
            # A board without a clock of its own may have counted the tries in a future that is still to come.
            waits.append(min(row.last_at, now) + min(doubled, LONGEST_WAIT) - now)
    return max(waits, default=dt.timedelta())


def guessers(name: str, address: str | None) -> list[str]:
    """Under which keys a wrong password is counted: the name that was tried, and where the try came from."""
    return [f"name {users.key(name)}"[:120], f"from {address}"[:120]]


def note_failure(session: Session, who: list[str], *, now: dt.datetime) -> None:
    for key in who:
        store.add_failure(session, key, now, forget_before=now - FORGET_AFTER)


def note_success(session: Session, who: list[str]) -> None:
    for key in who:
        store.forget_failures(session, key)


def named_user(session: Session, name: str) -> User | None:
    return users.find_named(session, name)


def is_right(user: User | None, password: str) -> bool:
    """Whether the password is this user's; takes as long when there is no such user."""
    return passwords.matches(password[: passwords.LONGEST], user.password_hash if user else None)


def add_api_token(session: Session, user: User, name: str, *, now: dt.datetime, scope: Scope = Scope.ALL) -> str:
    """Make an API token; it is shown this once, only its hash is kept."""
    token, kept = new_token()
    store.add_token(session, user.id, name, kept, now, scope=scope)
    return token


def api_user(session: Session, token: str) -> tuple[User, Scope] | None:
    """Whose API token this is, and what it may do."""
    found = store.token_user(session, token_hash(token))
    return (found[0], Scope(found[1])) if found else None


def stop(session: Session, token: str) -> None:
    """Sign this browser out."""
    store.remove(session, token_hash(token))
