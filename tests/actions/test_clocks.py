"""A bin is emptied after 30 days that went by, and by no clock that leaps."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from tests.factories import NOW, PARIS, days_go_by, log
from webapp.actions import clocks, walks
from webapp.actions import self_tests as self_tests
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.storage import self_tests as test_store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

DAY = dt.timedelta(days=1)
YEAR = 365 * DAY


def bin_walk(session: Session, user: User, now: dt.datetime) -> UUID:
    row = log(session, user)
    walks.delete_walk(session, user.diary, row, now=now)
    return row.uuid


def bin_result(session: Session, user: User, now: dt.datetime) -> UUID:
    result = Result(id=uuid4(), kind=SelfTestKind.TUG, done_at=NOW, time_zone=PARIS, tries=(9.0,))
    row = self_tests.log_result(session, user.diary, result, now=NOW).result
    self_tests.delete_result(session, user.diary, row, now=now)
    return row.uuid


def is_walk(session: Session, user: User, uuid: UUID) -> bool:
    return walk_store.find(session, user.diary, uuid, in_bin=True) is not None


def is_result(session: Session, user: User, uuid: UUID) -> bool:
    return test_store.find(session, user.diary, uuid) is not None


BINS = {"walks": (bin_walk, is_walk), "self tests": (bin_result, is_result)}
Throw = Callable[[Session, User, dt.datetime], UUID]
Look = Callable[[Session, User, UUID], bool]
every_bin = pytest.mark.parametrize(("throw", "is_there"), BINS.values(), ids=BINS.keys())


@every_bin
@pytest.mark.parametrize(("age", "is_left"), [(30 * DAY, True), (31 * DAY, False)])
def test_a_bin_is_emptied_after_thirty_days(
    database: Database, alice: User, throw: Throw, is_there: Look, age: dt.timedelta, is_left: bool
) -> None:
    with database.writing() as session:
        old = throw(session, alice, NOW)
        days_go_by(session, NOW + age, age.days)
        throw(session, alice, NOW + age)

        assert is_there(session, alice, old) is is_left


@every_bin
def test_a_clock_that_leaps_a_year_empties_no_bin(
    database: Database, alice: User, throw: Throw, is_there: Look
) -> None:
    with database.writing() as session:
        days_go_by(session, NOW, 365)
        old = throw(session, alice, NOW)
        again = [throw(session, alice, NOW + YEAR + hours * DAY / 24) for hours in range(5)]
        again.append(throw(session, alice, NOW + DAY))

        assert all(is_there(session, alice, uuid) for uuid in (old, *again))


@every_bin
def test_what_is_deleted_while_the_clock_is_behind_has_its_thirty_days(
    database: Database, alice: User, throw: Throw, is_there: Look
) -> None:
    with database.writing() as session:
        days_go_by(session, NOW, 365)
        old = throw(session, alice, dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
        throw(session, alice, NOW + DAY)
        assert is_there(session, alice, old)
        days_go_by(session, NOW + 32 * DAY, 32)
        throw(session, alice, NOW + 32 * DAY)
        assert not is_there(session, alice, old)


@every_bin
def test_nobody_empties_the_bin_of_another(
    database: Database, alice: User, bob: User, throw: Throw, is_there: Look
) -> None:
    with database.writing() as session:
        old = throw(session, alice, NOW)
        days_go_by(session, NOW + 60 * DAY, 60)
        throw(session, bob, NOW + 60 * DAY)

        assert is_there(session, alice, old)


def test_a_day_is_noted_when_a_walk_is_logged(database: Database, alice: User) -> None:
    with database.writing() as session:
        days_go_by(session, NOW - DAY, 30)
        assert clocks.purge_before(session, 30 * DAY, now=NOW - DAY) is None
        log(session, alice)
        assert clocks.purge_before(session, 30 * DAY, now=NOW) == NOW - 30 * DAY - dt.timedelta(hours=17, minutes=10)
