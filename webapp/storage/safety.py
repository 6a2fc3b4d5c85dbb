"""The answers before the first backward minute, and the last fall that was logged."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from webapp.domain.safety import Answer, Check, Sex
from webapp.storage.coach_models import SafetyCheck
from webapp.storage.columns import UtcDateTime, table
from webapp.storage.models import Walk

_CHECK, _WALK = table(SafetyCheck).c, table(Walk).c
_COLUMNS = (
    *(_CHECK.answered_at, _CHECK.birth_year, _CHECK.sex),
    *(_CHECK.answers, _CHECK.is_cleared, _CHECK.is_supported),
)
_MINE = select(*_COLUMNS).where(_CHECK.user_id == bindparam("user_id"))
_LAST_FALL = (
    select(func.max(_WALK.started_at, type_=UtcDateTime))
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.falls > 0,
        _WALK.walked_on >= bindparam("since"),
    )
    .scalar_subquery()
)
_WITH_FALL = select(*_COLUMNS, _LAST_FALL.label("fell_at")).where(_CHECK.user_id == bindparam("user_id"))


def find(session: Session, user_id: int) -> Check | None:
    """What somebody answered last; None before the first time."""
    row = session.execute(_MINE, {"user_id": user_id}).one_or_none()
    return _check(row) if row else None


def find_with_fall(session: Session, user_id: int, since: dt.date) -> tuple[Check, dt.datetime | None] | None:
    """What somebody answered, and when the last walk with a fall from a day on began."""
    row = session.execute(_WITH_FALL, {"user_id": user_id, "since": since}).one_or_none()
    return (_check(row), row.fell_at) if row else None


def keep(session: Session, user_id: int, check: Check, *, now: dt.datetime) -> None:
    """Put the answers in the place of those before."""
    session.merge(
        SafetyCheck(
            user_id=user_id,
            answered_at=now,
            birth_year=check.birth_year,
            sex=check.sex.value if check.sex else None,
            answers=json.dumps([answer.value for answer in Answer if answer in check.answers]),
            is_cleared=check.is_cleared,
            is_supported=check.is_supported,
        )
    )


def _check(row: Any) -> Check:
    return Check(
        answered_at=row.answered_at,
        birth_year=row.birth_year,
        sex=Sex(row.sex) if row.sex else None,
        answers=frozenset(Answer(answer) for answer in json.loads(row.answers)),
        is_cleared=row.is_cleared,
        is_supported=row.is_supported,
    )
