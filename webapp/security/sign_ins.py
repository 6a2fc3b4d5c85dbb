"""Signing in and staying signed in, and waiting longer after each wrong password."""

import datetime as dt
from typing import NamedTuple

from webapp.actions import clocks
from webapp.domain.ways_in import WayIn
from webapp.security import events, passwords
from webapp.security.tokens import new_token, token_hash
from webapp.storage import sign_ins as store
from webapp.storage import subscriptions, users
from webapp.storage.access_models import SignIn
from webapp.storage.engine import Database, Session
from webapp.storage.models import User
from webapp.storage.sign_ins import Found, Signing

STAYS_FOR = dt.timedelta(days=90)
# However often a sign-in is used, its token is not good for ever.
ENDS_AFTER = dt.timedelta(days=365)
# A sign-in is noted as seen once a day: looking at a page must not need a write.
TOUCH_AFTER = dt.timedelta(days=1)
# A page that was asked for with the token before, while the browser got the next one, is still answered.
OVERLAP = dt.timedelta(minutes=10)
# The longest that browsers keep a cookie.
KNOWS_DEVICES_FOR = dt.timedelta(days=400)
FREE_TRIES = 5
# A whole house may share one address: that of a proxy which was not declared, or of a container's host. Each name has
# its own count beside this one.
FREE_TRIES_FROM_AN_ADDRESS = 30
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGET_AFTER = dt.timedelta(days=1)
_FROM = "from "


class Browser(NamedTuple):
    """Where a password is typed: the address, and the device that the browser's lasting cookie says it is.

    Also where it keeps its walks, and what it calls itself.
    """

    address: str | None
    device: str | None = None
    walks: str | None = None
    name: str | None = None

    @property
    def signing(self) -> Signing:
        return Signing(
            token_hash(self.device) if self.device else None,
            token_hash(self.walks) if self.walks else None,
            self.name,
        )


class MustWait(Exception):
    """Raised when too many wrong passwords came before; nothing was tried."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(f"{wait.total_seconds():.0f} s")
        self.seconds = wait.total_seconds()


class WrongPassword(Exception):
    """Raised for a wrong password, and for a name that nobody has."""


def try_password(database: Database, name: str, password: str, browser: Browser, *, now: dt.datetime) -> User:
    """Whose name and password these are. Raises MustWait and WrongPassword.

    A try is counted before it is looked at: sixty at once are no more than sixty one after the other.
    """
    with database.writing() as session:
        user = users.find_named(session, name)
        who = guessers(session, name, user, browser)
        wait = wait_for(session, who, now=now)
        if not wait:
            note_try(session, who, now=now)
    told = {"user": name, "address": browser.address}
    if wait:
        events.note("sign-in has to wait", **told)
        raise MustWait(wait)
    if not is_right(user, password) or user is None:
        events.note("wrong password", **told)
        raise WrongPassword
    renewed = passwords.renewed(password, user.password_hash)
    with database.writing() as session:
        note_success(session, who)
        if renewed:
            users.renew_hash(session, user, renewed)
    events.note("right password", **told)
    return user


def find(session: Session, token: str, *, now: dt.datetime, is_secure: bool = False) -> Found | None:
    """The sign-in of a browser's token, for 90 days since it was last seen, a year at most."""
    since = {"seen_since": now - STAYS_FOR, "made_since": now - ENDS_AFTER}
    return store.find(session, token_hash(token), now=now, is_secure=is_secure, **since)


