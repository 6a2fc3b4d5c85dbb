"""Direction rules, the walks that they may be for, and what they changed over the past."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain import documents
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import ClockSpan, DirectionRule, TurnedPart, WalkCondition
from webapp.domain.energy import Mode
from webapp.domain.walks import Place, Segment, Source, Walk
from webapp.storage.columns import table
from webapp.storage.models import WalkRow
from webapp.storage.rule_models import DirectionRuleRow, RuleBatchRow, RuleChangeRow

_WALK = table(WalkRow).c
_NAMES = ("uuid", "started_at", "time_zone", "place", "note", "source", "seconds")
_TRIED = (
    select(*(_WALK[name] for name in _NAMES))
    .where(_WALK.user_id == bindparam("user_id"), _WALK.deleted_at.is_(None))
    .order_by(_WALK.started_at, _WALK.id)
)
# What nobody said anything of: no edit, and no minute backward.
_UNTOUCHED = (_WALK.before_edit.is_(None), _WALK.backward_seconds == 0)


class Candidate(NamedTuple):
    """A walk that a rule may be for: its stretches are not read, one as long as all of them stands for them."""

    walk: Walk
    is_imported: bool


def in_order(session: Session, diary: Diary) -> list[DirectionRule]:
    """The rules of a person, the first that they made first."""
    mine = select(DirectionRuleRow).where(DirectionRuleRow.user_id == diary.user_id)
    return [to_rule(row) for row in session.scalars(mine.order_by(DirectionRuleRow.id))]


def find(session: Session, diary: Diary, uuid: UUID) -> DirectionRule | None:
    row = _row(session, diary, uuid)
    return to_rule(row) if row else None


def keep(session: Session, diary: Diary, rule: DirectionRule) -> None:
    """Keep a rule; one of the same id gives way to it."""
    row = _row(session, diary, rule.id)
    if row is None:
        row = DirectionRuleRow(user_id=diary.user_id, uuid=rule.id)
        session.add(row)
    for name, value in _values(rule).items():
        setattr(row, name, value)
    session.flush()


def remove(session: Session, diary: Diary, uuid: UUID) -> None:
    mine = (DirectionRuleRow.user_id == diary.user_id, DirectionRuleRow.uuid == uuid)
    session.execute(delete(DirectionRuleRow).where(*mine))


def candidates(session: Session, diary: Diary, *, only_untouched: bool) -> list[Candidate]:
    """The walks outside of the bin, the oldest first; or those alone of which nobody said the way."""
    query = _TRIED.where(*_UNTOUCHED) if only_untouched else _TRIED
    return [_candidate(*row) for row in session.execute(query, {"user_id": diary.user_id})]


def add_batch(session: Session, diary: Diary, uuid: UUID, *, now: dt.datetime) -> RuleBatchRow:
    batch = RuleBatchRow(user_id=diary.user_id, uuid=uuid, applied_at=now)
    session.add(batch)
    session.flush()
    return batch


def batch(session: Session, diary: Diary, uuid: UUID) -> RuleBatchRow | None:
    return session.scalar(select(RuleBatchRow).where(RuleBatchRow.user_id == diary.user_id, RuleBatchRow.uuid == uuid))


def batches(session: Session, diary: Diary, *, limit: int) -> Sequence[RuleBatchRow]:
    """What the rules of a person changed over the past, the newest first."""
    mine = select(RuleBatchRow).where(RuleBatchRow.user_id == diary.user_id)
    return session.scalars(mine.order_by(RuleBatchRow.applied_at.desc(), RuleBatchRow.id.desc()).limit(limit)).all()


def add_change(
    session: Session, batch: RuleBatchRow, before: Walk, after: Walk, *, before_edit: str | None
) -> RuleChangeRow:
    change = RuleChangeRow(
        user_id=batch.user_id,
        batch=batch.uuid,
        uuid=before.id,
        former=_written(before.segments),
        segments=_written(after.segments),
        before_edit=before_edit,
    )
    session.add(change)
    return change


def changes(session: Session, batch: RuleBatchRow) -> Sequence[RuleChangeRow]:
    """What a batch changed, the oldest walk first."""
    mine = (RuleChangeRow.user_id == batch.user_id, RuleChangeRow.batch == batch.uuid)
    return session.scalars(select(RuleChangeRow).where(*mine).order_by(RuleChangeRow.id)).all()


def is_written(stored: str, segments: Collection[Segment]) -> bool:
    """Whether these are the stretches that were written down."""
    return bool(json.loads(stored) == _documents(segments))


def turned_seconds(change: RuleChangeRow) -> int:
    """How many seconds of a walk a batch turned."""
    before, after = (_backward_seconds(json.loads(stored)) for stored in (change.former, change.segments))
    return after - before


def forget_batches(session: Session, *, applied_before: dt.datetime) -> None:
    """Forget, of everybody, what was changed before an instant. The walks stay as they are."""
    old = select(RuleBatchRow.user_id, RuleBatchRow.uuid).where(RuleBatchRow.applied_at < applied_before)
    for user_id, uuid in session.execute(old).all():
        for model, column in ((RuleChangeRow, RuleChangeRow.batch), (RuleBatchRow, RuleBatchRow.uuid)):
            session.execute(delete(model).where(model.user_id == user_id, column == uuid))


def to_rule(row: DirectionRuleRow) -> DirectionRule:
    """The rule of a row. Raises ValueError where the numbers of the row are none of a day."""
    condition = WalkCondition(
        place=Place(row.place) if row.place else None,
        weekdays=frozenset(day for day in range(7) if row.weekdays >> day & 1),
        span=_span(row.first_minute, row.last_minute),
        words=row.words,
        is_imported=row.is_imported,
    )
    return DirectionRule(id=row.uuid, condition=condition, portion=TurnedPart(row.portion), minutes=row.minutes)


def _row(session: Session, diary: Diary, uuid: UUID) -> DirectionRuleRow | None:
    mine = (DirectionRuleRow.user_id == diary.user_id, DirectionRuleRow.uuid == uuid)
    return session.scalar(select(DirectionRuleRow).where(*mine))


def _values(rule: DirectionRule) -> dict[str, Any]:
    condition = rule.condition
    first, last = condition.span or (None, None)
    return {
        "place": condition.place.value if condition.place else None,
        "weekdays": sum(1 << day for day in condition.weekdays),
        "first_minute": _minute(first),
        "last_minute": _minute(last),
        "words": condition.words,
        "is_imported": condition.is_imported,
        "portion": rule.portion.value,
        "minutes": rule.minutes,
    }


def _minute(time: dt.time | None) -> int | None:
    return None if time is None else time.hour * 60 + time.minute


def _span(first_minute: int | None, last_minute: int | None) -> ClockSpan | None:
    if first_minute is None or last_minute is None:
        return None
    return ClockSpan(dt.time(*divmod(first_minute, 60)), dt.time(*divmod(last_minute, 60)))


def _candidate(
    uuid: UUID, started_at: dt.datetime, time_zone: str, place: str | None, note: str, source: str, seconds: int
) -> Candidate:
    walk = Walk(
        id=uuid,
        started_at=started_at,
        time_zone=time_zone,
        segments=(Segment(mode=Mode.FORWARD_WALK, seconds=seconds),),
        place=Place(place) if place else None,
        note=note,
    )
    return Candidate(walk, is_imported=source == Source.IMPORT)


def _written(segments: Collection[Segment]) -> str:
    return json.dumps(_documents(segments))


def _documents(segments: Collection[Segment]) -> list[dict[str, Any]]:
    return [documents.segment_document(segment) for segment in segments]


def _backward_seconds(written: Collection[dict[str, Any]]) -> int:
    return sum(segment["seconds"] for segment in written if Mode(segment["mode"]).is_backward)
