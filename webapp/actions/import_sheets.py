"""The tables of an import whose columns only their person knows: what is asked, and what is remembered of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.actions import import_weights, imports
from webapp.domain.diaries import Diary
from webapp.domain.imports import BatchState, CannotImport
from webapp.domain.problems import Problem, Reason
from webapp.domain.sheets import ColumnUnit, Holds, Layout, RowReading, Sheet
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.importers import Found, Weighing
from webapp.storage import imports as store
from webapp.storage import sheets, walks
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.imports import WaitingFile

# So large a file of a table is kept for 30 days, so that its columns can be chosen again.
KEPT_BYTES = 5_000_000
_ALL = 1_000_000
_ENDED = (BatchState.UNDOING, BatchState.UNDONE, BatchState.CANCELLED)
_SAVED = (BatchState.DONE, BatchState.UNDONE)


class AskedSheet(NamedTuple):
    """A table on the page of its import: the row that it is there, its file, and how it is, or may be, read."""

    row: int
    file: str
    sheet: Sheet
    layout: Layout


def first_asked(session: Session, batch: ImportBatch, units: Units) -> AskedSheet | None:
    """The first table that waits for its columns."""
    rows = sheets.of_batch(session, batch, is_asked=True) if is_open(batch) else ()
    return _asked(rows[0], units) if rows else None


def read_before(session: Session, batch: ImportBatch) -> list[ImportRow]:
    """The tables that were read by columns that may be others, while nothing of them is saved."""
    if batch.state not in (BatchState.READY, BatchState.UNDONE):
        return []
    saved = sheets.saved_parts(session, batch)
    return [row for row in sheets.of_batch(session, batch, is_asked=False) if row.part not in saved]


def kept(session: Session, batch: ImportBatch, is_there: Callable[[str], bool]) -> list[ImportRow]:
    """The tables whose walks were saved, and perhaps taken back, and whose files are still there to be read again."""
    rows = sheets.of_batch(session, batch, is_asked=False) if batch.state in _SAVED else ()
    return [row for row in rows if (file := _file_of(batch, row)) and is_there(file.stored)]


def find(session: Session, batch: ImportBatch, number: int, units: Units) -> AskedSheet | None:
    """The table of a row, when its columns may be chosen."""
    row = _row(session, batch, number)
    return _asked(row, units) if row else None


def is_open(batch: ImportBatch) -> bool:
    return batch.state in (BatchState.READY, BatchState.DONE)


def first_readings(diary: Diary, sheet: Sheet, layout: Layout) -> list[list[RowReading]]:
    """What the first rows are by a layout."""
    from webapp.importers import sheet_rows

    return [
        [_reading(diary, found) for found in sheet_rows.found(row, sheet, layout, number=None)]
        for row in sheet.first_rows
    ]


def _reading(diary: Diary, found: Found) -> RowReading:
    if isinstance(found, CannotImport):
        return RowReading(refusal=found)
    if isinstance(found, Weighing):
        return RowReading(weighed_on=import_weights.day_of(found, diary), weight_kg=found.weight_kg)
    walk = imports.walk_of(found.in_zone(diary.time_zone), diary)
    return RowReading(walk=walk, is_local=found.is_local)


def problems(layout: Layout) -> list[Problem]:
    """What a layout lacks to be one of walks or of weights, or has twice."""
    if layout.clash:
        first, second = layout.clash
        return [Problem(second, Reason.TAKEN, first)]
    if Holds.START not in layout.columns:
        return [Problem(Holds.START, Reason.MISSING)]
    if not layout.has_walks and Holds.WEIGHT not in layout.columns:
        return [Problem(Holds.DURATION, Reason.MISSING)]
    return []


def choose(
    session: Session,
    diary: Diary,
    batch: ImportBatch,
    number: int,
    layout: Layout,
    *,
    now: dt.datetime,
    is_there: Callable[[str], bool],
) -> bool:
    """Remember the columns, and let every table with these headings be read by them; whether its file is there."""
    row = _row(session, batch, number)
    if row is None:
        return False
    sheet = sheets.of_row(row)[0]
    key = sheet.key
    sheets.remember(session, diary, key, sheet.worth_remembering(layout), now=now)
    same = [each for each in _rows(session, batch) if sheets.of_row(each)[0].key == key]
    waiting = [file for each in same if (file := _file_of(batch, each)) and is_there(file.stored)]
    for each in same:
        # What the Undo took back comes anew; in the bin it would be known already.
        taken = sheets.taken_back(session, batch, each.part) if waiting else ()
        walks.remove_from_bin(session, diary, taken)
        store.remove_rows(session, batch, from_part=each.part, before_part=each.part + 1)
    if waiting:
        store.write_files(batch, [*store.files_of(batch), *waiting])
        batch.state, batch.saves_at_once = BatchState.READING, False
    return bool(waiting)


def leave_out(session: Session, batch: ImportBatch, number: int) -> None:
    """Ask no more for the columns of a table."""
    row = _row(session, batch, number)
    if row:
        store.remove_rows(session, batch, from_part=row.part, before_part=row.part + 1)


def files_done(session: Session, batch: ImportBatch) -> list[str]:
    """The files of an import of which nothing more is read, whatever its person says."""
    files, state = store.files_of(batch), BatchState(batch.state)
    asked = [] if state in _ENDED else sheets.of_batch(session, batch, is_asked=True)
    read = [] if state == BatchState.CANCELLED else sheets.of_batch(session, batch, is_asked=False)
    is_open = state in (BatchState.READING, BatchState.READY)
    again = [file.stored for row in asked if (file := _file_of(batch, row))]
    small = [file for row in read if (file := _file_of(batch, row)) and (is_open or file.size <= KEPT_BYTES)]
    again += [file.stored for file in small]
    wanted = {*again, *(file.stored for file in files[batch.files_read :])}
    return [file.stored for file in files if file.stored not in wanted]


def files_kept(session: Session, diary: Diary) -> list[str]:
    """The files of a person that wait, or are kept so that they can be read again."""
    return [file.stored for batch in store.batches(session, diary, limit=_ALL) for file in store.files_of(batch)]


def usual_units(units: Units) -> Mapping[Holds, ColumnUnit]:
    """In what a person's own table likely counts."""
    is_metric = units.distance is DistanceUnit.KM
    return {
        Holds.DISTANCE: ColumnUnit.KILOMETRES if is_metric else ColumnUnit.MILES,
        Holds.SPEED: ColumnUnit.KMH if is_metric else ColumnUnit.MPH,
        Holds.WEIGHT: ColumnUnit.KILOGRAMS if units.weight is WeightUnit.KG else ColumnUnit.POUNDS,
    }


def _rows(session: Session, batch: ImportBatch) -> list[ImportRow]:
    """The tables whose columns may be chosen."""
    asked = sheets.of_batch(session, batch, is_asked=True) if is_open(batch) else ()
    return [*asked, *read_before(session, batch)]


def _row(session: Session, batch: ImportBatch, number: int) -> ImportRow | None:
    return next((row for row in _rows(session, batch) if row.id == number), None)


def _asked(row: ImportRow, units: Units) -> AskedSheet:
    sheet, layout = sheets.of_row(row)
    return AskedSheet(row.id, row.file, sheet, sheet.settled(layout, usual_units(units)))


def _file_of(batch: ImportBatch, row: ImportRow) -> WaitingFile | None:
    """The file in which a table came, to be read once more."""
    begun = [file for file in store.files_of(batch) if file.first_part is not None and file.first_part <= row.part]
    return begun[-1]._replace(first_part=None, member=row.file) if begun else None
