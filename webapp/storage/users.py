"""Accounts: who they are, and what they chose."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, exists, func, select, union_all, update
from sqlalchemy.orm import Session

from webapp.domain.roles import Role
from webapp.storage.access_models import ApiToken, KnownDevice, SetupCode, SignIn
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


def renew_hash(session: Session, user: User, password_hash: str) -> None:
    """Keep another hash of the same password, unless a new one was set since the user was read."""
    was = User.id == user.id, User.password_hash == user.password_hash
    session.execute(update(User).where(*was).values(password_hash=password_hash))


def owner(session: Session) -> User | None:
    """The owner who was there first."""
    return session.scalar(select(User).where(User.role == Role.OWNER).order_by(User.id).limit(1))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(User)) or 0


def all_users(session: Session) -> Sequence[User]:
    return session.scalars(select(User).order_by(User.id)).all()


def with_last_visit(session: Session) -> Sequence[tuple[User, dt.datetime | None]]:
    """Everybody, with when a browser or a key of theirs was last here: to the day, as visits are noted."""
    visits = union_all(
        select(SignIn.user_id, SignIn.seen_at.label("seen_at")),
        select(KnownDevice.user_id, KnownDevice.seen_at),
        select(ApiToken.user_id, ApiToken.used_at),
    ).subquery()
    query = select(User, func.max(visits.c.seen_at)).outerjoin(visits, visits.c.user_id == User.id)
    return [(user, seen_at) for user, seen_at in session.execute(query.group_by(User.id).order_by(User.id))]


def has_other_owner(session: Session, user: User) -> bool:
    return bool(
        session.scalar(select(exists().where(User.role == Role.OWNER, User.id != user.id, User.taken_out_at.is_(None))))
    )


def has_child(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(User.role == Role.CHILD, User.taken_out_at.is_(None)))))


def longest_here(session: Session, *, besides: User) -> User | None:
    """Whose account is the oldest, without one of them.

    A child's where there are only children, and that of somebody taken out where nobody else is left.
    """
    others = select(User).where(User.id != besides.id)
    return session.scalar(
        others.order_by(User.taken_out_at.is_not(None), User.role.in_((Role.CHILD, Role.HELPER)), User.id).limit(1)
    )


def taken_out_before(session: Session, instant: dt.datetime) -> Sequence[User]:
    return session.scalars(select(User).where(User.taken_out_at < instant)).all()


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
