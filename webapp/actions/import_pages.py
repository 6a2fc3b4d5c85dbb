"""What the page of an import shows: its recordings by what became of them, and how far its work is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.imports import BatchState, Imported, ImportGroup
from webapp.storage import import_bin as bin_store
from webapp.storage import imports as store
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow

_SHOWN, A_PAGE = 5, 50
# In this order on the page; what is asked stands by itself.
_IN_ORDER = (
    *(ImportGroup.TAKEN, ImportGroup.KEPT, ImportGroup.GONE, ImportGroup.SAVED, ImportGroup.NEW, ImportGroup.WEIGHTS),
    *(ImportGroup.KNOWN, ImportGroup.LEFT_OUT, ImportGroup.NOT_WALKS, ImportGroup.DAMAGED),
)


@dataclass(frozen=True)
class Section:
    """The recordings of one group: how many, the first of them, and after which row the others follow.

    `in_bin` is how many walks of it can be brought back from the bin.
    """

    group: ImportGroup
    count: int
    lines: Sequence[Imported]
    following: int | None
    in_bin: int = 0

    @property
    def heading(self) -> ImportGroup:
        """The group of whose walks all are in the bin, where that is so."""
        return ImportGroup.TAKEN if self.in_bin and self.in_bin == self.count else self.group


def sections(session: Session, diary: Diary, batch: ImportBatch, counts: dict[ImportGroup, int]) -> list[Section]:
    """Every group that has something, with its first recordings."""
    shown = [group for group in _IN_ORDER if counts.get(group) and not _is_over(group, batch)]
    found = [(group, store.rows(session, batch, group, limit=_SHOWN)) for group in shown]
    in_bin = _in_bin(session, diary, [row for _, rows in found for row in rows])
    each = [_section(group, counts[group], rows, in_bin, shown=_SHOWN) for group, rows in found]
    again = ImportGroup.TAKEN if batch.state == BatchState.UNDONE else ImportGroup.KNOWN
    return [
        replace(section, in_bin=bin_store.count(session, batch)) if section.group is again else section
        for section in each
    ]


def _is_over(group: ImportGroup, batch: ImportBatch) -> bool:
    """Whether a group says nothing any more: what was not saved when all was taken back, and what was gone then."""
    is_undone = batch.state == BatchState.UNDONE
    return group is ImportGroup.NEW if is_undone else group is ImportGroup.GONE


def section(session: Session, diary: Diary, batch: ImportBatch, group: ImportGroup, *, after: int) -> Section:
    """A page of one group, after the row of that number."""
    rows = store.rows(session, batch, group, limit=A_PAGE, after=after)
    count = store.counts(session, batch).get(group, 0)
    return _section(group, count, rows, _in_bin(session, diary, rows), shown=A_PAGE)


def _section(group: ImportGroup, count: int, rows: Sequence[ImportRow], in_bin: set[object], *, shown: int) -> Section:
    lines = [store.to_imported(row, is_in_bin=row.uuid in in_bin) for row in rows]
    is_more = count > len(rows) and len(rows) == shown
    return Section(group, count, lines, rows[-1].id if is_more else None)


def _in_bin(session: Session, diary: Diary, rows: Sequence[ImportRow]) -> set[object]:
    uuids = [row.uuid for row in rows if row.uuid]
    there = walk_store.named(session, diary, uuids) if uuids else []
    return {walk.uuid for walk in there if walk.deleted_at is not None}


def share_done(batch: ImportBatch, counts: dict[ImportGroup, int], *, bytes_read: int) -> float:
    """How much of the work that goes on is done, from 0 to 1."""
    undone = sum(counts.get(group, 0) for group in (ImportGroup.TAKEN, ImportGroup.KEPT, ImportGroup.GONE))
    saved, new = counts.get(ImportGroup.SAVED, 0), counts.get(ImportGroup.NEW, 0)
    match batch.state:
        case BatchState.READING:
            return _share_read(batch, bytes_read)
        case BatchState.SAVING:
            return saved / max(1, saved + new)
        case _:
            return undone / max(1, undone + saved)


def _share_read(batch: ImportBatch, bytes_read: int) -> float:
    files = store.files_of(batch)
    at = min(bytes_read, files[batch.files_read].size) if batch.files_read < len(files) else 0
    before = sum(file.size for file in files[: batch.files_read])
    return (before + at) / max(1, sum(file.size for file in files))
