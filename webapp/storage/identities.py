"""Who people are elsewhere."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import Identity
from webapp.storage.models import User


def find_user(session: Session, issuer: str, subject: str) -> User | None:
    """Whoever somebody is here whom an issuer knows by this subject, to the letter."""
    is_theirs = Identity.issuer == issuer, Identity.subject == subject
    return session.scalar(select(User).join(Identity, Identity.user_id == User.id).where(*is_theirs))


def find(session: Session, user_id: int, issuer: str) -> Identity | None:
    return session.get(Identity, (user_id, issuer))


def put(session: Session, user_id: int, issuer: str, subject: str, name: str, now: dt.datetime) -> None:
    """Let somebody be known to an issuer by this subject, and by no other."""
    session.merge(Identity(user_id=user_id, issuer=issuer, subject=subject, name=name, linked_at=now))
    session.flush()


def remove(session: Session, user_id: int, issuer: str) -> None:
    session.execute(delete(Identity).where(Identity.user_id == user_id, Identity.issuer == issuer))


def remove_all_but(session: Session, user_id: int, issuer: str) -> None:
    session.execute(delete(Identity).where(Identity.user_id == user_id, Identity.issuer != issuer))
