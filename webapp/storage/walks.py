"""Walks. A deleted walk is in the bin and in no list, until it is restored or 30 days have gone by."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, func, insert, select, tuple_
from sqlalchemy.orm import Session, make_transient_to_detached, selectinload
from sqlalchemy.sql.dml import ReturningInsert

from webapp.domain import walks
from webapp.domain.costs import WalkCost
from webapp.domain.diaries import Diary
from webapp.domain.goals import Ledger
from webapp.domain.overlaps import TimedWalk
from webapp.domain.pain import is_high
from webapp.domain.walks import Source
from webapp.storage import walk_rows
from webapp.storage.columns import table
from webapp.storage.figures import Figures
from webapp.storage.models import PainRow, SegmentRow, WalkRow

_WHOLE = (selectinload(WalkRow.segments), selectinload(WalkRow.pains))
# Statements that every page or every walk needs are made once: building one takes longer than its answer.
# More than anybody walks in the days that are looked at.
MOST_OUTINGS = 60
_WALK = table(WalkRow).c
_LATEST = (
    select(WalkRow)
    .where(WalkRow.user_id == bindparam("user_id"), WalkRow.deleted_at.is_(None))
    .order_by(WalkRow.started_at.desc(), WalkRow.id.desc())
    .limit(1)
)
_LATEST_WHOLE = _LATEST.options(*_WHOLE)
_SECONDS_BY_DAY = (
    select(_WALK.walked_on, func.sum(_WALK.seconds), func.sum(_WALK.backward_seconds))
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.walked_on.between(bindparam("first"), bindparam("last")),
    )
    .group_by(_WALK.walked_on)
)
_OUTINGS = (
    select(_WALK.uuid, _WALK.started_at, _WALK.seconds, _WALK.time_zone, _WALK.walked_on)
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.started_at >= bindparam("since"),
        _WALK.deleted_at.is_(None),
        _WALK.source != Source.IMPORT.value,
    )
    .order_by(_WALK.started_at.desc())
    .limit(MOST_OUTINGS)
)
_INSERT_WALK = insert(table(WalkRow)).returning(_WALK.id)
_INSERT_SEGMENT = insert(table(SegmentRow)).returning(table(SegmentRow).c.id, sort_by_parameter_order=True)
_INSERT_PAIN = insert(table(PainRow)).returning(table(PainRow).c.id, sort_by_parameter_order=True)
_SOURCES = (
    select(_WALK.source)
    .where(_WALK.user_id == bindparam("user_id"), _WALK.deleted_at.is_(None))
    .order_by(_WALK.started_at.desc(), _WALK.id.desc())
    .limit(bindparam("limit"))
)
_IS_KNOWN = select(_WALK.id).where(_WALK.user_id == bindparam("user_id"), _WALK.uuid == bindparam("uuid"))


def find(session: Session, diary: Diary, uuid: UUID, *, in_bin: bool | None = False) -> WalkRow | None:
    """One walk with its segments; `in_bin` None finds it wherever it is."""
    query = select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.uuid == uuid).options(*_WHOLE)
    if in_bin is not None:
        query = query.where(WalkRow.deleted_at.is_not(None) if in_bin else WalkRow.deleted_at.is_(None))
    return session.scalar(query)


def named(session: Session, diary: Diary, uuids: Collection[UUID]) -> Sequence[WalkRow]:
    """The walks of these ids with their segments, in the bin or not, the oldest first."""
    query = select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.uuid.in_(uuids)).options(*_WHOLE)
    return session.scalars(query.order_by(WalkRow.started_at)).all()


def planned(session: Session, diary: Diary, uuid: UUID) -> walks.Planned | None:
    """The session of the plan that a walk was, in the bin or not."""
    query = select(_WALK.plan_level, _WALK.plan_session).where(_WALK.user_id == diary.user_id, _WALK.uuid == uuid)
    row = session.execute(query).one_or_none()
    return walk_rows.to_planned(row) if row else None


def latest_sources(session: Session, diary: Diary, *, limit: int) -> Sequence[str]:
    """By which door the walks came that started last, the newest first."""
    return session.scalars(_SOURCES, {"user_id": diary.user_id, "limit": limit}).all()


def latest(session: Session, diary: Diary, *, whole: bool = False) -> WalkRow | None:
    """The walk that started last; `whole` with its segments."""
    return session.scalar(_LATEST_WHOLE if whole else _LATEST, {"user_id": diary.user_id})


def outings_since(session: Session, diary: Diary, since: dt.datetime) -> Sequence[TimedWalk]:
    """When the walks since an instant began and how long they were, without those that an import has asked about."""
    rows = session.execute(_OUTINGS, {"user_id": diary.user_id, "since": since})
    return [TimedWalk(*row) for row in rows]


def on_days(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[WalkRow]:
    """The walks from one day to another, newest first, without their segments."""
    query = _kept(diary).where(WalkRow.walked_on.between(first, last))
    return session.scalars(query.order_by(WalkRow.walked_on.desc(), WalkRow.started_at.desc())).all()


def has_any_before(session: Session, diary: Diary, day: dt.date) -> bool:
    query = select(WalkRow.id).where(WalkRow.user_id == diary.user_id, WalkRow.deleted_at.is_(None))
    return session.scalar(query.where(WalkRow.walked_on < day).limit(1)) is not None


def page(
    session: Session,
    diary: Diary,
    *,
    first: dt.date | None,
    last: dt.date | None,
    before: tuple[dt.datetime, int] | None,
    limit: int,
) -> Sequence[WalkRow]:
    """Walks with their segments, newest first, from one day to another, after a place in that order."""
    query = _kept(diary).options(*_WHOLE).order_by(WalkRow.started_at.desc(), WalkRow.id.desc()).limit(limit)
    if first:
        query = query.where(WalkRow.walked_on >= first)
    if last:
        query = query.where(WalkRow.walked_on <= last)
    if before:
        query = query.where(tuple_(WalkRow.started_at, WalkRow.id) < before)
    return session.scalars(query).all()


def started_between(session: Session, diary: Diary, first: dt.datetime, last: dt.datetime) -> Sequence[WalkRow]:
    """The walks with their segments, in the bin or not, that started from one instant to another, the oldest first."""
    query = (
        select(WalkRow)
        .where(WalkRow.user_id == diary.user_id, WalkRow.started_at.between(first, last))
        .options(*_WHOLE)
    )
    return session.scalars(query.order_by(WalkRow.started_at, WalkRow.id)).all()


def in_bin(session: Session, diary: Diary, *, skip: int = 0, limit: int) -> Sequence[WalkRow]:
    """The deleted walks, the last deleted first, after so many of them."""
    query = select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.deleted_at.is_not(None))
    return session.scalars(query.order_by(WalkRow.deleted_at.desc(), WalkRow.id.desc()).offset(skip).limit(limit)).all()


def without_energy(session: Session, diary: Diary) -> Sequence[WalkRow]:
    """Every walk, in the bin too, that was saved while no weight was known."""
    query = select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.weight_kg.is_(None))
    return session.scalars(query.options(*_WHOLE)).all()


def is_worked_out_with(session: Session, diary: Diary, weight_kg: float) -> bool:
    """Whether the energy of any walk, in the bin too, rests on this weight."""
    query = select(WalkRow.id).where(WalkRow.user_id == diary.user_id, WalkRow.weight_kg == weight_kg).limit(1)
    return session.scalar(query) is not None


def worked_out_with(session: Session, diary: Diary, weight_kg: float) -> Sequence[WalkRow]:
    """Every walk, in the bin too, whose energy rests on this weight."""
    query = select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.weight_kg == weight_kg)
    return session.scalars(query.options(*_WHOLE)).all()


def seconds_by_day(session: Session, diary: Diary, first: dt.date, last: dt.date) -> dict[dt.date, tuple[int, int]]:
    """Seconds in all and backward of each day that has walks."""
    rows = session.execute(_SECONDS_BY_DAY, {"user_id": diary.user_id, "first": first, "last": last})
    return {day: (int(seconds), int(backward)) for day, seconds, backward in rows}


def is_known(session: Session, diary: Diary, uuid: UUID) -> bool:
    """Whether a walk has this id, in the bin or not."""
    return session.scalar(_IS_KNOWN, {"user_id": diary.user_id, "uuid": uuid}) is not None


def add(
    session: Session,
    diary: Diary,
    walk: walks.Walk,
    cost: WalkCost,
    *,
    source: Source,
    now: dt.datetime,
) -> WalkRow:
    """Insert a walk and what it cost, as plain rows: the unit of work would take twice as long for them."""
    values = {"user_id": diary.user_id, "uuid": walk.id, "source": source.value, "created_at": now}
    values |= (
        {"deleted_at": None, "before_edit": None, "warned_at": now if walk.had_warning_sign else None}
        | {"fell_since_check": bool(walk.falls), "warned_since_check": walk.had_warning_sign}
        | {"hurt_since_cleared": any(map(is_high, walk.pain))}
        | walk_rows.entered(walk)
        | walk_rows.spent(cost)
    )
    row = WalkRow(id=session.execute(_INSERT_WALK, values).scalar_one(), **values)
    segments = [
        {"walk_id": row.id, **walk_rows.entered_segment(position, segment), **walk_rows.spent_segment(spent)}
        for position, (segment, spent) in enumerate(zip(walk.segments, cost.stretches, strict=True))
    ]
    pains = [{"walk_id": row.id, **walk_rows.entered_pain(pain)} for pain in walk.pain]
    row.segments = [
        SegmentRow(id=row_id, **entered)
        for row_id, entered in zip(_insert(session, _INSERT_SEGMENT, segments), segments, strict=True)
    ]
    row.pains = [
        PainRow(id=row_id, **entered)
        for row_id, entered in zip(_insert(session, _INSERT_PAIN, pains), pains, strict=True)
    ]
    # From here on the session knows them as if it had read them, and sees every later change.
    for written in (row, *row.segments, *row.pains):
        make_transient_to_detached(written)
    session.add(row)
    return row


def write(row: WalkRow, walk: walks.Walk) -> None:
    """Put a changed walk into its row. What it cost is left to whoever knows it."""
    _set(row, walk_rows.entered(walk))
    del row.segments[len(walk.segments) :]
    row.segments.extend(SegmentRow() for _ in range(len(walk.segments) - len(row.segments)))
    for position, (segment_row, segment) in enumerate(zip(row.segments, walk.segments, strict=True)):
        _set(segment_row, walk_rows.entered_segment(position, segment))
    row.pains[:] = _pain_rows(row, walk)


def write_felt(row: WalkRow, walk: walks.Walk) -> None:
    """Put what was said of a walk into its row. Its energy stays as it is."""
    _set(row, walk_rows.felt(walk))
    row.pains[:] = _pain_rows(row, walk)


def write_ledger(row: WalkRow, ledger: Ledger) -> None:
    row.light_seconds, row.vigorous_seconds = ledger.light_seconds, ledger.vigorous_seconds


def write_figures(row: WalkRow, figures: Figures) -> None:
    """Put back what a walk and its stretches cost."""
    _set(row, figures.of_walk)
    for segment_row, of_segment in zip(row.segments, figures.of_segments, strict=True):
        _set(segment_row, of_segment)


def write_cost(row: WalkRow, cost: WalkCost) -> None:
    """Put what a walk cost into its row, its segments and its sums."""
    _set(row, walk_rows.spent(cost))
    for segment_row, spent in zip(row.segments, cost.stretches, strict=True):
        _set(segment_row, walk_rows.spent_segment(spent))


def empty_bin(session: Session, diary: Diary, *, deleted_before: dt.datetime) -> None:
    """Remove for good what somebody deleted before an instant."""
    session.execute(delete(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.deleted_at < deleted_before))


def remove_from_bin(session: Session, diary: Diary, uuids: Collection[UUID]) -> None:
    """Remove these walks for good, where they lie in the bin as they were saved."""
    deleted = (WalkRow.deleted_at.is_not(None), WalkRow.before_edit.is_(None))
    session.execute(delete(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.uuid.in_(uuids), *deleted))


def _kept(diary: Diary) -> Select[WalkRow]:
    return select(WalkRow).where(WalkRow.user_id == diary.user_id, WalkRow.deleted_at.is_(None))


def _pain_rows(row: WalkRow, walk: walks.Walk) -> list[PainRow]:
    # A site's row is kept: a new one would be inserted before the old one is deleted, and break the constraint.
    known = {pain.site: pain for pain in row.pains}
    rows = []
    for pain in walk.pain:
        pain_row = known.get(pain.site) or PainRow()
        _set(pain_row, walk_rows.entered_pain(pain))
        rows.append(pain_row)
    return rows


def _insert(session: Session, statement: ReturningInsert[int], rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """Insert rows and say their ids, in the same order."""
    return session.scalars(statement, rows).all() if rows else []


def _set(row: WalkRow | SegmentRow | PainRow, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
