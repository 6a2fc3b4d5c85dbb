"""Imports: batches and their rows. What a person may see is asked with their diary; the work to do is everybody's."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from webapp.domain import documents, walks
from webapp.domain.diaries import Diary
from webapp.domain.imports import (
    AT_WORK,
    BatchState,
    CannotImport,
    Imported,
    ImportGroup,
    Notice,
    Outcome,
    QuestionKind,
    Refusal,
    Remark,
    Unsure,
    UnsureAs,
    WeightsFound,
)
from webapp.storage.columns import table
from webapp.storage.import_groups import its_group
from webapp.storage.import_models import ImportBatch, ImportRow

_ROW, _BATCH = table(ImportRow).c, table(ImportBatch).c
_ASKED = (Outcome.ALIKE, Outcome.UNSURE)
_WAITING = (ImportGroup.ALIKE, ImportGroup.UNSURE, ImportGroup.COLUMNS)
# As a walk has it that is written as JSON. Within a note the quotes have a mark before them.
_IS_BACKWARD = '"mode": "backward_'
MOST_PARTS = 2**31 - 1


class WaitingFile(NamedTuple):
    """A file that came and is not read yet: what it is called, how long it is, and under which name it waits.

    `first_part` is there once reading it has begun. With `member` only the table of this name is read of it.
    """

    name: str
    size: int
    stored: str
    first_part: int | None = None
    member: str | None = None


class ImportedWeights(NamedTuple):
    """The body weights of a file in kg, and what became of them once they were saved."""

    by_day: dict[dt.date, float]
    found: WeightsFound | None = None


def batch(session: Session, diary: Diary, uuid: UUID) -> ImportBatch | None:
    return session.scalar(select(ImportBatch).where(ImportBatch.user_id == diary.user_id, ImportBatch.uuid == uuid))


def batches(session: Session, diary: Diary, *, limit: int) -> Sequence[ImportBatch]:
    """The imports of a person, the newest first."""
    mine = select(ImportBatch).where(ImportBatch.user_id == diary.user_id)
    return session.scalars(mine.order_by(ImportBatch.started_at.desc(), ImportBatch.id.desc()).limit(limit)).all()


def next_at_work(session: Session, *, besides: Collection[int]) -> ImportBatch | None:
    """Whichever import, of anybody, has been waiting longest for its work."""
    waiting = select(ImportBatch).where(ImportBatch.state.in_(AT_WORK), ImportBatch.id.not_in(besides))
    return session.scalar(waiting.order_by(ImportBatch.id).limit(1))


def files_of(batch: ImportBatch) -> list[WaitingFile]:
    return [WaitingFile(*file) for file in json.loads(batch.files)]


def write_files(batch: ImportBatch, files: Sequence[WaitingFile]) -> None:
    batch.files = json.dumps(files)


def stored_files(session: Session) -> set[str]:
    """The files of everybody that an import still has to read, or may once its person has said how."""
    asked = select(_ROW.id).where(_ROW.user_id == _BATCH.user_id, _ROW.batch == _BATCH.uuid, _ROW.sheet.is_not(None))
    reads = or_(ImportBatch.state == BatchState.READING, asked.exists())
    waiting = session.scalars(select(ImportBatch).where(reads))
    return {file.stored for batch in waiting for file in files_of(batch)}


def rows(
    session: Session, batch: ImportBatch, group: ImportGroup, *, limit: int, after: int = 0, from_part: int = 0
) -> Sequence[ImportRow]:
    """The rows of one group in the order in which they were read, after the row of that number."""
    query = _of(batch).where(its_group == group, ImportRow.id > after)
    query = query.where(ImportRow.part >= from_part) if from_part else query
    return session.scalars(query.order_by(ImportRow.id).limit(limit)).all()


def new_walks(session: Session, batch: ImportBatch, *, limit: int) -> list[tuple[str, walks.Walk]]:
    """The first walks that are to be saved, each with the name of its file."""
    mine = (_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid, its_group == ImportGroup.NEW)
    query = select(_ROW.file, _ROW.uuid, _ROW.walk).where(*mine, _ROW.walk.is_not(None)).order_by(_ROW.id).limit(limit)
    return [(file, _read(walk, uuid)) for file, uuid, walk in session.execute(query)]


def all_rows(session: Session, batch: ImportBatch, *, limit: int) -> Sequence[ImportRow]:
    return session.scalars(_of(batch).order_by(ImportRow.id).limit(limit)).all()


def row(session: Session, batch: ImportBatch, number: int) -> ImportRow | None:
    return session.scalar(_of(batch).where(ImportRow.id == number))


def counts(session: Session, batch: ImportBatch, *, only_backward: bool = False) -> dict[ImportGroup, int]:
    """How many recordings of a batch each group has: all, or the walks with backward minutes."""
    query = select(its_group, func.sum(_ROW.count)).where(_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid)
    query = query.where(_ROW.walk.contains(_IS_BACKWARD, autoescape=True)) if only_backward else query
    return {ImportGroup(group): count for group, count in session.execute(query.group_by(its_group))}


def outcomes(session: Session, batch: ImportBatch) -> dict[Outcome, int]:
    """How many recordings of a batch had each outcome, without the body weights."""
    mine = (_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid, _ROW.weights.is_(None))
    query = select(_ROW.outcome, func.sum(_ROW.count)).where(*mine).group_by(_ROW.outcome)
    return {Outcome(outcome): count for outcome, count in session.execute(query)}


def kinds(session: Session, batch: ImportBatch) -> list[tuple[QuestionKind, int]]:
    """The kinds of what nobody can tell and nobody has answered, each with its number of recordings."""
    kind = (_ROW.doubt, _ROW.also_doubt, _ROW.word)
    asked = (_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid, its_group == ImportGroup.UNSURE)
    query = select(*kind, func.count()).where(*asked).group_by(*kind).order_by(func.min(_ROW.id))
    return [(QuestionKind(doubt, also, word), count) for doubt, also, word, count in session.execute(query)]


def asked(session: Session, batch: ImportBatch, kind: QuestionKind, *, limit: int) -> Sequence[ImportRow]:
    """The first recordings of a kind of question."""
    return session.scalars(_of(batch).where(*_is(kind)).order_by(ImportRow.id).limit(limit)).all()


def answer(session: Session, batch: ImportBatch, kind: QuestionKind, said: UnsureAs | None) -> int:
    """Write an answer to every recording of a kind that waits for one; to how many."""
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid)
    changed = session.execute(update(ImportRow).where(*mine, *_is(kind)).values(answer=said).returning(ImportRow.id))
    return len(changed.all())


def ask_again(session: Session, batch: ImportBatch) -> None:
    """Take the answers back of what is not saved."""
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid, ImportRow.outcome.in_(_ASKED))
    session.execute(update(ImportRow).where(*mine, ImportRow.is_saved.is_(False)).values(answer=None))


def rows_between(
    session: Session, batch: ImportBatch, first: dt.datetime, last: dt.datetime, *, besides_part: int
) -> Sequence[ImportRow]:
    """The recordings of other parts of a batch that are or may be walks, and started from one instant to another."""
    maybe = (ImportRow.outcome.in_((Outcome.NEW, *_ASKED)), ImportRow.part != besides_part)
    query = _of(batch).where(*maybe, ImportRow.started_at.between(first, last))
    return session.scalars(query.order_by(ImportRow.started_at, ImportRow.id)).all()


def rows_named(session: Session, batch: ImportBatch, uuids: Collection[UUID]) -> Sequence[ImportRow]:
    """The rows of these walks that are or may be walks of the batch itself."""
    maybe = ImportRow.outcome.in_((Outcome.NEW, *_ASKED))
    return session.scalars(_of(batch).where(ImportRow.uuid.in_(uuids), maybe)).all()


def ids_of_part(session: Session, batch: ImportBatch, part: int) -> set[UUID]:
    """The ids of the walks in one part, which are outings of their own."""
    query = select(_ROW.uuid).where(_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid, _ROW.part == part)
    return {uuid for uuid in session.scalars(query.where(_ROW.uuid.is_not(None)))}


def latest_part(session: Session, batch: ImportBatch) -> int:
    query = select(func.max(_ROW.part)).where(_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid)
    return session.scalar(query) or 0


def count_rows(session: Session, batch: ImportBatch) -> int:
    query = select(func.count()).where(_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid)
    return session.scalar(query) or 0


def remove_rows(session: Session, batch: ImportBatch, *, from_part: int = 0, before_part: int = MOST_PARTS) -> None:
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid)
    session.execute(delete(ImportRow).where(*mine, ImportRow.part >= from_part, ImportRow.part < before_part))


def count_open(session: Session, diary: Diary, *, started_since: dt.datetime) -> int:
    """How many recordings of the imports since an instant wait for a word of their person."""
    lately = (_BATCH.user_id == diary.user_id, _BATCH.started_at >= started_since)
    waiting = (*lately, _BATCH.state.in_((BatchState.READY, BatchState.DONE)))
    query = select(func.count()).select_from(table(ImportRow)).where(_ROW.user_id == diary.user_id)
    query = query.where(_ROW.batch.in_(select(_BATCH.uuid).where(*waiting)))
    return session.scalar(query.where(its_group.in_((ImportGroup.NEW, *_WAITING)))) or 0


def forget_batches(session: Session, *, started_before: dt.datetime) -> None:
    """Remove the imports, of everybody, that began before an instant. Their walks stay."""
    old = select(ImportBatch).where(ImportBatch.started_at < started_before, ImportBatch.state.not_in(AT_WORK))
    for batch in session.scalars(old).all():
        forget(session, batch)


def forget(session: Session, batch: ImportBatch) -> None:
    """Remove an import. Its walks stay."""
    remove_rows(session, batch)
    session.delete(batch)
    session.flush()


def weights(session: Session, batch: ImportBatch, *, is_saved: bool, from_part: int = 0) -> Sequence[ImportRow]:
    """The rows with body weights that are saved, or are not; without those that were taken back."""
    mine = (ImportRow.weights.is_not(None), ImportRow.is_saved.is_(is_saved), ImportRow.undone.is_(None))
    return session.scalars(_of(batch).where(*mine, ImportRow.part >= from_part).order_by(ImportRow.id)).all()


def weights_of(row: ImportRow) -> ImportedWeights:
    by_day, found = json.loads(row.weights or "[{}, null]")
    return ImportedWeights(
        {dt.date.fromisoformat(day): weight_kg for day, weight_kg in by_day.items()},
        WeightsFound(tuple(map(dt.date.fromisoformat, found[0])), *found[1:]) if found else None,
    )


def write_weights(row: ImportRow, weights: ImportedWeights) -> None:
    by_day = {day.isoformat(): weight_kg for day, weight_kg in sorted(weights.by_day.items())}
    found = weights.found and [[day.isoformat() for day in weights.found.added], *weights.found[1:]]
    row.weights = json.dumps([by_day, found])


def document(walk: walks.Walk) -> str:
    return json.dumps(documents.walk_document(walk))


def to_walk(row: ImportRow) -> walks.Walk | None:
    """The walk that a row is about."""
    return None if row.walk is None or row.uuid is None else _read(row.walk, row.uuid)


def write_notes(notes: Sequence[Notice]) -> str:
    return json.dumps(notes)


def to_imported(row: ImportRow, *, twin: walks.Walk | None = None, is_in_bin: bool = False) -> Imported:
    """What became of a recording, or would."""
    return Imported(
        outcome=Outcome(row.outcome),
        walk=to_walk(row),
        is_in_bin=is_in_bin,
        is_back=row.is_saved and row.outcome == Outcome.KNOWN,
        twin=twin,
        doubt=Unsure(row.doubt) if row.doubt else None,
        word=row.word,
        notes=tuple(Notice(Remark(remark), number) for remark, number in json.loads(row.notes)),
        refusal=CannotImport(Refusal(row.reason), row.detail, count=row.count, line=row.line) if row.reason else None,
        file=row.file,
        weights=_found(row) if row.weights else None,
        has_waiting_weights=row.weights is not None and not row.is_saved,
    )


def _read(walk: str, uuid: UUID) -> walks.Walk:
    return documents.read_walk(json.loads(walk), time_zone="UTC", new_id=lambda: uuid)


def _found(row: ImportRow) -> WeightsFound:
    by_day, found = weights_of(row)
    return found or WeightsFound(tuple(sorted(by_day)), known=0, odd=0)


def _of(batch: ImportBatch) -> Select[ImportRow]:
    return select(ImportRow).where(ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid)


def _is(kind: QuestionKind) -> tuple[ColumnElement[bool], ...]:
    of_kind = (ImportRow.doubt == kind.doubt, ImportRow.also_doubt.is_not_distinct_from(kind.also_doubt))
    waits = (ImportRow.outcome.in_(_ASKED), ImportRow.answer.is_(None), ImportRow.is_saved.is_(False))
    # Walks that may be the same have one answer whatever they are called.
    named = () if kind.doubt == Unsure.SAME else (ImportRow.word == kind.word,)
    which = (ImportRow.id == kind.row,) if kind.row is not None else ()
    return (*of_kind, *named, *waits, *which)
