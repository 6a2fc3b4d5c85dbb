"""Looks at people and phones, each provoked."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.factories import NOW, TODAY, add_user, log, walk
from webapp.actions import walks
from webapp.domain.imports import BatchState
from webapp.domain.messages import MessageEvent, MessageState, TargetKind
from webapp.domain.walks import Source
from webapp.security import keys, sign_ins
from webapp.security.sign_ins import Browser
from webapp.storage import keys as key_store
from webapp.storage import messages
from webapp.storage import people_looks as looks
from webapp.storage.engine import Database
from webapp.storage.import_models import ImportBatch
from webapp.storage.models import User

A_DAY, AN_HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def test_owners_are_named_and_people_counted(database: Database, alice: User, bob: User) -> None:
    with database.reading() as session:
        assert looks.owners(session).owners == ("Alice",)
        assert looks.owners(session).people == 2


def test_who_never_came_is_named_after_two_weeks(database: Database, alice: User, bob: User) -> None:
    add_user(database, "Carol", created_at=NOW + 2 * A_DAY)
    with database.writing() as session:
        sign_ins.start(session, alice, now=NOW)

        assert looks.never_came(session, now=NOW + 13 * A_DAY).names == ()
        assert looks.never_came(session, now=NOW + 15 * A_DAY).names == ("Bob",)
        log(session, bob)
        assert looks.never_came(session, now=NOW + 15 * A_DAY).names == ()


def test_a_zone_that_nobody_knows_is_named(database: Database, alice: User) -> None:
    add_user(database, "Carol", time_zone="Moon/Tranquility")
    with database.reading() as session:
        assert looks.unknown_zones(session).names == ("Carol",)


@pytest.mark.parametrize(("source", "minutes"), [(Source.API, 28), (Source.FORM, None)])
def test_a_walk_that_came_before_it_was_over_tells_of_a_phone_that_is_ahead(
    database: Database, alice: User, source: Source, minutes: int | None
) -> None:
    with database.writing() as session:
        walks.log_walk(session, alice.diary, walk(started_at=NOW), source=source, now=NOW)
        ahead = looks.phone_clocks(session, now=NOW).ahead
        assert ahead == (None if minutes is None else dt.timedelta(minutes=minutes))
        assert looks.phone_clocks(session, now=NOW + 8 * A_DAY).ahead is None


def test_a_wrong_password_is_counted_once_for_a_day(database: Database, alice: User) -> None:
    with database.writing() as session:
        for browser in (Browser("192.168.1.20"), Browser("192.168.1.21")):
            sign_ins.note_try(session, sign_ins.guessers(session, "Alice", alice, browser), now=NOW)

        assert looks.wrong_passwords(session, now=NOW).tries == 2
        assert looks.wrong_passwords(session, now=NOW + 2 * A_DAY).tries == 0


def test_a_key_that_was_never_used_is_counted_after_three_months(database: Database, alice: User) -> None:
    with database.writing() as session:
        used = keys.add(session, alice, "used", now=NOW)
        keys.add(session, alice, "unused", now=NOW)
        key = keys.find(session, used)
        assert key
        key_store.touch(session, key.id, NOW)

        assert looks.unused_keys(session, now=NOW + 89 * A_DAY).keys == 0
        assert looks.unused_keys(session, now=NOW + 91 * A_DAY).keys == 1


@pytest.mark.parametrize(
    ("state", "tries", "failed"),
    [
        (MessageState.SENT, 4, 0),
        (MessageState.WAITING, 3, 0),
        (MessageState.WAITING, 4, 1),
        (MessageState.GIVEN_UP, 9, 1),
    ],
)
def test_a_message_that_does_not_arrive_is_counted_for_a_week(
    database: Database, alice: User, state: MessageState, tries: int, failed: int
) -> None:
    with database.writing() as session:
        target = messages.add_target(
            session, alice.diary, TargetKind.NTFY, "https://ntfy.example/a", "", (), language="en", now=NOW
        )
        message = messages.add(session, alice.diary, target, MessageEvent.TEST, "1", {}, now=NOW)
        message.state, message.tries = state, tries
        session.flush()

        assert looks.failed_messages(session, now=NOW).failed == failed
        assert looks.failed_messages(session, now=NOW + 8 * A_DAY).failed == 0


@pytest.mark.parametrize("state", BatchState)
def test_an_import_that_should_be_over_is_told(database: Database, alice: User, state: BatchState) -> None:
    with database.writing() as session:
        session.add(ImportBatch(user_id=alice.id, uuid=uuid4(), state=state, started_at=NOW))
        session.flush()
        is_at_work = state in (BatchState.READING, BatchState.SAVING, BatchState.UNDOING)

        assert looks.slow_imports(session, now=NOW + AN_HOUR).since is None
        assert looks.slow_imports(session, now=NOW + 3 * AN_HOUR).since == (TODAY if is_at_work else None)
