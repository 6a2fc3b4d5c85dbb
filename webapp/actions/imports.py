"""Importing recordings: what is found in files becomes the rows of a batch, of which nothing is saved yet."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp.actions import clocks, import_weights, twins
from webapp.actions.twins import Twin
from webapp.domain import walks, weeks
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.imports import BatchState, CannotImport, Outcome, Refusal, Unsure, UnsureAs
from webapp.domain.walks import Place, Segment, Walk
from webapp.importers import Found, FoundSheet, Recording, Weighing
from webapp.storage import imports as store
from webapp.storage import sheets, walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.imports import WaitingFile
from webapp.storage.models import WalkRow

# The ids of imported walks are made from this and the start, for ever: another one would import everything twice.
_NAMESPACE = UUID("5f3cfa0a-0d2c-4d5f-9c55-6f2d1f1c7a60")
BATCHES_LAST = dt.timedelta(days=30)
# Today reminds of what waits for an answer for this long.
REMINDED_FOR = dt.timedelta(days=7)
# More recordings than anybody brings in a lifetime.
MOST_ROWS = 50_000
_LONGEST_NAME = 100

MODES = {UnsureAs.WALK: Mode.FORWARD_WALK, UnsureAs.RUN: Mode.FORWARD_RUN}
_BACKWARD = {Mode.FORWARD_WALK: Mode.BACKWARD_WALK, Mode.FORWARD_RUN: Mode.BACKWARD_RUN}


def start(
    session: Session,
    diary: Diary,
    uuid: UUID,
    *,
    now: dt.datetime,
    files: Sequence[WaitingFile] = (),
    saves_at_once: bool = False,
    unsure: UnsureAs | None = None,
) -> ImportBatch:
    """Begin an import; without files that wait to be read it is done, and takes what is found elsewhere."""
    forget_old(session, now=now)
    batch = ImportBatch(
        user_id=diary.user_id,
        uuid=uuid,
        state=BatchState.READING if files else BatchState.DONE,
        started_at=now,
        saves_at_once=saves_at_once,
        unsure=unsure,
    )
    store.write_files(batch, files)
    session.add(batch)
    session.flush()
    return batch


def forget_old(session: Session, *, now: dt.datetime) -> None:
    """Remove the imports, of everybody, that began a month ago. Their walks stay."""
    started_before = clocks.purge_before(session, BATCHES_LAST, now=now)
    if started_before:
        store.forget_batches(session, started_before=started_before)


def next_file(session: Session, batch: ImportBatch) -> WaitingFile | None:
    """The file to be read next, from its beginning, whatever was read of it before. None when that is over."""
    files = store.files_of(batch)
    if batch.state != BatchState.READING or batch.files_read >= len(files):
        return None
    waiting = files[batch.files_read]
    if waiting.first_part is not None:
        store.remove_rows(session, batch, from_part=waiting.first_part)
        return waiting
    waiting = waiting._replace(first_part=store.latest_part(session, batch) + 1)
    files[batch.files_read] = waiting
    store.write_files(batch, files)
    return waiting


def finish_file(batch: ImportBatch) -> None:
    """Go on to the next file; after the last the person is asked, or what is new is saved."""
    if batch.state == BatchState.READING:
        batch.files_read += 1
        if batch.files_read >= len(store.files_of(batch)):
            batch.state = BatchState.SAVING if batch.saves_at_once else BatchState.READY


def next_part(session: Session, diary: Diary, batch: ImportBatch, name: str, *, now: dt.datetime) -> "Part":
    """What takes the recordings of one more file of a batch, or of one more member of an archive."""
    number = store.latest_part(session, batch) + 1
    return Part(diary, batch, number, name[:_LONGEST_NAME], now=now)


class Part:
    """The recordings of one file. Two of them by the same device are two outings, whatever their starts.

    Those of each further device have the next number.
    """

    def __init__(self, diary: Diary, batch: ImportBatch, number: int, name: str, *, now: dt.datetime) -> None:
        self._diary, self.number, self._name, self._now = diary, number, name, now
        self._batch, self._unsure = batch.uuid, UnsureAs(batch.unsure) if batch.unsure else None
        self._count, self._weights = 0, 0
        self._numbers: dict[str, int] = {}
        self._siblings_by_source: defaultdict[str, set[UUID]] = defaultdict(set)
        self._starts: Counter[tuple[str, dt.datetime]] = Counter()
        self._seen: set[Recording] = set()

    def take(self, session: Session, batch: ImportBatch, found: Iterable[Found]) -> list[ImportRow]:
        """The rows of what was found, added to the batch."""
        if store.count_rows(session, batch) >= MOST_ROWS:
            found = [CannotImport(Refusal.TOO_MANY, str(MOST_ROWS))]
        zone = self._diary.time_zone
        each_found = [each.in_zone(zone) if isinstance(each, Recording) else each for each in found]
        weighings = [each for each in each_found if isinstance(each, Weighing)]
        weights = [self._weigh(session, weighings)] if weighings else []
        taken = [self._take(session, batch, each) for each in each_found if not isinstance(each, Weighing)]
        return [*taken, *weights]

    def take_sheet(self, session: Session, found: FoundSheet) -> None:
        """The row of a table: whoever knows its columns is asked, or may say that they are others than last time."""
        is_asked = {"outcome": Outcome.UNSURE, "reason": Refusal.COLUMNS} if found.is_asked else {}
        sheet = sheets.as_text(found.sheet, found.layout)
        session.add(self._row(None, "", **{"outcome": Outcome.KNOWN, "notes": "[]", "sheet": sheet, **is_asked}))
        if found.is_unread:
            sheets.forget(session, self._diary, found.sheet.key)
        session.flush()

    def _weigh(self, session: Session, weighings: Sequence[Weighing]) -> ImportRow:
        """All body weights of the file are one row."""
        row = session.get(ImportRow, self._weights) if self._weights else None
        row = row or self._row(None, "", outcome=Outcome.NEW, notes="[]")
        import_weights.gather(row, self._diary, weighings)
        session.add(row)
        session.flush()
        self._weights = row.id
        return row

    def _take(self, session: Session, batch: ImportBatch, found: Recording | CannotImport) -> ImportRow:
        if not isinstance(found, CannotImport) and found.started_at > self._now + walks.CLOCK_TOLERANCE:
            found = CannotImport(Refusal.WRONG_CLOCK, str(found.started_at.year), line=found.line)
        row = self._refused(found) if isinstance(found, CannotImport) else self._judged(session, batch, found)
        session.add(row)
        session.flush()
        return row

    def _judged(self, session: Session, batch: ImportBatch, recording: Recording) -> ImportRow:
        walk, siblings = self._walk_of(recording), self._siblings_by_source[recording.source]
        if walk.id in siblings:
            return self._known(walk, recording)
        ids = [walk.id, *(id_of(started_at, turn=0) for started_at in recording.also_started)]
        known = walk_store.named(session, self._diary, [uuid for uuid in ids if uuid not in siblings])
        twin = Twin(known[0], is_same=True) if known else self._twin(session, batch, walk, recording, ids)
        if twin and twin.is_same:
            return self._same(walk, recording, twin.row)
        siblings.add(walk.id)
        return self._new(walk, recording, twin)

    def _twin(
        self, session: Session, batch: ImportBatch, walk: Walk, recording: Recording, ids: Sequence[UUID]
    ) -> Twin | None:
        here = twins.twin_of(session, self._diary, walk, besides=self._siblings_by_source[recording.source])
        if here and here.is_same:
            return here
        there = twins.twin_in(session, batch, walk, besides_part=self._number_of(recording.source))
        is_there = there and (there.is_same or there.row.uuid in ids)
        return Twin(there.row, is_same=True) if there and is_there else here or there

    def _same(self, walk: Walk, recording: Recording, row: WalkRow | ImportRow) -> ImportRow:
        if isinstance(row, ImportRow) and row.doubt and not recording.doubt:
            # The file that knows what it was tells it for the one that does not.
            row.outcome, row.doubt, row.answer, row.same_as = Outcome.KNOWN, None, None, walk.id
            self._siblings_by_source[recording.source].add(walk.id)
            return self._new(walk, recording, None)
        if row.uuid:
            self._siblings_by_source[recording.source].add(row.uuid)
        there = walk_rows.to_domain(row) if isinstance(row, WalkRow) else store.to_walk(row)
        return self._known(there or walk, recording)

    def _known(self, walk: Walk, recording: Recording) -> ImportRow:
        return self._row(walk, recording.source, outcome=Outcome.KNOWN, notes=store.write_notes(recording.notes))

    def _new(self, walk: Walk, recording: Recording, twin: Twin | None) -> ImportRow:
        doubt = Unsure.SAME if twin else recording.doubt
        outcome = Outcome.ALIKE if twin else Outcome.UNSURE if doubt else Outcome.NEW
        # What is like a walk in the diary is saved by nobody but its person.
        answer = UnsureAs.SKIP if twin and self._unsure else self._unsure
        return self._row(
            walk,
            recording.source,
            outcome=outcome,
            doubt=doubt,
            also_doubt=recording.doubt if twin else None,
            word=recording.word,
            same_as=twin.row.uuid if twin else None,
            notes=store.write_notes(recording.notes),
            answer=answer if doubt else None,
        )

    def _refused(self, refusal: CannotImport) -> ImportRow:
        why = {"reason": refusal.reason, "detail": refusal.detail, "count": refusal.count, "line": refusal.line}
        return self._row(None, "", outcome=Outcome.REFUSED, notes="[]", **why)

    def _row(self, walk: Walk | None, source: str, **values: Any) -> ImportRow:
        about = {"uuid": walk.id, "started_at": walk.started_at, "seconds": walk.seconds} if walk else {}
        written = {"walk": store.document(walk)} if walk else {}
        usual: dict[str, Any] = {"detail": "", "word": "", "is_saved": False, "count": 1}
        place = {
            "user_id": self._diary.user_id,
            "batch": self._batch,
            "file": self._name,
            "part": self._number_of(source),
        }
        self._count += 1
        usual["number"] = self._count
        return ImportRow(**{**usual, **place, **about, **written, **values})

    def _number_of(self, source: str) -> int:
        return self._numbers.setdefault(source, self.number + len(self._numbers))

    def _walk_of(self, recording: Recording) -> Walk:
        walk = walk_of(recording, self._diary)
        if recording in self._seen:
            return walk
        self._seen.add(recording)
        turn = self._starts[recording.source, walk.started_at]
        self._starts[recording.source, walk.started_at] += 1
        return walk_of(recording, self._diary, turn=turn)


def in_mode(walk: Walk, answer: UnsureAs) -> Walk:
    """The walk as what somebody says that it was."""
    segments = tuple(replace(segment, mode=_mode(answer, segment.mode.is_backward)) for segment in walk.segments)
    return replace(walk, segments=segments)


def _mode(answer: UnsureAs, is_backward: bool) -> Mode:
    mode = MODES[answer]
    return _BACKWARD[mode] if is_backward else mode


def walk_of(recording: Recording, diary: Diary, *, turn: int = 0) -> Walk:
    """A recording as a walk. `turn` counts the recordings of one file that started in the same second."""
    started_at = recording.started_at.replace(microsecond=0)
    return Walk(
        id=id_of(started_at, turn=turn),
        started_at=started_at,
        time_zone=recording.time_zone or recording.named_zone or _zone_by_offset(recording, diary) or diary.time_zone,
        segments=_segments(recording),
        place=recording.place or (Place.OUTDOORS if recording.time_zone else None),
        note=recording.note or recording.title,
    )


def _segments(recording: Recording) -> tuple[Segment, ...]:
    """What went forward, then what went backward; the metres are shared out by their time."""
    shares = (
        (recording.mode, recording.seconds - recording.backward_seconds),
        (_BACKWARD.get(recording.mode, recording.mode), recording.backward_seconds),
    )
    whole = recording.distance_m
    return tuple(
        Segment(mode=mode, seconds=seconds, distance_m=whole and round(whole * seconds / recording.seconds, 1))
        for mode, seconds in shares
        if seconds
    )


def id_of(started_at: dt.datetime, *, turn: int) -> UUID:
    """The id of a walk that started then: the second of its start tells it in whatever format it comes."""
    second = started_at.replace(microsecond=0).astimezone(dt.UTC).isoformat()
    return uuid5(_NAMESPACE, f"{second}#{turn}" if turn else second)


def _zone_by_offset(recording: Recording, diary: Diary) -> str | None:
    """A zone of the offset that the device's own clock had, where the person's zone had another just then."""
    offset = recording.utc_offset
    if offset is None or weeks.local(recording.started_at, diary.time_zone).utcoffset() == offset:
        return None
    hours, rest = divmod(offset, dt.timedelta(hours=1))
    # These names count westward: Etc/GMT+7 is seven hours behind Greenwich.
    zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
    return zone if not rest and weeks.is_zone(zone) else None
