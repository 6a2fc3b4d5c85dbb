"""One change to many walks: shown before and after, carried out in one transaction, and taken back as one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import clocks, weeks
from webapp.actions import walks as actions
from webapp.actions.walks import CostOf
from webapp.domain import bulk_edits, costs
from webapp.domain.bulk_edits import (
    MOST_WALKS,
    BulkChange,
    BulkEntry,
    BulkKind,
    BulkOutcome,
    BulkPreview,
    BulkState,
)
from webapp.domain.costs import WalkCost
from webapp.domain.diaries import Diary
from webapp.domain.walk_filters import WalkFilter
from webapp.domain.walks import Walk
from webapp.storage import bulk_edits as store
from webapp.storage import goals as goal_store
from webapp.storage import walk_filters, walk_rows
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.models import WalkRow

KEPT_FOR = dt.timedelta(days=30)
# How many walks are read at once.
_A_CHUNK = 200
# From so many weeks on, all later ones are worked out in one go.
_MANY_WEEKS = 8


def choose(session: Session, diary: Diary, uuid: UUID, uuids: Sequence[UUID], *, now: dt.datetime) -> BulkEdit:
    """Begin a change to these walks, at most 5,000; those that are not in the diary, or in its bin, are left out."""
    _forget_old(session, now=now)
    rows = _rows(session, diary, list(dict.fromkeys(uuids))[:MOST_WALKS])
    entries = [BulkEntry(row.uuid, _mark(row)) for row in rows if row and row.deleted_at is None]
    return store.add(session, diary, uuid, entries, now=now)


def choose_found(session: Session, diary: Diary, uuid: UUID, wanted: WalkFilter, *, now: dt.datetime) -> BulkEdit:
    """Begin a change to every walk that a filter finds."""
    uuids = walk_filters.ids(session, diary, wanted, limit=MOST_WALKS)
    return choose(session, diary, uuid, uuids, now=now)


def preview(session: Session, diary: Diary, edit: BulkEdit, change: BulkChange) -> BulkPreview:
    """What a change would do now to the walks that were chosen for it; nothing is changed."""
    found, cost_of = BulkPreview(), _costs(session, diary)
    entries = store.entries_of(edit)
    rows = _rows(session, diary, [entry.uuid for entry in entries])
    for entry, row in zip(entries, rows, strict=True):
        outcome, before, after = _judged(entry, row, change)
        found.outcomes[entry.uuid] = outcome
        if outcome is BulkOutcome.CHANGED and row and before and after:
            found.weeks.add(diary.week_of(row.walked_on).start)
            found.before.add(before, row.extra_kcal)
            if change.kind is not BulkKind.DELETE:
                found.after.add(after, _extra_kcal(row, before, after, cost_of))
    return found


def carry_out(session: Session, diary: Diary, edit: BulkEdit, change: BulkChange, *, now: dt.datetime) -> None:
    """Change the walks that are still as they were when they were chosen; a second time nothing happens."""
    if edit.state != BulkState.CHOSEN:
        return
    entries, days, cost_of = store.entries_of(edit), set[dt.date](), _costs(session, diary)
    left: list[BulkEntry] = []
    deleted: list[WalkRow] = []
    # All of it is written at the end: a query for the next walks has no need of those before.
    with session.no_autoflush:
        for entry, row in zip(entries, _rows(session, diary, [entry.uuid for entry in entries]), strict=True):
            outcome, _before, after = _judged(entry, row, change)
            entry = entry._replace(outcome=outcome)
            if outcome is BulkOutcome.CHANGED and row and after:
                entry = entry._replace(before_edit=row.before_edit)
                if change.kind is BulkKind.DELETE:
                    deleted.append(row)
                else:
                    days |= actions.change_row(session, diary, row, after, now=now, cost_of=cost_of)
                    entry = entry._replace(mark=_mark(row))
            left.append(entry)
    days |= actions.delete_rows(session, diary, deleted, now=now) if deleted else set()
    _follow(session, diary, days)
    store.write_entries(edit, left)
    store.write_change(edit, change)
    edit.state, edit.changed = BulkState.DONE, sum(entry.outcome is BulkOutcome.CHANGED for entry in left)


def undo(session: Session, diary: Diary, edit: BulkEdit) -> None:
    """Take back what was changed, but for the walks that somebody changed since."""
    change = store.change_of(edit)
    if edit.state != BulkState.DONE or change is None:
        return
    entries, days = store.entries_of(edit), set[dt.date]()
    back: list[BulkEntry] = []
    with session.no_autoflush:
        for entry, row in zip(entries, _rows(session, diary, [entry.uuid for entry in entries]), strict=True):
            if entry.outcome is BulkOutcome.CHANGED:
                entry = entry._replace(outcome=_undoable(entry, row, change))
                if entry.outcome in (BulkOutcome.TAKEN_BACK, BulkOutcome.IN_BIN) and row:
                    days |= _take_back(session, diary, row, entry, change)
            back.append(entry)
    _follow(session, diary, days)
    store.write_entries(edit, back)
    edit.state = BulkState.UNDONE


def _take_back(session: Session, diary: Diary, row: WalkRow, entry: BulkEntry, change: BulkChange) -> set[dt.date]:
    if change.kind is BulkKind.DELETE:
        row.deleted_at = None
        return {row.walked_on}
    days = actions.undo_row(session, diary, row)
    row.before_edit = entry.before_edit
    return days


def _judged(entry: BulkEntry, row: WalkRow | None, change: BulkChange) -> tuple[BulkOutcome, Walk | None, Walk | None]:
    """What becomes of a walk, and what it is before and after."""
    if row is None or row.deleted_at is not None:
        return BulkOutcome.GONE, None, None
    before = walk_rows.to_domain(row)
    if bulk_edits.mark(before, row.before_edit) != entry.mark:
        return BulkOutcome.NEWER, before, before
    after = bulk_edits.changed(before, change)
    if bulk_edits.is_too_long(after):
        return BulkOutcome.TOO_LONG, before, before
    is_same = after == before and change.kind is not BulkKind.DELETE
    return BulkOutcome.SAME if is_same else BulkOutcome.CHANGED, before, after


def _undoable(entry: BulkEntry, row: WalkRow | None, change: BulkChange) -> BulkOutcome:
    if row is None:
        return BulkOutcome.LOST
    is_as_left, is_in_bin = _mark(row) == entry.mark, row.deleted_at is not None
    if change.kind is BulkKind.DELETE:
        not_in_bin = BulkOutcome.BACK if is_as_left else BulkOutcome.KEPT
        return BulkOutcome.TAKEN_BACK if is_in_bin else not_in_bin
    if not is_as_left or row.before_edit is None:
        return BulkOutcome.LOST if is_in_bin else BulkOutcome.KEPT
    return BulkOutcome.IN_BIN if is_in_bin else BulkOutcome.TAKEN_BACK


def _extra_kcal(row: WalkRow, before: Walk, after: Walk, cost_of: CostOf) -> float | None:
    """What a changed walk will cost extra: as much as it did, unless its stretches change."""
    if after.segments == before.segments:
        return row.extra_kcal
    extra_kcal = cost_of(after).extra_kcal
    return extra_kcal.mid if extra_kcal else None


def _rows(session: Session, diary: Diary, uuids: Sequence[UUID]) -> Iterator[WalkRow | None]:
    """The walks of these ids in their order, in the bin or not, some at a time; None for one that is not there."""
    for first in range(0, len(uuids), _A_CHUNK):
        chunk = uuids[first : first + _A_CHUNK]
        there = {row.uuid: row for row in walk_store.named(session, diary, chunk)}
        yield from (there.get(uuid) for uuid in chunk)


def _costs(session: Session, diary: Diary) -> CostOf:
    """What walks cost by today's model, with the weights and the paces that are known, in two queries for all."""
    weight_on, paces = weight_store.by_day(session, diary), goal_store.usual_paces(session, diary)

    def cost_of(walk: Walk) -> WalkCost:
        weight_kg = weight_on(walk.walked_on)
        return costs.walk_cost(walk.segments, weight_kg, effort=walk.effort, usual_paces=paces, planned=walk.planned)

    return cost_of


def _follow(session: Session, diary: Diary, days: Iterable[dt.date]) -> None:
    session.flush()
    starts = {diary.week_of(day).start for day in days}
    if len(starts) > _MANY_WEEKS:
        weeks.rebuild(session, diary, min(starts))
    else:
        weeks.refresh(session, diary, starts)


def _forget_old(session: Session, *, now: dt.datetime) -> None:
    chosen_before = clocks.purge_before(session, KEPT_FOR, now=now)
    if chosen_before:
        store.forget(session, chosen_before=chosen_before)


def _mark(row: WalkRow) -> str:
    return bulk_edits.mark(walk_rows.to_domain(row), row.before_edit)
