"""One-time codes of an app, asked for after the password, and recovery codes for who has lost that app.

`pyotp` makes and compares the codes. It is loaded by the first who turns them on or signs in with one.
"""

import datetime as dt
import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from webapp.security import events, passwords, sign_ins
from webapp.security.pending import Pending
from webapp.security.sign_ins import Browser, MustWait
from webapp.security.tokens import token_hash
from webapp.storage import codes as store
from webapp.storage import sealing, users
from webapp.storage import sign_ins as sign_in_store
from webapp.storage.access_models import CodeApp
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

DIGITS = 6
STEP_S = 30
# A phone's clock may be this many steps before or behind the server's.
STEPS_OFF = 1
RECOVERY_CODES = 10
# Figures alone, for the keyboard that the code has. Sixteen have 53 bits; each try takes as long as a password.
_GROUPS, _IN_A_GROUP = 4, 4


class WrongCode(Exception):
    """Raised for a code that is wrong, or was used before."""


class NotAsked(Exception):
    """Raised for who comes with a code and without a password that was right a moment ago."""


class SecondStep(NamedTuple):
    """Whose code is waited for, and the password by which they came: a new one ends this wait."""

    user_id: int
    password_hash: str


class NewSecret(NamedTuple):
    """What somebody's codes will be made from, once they have typed the first one."""

    user_id: int
    secret: str


AskedForCode = Pending[SecondStep]
NewSecrets = Pending[NewSecret]


def is_on(session: Session, user: User) -> bool:
    return store.find(session, user) is not None


def ask(user: User, waiting: AskedForCode, *, now: dt.datetime) -> str:
    """Wait for the code of somebody whose password was right; answers by what they are known again."""
    token = secrets.token_bytes(32)
    waiting.add(token, SecondStep(user.id, user.password_hash), now=now)
    return token.hex()


def try_code(
    database: Database, data: Path, waiting: AskedForCode, token: str, typed: str, browser: Browser, *, now: dt.datetime
) -> User:
    """Who has typed a right code after the password. Raises NotAsked, MustWait and WrongCode.

    As with passwords a try is counted before it is looked at, and a known browser has a count of its own.
    """
    with database.writing() as session:
        user = _asked(session, waiting, token, now=now)
        who = _guessers(session, user, browser)
        wait = sign_ins.wait_for(session, who, now=now)
        if not wait:
            sign_ins.note_try(session, who, now=now)
    told = {"user": user.name, "address": browser.address}
    if wait:
        events.note("one-time code has to wait", **told)
        raise MustWait(wait)
    with database.writing() as session:
        kind = _use(session, data, user, typed, now=now)
        if kind:
            sign_ins.note_success(session, who)
    if kind is None:
        events.note("wrong one-time code", **told)
        raise WrongCode
    waiting.take(bytes.fromhex(token), now=now)
    events.note(f"right {kind}", **told)
    return user


def begin(user: User, waiting: NewSecrets, *, now: dt.datetime) -> str:
    """Think of what somebody's codes are made from; answers by what it is known again."""
    import pyotp

    token = secrets.token_bytes(32)
    waiting.add(token, NewSecret(user.id, pyotp.random_base32()), now=now)
    return token.hex()


def new_secret(user: User, waiting: NewSecrets, token: str, *, now: dt.datetime) -> str:
    """What was thought of for this person a moment ago. Raises NotAsked."""
    found = waiting.look(_from_hex(token), now=now)
    if found is None or found.user_id != user.id:
        raise NotAsked
    return found.secret


def address(user: User, secret: str) -> str:
    """What the app of a phone reads from a QR code."""
    import pyotp

    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S).provisioning_uri(name=user.name, issuer_name="Backstride")


def turn_on(
    session: Session, data: Path, user: User, waiting: NewSecrets, token: str, typed: str, *, now: dt.datetime
) -> Sequence[str]:
    """Ask for one-time codes from now on; answers the recovery codes. Raises NotAsked and WrongCode."""
    secret = new_secret(user, waiting, token, now=now)
    step = _step_of(secret, _squeezed(typed), now=now)
    if step is None:
        raise WrongCode
    waiting.take(bytes.fromhex(token), now=now)
    store.remove(session, user)
    sealed = sealing.seal(data, secret, belongs_to=_owner(user))
    session.add(CodeApp(user_id=user.id, sealed=sealed, last_step=step, salt=secrets.token_bytes(16), made_at=now))
    session.flush()
    events.note("one-time codes on", user=user.name)
    return make_recovery_codes(session, user)


def make_recovery_codes(session: Session, user: User) -> Sequence[str]:
    """New recovery codes in the place of those before; nothing where one-time codes are off."""
    app = store.find(session, user)
    if app is None:
        return []
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    store.replace_recovery_codes(session, user, [_hashed(app, code) for code in codes])
    events.note("new recovery codes", user=user.name)
    return codes


def turn_off(session: Session, user: User) -> None:
    if store.remove(session, user):
        events.note("one-time codes off", user=user.name)


def is_recovery_code(code: str) -> bool:
    """Whether this looks like one of ours."""
    groups = code.split(" ")
    return [len(group) for group in groups] == [_IN_A_GROUP] * _GROUPS and _squeezed(code) == "".join(groups)


def _asked(session: Session, waiting: AskedForCode, token: str, *, now: dt.datetime) -> User:
    asked = waiting.look(_from_hex(token), now=now)
    user = users.find(session, asked.user_id) if asked else None
    if asked is None or user is None or user.password_hash != asked.password_hash:
        raise NotAsked
    return user


def _guessers(session: Session, user: User, browser: Browser) -> list[str]:
    if browser.device and sign_in_store.is_known_device(session, user.id, token_hash(browser.device)):
        return [f"code {user.id} {token_hash(browser.device).hex()}"]
    return [f"code {user.id} elsewhere"]


def _use(session: Session, data: Path, user: User, typed: str, *, now: dt.datetime) -> str | None:
    """Use up a code; what kind it was, or None for a wrong one."""
    app, code = store.find(session, user), _squeezed(typed)
    if app is None:
        return None
    if len(code) != DIGITS:
        is_right = len(code) == _GROUPS * _IN_A_GROUP and store.use_recovery_code(session, user, _hashed(app, code))
        return "recovery code" if is_right else None
    secret = sealing.unseal(data, app.sealed, belongs_to=_owner(user))
    step = _step_of(secret, code, now=now) if secret else None
    if step is None or step <= app.last_step:
        return None
    app.last_step = step
    return "one-time code"


def _step_of(secret: str, code: str, *, now: dt.datetime) -> int | None:
    """The time step of which this is the code, the newest first; None for a wrong code."""
    import pyotp

    totp, step = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S), int(now.timestamp()) // STEP_S
    near = range(step + STEPS_OFF, step - STEPS_OFF - 1, -1)
    return next((at for at in near if hmac.compare_digest(totp.generate_otp(at).encode(), code.encode())), None)


def _recovery_code() -> str:
    return " ".join(f"{secrets.randbelow(10**_IN_A_GROUP):0{_IN_A_GROUP}}" for _ in range(_GROUPS))


def _hashed(app: CodeApp, code: str) -> bytes:
    return passwords.stretched(_squeezed(code), app.salt)


def _squeezed(typed: str) -> str:
    """The figures of a code, without what stands between its groups."""
    return "".join(letter for letter in typed[:60] if letter in "0123456789")


def _owner(user: User) -> str:
    return f"codes of {user.id} {user.created_at.timestamp()}"


def _from_hex(token: str) -> bytes:
    try:
        return bytes.fromhex(token)
    except ValueError:
        return b""
