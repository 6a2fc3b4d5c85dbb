"""The walks of a document that was taken in, as the saved rows of an import."""

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.domain.imports import CannotImport, Outcome
from webapp.domain.walks import Walk
from webapp.storage import imports
from webapp.storage.columns import table
from webapp.storage.import_models import ImportBatch, ImportRow


def add_saved(session: Session, batch: ImportBatch, file: str, walks: Iterable[Walk], *, after: int) -> None:
    rows = [
        _row(batch, file, number)
        | {
            "outcome": Outcome.NEW,
            "is_saved": True,
            "uuid": walk.id,
            "started_at": walk.started_at,
            "seconds": walk.seconds,
            "walk": imports.document(walk),
        }
        for number, walk in enumerate(walks, start=after + 1)
    ]
    if rows:
        session.execute(insert(table(ImportRow)), rows)


def add_refused(session: Session, batch: ImportBatch, file: str, refusal: CannotImport) -> None:
    why = {"outcome": Outcome.REFUSED, "reason": refusal.reason, "detail": refusal.detail, "is_saved": False}
    session.execute(insert(table(ImportRow)), [_row(batch, file, 1) | why])


def _row(batch: ImportBatch, file: str, number: int) -> dict[str, object]:
    usual = {"detail": "", "word": "", "notes": "[]", "count": 1}
    return {"user_id": batch.user_id, "batch": batch.uuid, "file": file, "part": 1, "number": number, **usual}
