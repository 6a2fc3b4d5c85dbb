"""Walks of an import that are in the bin are brought back by one tap; its Undo moves them there again."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.actions import import_weights, weeks
from webapp.domain.diaries import Diary
from webapp.domain.imports import BatchState
from webapp.storage import import_bin as store
from webapp.storage.import_models import ImportBatch

_OPEN = (BatchState.READY, BatchState.DONE, BatchState.UNDONE)


def bring_back(session: Session, diary: Diary, batch: ImportBatch, *, now: dt.datetime) -> None:
    """Take every walk out of the bin that an import found there or its Undo moved there, and undo that Undo."""
    found = store.rows(session, batch) if batch.state in _OPEN else ()
    if not found:
        return
    for row, walk in found:
        walk.deleted_at, row.is_saved, row.undone = None, True, None
    for row in store.untaken(session, batch):
        row.undone = None
        if row.weights:
            import_weights.save(session, diary, row, now=now)
    batch.state = BatchState.DONE
    session.flush()
    weeks.refresh(session, diary, {walk.walked_on for _, walk in found})
