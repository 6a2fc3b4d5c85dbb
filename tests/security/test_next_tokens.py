"""The token of a browser changes once a day, and the one before ends once the next has arrived."""

import datetime as dt

import pytest

from tests.factories import NOW
from webapp.security import sign_ins
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


def turned(session: Session, token: str, now: dt.datetime) -> str:
    """The next token of a browser."""
    found = sign_ins.find(session, token, now=now)
    assert found
    following = sign_ins.turn(session, found, token, now=now)
    assert following and following != token
    return following


def test_the_token_before_ends_ten_minutes_after_its_browser_sent_the_next(database: Database, alice: User) -> None:
    soon, later = NOW + sign_ins.OVERLAP, NOW + sign_ins.OVERLAP + SECOND
    with database.writing() as session:
        first = sign_ins.start(session, alice, now=NOW - 2 * DAY)
        second = turned(session, first, NOW)
        found = sign_ins.find(session, second, now=NOW)
        assert found and found.has_next
        sign_ins.end_former(session, found, now=NOW)

        assert [bool(sign_ins.find(session, token, now=soon)) for token in (first, second)] == [True, True]
        assert [bool(sign_ins.find(session, token, now=later)) for token in (first, second)] == [False, True]


def test_a_browser_that_never_got_its_next_token_goes_on_with_the_one_it_has(database: Database, alice: User) -> None:
    with database.writing() as session:
        first = sign_ins.start(session, alice, now=NOW)
        lost = turned(session, first, NOW + 2 * DAY)
        got = turned(session, first, NOW + 50 * DAY)

        assert sign_ins.find(session, lost, now=NOW + 50 * DAY) is None
        assert all(sign_ins.find(session, token, now=NOW + 50 * DAY) for token in (first, got))


def test_of_two_requests_at_once_one_gets_the_next_token(database: Database, alice: User) -> None:
    with database.writing() as session:
        first = sign_ins.start(session, alice, now=NOW)
        found = sign_ins.find(session, first, now=NOW)
        assert found
        tokens = [sign_ins.turn(session, found, first, now=NOW + 2 * DAY) for _ in range(2)]

        assert tokens[0] and tokens[1] is None
        assert sign_ins.find(session, tokens[0], now=NOW + 2 * DAY)


@pytest.mark.parametrize("end", ["stop", "start"])
def test_a_token_that_was_taken_ends_with_the_one_before_it(database: Database, alice: User, end: str) -> None:
    """Somebody else sends the token first, and gets the next; its owner signs out, or in again."""
    with database.writing() as session:
        mine = sign_ins.start(session, alice, now=NOW)
        taken = turned(session, mine, NOW + 2 * DAY)
        if end == "stop":
            sign_ins.stop(session, mine)
        else:
            sign_ins.start(session, alice, now=NOW + 2 * DAY, instead_of=mine)

        assert sign_ins.find(session, taken, now=NOW + 2 * DAY) is None
