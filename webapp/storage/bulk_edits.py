"""Changes to many walks at once: which walks, what is done with them, and what became of each."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from webapp.domain.bulk_edits import BulkChange, BulkEntry, BulkKind, BulkOutcome, BulkState, Direction
from webapp.domain.diaries import Diary
from webapp.domain.walks import Place
from webapp.storage.bulk_edit_models import BulkEdit


def add(session: Session, diary: Diary, uuid: UUID, entries: Iterable[BulkEntry], *, now: dt.datetime) -> BulkEdit:
    edit = BulkEdit(user_id=diary.user_id, uuid=uuid, state=BulkState.CHOSEN, chosen_at=now, changed=0)
    write_entries(edit, entries)
    session.add(edit)
    session.flush()
    return edit


def find(session: Session, diary: Diary, uuid: UUID) -> BulkEdit | None:
    return session.scalar(select(BulkEdit).where(BulkEdit.user_id == diary.user_id, BulkEdit.uuid == uuid))


def latest(session: Session, diary: Diary, *, limit: int) -> Sequence[BulkEdit]:
    """Those that were carried out, the newest first, without their walks."""
    mine = select(BulkEdit).where(BulkEdit.user_id == diary.user_id, BulkEdit.state != BulkState.CHOSEN)
    newest_first = mine.order_by(BulkEdit.chosen_at.desc(), BulkEdit.id.desc())
    return session.scalars(newest_first.limit(limit).options(defer(BulkEdit.entries, raiseload=True))).all()


def forget(session: Session, *, chosen_before: dt.datetime) -> None:
    """Remove the bulk edits, of everybody, that began before an instant. Their walks stay as they are."""
    session.execute(delete(BulkEdit).where(BulkEdit.chosen_at < chosen_before))


def change_of(edit: BulkEdit) -> BulkChange | None:
    return read_change(json.loads(edit.change)) if edit.change else None


def read_change(kept: dict[str, Any]) -> BulkChange:
    """A change from its JSON. Raises ValueError, KeyError or TypeError where it is none."""
    words = {"kind": BulkKind, "place": Place, "direction": Direction}
    given = {name: value if value is None else words[name](value) for name, value in kept.items() if name in words}
    return BulkChange(**kept | given)


def write_change(edit: BulkEdit, change: BulkChange) -> None:
    edit.change = json.dumps(asdict(change))


def entries_of(edit: BulkEdit) -> list[BulkEntry]:
    return read_entries(json.loads(edit.entries))


def read_entries(kept: Iterable[Sequence[Any]]) -> list[BulkEntry]:
    """The walks of a bulk edit from its JSON. Raises ValueError or TypeError where it has others."""
    return [
        BulkEntry(UUID(uuid), mark, BulkOutcome(outcome) if outcome else None, before)
        for uuid, mark, outcome, before in kept
    ]


def write_entries(edit: BulkEdit, entries: Iterable[BulkEntry]) -> None:
    edit.entries = json.dumps([[str(uuid), *rest] for uuid, *rest in entries])
