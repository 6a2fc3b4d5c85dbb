import datetime as dt
import hashlib

import pytest
from sqlalchemy import select

from tests.factories import NOW, PASSWORD
from webapp.security import sign_ins
from webapp.security.sign_ins import LONGEST_WAIT, Scope
from webapp.storage.engine import Database
from webapp.storage.models import ApiToken, FailedSignIn, SignIn, User

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
ALICE, HOME = "name alice", "from 192.168.1.20"


def fail(database: Database, count: int, *who: str, now: dt.datetime = NOW) -> None:
    for _ in range(count):
        with database.writing() as session:
            sign_ins.note_failure(session, list(who), now=now)


def wait(database: Database, *who: str, now: dt.datetime = NOW) -> float:
    with database.reading() as session:
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
        assert sign_ins.api_user(session, token) is None


@pytest.mark.parametrize(("later", "is_valid"), [(90 * DAY, True), (90 * DAY + SECOND, False)])
def test_a_browser_stays_signed_in_for_90_days(
    database: Database, alice: User, later: dt.timedelta, is_valid: bool
) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)

        assert (sign_ins.find(session, token, now=NOW + later) is not None) is is_valid


def test_signing_in_forgets_the_browsers_that_have_expired(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        sign_ins.start(session, alice, now=NOW)
        sign_ins.start(session, bob, now=NOW + 91 * DAY)

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
    fail(database, 6, ALICE, HOME)
    fail(database, 2, HOME)

    assert [wait(database, *who) for who in ([ALICE], [HOME], [ALICE, HOME], ["name bob"])] == [4, 16, 16, 0]


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
        sign_ins.note_success(session, [ALICE])

    assert [wait(database, who) for who in (ALICE, HOME)] == [0, 900]


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_longest(database: Database) -> None:
    fail(database, 20, ALICE, now=NOW + 365 * DAY)

    assert wait(database, ALICE) <= LONGEST_WAIT.total_seconds()


def test_a_password_is_right_for_its_user_only(alice: User) -> None:
    assert sign_ins.is_right(alice, PASSWORD)
    assert not sign_ins.is_right(alice, PASSWORD + "!")
    assert not sign_ins.is_right(None, PASSWORD)
    assert not sign_ins.is_right(alice, "x" * 1_000_000)


def test_a_name_is_found_in_any_case(database: Database, alice: User) -> None:
    with database.reading() as session:
        found = [sign_ins.named_user(session, name) for name in ("alice", " ALICE ", "Alic")]

    assert [user and user.id for user in found] == [alice.id, alice.id, None]


def test_an_api_token_is_shown_once_and_kept_as_a_hash(database: Database, alice: User) -> None:
    with database.writing() as session:
        token = sign_ins.add_api_token(session, alice, "watch", now=NOW)
        kept = session.scalars(select(ApiToken)).one()
        found = sign_ins.api_user(session, token)

        assert (kept.token_hash, kept.name) == (hashlib.sha256(token.encode()).digest(), "watch")
        assert found and (found[0].id, found[1]) == (alice.id, Scope.ALL)
        assert sign_ins.find(session, token, now=NOW) is None
