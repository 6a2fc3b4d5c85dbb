"""Signed-in browsers, API tokens, and wrong passwords."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.storage.models import ApiToken, FailedSignIn, SignIn, User

_BY_TOKEN = (
    select(SignIn.id, SignIn.seen_at, User)
    .join(User)
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.seen_at >= bindparam("seen_since"))
)


def find(session: Session, token_hash: bytes, *, seen_since: dt.datetime) -> tuple[int, dt.datetime, User] | None:
    """The sign-in with this token, when it was last seen, and its user, unless that was before `seen_since`."""
    row = session.execute(_BY_TOKEN, {"token_hash": token_hash, "seen_since": seen_since}).first()
    return None if row is None else (row[0], row[1], row[2])


def add(session: Session, user_id: int, token_hash: bytes, now: dt.datetime) -> None:
    session.add(SignIn(user_id=user_id, token_hash=token_hash, created_at=now, seen_at=now))


def touch(session: Session, sign_in_id: int, now: dt.datetime) -> None:
    sign_in = session.get(SignIn, sign_in_id)
    if sign_in:
        sign_in.seen_at = now


def remove(session: Session, token_hash: bytes) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == token_hash))


def remove_all(session: Session, user_id: int) -> None:
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def remove_unseen(session: Session, seen_before: dt.datetime) -> None:
    session.execute(delete(SignIn).where(SignIn.seen_at < seen_before))


def add_token(session: Session, user_id: int, name: str, token_hash: bytes, now: dt.datetime, *, scope: str) -> None:
    session.add(ApiToken(user_id=user_id, name=name, token_hash=token_hash, created_at=now, scope=scope))


def token_user(session: Session, token_hash: bytes) -> tuple[User, str] | None:
    """Whose API token this is, and what it may do."""
    row = session.execute(select(User, ApiToken.scope).join(ApiToken).where(ApiToken.token_hash == token_hash)).first()
    return None if row is None else (row[0], row[1])


def tokens(session: Session, user_id: int) -> Sequence[ApiToken]:
    """A person's API tokens, the newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id)
    return session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.id.desc())).all()


def remove_token(session: Session, user_id: int, token_id: int) -> None:
    session.execute(delete(ApiToken).where(ApiToken.user_id == user_id, ApiToken.id == token_id))


def failures(session: Session, who: str) -> FailedSignIn | None:
    return session.get(FailedSignIn, who)


def add_failure(session: Session, who: str, now: dt.datetime, *, forget_before: dt.datetime) -> None:
    """Count a wrong password, beginning anew when the last one is older than `forget_before`."""
    row = session.get(FailedSignIn, who)
    if row is None:
        session.add(FailedSignIn(who=who, tries=1, last_at=now))
    else:
        row.tries = row.tries + 1 if row.last_at >= forget_before else 1
        row.last_at = now


def forget_failures(session: Session, who: str) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.who == who))
