"""Passkeys of people. One that was removed waits a day for its Undo, and opens nothing meanwhile."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import Passkey
from webapp.storage.models import User

_IS_THERE = Passkey.removed_at.is_(None)


def in_order(session: Session, user: User) -> Sequence[Passkey]:
    """A person's passkeys, the oldest first."""
    mine = Passkey.user_id == user.id, _IS_THERE
    return session.scalars(select(Passkey).where(*mine).order_by(Passkey.id)).all()


def find(session: Session, credential_id: bytes, host: str) -> tuple[Passkey, User] | None:
    """The passkey that a phone calls so at this host, and whose it is."""
    query = select(Passkey, User).join(User)
    row = session.execute(query.where(Passkey.credential_id == credential_id, Passkey.host == host, _IS_THERE)).first()
    return None if row is None else (row[0], row[1])


def is_known(session: Session, credential_id: bytes) -> bool:
    return bool(session.scalar(select(exists().where(Passkey.credential_id == credential_id))))


def get(session: Session, user: User, passkey_id: int) -> Passkey | None:
    """A passkey of this person, also one that was removed a moment ago."""
    return session.scalar(select(Passkey).where(Passkey.user_id == user.id, Passkey.id == passkey_id))


def hosts(session: Session) -> frozenset[str]:
    """The hosts that somebody here has a passkey for."""
    return frozenset(session.scalars(select(Passkey.host).where(_IS_THERE).distinct()))


def remove_all(session: Session, user: User) -> None:
    session.execute(delete(Passkey).where(Passkey.user_id == user.id))


def forget_removed(session: Session, user: User, *, before: dt.datetime) -> None:
    """Let go of what was removed before an instant."""
    session.execute(delete(Passkey).where(Passkey.user_id == user.id, Passkey.removed_at < before))
