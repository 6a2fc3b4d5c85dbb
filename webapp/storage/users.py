"""Accounts: who they are, and what they chose."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import SetupCode
from webapp.storage.models import User


def key(name: str) -> str:
    """A name as it is compared: in one case, without outer spaces."""
    return name.strip().casefold()


def find_named(session: Session, name: str) -> User | None:
    return session.scalar(select(User).where(User.name_key == key(name)))


def find(session: Session, user_id: int) -> User | None:
    return session.get(User, user_id)


def get(session: Session, user_id: int) -> User:
    """The user of this session; raises when there is none."""
    return session.get_one(User, user_id)


def owner(session: Session) -> User | None:
    """The owner who was there first."""
    return session.scalar(select(User).where(User.is_owner).order_by(User.id).limit(1))


def all_users(session: Session) -> Sequence[User]:
    return session.scalars(select(User).order_by(User.id)).all()


def has_other_owner(session: Session, user: User) -> bool:
    return bool(session.scalar(select(exists().where(User.is_owner, User.id != user.id))))


def longest_here(session: Session, *, besides: User) -> User | None:
    """Whose account is the oldest, without one of them."""
    return session.scalar(select(User).where(User.id != besides.id).order_by(User.id).limit(1))


def remove(session: Session, user: User) -> None:
    """Delete an account; whatever hangs on it in any table goes with it."""
    session.delete(user)
    session.flush()


def is_anybody(session: Session) -> bool:
    return bool(session.scalar(select(exists().select_from(User))))


def setup_code(session: Session) -> str | None:
    return session.scalar(select(SetupCode.code))


def add_setup_code(session: Session, code: str) -> None:
    session.add(SetupCode(code=code))


def drop_setup_codes(session: Session) -> None:
    session.execute(delete(SetupCode))
