"""Which recordings of an import went, or would go, the same way."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.imports import ImportGroup, Outcome, Refusal, UnsureAs
from webapp.storage.columns import table
from webapp.storage.import_models import ImportBatch, ImportRow

_ROW = table(ImportRow).c
_NO_WALK = (Refusal.NOT_A_WALK, Refusal.NO_ACTIVITY)
# It was read, but nobody walks so, or not then.
_DOUBTED = (Refusal.TOO_FAST, Refusal.TOO_LONG, Refusal.TOO_SHORT, Refusal.WRONG_CLOCK, Refusal.ROW_BACKWARD)
its_group = case(
    (and_(_ROW.sheet.is_not(None), _ROW.outcome == Outcome.UNSURE), ImportGroup.COLUMNS),
    (_ROW.sheet.is_not(None), ImportGroup.SHEETS),
    (_ROW.weights.is_not(None), ImportGroup.WEIGHTS),
    (_ROW.undone.is_not(None), _ROW.undone),
    (_ROW.is_saved, ImportGroup.SAVED),
    (_ROW.reason.in_(_NO_WALK), ImportGroup.NOT_WALKS),
    (_ROW.reason.in_(_DOUBTED), ImportGroup.DOUBTED),
    (_ROW.outcome == Outcome.REFUSED, ImportGroup.DAMAGED),
    (_ROW.outcome == Outcome.KNOWN, ImportGroup.KNOWN),
    (_ROW.answer == UnsureAs.SKIP, ImportGroup.LEFT_OUT),
    (_ROW.answer.is_not(None), ImportGroup.NEW),
    else_=_ROW.outcome,
)


def counts_of_each(
    session: Session, diary: Diary, batches: Sequence[ImportBatch]
) -> dict[UUID, dict[ImportGroup, tuple[int, str]]]:
    """How many recordings each group of these has, by the batch, and the name of a file that one came from."""
    names = [batch.uuid for batch in batches]
    mine = (_ROW.user_id == diary.user_id, _ROW.batch.in_(names))
    query = select(_ROW.batch, its_group, func.sum(_ROW.count), func.min(_ROW.file)).where(*mine)
    found: dict[UUID, dict[ImportGroup, tuple[int, str]]] = {name: {} for name in names}
    for batch, group, count, file in session.execute(query.group_by(_ROW.batch, its_group)):
        found[batch][ImportGroup(group)] = (count, file)
    return found
