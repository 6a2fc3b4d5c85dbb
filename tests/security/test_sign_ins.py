import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.factories import NOW, PASSWORD, days_go_by
from webapp.domain.keys import Scope
from webapp.security import keys, sign_ins
from webapp.security.sign_ins import LONGEST_WAIT, Browser, MustWait, WrongPassword
from webapp.security.tokens import token_hash
from webapp.storage import sign_ins as store
from webapp.storage.access_models import ApiToken, FailedSignIn, SignIn
from webapp.storage.engine import Database
from webapp.storage.models import User

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
ALICE, HOME = "name alice", "from 192.168.1.20"


def fail(database: Database, count: int, *who: str, now: dt.datetime = NOW) -> None:
    for _ in range(count):
        with database.writing() as session:
            sign_ins.note_try(session, list(who), now=now)


def wait(database: Database, *who: str, now: dt.datetime = NOW) -> float:
    with database.writing() as session:
        return sign_ins.wait_for(session, list(who), now=now).total_seconds()


def test_of_a_token_only_the_hash_is_kept(database: Database, alice: User) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)
        kept = session.scalars(select(SignIn.token_hash)).one()

    assert len(token) >= 43
    assert kept == hashlib.sha256(token.encode()).digest()
    assert database.file and token.encode() not in database.file.read_bytes()


def test_every_browser_has_a_token_of_its_own(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        tokens = [sign_ins.start(session, user, now=NOW) for user in (alice, alice, bob)]
        found = [sign_ins.find(session, token, now=NOW) for token in tokens]
        sign_ins.stop(session, tokens[0])

        assert [one and one[2].name for one in found] == ["Alice", "Alice", "Bob"]
        assert sign_ins.find(session, tokens[0], now=NOW) is None
        assert sign_ins.find(session, tokens[1], now=NOW)


@pytest.mark.parametrize("token", ["", "wrong", "ünïcode", "\0"])
def test_a_wrong_token_is_nobodys(database: Database, alice: User, token: str) -> None:
    with database.writing() as session:
        sign_ins.start(session, alice, now=NOW)

        assert sign_ins.find(session, token, now=NOW) is None
        assert keys.find(session, token) is None


@pytest.mark.parametrize(("later", "is_valid"), [(90 * DAY, True), (90 * DAY + SECOND, False)])
def test_a_browser_stays_signed_in_for_90_days(
    database: Database, alice: User, later: dt.timedelta, is_valid: bool
) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)

        assert (sign_ins.find(session, token, now=NOW + later) is not None) is is_valid


def test_a_sign_in_ends_after_a_year_however_often_it_is_used(database: Database, alice: User) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)
        found = sign_ins.find(session, token, now=NOW)
        assert found
        token = sign_ins.turn(session, found, token, now=NOW + 364 * DAY) or ""

        assert sign_ins.find(session, token, now=NOW + 365 * DAY)
        assert sign_ins.find(session, token, now=NOW + 365 * DAY + SECOND) is None


