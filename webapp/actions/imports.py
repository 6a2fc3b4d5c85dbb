"""Importing recordings: every walk of a file ends in `log_walk`, under an id that its start gives it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from webapp.actions import clocks, import_weights, twins
from webapp.actions import walks as actions
from webapp.domain import walks, weeks
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Imported, Outcome, Refusal, Unsure, UnsureAs
from webapp.domain.walks import Place, Segment, Source, Walk
from webapp.importers import Found, Recording, Weighing
from webapp.storage import imports as store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportQuestion
from webapp.storage.models import WalkRow

# The ids of imported walks are made from this and the start, for ever: another one would import everything twice.
_NAMESPACE = UUID("5f3cfa0a-0d2c-4d5f-9c55-6f2d1f1c7a60")
QUESTIONS_LAST = dt.timedelta(days=1)
MOST_QUESTIONS = 200
_LONGEST_NAME = 100


MODES = {UnsureAs.WALK: Mode.FORWARD_WALK, UnsureAs.RUN: Mode.FORWARD_RUN}


def import_found(
    session: Session,
    diary: Diary,
    name: str,
    found: Sequence[Found],
    *,
    now: dt.datetime,
    unsure: UnsureAs | None = None,
) -> list[Imported]:
    """Log what was found in one file; what is there already stays as it is.

    What nobody can tell becomes a question that waits a day; with `unsure` it is taken so instead, and only what is
    like a walk in the diary is left out. Reading comes before: it takes seconds, for which nobody else should wait.
    """
    forget_old_questions(session, now=now)
    found = [each.in_zone(diary.time_zone) if isinstance(each, Recording) else each for each in found]
    weighings = [each for each in found if isinstance(each, Weighing)]
    # Before the walks, so that theirs is the weight of their day.
    weights = [import_weights.save_weighings(session, diary, weighings, now=now)] if weighings else []
    batch = _Batch(session, diary, name[:_LONGEST_NAME], now, unsure)
    return [*(batch.take(each) for each in found if not isinstance(each, Weighing)), *weights]


def forget_old_questions(session: Session, *, now: dt.datetime) -> None:
    """Remove the questions, of everybody, that nobody answered within their day."""
    asked_before = clocks.purge_before(session, QUESTIONS_LAST, now=now)
    if asked_before:
        store.forget_questions(session, asked_before=asked_before)


class _Batch:
    """The recordings of one file. Two of them by the same device are two outings, whatever their starts."""

    def __init__(self, session: Session, diary: Diary, name: str, now: dt.datetime, unsure: UnsureAs | None) -> None:
        self._session, self._diary, self._name, self._now, self._unsure = session, diary, name, now, unsure
        self._id = uuid4()
        self._siblings_by_source: defaultdict[str, list[UUID]] = defaultdict(list)
        self._starts: Counter[tuple[str, dt.datetime]] = Counter()
        self._seen: list[Recording] = []

    def take(self, found: Recording | CannotImport) -> Imported:
        if isinstance(found, CannotImport):
            return Imported(outcome=Outcome.REFUSED, refusal=found)
        if found.started_at > self._now + walks.CLOCK_TOLERANCE:
            refusal = CannotImport(Refusal.WRONG_CLOCK, str(found.started_at.year))
            return Imported(outcome=Outcome.REFUSED, refusal=refusal)
        walk, siblings = self._walk_of(found), self._siblings_by_source[found.source]
        known = self._known(walk, found)
        if known:
            store.remove(self._session, self._diary, [walk.id])
            siblings.append(known.uuid)
            return known_walk(known)
        twin = twins.twin_of(self._session, self._diary, walk, besides=siblings)
        if twin and twin.is_same:
            return known_walk(twin.row)
        imported = self._ask_or_log(walk, found, twin)
        siblings.append(walk.id)
        return imported

    def _walk_of(self, recording: Recording) -> Walk:
        walk = walk_of(recording, self._diary, turn=0)
        if recording not in self._seen:
            self._seen.append(recording)
            turn = self._starts[recording.source, walk.started_at]
            self._starts[recording.source, walk.started_at] += 1
            return walk_of(recording, self._diary, turn=turn)
        return walk

    def _known(self, walk: Walk, recording: Recording) -> WalkRow | None:
        ids = [walk.id, *(id_of(started_at, turn=0) for started_at in recording.also_started)]
        siblings = self._siblings_by_source[recording.source]
        rows = walk_store.named(self._session, self._diary, [uuid for uuid in ids if uuid not in siblings])
        return rows[0] if rows else None

    def _ask_or_log(self, walk: Walk, recording: Recording, twin: twins.Twin | None) -> Imported:
        doubt = Unsure.SAME if twin else recording.doubt
        if doubt is None or (doubt is not Unsure.SAME and self._unsure in MODES):
            answered = in_mode(walk, self._unsure) if doubt and self._unsure else walk
            return replace(new_walk(self._session, self._diary, answered, now=self._now), notes=recording.notes)
        question = question_about(
            self._diary,
            walk,
            doubt,
            now=self._now,
            batch=self._id,
            also_doubt=recording.doubt if twin else None,
            twin=twin,
            word=recording.word,
            file=self._name,
        )
        if self._unsure is None:
            refusal = self._refusal_to_ask(walk)
            if refusal:
                return Imported(outcome=Outcome.REFUSED, refusal=refusal)
            store.ask(self._session, self._diary, question)
        return replace(asked(question, twin and walk_rows.to_domain(twin.row)), notes=recording.notes)

    def _refusal_to_ask(self, walk: Walk) -> CannotImport | None:
        waiting = store.count_questions(self._session, self._diary, besides=walk.id)
        return CannotImport(Refusal.TOO_MANY_QUESTIONS, str(MOST_QUESTIONS)) if waiting >= MOST_QUESTIONS else None


def question_about(
    diary: Diary,
    walk: Walk,
    doubt: Unsure,
    *,
    now: dt.datetime,
    batch: UUID,
    also_doubt: Unsure | None = None,
    twin: twins.Twin | None = None,
    word: str = "",
    file: str = "",
) -> ImportQuestion:
    """The question about a walk, as the row that would keep it; `batch` is the same for what stood in one file."""
    return ImportQuestion(
        user_id=diary.user_id,
        uuid=walk.id,
        asked_at=now,
        doubt=doubt,
        also_doubt=also_doubt,
        word=word,
        file=file,
        batch=batch,
        walk=store.document(walk),
        same_as=twin.row.uuid if twin else None,
    )


def asked(question: ImportQuestion, twin: Walk | None) -> Imported:
    """A question as what became of its recording."""
    outcome = Outcome.ALIKE if question.doubt == Unsure.SAME else Outcome.UNSURE
    walk, doubt = store.to_walk(question), Unsure(question.doubt)
    return Imported(outcome=outcome, walk=walk, twin=twin, doubt=doubt, word=question.word)


def new_walk(session: Session, diary: Diary, walk: Walk, *, now: dt.datetime) -> Imported:
    """Log a walk that is in no doubt. Raises Invalid for one that can't have happened."""
    row, is_new = actions.log_walk(session, diary, walk, source=Source.IMPORT, now=now)
    store.remove(session, diary, [walk.id])
    return Imported(outcome=Outcome.NEW, walk=walk) if is_new else known_walk(row)


