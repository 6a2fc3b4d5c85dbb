"""The recordings of an import that are not saved yet, and whose file names no time zone."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webapp.domain.imports import Outcome, Remark
from webapp.storage.import_models import ImportBatch, ImportRow

REMARKS = (Remark.TIMES_IN_UTC, Remark.TIMES_IN_ZONE)


def count(session: Session, batch: ImportBatch, remark: Remark) -> int:
    return session.scalar(select(func.count()).select_from(ImportRow).where(*_read_so(batch, remark))) or 0


def rows(session: Session, batch: ImportBatch, remark: Remark) -> Sequence[ImportRow]:
    return session.scalars(select(ImportRow).where(*_read_so(batch, remark)).order_by(ImportRow.id)).all()


def _read_so(batch: ImportBatch, remark: Remark) -> tuple[ColumnElement[bool], ...]:
    maybe = ImportRow.outcome.in_((Outcome.NEW, Outcome.ALIKE, Outcome.UNSURE))
    open_ones = (ImportRow.is_saved.is_(False), ImportRow.started_at.is_not(None), maybe)
    noted = ImportRow.notes.contains(f'"{remark}"')
    return (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid, *open_ones, noted)
