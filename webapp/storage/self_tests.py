"""Results of self tests. A deleted one is in no list, until it is restored or 30 days have gone by."""

import datetime as dt
import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.orm import Session, aliased

from webapp.domain import changes, self_tests
from webapp.domain.diaries import Diary
from webapp.storage.coach_models import ResultRow
from webapp.storage.columns import table

_RESULT = table(ResultRow).c
_NEWEST_FIRST = (_RESULT.done_on.desc(), _RESULT.done_at.desc(), _RESULT.id.desc())
_KEPT = (_RESULT.user_id == bindparam("user_id"), _RESULT.deleted_at.is_(None))
_OF_KIND = select(ResultRow).where(*_KEPT, _RESULT.kind == bindparam("kind")).order_by(*_NEWEST_FIRST)


def _first_and_last() -> Select[ResultRow]:
    sides = (_RESULT.kind, _RESULT.side)
    last = func.row_number().over(partition_by=sides, order_by=_NEWEST_FIRST).label("last")
    oldest_first = (_RESULT.done_on, _RESULT.done_at, _RESULT.id)
    first = func.row_number().over(partition_by=sides, order_by=oldest_first).label("first")
    ranked = select(table(ResultRow), last, first).where(*_KEPT).subquery()
    result = aliased(ResultRow, ranked)
    newest_first = (ranked.c.done_on.desc(), ranked.c.done_at.desc(), ranked.c.id.desc())
    return select(result).where((ranked.c.last <= 2) | (ranked.c.first <= changes.BEGINNING)).order_by(*newest_first)


_FIRST_AND_LAST = _first_and_last()


def find(session: Session, diary: Diary, uuid: UUID) -> ResultRow | None:
    """One result, deleted or not."""
    return session.scalar(select(ResultRow).where(ResultRow.user_id == diary.user_id, ResultRow.uuid == uuid))


def newest_first(session: Session, diary: Diary, kind: self_tests.SelfTestKind) -> Sequence[ResultRow]:
    """Every result of a kind."""
    return session.scalars(_OF_KIND, {"user_id": diary.user_id, "kind": kind.value}).all()


def first_and_last(session: Session, diary: Diary) -> Sequence[ResultRow]:
    """The last two results of each kind and side and the two that it began with, newest first."""
    return session.scalars(_FIRST_AND_LAST, {"user_id": diary.user_id}).all()


def add(session: Session, diary: Diary, result: self_tests.Result) -> ResultRow:
    row = ResultRow(
        user_id=diary.user_id,
        uuid=result.id,
        kind=result.kind.value,
        done_at=result.done_at,
        time_zone=result.time_zone,
        done_on=result.done_on,
        value=result.value,
        tries=json.dumps(result.tries),
        had_helper=result.had_helper,
        side=result.side.value if result.side else None,
        note=result.note,
        deleted_at=None,
    )
    session.add(row)
    session.flush()
    return row


def empty_bin(session: Session, diary: Diary, *, deleted_before: dt.datetime) -> None:
    """Remove for good what somebody deleted before an instant."""
    session.execute(delete(ResultRow).where(ResultRow.user_id == diary.user_id, ResultRow.deleted_at < deleted_before))
