"""Results of self tests: which is the newest, and what was deleted."""

import datetime as dt
from uuid import UUID, uuid4

from tests.factories import NOW, PARIS
from webapp.domain.self_tests import Result, SelfTestKind, Side
from webapp.storage import safety
from webapp.storage import self_tests as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User


def add(
    session: Session, user: User, kind: SelfTestKind, value: float, *, ago: int = 0, side: Side | None = None
) -> UUID:
    """A result of so many days ago."""
    done_at = NOW - dt.timedelta(days=ago)
    result = Result(id=uuid4(), kind=kind, done_at=done_at, time_zone=PARIS, tries=(value,), side=side)
    return store.add(session, user.diary, result).uuid


def delete(session: Session, user: User, uuid: UUID) -> None:
    row = store.find(session, user.diary, uuid)
    assert row
    row.deleted_at = NOW


def test_a_result_is_kept_as_it_was_entered(database: Database, alice: User) -> None:
    result = Result(
        id=uuid4(),
        kind=SelfTestKind.BACKWARD_3M,
        done_at=NOW,
        time_zone=PARIS,
        tries=(4.2, 3.8),
        had_helper=True,
        note="Tape.",
    )
    with database.writing() as session:
        store.add(session, alice.diary, result)

    with database.reading() as session:
        row = store.find(session, alice.diary, result.id)
        assert row
        assert (row.kind, row.value, row.done_on, row.side) == ("backward_3m", 4.0, dt.date(2026, 11, 20), None)
        assert (row.timed, row.had_helper, row.note) == ([4.2, 3.8], True, "Tape.")


def test_the_newest_comes_first_whenever_it_was_entered(database: Database, alice: User) -> None:
    with database.writing() as session:
        for ago in (3, 9, 1, 3):
            add(session, alice, SelfTestKind.TUG, 5.0 + ago, ago=ago)
        add(session, alice, SelfTestKind.CHAIR_STAND, 12)

        assert [row.value for row in store.newest_first(session, alice.diary, SelfTestKind.TUG)] == [6, 8, 8, 14]


def test_the_value_that_the_check_knows_is_the_newest_that_was_not_deleted(database: Database, alice: User) -> None:
    with database.writing() as session:
        add(session, alice, SelfTestKind.TUG, 9.0, ago=50)
        add(session, alice, SelfTestKind.TUG, 8.0, ago=5)
        delete(session, alice, add(session, alice, SelfTestKind.TUG, 7.0))
        delete(session, alice, add(session, alice, SelfTestKind.BACKWARD_3M, 3.0))

        known = safety.known(session, alice.diary, NOW.date())
        assert (known.signs.up_and_go_s, known.signs.backward_3m_s) == (8.0, None)


def test_of_two_on_a_day_the_one_entered_last_is_the_newest(database: Database, alice: User) -> None:
    with database.writing() as session:
        add(session, alice, SelfTestKind.TUG, 9.0)
        add(session, alice, SelfTestKind.TUG, 8.0)

        assert safety.known(session, alice.diary, NOW.date()).signs.up_and_go_s == 8.0


def test_the_first_and_the_last_two_are_those_of_each_kind_and_side(database: Database, alice: User) -> None:
    with database.writing() as session:
        for ago in range(6):
            add(session, alice, SelfTestKind.TUG, 5.0 + ago, ago=ago)
            add(session, alice, SelfTestKind.ONE_LEG, 10.0 + ago, ago=ago, side=Side.LEFT)
        add(session, alice, SelfTestKind.ONE_LEG, 33, ago=9, side=Side.RIGHT)

        found = [(row.kind, row.side, row.value) for row in store.first_and_last(session, alice.diary)]
    assert sorted(found, key=str) == [
        *(("one_leg", "left", value) for value in (10.0, 11.0, 14.0, 15.0)),
        ("one_leg", "right", 33.0),
        *(("tug", None, value) for value in (10.0, 5.0, 6.0, 9.0)),
    ]
    assert found[-1] == ("one_leg", "right", 33.0)


def test_only_what_was_deleted_long_ago_is_removed_and_only_ones_own(
    database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        kept, gone = (add(session, alice, SelfTestKind.TUG, value) for value in (8.0, 9.0))
        bobs = add(session, bob, SelfTestKind.TUG, 9.0)
        delete(session, alice, gone)
        delete(session, bob, bobs)
        store.empty_bin(session, alice.diary, deleted_before=NOW)
        assert store.find(session, alice.diary, gone)
        store.empty_bin(session, alice.diary, deleted_before=NOW + dt.timedelta(seconds=1))

        assert store.find(session, alice.diary, gone) is None
        assert store.find(session, alice.diary, kept)
        assert store.find(session, bob.diary, bobs)
