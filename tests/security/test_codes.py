"""One-time codes: right for half a minute, once, and after few tries; and what is there for who lost the phone."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import text

from tests.factories import NOW
from webapp.config import Settings
from webapp.security import accounts, codes, pending, sign_ins
from webapp.security.codes import AskedForCode, NewSecrets, NotAsked, WrongCode
from webapp.security.sign_ins import Browser, MustWait
from webapp.storage import codes as store
from webapp.storage import sealing, users
from webapp.storage.engine import Database
from webapp.storage.models import User

HERE = Browser("192.168.1.9")
STEP = dt.timedelta(seconds=codes.STEP_S)


class Door:
    """A house where Alice has one-time codes, and the app on her phone."""

    def __init__(self, database: Database, data: Path, user: User) -> None:
        self.database, self.data, self.user = database, data, user
        self.asked, self.new = AskedForCode(), NewSecrets()
        token = codes.begin(user, self.new, now=NOW)
        self.secret = codes.new_secret(user, self.new, token, now=NOW)
        self.recovery = self.turns_on(token, self.shows(NOW - STEP))

    def shows(self, now: dt.datetime) -> str:
        """What the app shows at an instant."""
        return pyotp.TOTP(self.secret).at(now)

    def turns_on(self, token: str, typed: str, *, now: dt.datetime = NOW) -> Sequence[str]:
        with self.database.writing() as session:
            user = users.get(session, self.user.id)
            return codes.turn_on(session, self.data, user, self.new, token, typed, now=now)

    def after_password(self, *, now: dt.datetime = NOW) -> str:
        with self.database.reading() as session:
            return codes.ask(users.get(session, self.user.id), self.asked, now=now)

    def lets_in(self, typed: str, *, now: dt.datetime = NOW, browser: Browser = HERE, token: str | None = None) -> str:
        token = token or self.after_password(now=now)
        return codes.try_code(self.database, self.data, self.asked, token, typed, browser, now=now).name


@pytest.fixture
def door(database: Database, settings: Settings, alice: User) -> Door:
    return Door(database, settings.data, alice)


def test_the_code_that_the_app_shows_lets_in(door: Door) -> None:
    code = door.shows(NOW)
    assert door.lets_in(f" {code[:3]} {code[3:]} ") == "Alice"


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_phone_may_be_half_a_minute_before_or_behind(door: Door, steps: int) -> None:
    later = NOW + 10 * STEP
    assert door.lets_in(door.shows(later + steps * STEP), now=later) == "Alice"


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_more_than_that_is_no_code_of_now(door: Door, steps: int) -> None:
    later = NOW + 10 * STEP
    with pytest.raises(WrongCode):
        door.lets_in(door.shows(later + steps * STEP), now=later)


def test_a_code_works_once_and_no_older_one_after_it(door: Door) -> None:
    now = NOW + 10 * STEP
    assert door.lets_in(door.shows(now), now=now) == "Alice"
    for used in (door.shows(now), door.shows(now - STEP)):
        with pytest.raises(WrongCode):
            door.lets_in(used, now=now)
    assert door.lets_in(door.shows(now + STEP), now=now) == "Alice"


def test_the_code_that_turned_them_on_is_used_up(door: Door) -> None:
    with pytest.raises(WrongCode):
        door.lets_in(door.shows(NOW - STEP))


@pytest.mark.parametrize("typed", ["", "123", "abcdef", "١٢٣٤٥٦", "0" * 16, "1" * 400, "\0", "12345\ud800"])
def test_what_is_no_code_is_a_wrong_one(door: Door, typed: str) -> None:
    with pytest.raises(WrongCode):
        door.lets_in(typed)


def test_after_five_wrong_codes_each_try_waits_whatever_password_came_before(door: Door) -> None:
    for _ in range(sign_ins.FREE_TRIES):
        with pytest.raises(WrongCode):
            door.lets_in("000000")
    with pytest.raises(MustWait) as wait:
        door.lets_in(door.shows(NOW))
    assert wait.value.seconds == 2
    assert door.lets_in(door.shows(NOW), now=NOW + dt.timedelta(seconds=3)) == "Alice"


def test_wrong_codes_elsewhere_keep_nobody_from_their_own_phone(door: Door) -> None:
    phone = Browser("192.168.1.2", "a cookie that lasts")
    with door.database.writing() as session:
        sign_ins.start(session, users.get(session, door.user.id), now=NOW, browser=phone)
    for _ in range(sign_ins.FREE_TRIES):
        with pytest.raises(WrongCode):
            door.lets_in("000000")
    assert door.lets_in(door.shows(NOW), browser=phone) == "Alice"


def test_it_is_asked_only_after_the_password_for_five_minutes_and_once(door: Door) -> None:
    token = door.after_password()
    for wrong in ("", "zz", "00" * 32):
        with pytest.raises(NotAsked):
            door.lets_in(door.shows(NOW), token=wrong or "00")
    with pytest.raises(NotAsked):
        door.lets_in(door.shows(NOW), token=token, now=NOW + pending.LASTS + STEP)
    assert door.lets_in(door.shows(NOW), token=token) == "Alice"
    with pytest.raises(NotAsked):
        door.lets_in(door.shows(NOW + STEP), token=token)


def test_a_new_password_ends_the_wait_of_who_came_by_the_old_one(door: Door) -> None:
    token = door.after_password()
    with door.database.writing() as session:
        accounts.set_password(session, users.get(session, door.user.id), "another way home", ends_keys=False)
    with pytest.raises(NotAsked):
        door.lets_in(door.shows(NOW), token=token)
    assert door.lets_in(door.shows(NOW)) == "Alice"


def test_each_recovery_code_works_once_for_its_person(door: Door, bob: User) -> None:
    first, second, *_ = door.recovery
    assert len(set(door.recovery)) == codes.RECOVERY_CODES and all(map(codes.is_recovery_code, door.recovery))
    assert door.lets_in(first.replace(" ", "-")) == "Alice"
    with pytest.raises(WrongCode):
        door.lets_in(first)
    with pytest.raises(WrongCode):
        Door(door.database, door.data, bob).lets_in(second)
    with door.database.reading() as session:
        assert store.recovery_codes_left(session, door.user) == codes.RECOVERY_CODES - 1


def test_new_recovery_codes_end_those_of_before(door: Door) -> None:
    with door.database.writing() as session:
        made = codes.make_recovery_codes(session, door.user)
    with pytest.raises(WrongCode):
        door.lets_in(door.recovery[0])
    assert door.lets_in(made[0]) == "Alice"


def test_they_are_on_once_a_first_code_was_right(door: Door, bob: User) -> None:
    token = codes.begin(bob, door.new, now=NOW)
    secret = codes.new_secret(bob, door.new, token, now=NOW)
    with pytest.raises(NotAsked):
        codes.new_secret(door.user, door.new, token, now=NOW)
    door.user = bob
    with pytest.raises(WrongCode):
        door.turns_on(token, "000000")
    with pytest.raises(NotAsked):
        door.turns_on(token, pyotp.TOTP(secret).at(NOW), now=NOW + pending.LASTS + STEP)
    assert len(door.turns_on(token, pyotp.TOTP(secret).at(NOW))) == codes.RECOVERY_CODES
    with pytest.raises(NotAsked):
        door.turns_on(token, pyotp.TOTP(secret).at(NOW))


def test_the_database_alone_has_nothing_that_lets_in(door: Door) -> None:
    with door.database.reading() as session:
        rows = session.execute(text("SELECT sealed FROM code_app UNION SELECT code_hash FROM recovery_code")).scalars()
        kept = b"".join(rows)
    assert door.secret.encode() not in kept
    assert not any(code.replace(" ", "").encode() in kept for code in door.recovery)
    assert (door.data / sealing.FILE).stat().st_mode & 0o777 == 0o600


def test_without_its_key_recovery_codes_still_let_in(door: Door) -> None:
    (door.data / sealing.FILE).unlink()
    with pytest.raises(WrongCode):
        door.lets_in(door.shows(NOW))
    assert door.lets_in(door.recovery[0]) == "Alice"


def test_what_is_sealed_for_somebody_is_readable_for_nobody_else(settings: Settings, database: Database) -> None:
    sealed = sealing.seal(settings.data, "secret", belongs_to="Alice")
    assert sealing.unseal(settings.data, sealed, belongs_to="Alice") == "secret"
    assert sealing.unseal(settings.data, sealed, belongs_to="Bob") is None
    assert sealing.unseal(settings.data, sealed[:-1] + b"x", belongs_to="Alice") is None
    assert sealing.seal(settings.data, "secret", belongs_to="Alice") != sealed


def test_nothing_is_left_of_the_tries_of_somebody_deleted(door: Door) -> None:
    for _ in range(sign_ins.FREE_TRIES):
        with pytest.raises(WrongCode):
            door.lets_in("000000")
    with door.database.writing() as session:
        accounts.remove(session, users.get(session, door.user.id))
        who = [f"code {door.user.id} elsewhere"]
        assert not sign_ins.wait_for(session, who, now=NOW)