def is_due(seen_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Whether a sign-in is to be noted as seen; one that was noted by a clock ahead is noted anew."""
    return abs(now - seen_at) > TOUCH_AFTER


def turn(session: Session, found: Found, given: str, *, now: dt.datetime) -> str | None:
    """Note a sign-in as seen; the next token of its browser, unless another request of the same moment has it.

    The one that was given stays good until the browser has sent the next: an answer can get lost on its way.
    """
    token, kept = new_token()
    return token if store.turn(session, found, token_hash(given), kept, now) else None


def end_former(session: Session, found: Found, *, now: dt.datetime) -> None:
    """Let the token before the next one end: its browser has that now."""
    store.end_former(session, found, now + OVERLAP)


def start(
    session: Session,
    user: User,
    *,
    now: dt.datetime,
    browser: Browser | None = None,
    is_secure: bool | None = None,
    instead_of: str | None = None,
    way: WayIn | None = None,
) -> str:
    """Sign a browser in; answers its new token. `instead_of` is the token that it had before, which ends."""
    if instead_of:
        store.remove(session, token_hash(instead_of))
    token, kept = new_token()
    add(session, user, kept, browser.signing if browser else Signing(), is_secure=is_secure, way=way, now=now)
    return token


def add(
    session: Session,
    user: User,
    kept: bytes,
    browser: Signing,
    *,
    is_secure: bool | None,
    way: WayIn | None = None,
    now: dt.datetime,
) -> None:
    """Let the token of a browser, of which this is the hash, be good from now on."""
    _purge(session, now=now)
    # By a clock that fell behind the sign-in would be an old one as soon as the clock is right again.
    began = clocks.begins_to_wait(session, now=now)
    if browser.device_hash:
        store.know_device(session, user.id, browser.device_hash, began)
    store.add(session, user.id, kept, began, browser=browser, is_secure=is_secure, way=way)
    events.note("sign-in", user=user.name, **({"way": way} if way else {}))


def is_first(session: Session, user: User) -> bool:
    """Whether somebody signs in for the first time: asked before `start`."""
    return not store.knows_any_device(session, user.id)


def stop(session: Session, *tokens: str) -> None:
    """Sign a browser out, over http and https."""
    for token in tokens:
        store.remove_with_browser(session, token_hash(token))


def everywhere(session: Session, user: User, *tokens: str, device: str, now: dt.datetime) -> list[tuple[SignIn, bool]]:
    """Where somebody is signed in, the last seen first, and whether it is the browser that has these tokens."""
    here = {token_hash(token) for token in tokens}
    found = store.last_seen_first(session, user.id, seen_since=now - STAYS_FOR)
    return [
        (row, row.device_hash == token_hash(device) or not here.isdisjoint((row.token_hash, row.former_hash)))
        for row in found
    ]


def stop_there(session: Session, user: User, there: SignIn) -> None:
    """Sign somebody out in one browser of theirs, where their messages end, too."""
    session.delete(there)
    if there.store_hash:
        subscriptions.remove(session, user.diary, [there.store_hash])
    events.note("signed out elsewhere", user=user.name)


def stop_elsewhere(session: Session, user: User, *tokens: str, device: str) -> None:
    """Sign somebody out in every browser but the one that has these tokens."""
    here = [token_hash(token) for token in tokens]
    store.remove_elsewhere(session, user.id, here=here, device_hash=token_hash(device))
    events.note("signed out elsewhere", user=user.name)


def wait_for(session: Session, who: list[str], *, now: dt.datetime) -> dt.timedelta:
    """How long these have to wait before the next try: nothing, or 2, 4, 8 … seconds to 15 minutes."""
    return max((_wait_of(session, key, now=now) for key in who), default=dt.timedelta())


def _wait_of(session: Session, key: str, *, now: dt.datetime) -> dt.timedelta:
    row = store.failures(session, key)
    if row is None:
        return dt.timedelta()
    # A board without a clock of its own may have counted the tries in a future that is still to come.
    row.last_at = min(row.last_at, now)
    free = FREE_TRIES_FROM_AN_ADDRESS if key.startswith(_FROM) else FREE_TRIES
    if row.tries < free or row.last_at < now - FORGET_AFTER:
        return dt.timedelta()
    doubled = dt.timedelta(seconds=2 ** min(row.tries - free + 1, 20))
    return max(row.last_at + min(doubled, LONGEST_WAIT) - now, dt.timedelta())


def guessers(session: Session, name: str, user: User | None, browser: Browser) -> list[str]:
    """Under which keys a try is counted: the name and the address; for a browser that was in before, itself alone.

    So nobody elsewhere can make somebody wait on a phone that is their own.
    """
    if user and browser.device and store.is_known_device(session, user.id, token_hash(browser.device)):
        return [f"device {user.id} {token_hash(browser.device).hex()}"]
    return [f"name {users.key(name)}"[:120], f"{_FROM}{browser.address}"[:120]]


def guessers_of_links(address: str | None) -> list[str]:
    """Under which key the codes of links are counted: apart from passwords, which a stale link must not hold up."""
    return [f"{_FROM}{address} by link"[:120]]


def note_try(session: Session, who: list[str], *, now: dt.datetime) -> None:
    """Count a try as a wrong one until it is known to be right."""
    gone = clocks.purge_before(session, FORGET_AFTER, now=now)
    if gone:
        store.forget_failures_before(session, gone)
    for key in who:
        store.add_failure(session, key, now, forget_before=now - FORGET_AFTER)


def note_success(session: Session, who: list[str]) -> None:
    """Forget a person's wrong tries. Those of an address stay: they may be somebody else's."""
    for key in who:
        if key.startswith(_FROM):
            store.take_back_failure(session, key)
        else:
            store.forget_failures(session, key)


def end_wait(session: Session, user: User) -> None:
    """Let a person try again at once."""
    store.forget_failures(session, f"name {user.name_key}"[:120])


def forget_tries(session: Session, user: User) -> None:
    """Forget every wrong try of a person, whichever browser it was in."""
    end_wait(session, user)
    store.forget_failures_like(session, f"device {user.id} ")
    store.forget_failures_like(session, f"code {user.id} ")


def end_waits_of_addresses(session: Session) -> None:
    store.forget_failures_like(session, _FROM)


def is_right(user: User | None, password: str) -> bool:
    """Whether the password is this user's; takes as long when there is no such user."""
    is_same = passwords.matches(password[: passwords.LONGEST], user.password_hash if user else None)
    return is_same and len(password) <= passwords.LONGEST


def _purge(session: Session, *, now: dt.datetime) -> None:
    """Remove what has expired, by days that really went by: a clock that leaps a year signs nobody out for good."""
    unseen = clocks.purge_before(session, STAYS_FOR, now=now)
    if unseen:
        store.remove_unseen(session, seen_before=unseen)
    unknown = clocks.purge_before(session, KNOWS_DEVICES_FOR, now=now)
    if unknown:
        store.forget_devices_unseen(session, seen_before=unknown)