def known_walk(row: WalkRow) -> Imported:
    """A walk that was there before, as it is in the diary."""
    return Imported(outcome=Outcome.KNOWN, walk=walk_rows.to_domain(row), is_in_bin=row.deleted_at is not None)


class Undone(NamedTuple):
    """What an Undo of an import moved to the bin, and what was changed since and stays."""

    taken: Sequence[Walk]
    stayed: Sequence[Walk]


def undo_import(session: Session, diary: Diary, uuids: Collection[UUID], *, now: dt.datetime) -> Undone:
    """Move imported walks to the bin, but for those of which the person has changed or said something since."""
    rows = [row for row in walk_store.named(session, diary, uuids) if row.deleted_at is None]
    taken = [row for row in rows if _is_as_imported(row)]
    for row in taken:
        actions.delete_walk(session, diary, row, now=now)
    stayed = [walk_rows.to_domain(row) for row in rows if row not in taken]
    return Undone([walk_rows.to_domain(row) for row in taken], stayed)


def _is_as_imported(row: WalkRow) -> bool:
    """Whether nobody edited a walk, and it says no more than a recording does."""
    walk = walk_rows.to_domain(row)
    recorded = Walk(
        id=walk.id,
        started_at=walk.started_at,
        time_zone=walk.time_zone,
        segments=walk.segments,
        place=walk.place,
    )
    return row.before_edit is None and walk == recorded


def in_mode(walk: Walk, answer: UnsureAs) -> Walk:
    """The walk as what somebody says that it was."""
    segments = tuple(replace(segment, mode=MODES[answer]) for segment in walk.segments)
    return replace(walk, segments=segments)


def walk_of(recording: Recording, diary: Diary, *, turn: int = 0) -> Walk:
    """A recording as a walk. `turn` counts the recordings of one file that started in the same second."""
    started_at = recording.started_at.replace(microsecond=0)
    segment = Segment(mode=recording.mode, seconds=recording.seconds, distance_m=recording.distance_m)
    return Walk(
        id=id_of(started_at, turn=turn),
        started_at=started_at,
        time_zone=recording.time_zone or recording.named_zone or _zone_by_offset(recording, diary) or diary.time_zone,
        segments=(segment,),
        place=recording.place or (Place.OUTDOORS if recording.time_zone else None),
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
