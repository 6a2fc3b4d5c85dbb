"""A person's own document as an import: the walks that it brought are listed, and taken back by one Undo."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import imports, restores
from webapp.actions.restore_reading import ReadDocument
from webapp.domain.diaries import Diary
from webapp.domain.imports import CannotImport
from webapp.domain.restores import Restored
from webapp.storage import import_documents as store
from webapp.storage import restores as restore_store
from webapp.storage import walk_rows
from webapp.storage import walks as walk_store

_A_PIECE = 500
_LONGEST_NAME = 100


def restore(
    session: Session, diary: Diary, document: ReadDocument, uuid: UUID, name: str, *, now: dt.datetime
) -> Restored:
    """Take in what a document has and this diary has not, as the import of that id."""
    known = restore_store.walk_ids(session, diary)
    restored = restores.restore(session, diary, document, now=now)
    new = restore_store.walk_ids(session, diary) - known
    if len(new) <= imports.MOST_ROWS:
        _list(session, diary, uuid, name, sorted(new), now=now)
    return restored


def refuse(session: Session, diary: Diary, uuid: UUID, name: str, refusal: CannotImport, *, now: dt.datetime) -> None:
    """Note as the import of that id why a document can't be taken in."""
    batch = imports.start(session, diary, uuid, now=now)
    store.add_refused(session, batch, name[:_LONGEST_NAME], refusal)


def _list(session: Session, diary: Diary, uuid: UUID, name: str, new: Sequence[UUID], *, now: dt.datetime) -> None:
    batch = imports.start(session, diary, uuid, now=now)
    count = 0
    for first in range(0, len(new), _A_PIECE):
        named = walk_store.named(session, diary, new[first : first + _A_PIECE])
        there = [row for row in named if row.deleted_at is None]
        store.add_saved(session, batch, name[:_LONGEST_NAME], map(walk_rows.to_domain, there), after=count)
        count += len(there)
