"""Walks. A deleted walk is in the bin and in no list, until it is restored or 30 days have gone by."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, func, select, tuple_
from sqlalchemy.orm import Session, selectinload

from webapp.domain import energy, goals, walks
from webapp.domain.energy import Band, Mode
from webapp.domain.walks import Cost, Place, Site
from webapp.storage.models import Pain, Segment, Walk

_WHOLE = (selectinload(Walk.segments), selectinload(Walk.pains))
# Statements that every page or every walk needs are made once: building one takes longer than its answer.
_LATEST = (
    select(Walk)
    .where(Walk.user_id == bindparam("user_id"), Walk.deleted_at.is_(None))
    .order_by(Walk.started_at.desc(), Walk.id.desc())
    .limit(1)
)
_LATEST_WHOLE = _LATEST.options(*_WHOLE)
_SECONDS_BY_DAY = (
    select(Walk.walked_on, func.sum(Walk.seconds), func.sum(Walk.backward_seconds))
    .where(
        Walk.user_id == bindparam("user_id"),
        Walk.deleted_at.is_(None),
        Walk.walked_on.between(bindparam("first"), bindparam("last")),
    )
    .group_by(Walk.walked_on)
)
_IS_KNOWN = select(Walk.id).where(Walk.user_id == bindparam("user_id"), Walk.uuid == bindparam("uuid"))


def find(session: Session, user_id: int, uuid: UUID, *, in_bin: bool | None = False) -> Walk | None:
    """One walk with its segments; `in_bin` None finds it wherever it is."""
    query = select(Walk).where(Walk.user_id == user_id, Walk.uuid == uuid).options(*_WHOLE)
    if in_bin is not None:
        query = query.where(Walk.deleted_at.is_not(None) if in_bin else Walk.deleted_at.is_(None))
    return session.scalar(query)


def latest(session: Session, user_id: int, *, whole: bool = False) -> Walk | None:
    """The walk that started last; `whole` with its segments."""
    return session.scalar(_LATEST_WHOLE if whole else _LATEST, {"user_id": user_id})


def on_days(session: Session, user_id: int, first: dt.date, last: dt.date) -> Sequence[Walk]:
    """The walks from one day to another, newest first, without their segments."""
    query = _kept(user_id).where(Walk.walked_on.between(first, last))
    return session.scalars(query.order_by(Walk.walked_on.desc(), Walk.started_at.desc())).all()


def page(
    session: Session,
    user_id: int,
    *,
    first: dt.date | None,
    last: dt.date | None,
    before: tuple[dt.datetime, int] | None,
    limit: int,
) -> Sequence[Walk]:
    """Walks with their segments, newest first, from one day to another, after a place in that order."""
    query = _kept(user_id).options(*_WHOLE).order_by(Walk.started_at.desc(), Walk.id.desc()).limit(limit)
    if first:
        query = query.where(Walk.walked_on >= first)
    if last:
        query = query.where(Walk.walked_on <= last)
    if before:
        query = query.where(tuple_(Walk.started_at, Walk.id) < before)
    return session.scalars(query).all()


def in_bin(session: Session, user_id: int) -> Sequence[Walk]:
    """The deleted walks, the last deleted first."""
    query = select(Walk).where(Walk.user_id == user_id, Walk.deleted_at.is_not(None))
    return session.scalars(query.order_by(Walk.deleted_at.desc())).all()


def without_energy(session: Session, user_id: int) -> Sequence[Walk]:
    """Every walk, in the bin too, that was saved while no weight was known."""
    query = select(Walk).where(Walk.user_id == user_id, Walk.weight_kg.is_(None))
    return session.scalars(query.options(*_WHOLE)).all()


def seconds_by_day(session: Session, user_id: int, first: dt.date, last: dt.date) -> dict[dt.date, tuple[int, int]]:
    """Seconds in all and backward of each day that has walks."""
    rows = session.execute(_SECONDS_BY_DAY, {"user_id": user_id, "first": first, "last": last})
    return {day: (int(seconds), int(backward)) for day, seconds, backward in rows}


def new(user_id: int, uuid: UUID, *, source: str, now: dt.datetime) -> Walk:
    """A row for a walk, still empty; `write` fills it before it is added."""
    return Walk(user_id=user_id, uuid=uuid, source=source, created_at=now, segments=[], pains=[])


def write(row: Walk, walk: walks.Walk, costs: Iterable[Cost], weight_kg: float | None) -> None:
    """Put a walk and what it cost into its row."""
    row.started_at, row.time_zone, row.walked_on = walk.started_at, walk.time_zone, walk.walked_on
    row.place = walk.place.value if walk.place else None
    row.rails, row.effort, row.stumbles, row.note = walk.rails, walk.effort, walk.stumbles, walk.note
    row.seconds, row.backward_seconds = walk.seconds, walk.backward_seconds
    _match(row.segments, len(walk.segments), Segment)
    for position, (segment_row, segment) in enumerate(zip(row.segments, walk.segments, strict=True)):
        _write_segment(segment_row, segment, position)
    row.pains[:] = _pain_rows(row, walk)
    write_costs(row, costs, weight_kg)


def write_costs(row: Walk, costs: Iterable[Cost], weight_kg: float | None) -> None:
    """Put what a walk cost into its row, its segments and its sums."""
    row.model, row.weight_kg = energy.MODEL, weight_kg
    for segment_row, cost in zip(row.segments, costs, strict=True):
        _write_cost(segment_row, cost)
    stretches = [(segment.seconds, segment.met) for segment in row.segments]
    ledger = goals.ledger(stretches, row.effort)
    row.light_seconds, row.vigorous_seconds = ledger.light_seconds, ledger.vigorous_seconds
    kcal, extra = (_sum_of(row.segments, name, weight_kg) for name in ("kcal", "extra_kcal"))
    row.kcal_low, row.kcal, row.kcal_high = kcal
    row.extra_kcal_low, row.extra_kcal, row.extra_kcal_high = extra


def to_domain(row: Walk) -> walks.Walk:
    """The walk as it was entered."""
    return walks.Walk(
        id=row.uuid,
        started_at=row.started_at,
        time_zone=row.time_zone,
        segments=tuple(_to_segment(segment) for segment in row.segments),
        place=Place(row.place) if row.place else None,
        rails=row.rails,
        effort=row.effort,
        stumbles=row.stumbles,
        note=row.note,
        pain=tuple(walks.Pain(site=Site(pain.site), before=pain.before, after=pain.after) for pain in row.pains),
    )


def empty_bin(session: Session, deleted_before: dt.datetime) -> int:
    """Remove for good what was deleted before an instant; says how many walks those were."""
    gone = session.execute(delete(Walk).where(Walk.deleted_at < deleted_before).returning(Walk.id)).all()
    return len(gone)


def _kept(user_id: int) -> Select[Walk]:
    return select(Walk).where(Walk.user_id == user_id, Walk.deleted_at.is_(None))


def _match(rows: list[Segment], count: int, make: type[Segment]) -> None:
    del rows[count:]
    rows.extend(make() for _ in range(count - len(rows)))


def _pain_rows(row: Walk, walk: walks.Walk) -> list[Pain]:
    # A site's row is kept: a new one would be inserted before the old one is deleted, and break the constraint.
    known = {pain.site: pain for pain in row.pains}
    rows = []
    for pain in walk.pain:
        pain_row = known.get(pain.site) or Pain(site=pain.site.value)
        pain_row.before, pain_row.after = pain.before, pain.after
        rows.append(pain_row)
    return rows


def _write_segment(row: Segment, segment: walks.Segment, position: int) -> None:
    row.position, row.mode, row.seconds = position, segment.mode.value, segment.seconds
    row.speed_kmh, row.distance_m = segment.speed_kmh, segment.distance_m
    row.grade_percent, row.load_kg, row.sled_kg = segment.grade_percent, segment.load_kg, segment.sled_kg


def _write_cost(row: Segment, cost: Cost) -> None:
    row.met, row.met_forward, row.speed_assumed = cost.met, cost.met_forward, cost.speed_assumed
    spent = cost.energy
    row.speed_used_kmh = spent.speed_mph * energy.KMH_PER_MPH if spent else None
    row.kcal_low, row.kcal, row.kcal_high = spent.kcal if spent else (None, None, None)
    row.extra_kcal_low, row.extra_kcal, row.extra_kcal_high = spent.extra_kcal if spent else (None, None, None)


def _sum_of(rows: Sequence[Segment], name: str, weight_kg: float | None) -> Band | tuple[None, None, None]:
    if weight_kg is None:
        return (None, None, None)
    ends = (f"{name}_low", name, f"{name}_high")
    return energy.total(Band(*(getattr(row, end) for end in ends)) for row in rows)


def _to_segment(row: Segment) -> walks.Segment:
    return walks.Segment(
        mode=Mode(row.mode),
        seconds=row.seconds,
        speed_kmh=row.speed_kmh,
        distance_m=row.distance_m,
        grade_percent=row.grade_percent,
        load_kg=row.load_kg,
        sled_kg=row.sled_kg,
    )
