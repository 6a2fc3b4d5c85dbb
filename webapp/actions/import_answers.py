"""What an import has to ask, and what somebody answers."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.imports import ImportGroup, OpenQuestion, QuestionKind, Unsure, UnsureAs
from webapp.domain.walks import Walk
from webapp.storage import imports as store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow

# So many of a kind are shown at once, and so many questions whether two walks are the same.
SHOWN = 5


def open_questions(session: Session, diary: Diary, batch: ImportBatch) -> list[OpenQuestion]:
    """What waits for an answer: the same doubt about several recordings is one question."""
    alike = store.rows(session, batch, ImportGroup.ALIKE, limit=SHOWN)
    there = _twins(session, diary, batch, [row.same_as for row in alike if row.same_as])
    asked = [_question(_kind_of(row), 1, [row], there) for row in alike]
    for kind, count in store.kinds(session, batch):
        asked.append(_question(kind, count, store.asked(session, batch, kind, limit=SHOWN), {}))
    return asked


def _twins(
    session: Session, diary: Diary, batch: ImportBatch, uuids: Collection[UUID]
) -> Mapping[UUID, tuple[Walk, bool]]:
    """The walks of these ids, in the diary or else among those that came with them, and whether the latter is so."""
    if not uuids:
        return {}
    coming = {row.uuid: store.to_walk(row) for row in store.rows_named(session, batch, uuids)}
    there = {row.uuid: walk_rows.to_domain(row) for row in walk_store.named(session, diary, uuids)}
    new = {uuid: (walk, True) for uuid, walk in coming.items() if uuid and walk}
    return {**new, **{uuid: (walk, False) for uuid, walk in there.items()}}


def _kind_of(row: ImportRow) -> QuestionKind:
    return QuestionKind(row.doubt or "", row.also_doubt, row.word, row.id)


def _question(
    kind: QuestionKind, count: int, rows: Sequence[ImportRow], there: Mapping[UUID, tuple[Walk, bool]]
) -> OpenQuestion:
    walks = tuple(walk for walk in map(store.to_walk, rows) if walk)
    twin, is_new = (there.get(rows[0].same_as) if rows[0].same_as else None) or (None, False)
    return OpenQuestion(
        kind=kind,
        count=count,
        walks=walks,
        files=tuple(row.file for row in rows),
        twin=twin,
        is_twin_new=is_new,
        answers=_answers(kind, walks[0]),
    )


def _answers(kind: QuestionKind, walk: Walk) -> tuple[UnsureAs, ...]:
    likely = UnsureAs.RUN if walk.segments[0].mode is Mode.FORWARD_RUN else UnsureAs.WALK
    other = UnsureAs.WALK if likely is UnsureAs.RUN else UnsureAs.RUN
    if kind.doubt == Unsure.SAME:
        return (UnsureAs.SKIP, likely, other) if kind.also_doubt else (UnsureAs.SKIP, likely)
    is_ride = kind.doubt == Unsure.A_RIDE
    return (UnsureAs.SKIP, UnsureAs.WALK, UnsureAs.RUN) if is_ride else (likely, other, UnsureAs.SKIP)