def test_a_clock_that_leaps_a_year_signs_nobody_out_for_good(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        tokens = [sign_ins.start(session, user, now=NOW) for user in (alice, alice, bob)]
        sign_ins.start(session, bob, now=NOW + 366 * DAY)

        assert all(sign_ins.find(session, token, now=NOW) for token in tokens)


def test_who_signs_in_by_a_clock_that_fell_behind_stays_when_it_is_right_again(database: Database, alice: User) -> None:
    with database.writing() as session:
        days_go_by(session, NOW, 3)
        token = sign_ins.start(session, alice, now=dt.datetime(1970, 1, 2, tzinfo=dt.UTC))

        assert sign_ins.find(session, token, now=NOW)


def test_signing_in_forgets_the_browsers_that_have_expired(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        sign_ins.start(session, alice, now=NOW, browser=Browser(None, "her phone"))
        days_go_by(session, NOW + 402 * DAY, 402)
        sign_ins.start(session, bob, now=NOW + 402 * DAY)

        assert not store.is_known_device(session, alice.id, token_hash("her phone"))

        assert session.scalars(select(SignIn.user_id)).all() == [bob.id]


def test_five_tries_are_free_and_then_each_wait_doubles(database: Database) -> None:
    waits = []
    for _ in range(16):
        waits.append(wait(database, ALICE))
        fail(database, 1, ALICE)

    assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_wait_is_never_longer_than_a_quarter_of_an_hour_and_goes_by(database: Database) -> None:
    fail(database, 100, ALICE)

    assert wait(database, ALICE) == LONGEST_WAIT.total_seconds() == 900
    assert wait(database, ALICE, now=NOW + LONGEST_WAIT - SECOND) == 1
    assert wait(database, ALICE, now=NOW + LONGEST_WAIT) <= 0


def test_a_name_and_an_address_wait_each_for_themselves(database: Database) -> None:
    fail(database, 6, ALICE)
    fail(database, 32, HOME)

    assert [wait(database, *who) for who in ([ALICE], [HOME], [ALICE, HOME], ["name bob"])] == [4, 8, 8, 0]


def test_an_address_may_be_that_of_a_whole_house(database: Database) -> None:
    """Behind a proxy that was not declared everybody has one address, and so has who guesses names there."""
    fail(database, 29, HOME)

    assert wait(database, HOME) == 0


def test_a_day_later_the_count_begins_anew(database: Database) -> None:
    fail(database, 20, ALICE)
    later = NOW + DAY + SECOND

    assert wait(database, ALICE, now=later) == 0
    fail(database, 1, ALICE, now=later)
    with database.reading() as session:
        assert session.scalar(select(FailedSignIn.tries)) == 1


def test_a_right_password_forgets_the_wrong_ones(database: Database) -> None:
    fail(database, 20, ALICE, HOME)
    with database.writing() as session:
        sign_ins.note_success(session, [ALICE, HOME])

    assert wait(database, ALICE) == 0
    fail(database, 30 - 19, HOME)
    assert wait(database, HOME) == 2


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_longest(database: Database) -> None:
    fail(database, 20, ALICE, now=NOW + 365 * DAY)

    assert wait(database, ALICE) == LONGEST_WAIT.total_seconds()
    assert wait(database, ALICE, now=NOW + LONGEST_WAIT) == 0


def test_a_password_is_right_for_its_user_only(alice: User) -> None:
    assert sign_ins.is_right(alice, PASSWORD)
    assert not sign_ins.is_right(alice, PASSWORD + "!")
    assert not sign_ins.is_right(None, PASSWORD)
    assert not sign_ins.is_right(alice, "x" * 1_000_000)


def test_an_api_token_is_shown_once_and_kept_as_a_hash(database: Database, alice: User) -> None:
    with database.writing() as session:
        token = keys.add(session, alice, "watch", now=NOW)
        kept = session.scalars(select(ApiToken)).one()
        found = keys.find(session, token)

        assert (kept.token_hash, kept.name) == (hashlib.sha256(token.encode()).digest(), "watch")
        assert found and (found.user.id, found.scope) == (alice.id, Scope.ALL)
        assert sign_ins.find(session, token, now=NOW) is None


def try_in(database: Database, password: str, browser: Browser, *, now: dt.datetime = NOW, name: str = "Alice") -> str:
    try:
        return sign_ins.try_password(database, name, password, browser, now=now).name
    except (MustWait, WrongPassword) as refusal:
        return type(refusal).__name__


def test_sixty_wrong_passwords_at_once_are_checked_five_times(
    database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, start = list[str](), Barrier(20)

    def is_right(user: User | None, password: str) -> bool:
        checked.append(password)
        return False

    def race(number: int) -> list[str]:
        start.wait()
        return [try_in(database, "wrong", Browser(f"192.168.1.{number}")) for _ in range(3)]

    monkeypatch.setattr(sign_ins, "is_right", is_right)
    with ThreadPoolExecutor(20) as pool:
        answers = [answer for some in pool.map(race, range(20)) for answer in some]
    assert (len(checked), answers.count("WrongPassword"), answers.count("MustWait")) == (5, 5, 55)


def test_a_phone_that_was_in_before_is_not_kept_waiting_by_others(database: Database, alice: User) -> None:
    mine, other = Browser("192.168.1.20", "my phone"), Browser("192.168.1.20", "another")
    with database.writing() as session:
        sign_ins.start(session, alice, now=NOW, browser=mine)
    for _ in range(40):
        try_in(database, "wrong", other)

    assert try_in(database, PASSWORD, other) == "MustWait"
    assert try_in(database, PASSWORD, mine) == "Alice"
    assert [try_in(database, "wrong", mine) for _ in range(6)] == ["WrongPassword"] * 5 + ["MustWait"]


def test_a_phone_that_bob_was_in_is_no_other_for_alice(database: Database, alice: User, bob: User) -> None:
    bobs = Browser("192.168.1.30", "his phone")
    with database.writing() as session:
        sign_ins.start(session, bob, now=NOW, browser=bobs)
    fail(database, 6, ALICE)

    assert try_in(database, PASSWORD, bobs) == "MustWait"


def test_a_right_password_of_bob_keeps_the_count_of_his_address(database: Database, alice: User, bob: User) -> None:
    for number in range(30):
        try_in(database, "wrong", Browser("192.168.1.30"), name=f"Name {number}")
        if number % 4 == 0 and number < 28:
            assert try_in(database, PASSWORD, Browser("192.168.1.30"), name="Bob") == "Bob"

    assert try_in(database, PASSWORD, Browser("192.168.1.30"), name="Bob") == "MustWait"


def test_wrong_passwords_are_forgotten_when_their_time_went_by(database: Database) -> None:
    fail(database, 3, ALICE, HOME)
    fail(database, 1, "name bob", now=NOW + 400 * DAY)
    with database.writing() as session:
        days_go_by(session, NOW + 402 * DAY, 3)
    fail(database, 1, "name bob", now=NOW + 402 * DAY)

    with database.reading() as session:
        assert session.scalars(select(FailedSignIn.who)).all() == ["name bob"]
