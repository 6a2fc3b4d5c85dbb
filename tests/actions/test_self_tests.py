"""A result is saved once; a deleted one comes back, until 30 days have gone by."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.factories import NOW, PARIS, TODAY, days_go_by
from webapp.actions import self_tests as actions
from webapp.domain.problems import Invalid
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.storage import safety
from webapp.storage import self_tests as store
from webapp.storage.engine import Database
from webapp.storage.models import User


def result(*tries: float) -> Result:
    return Result(id=uuid4(), kind=SelfTestKind.TUG, done_at=NOW, time_zone=PARIS, tries=tries or (9.0,))


def test_sent_twice_it_is_saved_once(database: Database, alice: User) -> None:
    sent = result()
    with database.writing() as session:
        first, second = (actions.log_result(session, alice.diary, sent, now=NOW) for _ in range(2))

        assert (first.is_new, second.is_new) == (True, False)
        assert len(store.newest_first(session, alice.diary, SelfTestKind.TUG)) == 1


def test_what_cannot_be_is_not_saved(database: Database, alice: User) -> None:
    with database.writing() as session:
        with pytest.raises(Invalid):
            actions.log_result(session, alice.diary, result(1.0), now=NOW)
        assert not store.newest_first(session, alice.diary, SelfTestKind.TUG)


def test_a_deleted_result_is_in_no_list_and_comes_back(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = actions.log_result(session, alice.diary, result(), now=NOW).result
        actions.delete_result(session, alice.diary, row, now=NOW)
        assert safety.known(session, alice.diary, TODAY).signs.up_and_go_s is None
        actions.restore_result(row)
        assert safety.known(session, alice.diary, TODAY).signs.up_and_go_s == 9.0


def test_a_deleted_result_is_gone_after_thirty_days(database: Database, alice: User) -> None:
    with database.writing() as session:
        old, new = (actions.log_result(session, alice.diary, result(), now=NOW).result for _ in range(2))
        actions.delete_result(session, alice.diary, old, now=NOW)
        days_go_by(session, NOW + dt.timedelta(days=31), 31)
        actions.delete_result(session, alice.diary, new, now=NOW + dt.timedelta(days=31))

        assert store.find(session, alice.diary, old.uuid) is None
        assert store.find(session, alice.diary, new.uuid)
