"""Times in a file that names no zone: read as UTC first, and as those of the person's own zone when they say so."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from webapp.actions import imports
from webapp.domain import walks
from webapp.domain.diaries import Diary
from webapp.domain.imports import BatchState, Notice, Outcome, Remark, Unsure
from webapp.storage import import_times as store
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.imports import document, to_imported, write_notes

_OPEN = (BatchState.READY, BatchState.DONE)


def reading(session: Session, diary: Diary, batch: ImportBatch) -> Remark | None:
    """How such times are read; None where there are none that may be read in another way."""
    if batch.state not in _OPEN or diary.time_zone == "UTC":
        return None
    return next((remark for remark in store.REMARKS if store.count(session, batch, remark)), None)


def read_in_zone(session: Session, diary: Diary, batch: ImportBatch) -> None:
    """Take the times for those of the person's own clock."""
    for row in store.rows(session, batch, Remark.TIMES_IN_UTC) if batch.state in _OPEN else ():
        written = row.started_at or walks.EARLIEST
        local = written.replace(tzinfo=ZoneInfo(diary.time_zone)).astimezone(dt.UTC)
        _move(row, local, Notice(Remark.TIMES_IN_ZONE, round(written.timestamp())))


def read_as_utc(session: Session, batch: ImportBatch) -> None:
    """Take them for UTC again."""
    for row in store.rows(session, batch, Remark.TIMES_IN_ZONE) if batch.state in _OPEN else ():
        number = next(note.number for note in to_imported(row).notes if note.remark is Remark.TIMES_IN_ZONE)
        _move(row, dt.datetime.fromtimestamp(number, dt.UTC), Notice(Remark.TIMES_IN_UTC))


def _move(row: ImportRow, started_at: dt.datetime, notice: Notice) -> None:
    """Let a walk begin at another time. What it is the same as there is found when it is saved."""
    imported = to_imported(row)
    if imported.walk is None:
        return
    walk = replace(imported.walk, id=imports.id_of(started_at, turn=0), started_at=started_at)
    row.uuid, row.started_at, row.walk = walk.id, walk.started_at, document(walk)
    others = [note for note in imported.notes if note.remark not in store.REMARKS]
    row.notes = write_notes([*others, notice])
    if imported.doubt is Unsure.SAME:
        row.doubt, row.also_doubt, row.same_as, row.answer = row.also_doubt, None, None, None
        row.outcome = Outcome.UNSURE if row.doubt else Outcome.NEW
