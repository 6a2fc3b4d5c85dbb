"""What somebody answers to the questions of an import."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import imports, twins
from webapp.actions.imports import QUESTIONS_LAST
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.imports import Imported, OpenQuestion, Unsure, UnsureAs
from webapp.domain.walks import Walk
from webapp.storage import imports as store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportQuestion


def open_questions(session: Session, diary: Diary, *, now: dt.datetime) -> list[OpenQuestion]:
    """What waits for an answer: the same doubt about several recordings is one question."""
    rows = store.questions(session, diary, asked_since=now - QUESTIONS_LAST)
    twin_ids = [row.same_as for row in rows if row.same_as]
    twin_rows = walk_store.named(session, diary, twin_ids) if twin_ids else []
    twins_by_id = {row.uuid: walk_rows.to_domain(row) for row in twin_rows}
    kinds: dict[tuple[object, ...], list[ImportQuestion]] = {}
    for row in rows:
        kinds.setdefault(_kind(row), []).append(row)
    return [_question(alike, twins_by_id) for alike in kinds.values()]


def answer(
    session: Session, diary: Diary, uuids: Collection[UUID], said: UnsureAs, *, now: dt.datetime
) -> Sequence[Imported]:
    """Take an answer for the questions about the walks of these ids; what became of each that was not left out.

    An answer that came before finds the walk that it saved. Raises Invalid for a walk that can't have happened.
    """
    imports.forget_old_questions(session, now=now)
    rows = store.questions(session, diary, asked_since=now - QUESTIONS_LAST, uuids=uuids)
    store.remove(session, diary, [row.uuid for row in rows])
    if said is UnsureAs.SKIP:
        return []
    siblings = {row.uuid: [other.uuid for other in rows if other.batch == row.batch] for row in rows}
    return [_take(session, diary, row, said, besides=siblings[row.uuid], now=now) for row in rows]


def _take(
    session: Session, diary: Diary, row: ImportQuestion, said: UnsureAs, *, besides: Collection[UUID], now: dt.datetime
) -> Imported:
    walk = imports.in_mode(store.to_walk(row), said)
    twin = None if row.doubt == Unsure.SAME else twins.twin_of(session, diary, walk, besides=besides)
    if twin is None:
        return imports.new_walk(session, diary, walk, now=now)
    if twin.is_same:
        return imports.known_walk(twin.row)
    question = imports.question_about(
        diary, walk, Unsure.SAME, now=now, batch=row.batch, twin=twin, word=row.word, file=row.file
    )
    store.ask(session, diary, question)
    return imports.asked(question, walk_rows.to_domain(twin.row))


def _kind(row: ImportQuestion) -> tuple[object, ...]:
    is_alone = row.doubt == Unsure.SAME
    return row.doubt, row.also_doubt, row.word, _answers(row, store.to_walk(row)), row.uuid if is_alone else None


def _question(rows: Sequence[ImportQuestion], twins_by_id: Mapping[UUID, Walk]) -> OpenQuestion:
    first, walks = rows[0], tuple(map(store.to_walk, rows))
    return OpenQuestion(
        doubt=Unsure(first.doubt),
        word=first.word,
        walks=walks,
        files=tuple(row.file for row in rows),
        twin=twins_by_id.get(first.same_as) if first.same_as else None,
        answers=_answers(first, walks[0]),
    )


def _answers(row: ImportQuestion, walk: Walk) -> tuple[UnsureAs, ...]:
    likely = UnsureAs.RUN if walk.segments[0].mode is Mode.FORWARD_RUN else UnsureAs.WALK
    other = UnsureAs.WALK if likely is UnsureAs.RUN else UnsureAs.RUN
    if row.doubt == Unsure.SAME:
        return (UnsureAs.SKIP, likely, other) if row.also_doubt else (UnsureAs.SKIP, likely)
    return (
        (UnsureAs.SKIP, UnsureAs.WALK, UnsureAs.RUN) if row.doubt == Unsure.A_RIDE else (likely, other, UnsureAs.SKIP)
    )
