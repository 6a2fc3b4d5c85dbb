"""One change to many walks: what it does, what it leaves alone, and that all of it comes back."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.factories import NOW, TODAY, backward, forward, log, segment, times
from webapp.actions import bulk_edits
from webapp.actions import walks as actions
from webapp.domain.bulk_edits import BulkChange, BulkKind, BulkOutcome, Direction
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.walk_filters import WalkFilter
from webapp.domain.walks import LONGEST_NOTE, Place
from webapp.storage import bulk_edits as store
from webapp.storage import walk_rows, weights
from webapp.storage import walks as walk_store
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow

DELETE = BulkChange(kind=BulkKind.DELETE)
TREADMILL = BulkChange(kind=BulkKind.PLACE, place=Place.TREADMILL)
ALL_BACKWARD = BulkChange(kind=BulkKind.DIRECTION, direction=Direction.BACKWARD)
ALL_FORWARD = BulkChange(kind=BulkKind.DIRECTION, direction=Direction.FORWARD)
PACED = BulkChange(kind=BulkKind.PACE, forward_kmh=5.1, backward_kmh=2.9)
NOTED = BulkChange(kind=BulkKind.NOTE, words="By the lake.")
CHANGES = (DELETE, TREADMILL, ALL_BACKWARD, ALL_FORWARD, PACED, NOTED)


def fill(session: Session, user: User, days: int) -> None:
    """A walk on each day: some with a pace, some without, some with a note, one in seven run."""
    weights.set_on(session, user.diary, TODAY - dt.timedelta(days=days), 70.0)
    for back in range(days):
        mode = Mode.FORWARD_RUN if back % 7 == 0 else Mode.FORWARD_WALK
        speed_kmh = 5.5 if back % 3 else None
        segments = (segment(mode, 20 + back % 5, speed_kmh=speed_kmh), backward(8, speed_kmh=speed_kmh))
        log(session, user, *segments, day=TODAY - dt.timedelta(days=back), note="Fog." if back % 2 else "", effort=5)


def everything(session: Session) -> list[object]:
    tables = ("walk ORDER BY id", "segment ORDER BY id", "week_total ORDER BY user_id, starts_on")
    found = [session.execute(text(f"SELECT * FROM {table}")) for table in tables]  # noqa: S608 - names from above.
    return [tuple(row) for rows in found for row in rows]


def choose_all(session: Session, diary: Diary) -> BulkEdit:
    return bulk_edits.choose_found(session, diary, uuid4(), WalkFilter(), now=NOW)


def carried_out(session: Session, diary: Diary, change: BulkChange) -> BulkEdit:
    edit = choose_all(session, diary)
    bulk_edits.carry_out(session, diary, edit, change, now=NOW)
    return edit


def outcomes(edit: BulkEdit) -> dict[UUID, BulkOutcome | None]:
    return {entry.uuid: entry.outcome for entry in store.entries_of(edit)}


def rows(session: Session, diary: Diary) -> list[WalkRow]:
    return list(walk_store.page(session, diary, first=None, last=None, before=None, limit=10_000))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.kind + (change.direction or ""))
def test_undo_leaves_every_walk_and_week_exactly_as_before(database: Database, alice: User, change: BulkChange) -> None:
    with database.writing() as session:
        fill(session, alice, times(75, long=1000))
    with database.writing() as session:
        before = everything(session)
        edit = carried_out(session, alice.diary, change)
        assert everything(session) != before
        bulk_edits.undo(session, alice.diary, edit)
        session.flush()
        assert everything(session) == before


def test_the_preview_says_what_the_change_then_does(database: Database, alice: User) -> None:
    with database.writing() as session:
        fill(session, alice, 10)
        edit = choose_all(session, alice.diary)
        preview = bulk_edits.preview(session, alice.diary, edit, ALL_BACKWARD)
        assert preview.before.extra_kcal == pytest.approx(
            sum(row.extra_kcal or 0 for row in rows(session, alice.diary))
        )
        bulk_edits.carry_out(session, alice.diary, edit, ALL_BACKWARD, now=NOW)
        after = rows(session, alice.diary)

    assert preview.count(BulkOutcome.CHANGED) == preview.after.walks == len(after) == 10
    assert preview.after.backward_seconds == sum(row.backward_seconds for row in after) == preview.after.seconds
    assert preview.after.extra_kcal == pytest.approx(sum(row.extra_kcal or 0 for row in after))
    assert len(preview.weeks) == 2


def test_a_walk_that_was_changed_after_it_was_chosen_is_not_overwritten(database: Database, alice: User) -> None:
    with database.writing() as session:
        newer, other = log(session, alice), log(session, alice)
        edit = choose_all(session, alice.diary)
        walk = replace(walk_rows.to_domain(newer), note="Changed on the phone.")
        actions.change_walk(session, alice.diary, newer, walk, now=NOW)
        bulk_edits.carry_out(session, alice.diary, edit, TREADMILL, now=NOW)
        assert outcomes(edit) == {newer.uuid: BulkOutcome.NEWER, other.uuid: BulkOutcome.CHANGED}
        assert (newer.place, other.place) == (None, Place.TREADMILL)


def test_undo_keeps_what_was_changed_since_and_names_what_is_gone(database: Database, alice: User) -> None:
    with database.writing() as session:
        kept, gone, back = (log(session, alice) for _ in range(3))
        edit = carried_out(session, alice.diary, TREADMILL)
        for row in (kept, gone):
            walk = replace(walk_rows.to_domain(row), note="Mine.")
            actions.change_walk(session, alice.diary, row, walk, now=NOW)
        actions.delete_walk(session, alice.diary, gone, now=NOW)
        bulk_edits.undo(session, alice.diary, edit)
        assert outcomes(edit) == {
            kept.uuid: BulkOutcome.KEPT,
            gone.uuid: BulkOutcome.LOST,
            back.uuid: BulkOutcome.TAKEN_BACK,
        }
        assert (kept.place, kept.note, back.place) == (Place.TREADMILL, "Mine.", None)


def test_undo_reaches_a_walk_in_the_bin_and_leaves_it_there(database: Database, alice: User) -> None:
    with database.writing() as session:
        walk = log(session, alice)
        edit = carried_out(session, alice.diary, TREADMILL)
        actions.delete_walk(session, alice.diary, walk, now=NOW)
        bulk_edits.undo(session, alice.diary, edit)
        assert outcomes(edit) == {walk.uuid: BulkOutcome.IN_BIN}
        assert walk.deleted_at
        actions.restore_walk(session, alice.diary, walk)
        assert (walk.place, walk.before_edit) == (None, None)


def test_undo_of_a_deletion_leaves_alone_what_came_back_already(database: Database, alice: User) -> None:
    with database.writing() as session:
        restored, deleted = log(session, alice), log(session, alice)
        edit = carried_out(session, alice.diary, DELETE)
        actions.restore_walk(session, alice.diary, restored)
        bulk_edits.undo(session, alice.diary, edit)
        assert outcomes(edit) == {restored.uuid: BulkOutcome.BACK, deleted.uuid: BulkOutcome.TAKEN_BACK}
        assert deleted.deleted_at is None


def test_two_changes_are_taken_back_one_after_the_other(database: Database, alice: User) -> None:
    with database.writing() as session:
        walk = log(session, alice)
        first = carried_out(session, alice.diary, TREADMILL)
        second = carried_out(session, alice.diary, NOTED)
        for edit in (second, first, first):
            bulk_edits.undo(session, alice.diary, edit)
        assert (walk.place, walk.note, walk.before_edit) == (None, "", None)


def test_what_is_so_already_or_has_no_room_is_said(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, note="By the lake.")
        log(session, alice, note="x" * LONGEST_NOTE)
        log(session, alice, note="Fog.")
        edit = carried_out(session, alice.diary, NOTED)
        noted = {row.note for row in rows(session, alice.diary)}

    assert Counter(outcomes(edit).values()) == {
        BulkOutcome.SAME: 1,
        BulkOutcome.TOO_LONG: 1,
        BulkOutcome.CHANGED: 1,
    }
    assert "Fog.\nBy the lake." in noted


def test_a_pace_goes_where_none_is_known_and_a_sled_is_never_turned(database: Database, alice: User) -> None:
    with database.writing() as session:
        sled = segment(Mode.BACKWARD_SLED, 3, sled_kg=20.0)
        row = log(session, alice, forward(10, speed_kmh=None), backward(5), sled)
        carried_out(session, alice.diary, PACED)
        carried_out(session, alice.diary, ALL_FORWARD)
        walk = walk_rows.to_domain(row)

    assert [each.speed_kmh for each in walk.segments] == [5.1, 3.2, None]
    assert [each.mode for each in walk.segments] == [Mode.FORWARD_WALK, Mode.FORWARD_WALK, Mode.BACKWARD_SLED]


def test_a_second_tap_and_another_person_change_nothing(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        walk = log(session, alice)
        theirs = bulk_edits.choose(session, bob.diary, uuid4(), [walk.uuid], now=NOW)
        edit = bulk_edits.choose(session, alice.diary, uuid4(), [walk.uuid, walk.uuid], now=NOW)
        for change in (NOTED, TREADMILL):
            bulk_edits.carry_out(session, alice.diary, edit, change, now=NOW)
        assert edit.changed == 1
        assert store.entries_of(theirs) == []
        assert (walk.note, walk.place) == ("By the lake.", None)
