"""What the page of an import shows: its recordings by what became of them, and how far its work is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from webapp.actions import import_rules
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import DirectionRule
from webapp.domain.imports import BatchState, Imported, ImportGroup, ListedImport, Outcome
from webapp.storage import import_bin as bin_store
from webapp.storage import import_groups
from webapp.storage import imports as store
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow

_SHOWN, A_PAGE = 5, 50
# In this order on the page; what is asked stands by itself.
_IN_ORDER = (
    *(ImportGroup.TAKEN, ImportGroup.KEPT, ImportGroup.GONE, ImportGroup.SAVED, ImportGroup.NEW, ImportGroup.WEIGHTS),
    *(ImportGroup.KNOWN, ImportGroup.LEFT_OUT, ImportGroup.NOT_WALKS, ImportGroup.DOUBTED, ImportGroup.DAMAGED),
)
_WAITING = (ImportGroup.NEW, ImportGroup.ALIKE, ImportGroup.UNSURE)


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


def listed(session: Session, diary: Diary, *, limit: int) -> list[ListedImport]:
    """The imports of a person, the newest first."""
    batches = store.batches(session, diary, limit=limit)
    found = import_groups.counts_of_each(session, diary, batches) if batches else {}
    return [_listed(batch, found[batch.uuid]) for batch in batches]


def _listed(batch: ImportBatch, found: Mapping[ImportGroup, tuple[int, str]]) -> ListedImport:
    state = BatchState(batch.state)
    names = tuple({file.stored: file.name for file in store.files_of(batch) if file.name}.values())
    counted = {BatchState.DONE: (ImportGroup.SAVED,), BatchState.UNDONE: (ImportGroup.TAKEN,)}.get(state, _WAITING)
    is_weighed = state is BatchState.READY and ImportGroup.WEIGHTS in found
    return ListedImport(
        uuid=batch.uuid,
        started_at=batch.started_at,
        state=state,
        files=names or tuple(sorted({name for _, name in found.values()}))[:1],
        walks=sum(found[group][0] for group in counted if group in found),
        waits=is_weighed or not found.keys().isdisjoint((*_WAITING, ImportGroup.COLUMNS)),
        has_saved=not found.keys().isdisjoint((ImportGroup.SAVED, ImportGroup.WEIGHTS)),
    )


def sections(session: Session, diary: Diary, batch: ImportBatch, counts: dict[ImportGroup, int]) -> list[Section]:
    """Every group that has something, with its first recordings."""
    shown = [group for group in _IN_ORDER if counts.get(group) and not _is_over(group, batch)]
    found = [(group, store.rows(session, batch, group, limit=_SHOWN)) for group in shown]
    in_bin = _in_bin(session, diary, [row for _, rows in found for row in rows])
    rules = import_rules.of(session, diary, batch) if ImportGroup.NEW in shown else ()
    each = [_section(group, counts[group], rows, in_bin, rules, shown=_SHOWN) for group, rows in found]
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
    if group is ImportGroup.TURNED:
        return _turned(session, diary, batch, after=after)
    rules = import_rules.of(session, diary, batch) if group is ImportGroup.NEW else ()
    rows = store.rows(session, batch, group, limit=A_PAGE, after=after)
    count = store.counts(session, batch).get(group, 0)
    return _section(group, count, rows, _in_bin(session, diary, rows), rules, shown=A_PAGE)


def _turned(session: Session, diary: Diary, batch: ImportBatch, *, after: int) -> Section:
    """Those that direction rules turn, after so many of them."""
    new = store.counts(session, batch).get(ImportGroup.NEW, 0)
    turns = import_rules.effect(session, diary, batch, new=new)
    turned = turns.turned if turns else ()
    page = turned[after : after + A_PAGE]
    lines = [Imported(outcome=Outcome.NEW, walk=walk, file=file) for file, walk in page]
    return Section(ImportGroup.TURNED, len(turned), lines, after + A_PAGE if len(turned) > after + A_PAGE else None)


def _section(
    group: ImportGroup,
    count: int,
    rows: Sequence[ImportRow],
    in_bin: set[object],
    rules: Sequence[DirectionRule],
    *,
    shown: int,
) -> Section:
    lines = [_as_it_will_be(store.to_imported(row, is_in_bin=row.uuid in in_bin), rules) for row in rows]
    is_more = count > len(rows) and len(rows) == shown
    return Section(group, count, lines, rows[-1].id if is_more else None)


def _as_it_will_be(imported: Imported, rules: Sequence[DirectionRule]) -> Imported:
    """A new walk with what direction rules make of it."""
    if imported.walk is None or not rules or imported.outcome is Outcome.KNOWN:
        return imported
    return replace(imported, walk=import_rules.turned(imported.walk, rules, imported.file))


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
