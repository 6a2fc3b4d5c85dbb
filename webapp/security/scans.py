"""Signing a phone in without a password: it scans a screen where its person is signed in, who then says yes there.

A code alone lets nobody in, should somebody photograph it: the phone that scanned it waits for the yes, and both show
one number. The phone gets its token at once, which is good for nothing until then.
"""

import datetime as dt

from webapp.domain.roles import Role
from webapp.security import events, sign_ins
from webapp.security.links import LinkEnded
from webapp.security.sign_ins import Browser
from webapp.security.tokens import new_token, token_hash
from webapp.storage import scans as store
from webapp.storage import users
from webapp.storage.access_models import Scan
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.storage.sign_ins import Signing

LASTS = dt.timedelta(minutes=2)


def begin(session: Session, user: User, *, now: dt.datetime) -> str:
    """Make a code for who is signed in; only its hash is kept."""
    code, kept = new_token()
    store.add(session, user, kept, now)
    return code


def find(session: Session, code: str, *, now: dt.datetime) -> tuple[Scan, User]:
    """The code, and whose it is. Raises LinkEnded."""
    found = store.find(session, token_hash(code), since=now - LASTS, until=now + LASTS)
    if found is None:
        raise LinkEnded
    return found


def of_screen(session: Session, user: User, code: str, *, now: dt.datetime) -> Scan:
    """The code that a person's own screen shows. Raises LinkEnded."""
    scan, person = find(session, code, now=now)
    if person.id != user.id:
        raise LinkEnded
    return scan


def free(session: Session, code: str, *, now: dt.datetime) -> tuple[Scan, User]:
    """The code, while no phone has come with it. Raises LinkEnded."""
    scan, person = find(session, code, now=now)
    if scan.token_hash is not None:
        raise LinkEnded
    return scan, person


def claimed(session: Session, code: str, token: str, *, now: dt.datetime) -> Scan:
    """The code, for the phone that came with it first. Raises LinkEnded."""
    scan, _ = find(session, code, now=now)
    if scan.token_hash != token_hash(token):
        raise LinkEnded
    return scan


def claim(session: Session, code: str, browser: Browser, *, is_secure: bool, now: dt.datetime) -> str:
    """Let a phone wait for the yes; answers the token that it is good for. Raises LinkEnded."""
    scan, _ = free(session, code, now=now)
    token, kept = new_token()
    store.claim(scan, kept, browser.signing, is_secure=is_secure)
    return token


def number(scan: Scan) -> int:
    """The number that both screens show, of two digits: it is the phone in your hand, and not another."""
    return 10 + int.from_bytes((scan.token_hash or b"")[:4]) % 90


def wants_password(session: Session, user: User) -> bool:
    """Whether the yes needs the password too: where a child lives, an owner's open screen is no way in."""
    return user.role == Role.OWNER and users.has_child(session)


def say_yes(session: Session, user: User, code: str, *, now: dt.datetime) -> None:
    """Sign the phone in that came with a code. Raises LinkEnded."""
    scan = of_screen(session, user, code, now=now)
    if scan.token_hash is None:
        raise LinkEnded
    browser = Signing(scan.device_hash, scan.store_hash, scan.name)
    sign_ins.add(session, user, scan.token_hash, browser, is_secure=scan.is_secure, now=now)
    store.remove(session, user)


def say_no(session: Session, user: User) -> None:
    store.remove(session, user)
    events.note("scan refused", user=user.name)
