"""What a page for a physiotherapist is made from: the rows of one period and no others."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, case, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.pain import Scored
from webapp.domain.physio import ReportedStretch, ReportedWalk
from webapp.domain.records import BestResult
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.walks import Site
from webapp.storage import walk_rows
from webapp.storage.coach_models import ResultRow
from webapp.storage.columns import table
from webapp.storage.models import PainRow, SegmentRow, WalkRow, Weight

_WALK, _SEGMENT, _PAIN, _RESULT, _WEIGHT = (
    table(model).c for model in (WalkRow, SegmentRow, PainRow, ResultRow, Weight)
)
_KEPT = (
    _WALK.user_id == bindparam("user_id"),
    _WALK.deleted_at.is_(None),
    _WALK.walked_on.between(bindparam("first"), bindparam("last")),
)
_IN_ORDER = (_WALK.walked_on, _WALK.started_at, _WALK.id)
_OUTINGS = (
    select(
        *(_WALK.uuid, _WALK.walked_on, _WALK.seconds, _WALK.backward_seconds, _WALK.rails, _WALK.with_partner),
        *(_WALK.effort, _WALK.stumbles, _WALK.falls, _WALK.warning_signs),
        *(_WALK.plan_level, _WALK.plan_session, _WALK.note),
    )
    .where(*_KEPT)
    .order_by(*_IN_ORDER)
)
_KMH = case((_SEGMENT.speed_kmh.is_not(None), _SEGMENT.speed_kmh), else_=_SEGMENT.distance_m / _SEGMENT.seconds * 3.6)
_STRETCHES = (
    select(_SEGMENT.seconds, _KMH, _SEGMENT.grade_percent, _SEGMENT.load_kg, _SEGMENT.sled_kg)
    .join_from(table(SegmentRow), table(WalkRow), _SEGMENT.walk_id == _WALK.id)
    .where(*_KEPT, _SEGMENT.mode.in_([mode.value for mode in Mode if mode.is_backward]))
)
_PAINS = (
    select(_WALK.walked_on, _PAIN.site, _PAIN.before, _PAIN.during, _PAIN.after, _PAIN.next_morning)
    .join_from(table(PainRow), table(WalkRow), _PAIN.walk_id == _WALK.id)
    .where(*_KEPT)
    .order_by(*_IN_ORDER)
)
# More walks than anybody takes in the week that a diary of pain begins with.
_MOST_AT_FIRST = 30
_BEGINNING = (
    select(_WALK.walked_on, _PAIN.site, _PAIN.before, _PAIN.during, _PAIN.after, _PAIN.next_morning)
    .join_from(table(PainRow), table(WalkRow), _PAIN.walk_id == _WALK.id)
    .where(*_KEPT[:2], _PAIN.site == bindparam("site"), _PAIN.during.is_not(None) | _PAIN.after.is_not(None))
    .order_by(*_IN_ORDER)
    .limit(_MOST_AT_FIRST)
)
_RESULTS = (
    select(_RESULT.kind, _RESULT.side, _RESULT.done_on, _RESULT.value)
    .where(
        _RESULT.user_id == bindparam("user_id"),
        _RESULT.deleted_at.is_(None),
        _RESULT.done_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(_RESULT.done_at, _RESULT.id)
)
_WEIGHTS = (
    select(_WEIGHT.weighed_on, _WEIGHT.weight_kg)
    .where(
        _WEIGHT.user_id == bindparam("user_id"),
        _WEIGHT.weighed_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(_WEIGHT.weighed_on)
)


def outings(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[ReportedWalk]:
    """The walks, oldest first, without their stretches."""
    rows = session.execute(_OUTINGS, {"user_id": diary.user_id, "first": first, "last": last})
    return [_outing(row) for row in rows]


def backward_stretches(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[ReportedStretch]:
    rows = session.execute(_STRETCHES, {"user_id": diary.user_id, "first": first, "last": last})
    return [ReportedStretch(*row) for row in rows]


def pains(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[tuple[Site, Scored]]:
    """What was said of each site, with the day of its walk, oldest first."""
    return _scored(session.execute(_PAINS, {"user_id": diary.user_id, "first": first, "last": last}))


def beginnings(session: Session, diary: Diary, sites: Collection[Site]) -> Sequence[tuple[Site, Scored]]:
    """The first walks with a worst score of some sites, oldest first: those that each one's diary began with."""
    asked = [{"user_id": diary.user_id, "site": site.value} for site in Site if site in sites]
    return [scored for each in asked for scored in _scored(session.execute(_BEGINNING, each))]


def _scored(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[tuple[Site, Scored]]:
    return [(Site(row.site), Scored(row.walked_on, walk_rows.to_pain(row))) for row in rows]


def results(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[BestResult]:
    """The results of every self test, oldest first."""
    rows = session.execute(_RESULTS, {"user_id": diary.user_id, "first": first, "last": last})
    return [BestResult(SelfTestKind(kind), Side(side) if side else None, day, value) for kind, side, day, value in rows]


def weights(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[tuple[dt.date, float]]:
    """Days with their weight in kg, oldest first."""
    rows = session.execute(_WEIGHTS, {"user_id": diary.user_id, "first": first, "last": last})
    return [(day, weight_kg) for day, weight_kg in rows]


def _outing(row: Row[*tuple[Any, ...]]) -> ReportedWalk:
    return ReportedWalk(
        uuid=row.uuid,
        day=row.walked_on,
        seconds=row.seconds,
        backward_seconds=row.backward_seconds,
        rails=row.rails,
        with_partner=row.with_partner,
        effort=row.effort,
        stumbles=row.stumbles,
        falls=row.falls,
        warning_signs=walk_rows.to_signs(row.warning_signs),
        planned=walk_rows.to_planned(row),
        note=row.note,
    )
