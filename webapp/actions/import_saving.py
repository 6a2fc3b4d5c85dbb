"""Saving what an import found, and taking it back: some rows at a time, each in one transaction with its walk."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import import_rules, import_weights, imports, twins
from webapp.actions import walks as actions
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import DirectionRule
from webapp.domain.imports import BatchState, ImportGroup, Outcome, Refusal, Unsure, UnsureAs
from webapp.domain.problems import Invalid
from webapp.domain.walks import Source, Walk
from webapp.storage import imports as store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.models import WalkRow

# So many walks are saved before others may write.
A_PIECE = 20


def begin(batch: ImportBatch) -> None:
    """Let what is new, and what the person said, be saved."""
    if batch.state in (BatchState.READY, BatchState.DONE):
        batch.state = BatchState.SAVING


def begin_undo(batch: ImportBatch) -> None:
    """Let what was saved be taken back, also while it is still saved."""
    if batch.state in (BatchState.DONE, BatchState.SAVING):
        batch.state = BatchState.UNDOING


def cancel(session: Session, batch: ImportBatch) -> None:
    """End an import so that nothing of it is there: what it has saved is taken back."""
    begin_undo(batch)
    if batch.state in (BatchState.READING, BatchState.READY):
        is_saved = store.counts(session, batch).get(ImportGroup.SAVED) or store.weights(session, batch, is_saved=True)
        batch.state = BatchState.UNDOING if is_saved else BatchState.CANCELLED
        if not is_saved:
            store.remove_rows(session, batch)


def save_piece(session: Session, diary: Diary, batch: ImportBatch, *, now: dt.datetime) -> None:
    """Save the next walks of a batch; after the last it is done."""
    # Before the walks, so that theirs is the weight of their day.
    for row in store.weights(session, batch, is_saved=False):
        import_weights.save(session, diary, row, now=now)
    rows = store.rows(session, batch, ImportGroup.NEW, limit=A_PIECE)
    siblings = {part: store.ids_of_part(session, batch, part) for part in {row.part for row in rows}}
    rules = import_rules.of(session, diary, batch) if rows else []
    for row in rows:
        _save(session, diary, row, siblings[row.part], rules, now=now, may_ask=batch.unsure is None)
    session.flush()
    if len(rows) < A_PIECE:
        batch.state = BatchState.DONE


def save_parts(session: Session, diary: Diary, batch: ImportBatch, first: int, *, now: dt.datetime) -> None:
    """Save what is new in the parts of a batch from this one on, at once."""
    for row in store.weights(session, batch, is_saved=False, from_part=first):
        import_weights.save(session, diary, row, now=now)
    rows = store.rows(session, batch, ImportGroup.NEW, limit=imports.MOST_ROWS, from_part=first)
    siblings = {part: store.ids_of_part(session, batch, part) for part in {row.part for row in rows}}
    rules = import_rules.of(session, diary, batch) if rows else []
    for row in rows:
        _save(session, diary, row, siblings[row.part], rules, now=now, may_ask=False)
    session.flush()


def _save(
    session: Session,
    diary: Diary,
    row: ImportRow,
    siblings: Collection[UUID],
    rules: Sequence[DirectionRule],
    *,
    now: dt.datetime,
    may_ask: bool,
) -> None:
    walk = store.to_walk(row)
    if walk is None:
        return
    is_asked_what = row.doubt != Unsure.SAME or row.also_doubt
    walk = imports.in_mode(walk, UnsureAs(row.answer)) if row.answer and is_asked_what else walk
    # The diary may have changed since the file was read.
    twin = None if row.doubt == Unsure.SAME else twins.twin_of(session, diary, walk, besides=siblings)
    if twin and not twin.is_same:
        row.outcome, row.doubt, row.same_as, row.walk = Outcome.ALIKE, Unsure.SAME, twin.row.uuid, store.document(walk)
        row.answer = None if may_ask else UnsureAs.SKIP
        return
    if twin and isinstance(twin.row, WalkRow):
        _write_known(row, twin.row)
        return
    _log(session, diary, row, import_rules.turned(walk, rules, row.file), now=now)


def _log(session: Session, diary: Diary, row: ImportRow, walk: Walk, *, now: dt.datetime) -> None:
    try:
        logged = actions.log_walk(session, diary, walk, source=Source.IMPORT, now=now)
    except Invalid:
        row.outcome, row.reason, row.answer = Outcome.REFUSED, Refusal.DAMAGED, None
        return
    if not logged.is_new:
        _write_known(row, logged.walk)
        return
    row.outcome, row.is_saved, row.walk = Outcome.NEW, True, store.document(walk)


def _write_known(row: ImportRow, known: WalkRow) -> None:
    row.outcome, row.uuid, row.answer, row.doubt = Outcome.KNOWN, known.uuid, None, None
    row.walk = store.document(walk_rows.to_domain(known))


def undo_piece(session: Session, diary: Diary, batch: ImportBatch, *, now: dt.datetime) -> None:
    """Move the next saved walks of a batch to the bin, but for those that were changed or deleted since."""
    rows = store.rows(session, batch, ImportGroup.SAVED, limit=A_PIECE)
    there = {walk.uuid: walk for walk in walk_store.named(session, diary, [row.uuid for row in rows if row.uuid])}
    for row in rows:
        row.undone = _take_back(session, diary, row, there.get(row.uuid) if row.uuid else None, now=now)
    session.flush()
    if len(rows) < A_PIECE:
        for row in store.weights(session, batch, is_saved=True):
            import_weights.take_back(session, diary, row)
        batch.state = BatchState.UNDONE


def _take_back(
    session: Session, diary: Diary, row: ImportRow, walk: WalkRow | None, *, now: dt.datetime
) -> ImportGroup:
    if walk is None or walk.deleted_at is not None:
        return ImportGroup.GONE
    if not _is_as_it_came(row, walk):
        return ImportGroup.KEPT
    actions.delete_walk(session, diary, walk, now=now)
    return ImportGroup.TAKEN


def _is_as_it_came(row: ImportRow, walk: WalkRow) -> bool:
    """Whether a walk is as it was saved, or as it was in the bin from which it was brought back."""
    imported = store.to_walk(row)
    is_same = row.walk == store.document(walk_rows.to_domain(walk))
    return is_same or (row.outcome != Outcome.KNOWN and is_as_imported(walk, imported.note if imported else ""))


def is_as_imported(row: WalkRow, note: str) -> bool:
    """Whether nobody edited a walk, and it says no more than its recording, which came with that note."""
    walk = walk_rows.to_domain(row)
    recorded = Walk(
        id=walk.id,
        started_at=walk.started_at,
        time_zone=walk.time_zone,
        segments=walk.segments,
        place=walk.place,
        note=note,
    )
    return row.before_edit is None and walk == recorded
