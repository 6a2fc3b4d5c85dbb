"""API keys of scripts and phones, and the walks that each has added."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import ApiToken, KeyWalk
from webapp.storage.models import User


def add(
    session: Session,
    user_id: int,
    name: str,
    token_hash: bytes,
    now: dt.datetime,
    *,
    scope: str,
    device_hash: bytes | None,
) -> ApiToken:
    key = ApiToken(user_id=user_id, name=name, token_hash=token_hash, created_at=now, scope=scope)
    key.device_hash = device_hash
    session.add(key)
    session.flush()
    return key


def find(session: Session, token_hash: bytes) -> tuple[ApiToken, User] | None:
    """The key with this hash, and whose it is."""
    row = session.execute(select(ApiToken, User).join(User).where(ApiToken.token_hash == token_hash)).first()
    return None if row is None else (row[0], row[1])


def get(session: Session, key_id: int) -> ApiToken | None:
    """A key by its number, whoever it belongs to: for the owner's shell."""
    return session.get(ApiToken, key_id)


def of_device(session: Session, user_id: int, device_hash: bytes) -> ApiToken | None:
    return session.scalar(select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.device_hash == device_hash))


def newest_first(session: Session, user_id: int) -> Sequence[ApiToken]:
    """A person's keys, those that were used or made last at the top."""
    last = func.coalesce(ApiToken.used_at, ApiToken.created_at)
    query = select(ApiToken).where(ApiToken.user_id == user_id)
    return session.scalars(query.order_by(last.desc(), ApiToken.id.desc())).all()


def touch(session: Session, key_id: int, now: dt.datetime) -> None:
    key = session.get(ApiToken, key_id)
    if key:
        key.used_at = now


def remove(session: Session, user_id: int, key_id: int) -> bool:
    """Remove a person's key; whether it was there."""
    query = delete(ApiToken).where(ApiToken.user_id == user_id, ApiToken.id == key_id).returning(ApiToken.id)
    return session.scalar(query) is not None


def remove_of_device(session: Session, user_id: int, device_hash: bytes) -> bool:
    """Remove the key that a person's browser has; whether there was one."""
    mine = ApiToken.user_id == user_id, ApiToken.device_hash == device_hash
    return session.scalar(delete(ApiToken).where(*mine).returning(ApiToken.id)) is not None


def remove_other_phones(session: Session, user_id: int, device_hashes: Collection[bytes]) -> int:
    """Remove the keys of a person's browsers but for these; how many there were. A script has no browser, and stays."""
    is_other = ApiToken.device_hash.is_not(None) & ApiToken.device_hash.not_in(device_hashes)
    others = ApiToken.user_id == user_id, is_other
    return len(session.scalars(delete(ApiToken).where(*others).returning(ApiToken.id)).all())


def remove_all(session: Session, user_id: int) -> None:
    session.execute(delete(ApiToken).where(ApiToken.user_id == user_id))


def note_added(session: Session, key_id: int, walk_id: int) -> None:
    """Remember which key added a walk."""
    session.add(KeyWalk(walk_id=walk_id, key_id=key_id))


def has_added(session: Session, key_id: int, walk_id: int) -> bool:
    added = session.get(KeyWalk, walk_id)
    return added is not None and added.key_id == key_id
