"""The answers before the first backward minute, and what the diary says against it."""

import datetime as dt
import json
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    bindparam,
    delete,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.safety import Answer, Check, Sex, Signs
from webapp.domain.self_tests import SelfTestKind
from webapp.storage.coach_models import PlanChoice, ResultRow, SafetyCheck
from webapp.storage.columns import UtcDateTime, table
from webapp.storage.models import User, WalkRow

_USER, _CHECK, _CHOICE, _WALK, _RESULT = (
    table(model).c for model in (User, SafetyCheck, PlanChoice, WalkRow, ResultRow)
)
_COLUMNS = (
    *(_CHECK.answered_at, _CHECK.birth_year, _CHECK.sex),
    *(_CHECK.answers, _CHECK.is_cleared, _CHECK.is_supported),
)
_MINE = select(*_COLUMNS).where(_CHECK.user_id == bindparam("user_id"))
_KEPT = (_WALK.user_id == bindparam("user_id"), _WALK.deleted_at.is_(None))
_FELL = (*_KEPT, _WALK.falls > 0, _WALK.walked_on >= bindparam("since"))
_FELL_ON = select(_WALK.walked_on).where(*_FELL).order_by(_WALK.walked_on.desc()).limit(1).scalar_subquery()
# In the words of its index: SQLite takes "= 1" for another condition.
_IS_HURT: ColumnElement[bool] = literal_column("walk.hurt_since_cleared")
_HURT = (*_KEPT, _IS_HURT, _WALK.walked_on >= bindparam("since"))
_WARNED = (*_KEPT, _WALK.warned_at.is_not(None), _WALK.warning_signs != "")


def _newest(kind: SelfTestKind) -> ScalarSelect[float]:
    """The value of the newest result of a test."""
    return (
        select(_RESULT.value)
        .where(
            _RESULT.user_id == bindparam("user_id"),
            _RESULT.deleted_at.is_(None),
            _RESULT.kind == literal(kind.value),
        )
        .order_by(_RESULT.done_on.desc(), _RESULT.done_at.desc(), _RESULT.id.desc())
        .limit(1)
        .scalar_subquery()
    )


_KNOWN = (
    select(
        *_COLUMNS,
        _FELL_ON.label("fell_on"),
        # A clinician's word knows nothing of what was logged after it, whenever that happened.
        exists().where(*_FELL, _WALK.fell_since_check).label("fell_since_check"),
        select(func.max(_WALK.warned_at, type_=UtcDateTime)).where(*_WARNED).scalar_subquery().label("warned_at"),
        exists().where(*_WARNED, _WALK.warned_since_check).label("warned_since_check"),
        exists().where(*_HURT).label("has_hurt"),
        _newest(SelfTestKind.BACKWARD_3M).label("backward_3m_s"),
        _newest(SelfTestKind.TUG).label("up_and_go_s"),
        exists().where(_CHOICE.user_id == bindparam("user_id")).label("has_plan"),
    )
    .join_from(table(User), table(SafetyCheck), _CHECK.user_id == _USER.id, isouter=True)
    .where(_USER.id == bindparam("user_id"))
)


class Known(NamedTuple):
    """What is known of a person's safety; the check is None before it was answered."""

    check: Check | None
    signs: Signs
    has_plan: bool


def find(session: Session, diary: Diary) -> Check | None:
    """What somebody answered last; None before the first time."""
    row = session.execute(_MINE, {"user_id": diary.user_id}).one_or_none()
    return _check(row) if row else None


def known(session: Session, diary: Diary, since: dt.date) -> Known:
    """What somebody answered, falls and pain from a day on, warning signs of any day, and the newest tests."""
    row = session.execute(_KNOWN, {"user_id": diary.user_id, "since": since}).one()
    check = _check(row) if row.answered_at else None
    signs = Signs(
        has_fallen=row.fell_on is not None,
        fell_on=row.fell_on,
        fell_since_check=row.fell_since_check,
        warned_at=row.warned_at,
        warned_since_check=row.warned_since_check,
        has_hurt=row.has_hurt,
        backward_3m_s=row.backward_3m_s,
        up_and_go_s=row.up_and_go_s,
    )
    return Known(check, signs, row.has_plan)


def keep(session: Session, diary: Diary, check: Check, *, now: dt.datetime) -> None:
    """Put the answers in the place of those before: every fall and warning sign of until now came before them.

    Pain is only over, or cleared.
    """
    session.merge(
        SafetyCheck(
            user_id=diary.user_id,
            answered_at=now,
            birth_year=check.birth_year,
            sex=check.sex.value if check.sex else None,
            answers=json.dumps([answer.value for answer in Answer if answer in check.answers]),
            is_cleared=check.is_cleared,
            is_supported=check.is_supported,
        )
    )
    known = [WalkRow.fell_since_check, WalkRow.warned_since_check]
    known += [WalkRow.hurt_since_cleared] if check.is_cleared else []
    session.execute(
        update(WalkRow).where(WalkRow.user_id == diary.user_id, or_(*known)).values(dict.fromkeys(known, False))
    )


def remove(session: Session, diary: Diary) -> None:
    """Forget what somebody answered."""
    session.execute(delete(SafetyCheck).where(SafetyCheck.user_id == diary.user_id))


def _check(row: Any) -> Check:
    return Check(
        answered_at=row.answered_at,
        birth_year=row.birth_year,
        sex=Sex(row.sex) if row.sex else None,
        answers=frozenset(Answer(answer) for answer in json.loads(row.answers)),
        is_cleared=row.is_cleared,
        is_supported=row.is_supported,
    )
