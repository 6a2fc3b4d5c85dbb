"""The longest, the most and the first of somebody's walks, and the days of a year."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, bindparam, extract, func, literal, select, union_all
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Band, Mode
from webapp.domain.records import FIRST_YEAR, DaySum, Paces
from webapp.storage.columns import table
from webapp.storage.models import SegmentRow, WalkRow, WeekTotal

_WALK, _SEGMENT, _WEEK = (table(model).c for model in (WalkRow, SegmentRow, WeekTotal))
_KEPT = (_WALK.user_id == bindparam("user_id"), _WALK.deleted_at.is_(None))
_INSIDE = _WALK.walked_on.between(bindparam("first"), bindparam("last"))
_KCAL = (_WALK.kcal_low, _WALK.kcal, _WALK.kcal_high)
_EXTRA = (_WALK.extra_kcal_low, _WALK.extra_kcal, _WALK.extra_kcal_high)
_DAYS = (
    select(
        _WALK.walked_on,
        func.count().label("walks"),
        func.sum(_WALK.seconds).label("seconds"),
        func.sum(_WALK.backward_seconds).label("backward"),
        (func.count() - func.count(_WALK.weight_kg)).label("without_energy"),
        *(func.coalesce(func.sum(column), 0.0).label(column.key) for column in (*_KCAL, *_EXTRA)),
    )
    .where(*_KEPT, _INSIDE)
    .group_by(_WALK.walked_on)
    .order_by(_WALK.walked_on)
)
_STRETCH = select(_WALK.longest_backward_seconds, _WALK.walked_on, _WALK.uuid)
_LONGEST_INSIDE = (
    _STRETCH.where(*_KEPT, _INSIDE).order_by(_WALK.longest_backward_seconds.desc(), _WALK.walked_on).limit(1)
)
# Two look-ups in one index: the most, and the first walk that has it.
_MOST = select(func.max(_WALK.longest_backward_seconds)).where(*_KEPT).scalar_subquery()
_LONGEST_EVER = _STRETCH.where(*_KEPT, _WALK.longest_backward_seconds == _MOST).order_by(_WALK.walked_on).limit(1)
_FIRST_BACKWARD = (
    select(_WALK.backward_seconds, _WALK.walked_on, _WALK.uuid)
    .where(*_KEPT, _WALK.backward_seconds > 0)
    .order_by(_WALK.walked_on, _WALK.started_at)
    .limit(1)
)
_YEAR, _MONTH = extract("year", _WALK.walked_on), extract("month", _WALK.walked_on)
_METRES = func.coalesce(_SEGMENT.distance_m, _SEGMENT.speed_kmh / 3.6 * _SEGMENT.seconds)
_RUNS = (
    select(_YEAR, _MONTH, func.sum(_SEGMENT.seconds), func.sum(_METRES))
    .join_from(table(SegmentRow), table(WalkRow), _SEGMENT.walk_id == _WALK.id)
    .where(*_KEPT, _INSIDE, _SEGMENT.mode == Mode.FORWARD_RUN.value, _METRES.is_not(None))
    .group_by(_YEAR, _MONTH)
    .order_by(_YEAR.desc(), _MONTH.desc())
)
_BACKWARD_BY_MONTH = (
    select(_YEAR, _MONTH, func.sum(_WALK.backward_seconds)).where(*_KEPT, _INSIDE).group_by(_YEAR, _MONTH)
)


class Longest(NamedTuple):
    """Backward seconds of a stretch or a walk, and which walk that was."""

    seconds: int
    day: dt.date
    uuid: UUID


class BestWeek(NamedTuple):
    """The week that had the most of something, and how much."""

    start: dt.date
    value: int


def day_sums(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[DaySum]:
    """The sums of each day that has walks, oldest first."""
    rows = session.execute(_DAYS, {"user_id": diary.user_id, "first": first, "last": last})
    return [
        DaySum(
            day=row.walked_on,
            walks=row.walks,
            seconds=int(row.seconds),
            backward_seconds=int(row.backward),
            without_energy=row.without_energy,
            kcal=Band(row.kcal_low, row.kcal, row.kcal_high),
            extra_kcal=Band(row.extra_kcal_low, row.extra_kcal, row.extra_kcal_high),
        )
        for row in rows
    ]


def longest_backward(
    session: Session, diary: Diary, first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> Longest | None:
    """The longest stretch backward without a turn, of all time or of some days; of equal ones the first."""
    is_ever = (first, last) == (dt.date.min, dt.date.max)
    inside = {} if is_ever else {"first": first, "last": last}
    row = session.execute(_LONGEST_EVER if is_ever else _LONGEST_INSIDE, {"user_id": diary.user_id, **inside}).first()
    return Longest(*row) if row and row[0] else None


def first_backward(session: Session, diary: Diary) -> Longest | None:
    """The first walk that went backward, and how long it did."""
    row = session.execute(_FIRST_BACKWARD, {"user_id": diary.user_id}).first()
    return Longest(*row) if row else None


def most_backward_week(session: Session, diary: Diary, first: dt.date, last: dt.date) -> BestWeek | None:
    """The week with the most seconds backward, of those that start in these days."""
    return _best(session, _MOST_BACKWARD, diary, first, last)


def longest_week(session: Session, diary: Diary, first: dt.date, last: dt.date) -> BestWeek | None:
    """The week with the most seconds in all."""
    return _best(session, _MOST_SECONDS, diary, first, last)


def longest_streak(session: Session, diary: Diary, first: dt.date, last: dt.date) -> BestWeek | None:
    """The last week of the longest streak, and how many weeks it was long."""
    return _best(session, _LONGEST_STREAK, diary, first, last)


def years(session: Session, diary: Diary, last: int) -> Sequence[int]:
    """The years until `last` that have walks, oldest first: each is looked up, and no walk is counted."""
    return [row.year for row in session.execute(_years_until(last), {"user_id": diary.user_id})]


@cache
def _years_until(last: int) -> CompoundSelect[tuple[int]]:
    return union_all(
        *(select(literal(year).label("year")).where(_walks_of(year).exists()) for year in range(FIRST_YEAR, last + 1))
    )


def _walks_of(year: int) -> Select[tuple[int]]:
    inside = _WALK.walked_on.between(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return select(_WALK.id).where(*_KEPT, inside)


def run_paces(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[Paces]:
    """The pace of forward runs with a known speed, by month, beside its backward minutes; newest first."""
    inside = {"user_id": diary.user_id, "first": first, "last": last}
    months = session.execute(_BACKWARD_BY_MONTH, inside)
    backward = {(int(year), int(month)): int(seconds) / 60 for year, month, seconds in months}
    return [
        Paces(
            dt.date(int(year), int(month), 1),
            kmh=metres / seconds * 3.6,
            run_minutes=seconds / 60,
            backward_minutes=backward[int(year), int(month)],
        )
        for year, month, seconds, metres in session.execute(_RUNS, inside)
    ]


def _most(column: Any) -> Select[Any]:
    inside = _WEEK.starts_on.between(bindparam("first"), bindparam("last"))
    mine = select(_WEEK.starts_on, column).where(_WEEK.user_id == bindparam("user_id"), inside, column > 0)
    return mine.order_by(column.desc(), _WEEK.starts_on).limit(1)


_MOST_BACKWARD, _MOST_SECONDS, _LONGEST_STREAK = map(_most, (_WEEK.backward_seconds, _WEEK.seconds, _WEEK.streak))


def _best(session: Session, statement: Select[Any], diary: Diary, first: dt.date, last: dt.date) -> BestWeek | None:
    row = session.execute(statement, {"user_id": diary.user_id, "first": first, "last": last}).first()
    return BestWeek(*row) if row else None
