"""The code that a person's screen shows for their phone: one at a time."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import Scan
from webapp.storage.models import User
from webapp.storage.sign_ins import Signing


def add(session: Session, user: User, code_hash: bytes, now: dt.datetime) -> None:
    """Keep a new code in the place of the one before."""
    remove(session, user)
    session.add(Scan(user_id=user.id, code_hash=code_hash, made_at=now))


def find(session: Session, code_hash: bytes, *, since: dt.datetime, until: dt.datetime) -> tuple[Scan, User] | None:
    """The code with this hash, and whose it is; nothing once its time is over."""
    query = select(Scan, User).join(User).where(Scan.code_hash == code_hash)
    row = session.execute(query.where(Scan.made_at >= since, Scan.made_at <= until)).first()
    return None if row is None else (row[0], row[1])


def claim(scan: Scan, token_hash: bytes, browser: Signing, *, is_secure: bool) -> None:
    """Note which phone wants to be signed in."""
    scan.token_hash, scan.is_secure = token_hash, is_secure
    scan.device_hash, scan.store_hash, scan.name = browser


def remove(session: Session, user: User) -> None:
    session.execute(delete(Scan).where(Scan.user_id == user.id))
