"""Signed-in browsers, those that were known before, and wrong passwords."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.domain.ways_in import WayIn
from webapp.storage.access_models import FailedSignIn, KnownDevice, SignIn
from webapp.storage.models import User

_GIVEN: BindParameter[bytes] = bindparam("token_hash")
_IS_TURNED = and_(SignIn.former_hash.is_not(None), SignIn.former_until.is_(None))
_BY_TOKEN = (
    select(SignIn.id, SignIn.seen_at, User, and_(SignIn.token_hash == _GIVEN, _IS_TURNED))
    .join(User)
    .where(
        or_(
            SignIn.token_hash == _GIVEN,
            and_(
                SignIn.former_hash == _GIVEN,
                or_(SignIn.former_until.is_(None), SignIn.former_until >= bindparam("now")),
            ),
        ),
        SignIn.seen_at >= bindparam("seen_since"),
        SignIn.created_at >= bindparam("made_since"),
        or_(SignIn.is_secure.is_(None), SignIn.is_secure == bindparam("is_secure")),
    )
)


class Found(NamedTuple):
    """A sign-in and its user. `has_next` says that its browser comes with the next token for the first time."""

    id: int
    seen_at: dt.datetime
    user: User
    has_next: bool


class Signing(NamedTuple):
    """The browser in which somebody signs in: who it is, where it keeps its walks, and what it calls itself."""

    device_hash: bytes | None = None
    store_hash: bytes | None = None
    name: str | None = None


def find(
    session: Session,
    token_hash: bytes,
    *,
    now: dt.datetime,
    seen_since: dt.datetime,
    made_since: dt.datetime,
    is_secure: bool,
) -> Found | None:
    """The sign-in with this token, unless it is older or of the other scheme."""
    since = {"now": now, "seen_since": seen_since, "made_since": made_since}
    row = session.execute(_BY_TOKEN, since | {"token_hash": token_hash, "is_secure": is_secure}).first()
    return None if row is None else Found(*row)


def add(
    session: Session,
    user_id: int,
    token_hash: bytes,
    now: dt.datetime,
    *,
    browser: Signing,
    is_secure: bool | None,
    way: WayIn | None = None,
) -> None:
    values = {"token_hash": token_hash, "is_secure": is_secure, "way": way, **browser._asdict()}
    session.add(SignIn(user_id=user_id, created_at=now, seen_at=now, **values))


def turn(session: Session, found: Found, given: bytes, following: bytes, now: dt.datetime) -> bool:
    """Note a sign-in as seen, and give it its next token; whether no other request has done so since it was found."""
    is_as_found = (SignIn.id == found.id, SignIn.seen_at == found.seen_at)
    values = {"token_hash": following, "former_hash": given, "former_until": None, "seen_at": now}
    turned = update(SignIn).where(*is_as_found).values(values).returning(SignIn.id)
    return session.execute(turned, execution_options={"synchronize_session": False}).first() is not None


def end_former(session: Session, found: Found, until: dt.datetime) -> None:
    """Let the token before end: its browser has the next one."""
    session.execute(update(SignIn).where(SignIn.id == found.id, _IS_TURNED).values(former_until=until))


def remove(session: Session, token_hash: bytes) -> None:
    session.execute(delete(SignIn).where(_is_of(token_hash)))


def remove_with_browser(session: Session, token_hash: bytes) -> None:
    """Remove a sign-in, and those of the same person in the same browser."""
    row = session.execute(select(SignIn.user_id, SignIn.device_hash).where(_is_of(token_hash))).first()
    if row is not None and row.device_hash is not None:
        session.execute(delete(SignIn).where(SignIn.user_id == row.user_id, SignIn.device_hash == row.device_hash))
    remove(session, token_hash)


def last_seen_first(session: Session, user_id: int, *, seen_since: dt.datetime) -> Sequence[SignIn]:
    """The sign-ins of a person that still let somebody in."""
    mine = SignIn.user_id == user_id, SignIn.seen_at >= seen_since
    return session.scalars(select(SignIn).where(*mine).order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def remove_elsewhere(session: Session, user_id: int, *, here: Collection[bytes], device_hash: bytes) -> None:
    session.execute(delete(SignIn).where(*_elsewhere(user_id, here, device_hash)))


def _elsewhere(user_id: int, here: Collection[bytes], device_hash: bytes) -> tuple[ColumnElement[bool], ...]:
    is_another = or_(SignIn.device_hash.is_(None), SignIn.device_hash != device_hash)
    is_not_former = or_(SignIn.former_hash.is_(None), SignIn.former_hash.not_in(here))
    return SignIn.user_id == user_id, SignIn.token_hash.not_in(here), is_not_former, is_another


def _is_of(token_hash: bytes) -> ColumnElement[bool]:
    """Whether a sign-in has this token, or had it before its next one: whoever took it is out with it."""
    return or_(SignIn.token_hash == token_hash, SignIn.former_hash == token_hash)


def remove_all(session: Session, user_id: int) -> None:
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def remove_unseen(session: Session, seen_before: dt.datetime) -> None:
    session.execute(delete(SignIn).where(SignIn.seen_at < seen_before))


def is_known_device(session: Session, user_id: int, device_hash: bytes) -> bool:
    return session.get(KnownDevice, (user_id, device_hash)) is not None


def knows_any_device(session: Session, user_id: int) -> bool:
    """Whether somebody has ever been signed in anywhere."""
    return session.scalar(select(KnownDevice.user_id).where(KnownDevice.user_id == user_id).limit(1)) is not None


def know_device(session: Session, user_id: int, device_hash: bytes, now: dt.datetime) -> None:
    session.merge(KnownDevice(user_id=user_id, device_hash=device_hash, seen_at=now))


def forget_devices(session: Session, user_id: int) -> None:
    session.execute(delete(KnownDevice).where(KnownDevice.user_id == user_id))


def forget_devices_unseen(session: Session, seen_before: dt.datetime) -> None:
    session.execute(delete(KnownDevice).where(KnownDevice.seen_at < seen_before))


def failures(session: Session, who: str) -> FailedSignIn | None:
    return session.get(FailedSignIn, who)


def add_failure(session: Session, who: str, now: dt.datetime, *, forget_before: dt.datetime) -> None:
    """Count a try, beginning anew when the last one is older than `forget_before`."""
    row = session.get(FailedSignIn, who)
    if row is None:
        session.add(FailedSignIn(who=who, tries=1, last_at=now))
    else:
        row.tries = row.tries + 1 if row.last_at >= forget_before else 1
        row.last_at = now


def take_back_failure(session: Session, who: str) -> None:
    """Count one try less: it was none."""
    row = session.get(FailedSignIn, who)
    if row is not None and row.tries > 1:
        row.tries -= 1
    elif row is not None:
        session.delete(row)


def forget_failures(session: Session, who: str) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.who == who))


def forget_failures_like(session: Session, beginning: str) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.who.startswith(beginning, autoescape=True)))


def forget_failures_before(session: Session, last_before: dt.datetime) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.last_at < last_before))
