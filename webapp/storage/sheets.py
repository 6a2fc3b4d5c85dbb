"""Which column holds what in a person's own tables, and the tables of an import that wait for it."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.imports import ImportGroup, Outcome
from webapp.domain.sheet_documents import layout_document, read_layout, read_sheet, sheet_document
from webapp.domain.sheets import Layout, Sheet
from webapp.storage.import_models import ImportBatch, ImportRow, LayoutRow

# More kinds of tables than anybody keeps; the one that was chosen longest ago goes.
MOST = 50


def layouts(session: Session, diary: Diary) -> Mapping[str, Layout]:
    """The layouts of a person by the key of their headings."""
    mine = select(LayoutRow).where(LayoutRow.user_id == diary.user_id)
    return {row.key: read_layout(json.loads(row.layout)) for row in session.scalars(mine)}


def remember(session: Session, diary: Diary, key: str, layout: Layout, *, now: dt.datetime) -> None:
    mine = select(LayoutRow).where(LayoutRow.user_id == diary.user_id)
    row = session.scalar(mine.where(LayoutRow.key == key)) or LayoutRow(user_id=diary.user_id, key=key)
    row.layout, row.chosen_at = json.dumps(layout_document(layout)), now
    session.add(row)
    session.flush()
    kept = mine.order_by(LayoutRow.chosen_at.desc(), LayoutRow.id.desc())
    for old in session.scalars(kept.offset(MOST)).all():
        session.delete(old)


def forget(session: Session, diary: Diary, key: str) -> None:
    session.execute(delete(LayoutRow).where(LayoutRow.user_id == diary.user_id, LayoutRow.key == key))


def as_text(sheet: Sheet, layout: Layout) -> str:
    """A table with its layout, as a row of an import keeps it."""
    return json.dumps({"sheet": sheet_document(sheet), "layout": layout_document(layout)})


def of_row(row: ImportRow) -> tuple[Sheet, Layout]:
    kept = json.loads(row.sheet or "{}")
    return read_sheet(kept["sheet"]), read_layout(kept["layout"])


def of_batch(session: Session, batch: ImportBatch, *, is_asked: bool) -> Sequence[ImportRow]:
    """The tables of an import that wait for their columns, or those that were read."""
    outcome = ImportRow.outcome == Outcome.UNSURE if is_asked else ImportRow.outcome != Outcome.UNSURE
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid, ImportRow.sheet.is_not(None))
    return session.scalars(select(ImportRow).where(*mine, outcome).order_by(ImportRow.id)).all()


def saved_parts(session: Session, batch: ImportBatch) -> set[int]:
    """The parts of an import of which something is saved and not taken back."""
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid)
    saved = select(ImportRow.part).where(*mine, ImportRow.is_saved, ImportRow.undone.is_(None))
    return set(session.scalars(saved.distinct()))


def taken_back(session: Session, batch: ImportBatch, part: int) -> set[UUID]:
    """The walks of a part that came with it, and that an Undo moved to the bin."""
    mine = (ImportRow.user_id == batch.user_id, ImportRow.batch == batch.uuid, ImportRow.part == part)
    came = ImportRow.outcome != Outcome.KNOWN
    taken = select(ImportRow.uuid).where(*mine, came, ImportRow.undone == ImportGroup.TAKEN)
    return {uuid for uuid in session.scalars(taken) if uuid}
