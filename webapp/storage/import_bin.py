"""The walks of an import that are in the bin: found there again, or moved there by its Undo."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webapp.domain.imports import BatchState, ImportGroup, Outcome
from webapp.storage.columns import table
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.models import WalkRow

_ROW = table(ImportRow).c


def count(session: Session, batch: ImportBatch) -> int:
    mine = (WalkRow.user_id == batch.user_id, WalkRow.deleted_at.is_not(None))
    named = select(_ROW.uuid).where(*_in_question(batch))
    return session.scalar(select(func.count()).select_from(WalkRow).where(*mine, WalkRow.uuid.in_(named))) or 0


def rows(session: Session, batch: ImportBatch) -> Sequence[tuple[ImportRow, WalkRow]]:
    """Each of these walks once, with the first row that is about it."""
    first = select(func.min(_ROW.id)).where(*_in_question(batch)).group_by(_ROW.uuid)
    both = select(ImportRow, WalkRow).join(
        WalkRow, (WalkRow.user_id == ImportRow.user_id) & (WalkRow.uuid == ImportRow.uuid)
    )
    here = (ImportRow.user_id == batch.user_id, ImportRow.id.in_(first), WalkRow.deleted_at.is_not(None))
    return session.execute(both.where(*here).order_by(ImportRow.id)).all()


def untaken(session: Session, batch: ImportBatch) -> Sequence[ImportRow]:
    """The rows that an Undo left in the diary, and the body weights that it removed."""
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid, ImportRow.undone.is_not(None))
    kept = (ImportRow.undone == ImportGroup.KEPT) | ImportRow.weights.is_not(None)
    return session.scalars(select(ImportRow).where(*mine, kept)).all()


def _in_question(batch: ImportBatch) -> tuple[ColumnElement[bool], ...]:
    """What an Undo took back where that was the last word, else what the import found."""
    mine = (_ROW.user_id == batch.user_id, _ROW.batch == batch.uuid, _ROW.uuid.is_not(None))
    if batch.state == BatchState.UNDONE:
        return (*mine, _ROW.undone == ImportGroup.TAKEN)
    return (*mine, _ROW.outcome == Outcome.KNOWN, _ROW.is_saved.is_(False))
