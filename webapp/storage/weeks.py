"""Sums of weeks, and the sums of days that they are made from."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.goals import Ledger
from webapp.storage.columns import table
from webapp.storage.models import WalkRow, WeekTotal


@dataclass(frozen=True, kw_only=True)
class DayTotal:
    """One day's walks added up."""

    day: dt.date
    walks: int
    ledger: Ledger
    backward_seconds: int
    without_energy: int
    kcal: float
    extra_kcal: float
    extra_kcal_low: float
    extra_kcal_high: float


_TABLE = table(WeekTotal)
_WEEK, _WALK = _TABLE.c, table(WalkRow).c
_MINE = _WEEK.user_id == bindparam("user_id")
_ENERGIES = (_WALK.kcal, _WALK.extra_kcal, _WALK.extra_kcal_low, _WALK.extra_kcal_high)
# Statements are made once: SQLAlchemy takes longer to build one than SQLite to answer it.
_DAY_SUMS = (
    select(
        _WALK.walked_on,
        func.count().label("walks"),
        func.sum(_WALK.seconds).label("seconds"),
        func.sum(_WALK.light_seconds).label("light"),
        func.sum(_WALK.vigorous_seconds).label("vigorous"),
        func.sum(_WALK.backward_seconds).label("backward"),
        (func.count() - func.count(_WALK.weight_kg)).label("without_energy"),
        *(func.coalesce(func.sum(column), 0.0).label(column.key) for column in _ENERGIES),
    )
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.walked_on.between(bindparam("first"), bindparam("last")),
    )
    .group_by(_WALK.walked_on)
    .order_by(_WALK.walked_on)
)
_BETWEEN = (
    select(_TABLE)
    .where(_MINE, _WEEK.starts_on.between(bindparam("first"), bindparam("last")))
    .order_by(_WEEK.starts_on)
)
_LATEST_BEFORE = (
    select(_TABLE)
    .where(_MINE, _WEEK.starts_on < bindparam("before"), _WEEK.walks > 0)
    .order_by(_WEEK.starts_on.desc())
    .limit(bindparam("most"))
)
_FIRST_START = select(func.min(_WEEK.starts_on)).where(_MINE, _WEEK.walks > 0)
_REMOVE = delete(_TABLE).where(_MINE, _WEEK.starts_on.between(bindparam("first"), bindparam("last")))
_SET_STREAK = (
    update(_TABLE)
    .where(_WEEK.user_id == bindparam("whose"), _WEEK.starts_on == bindparam("which"))
    .values(streak=bindparam("streak"))
)
_CHANGE = (
    update(_TABLE)
    .where(_WEEK.user_id == bindparam("whose"), _WEEK.starts_on == bindparam("which"))
    .values({column.name: bindparam(column.name) for column in _TABLE.columns})
)

# A week's row: the columns of `week_total` by their names.
WeekRow = Row[Any]


def day_sums(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[DayTotal]:
    """The sums of each day that has walks, oldest first."""
    return [
        DayTotal(
            day=row.walked_on,
            walks=row.walks,
            ledger=Ledger(int(row.seconds), int(row.light), int(row.vigorous)),
            backward_seconds=int(row.backward),
            without_energy=row.without_energy,
            kcal=row.kcal,
            extra_kcal=row.extra_kcal,
            extra_kcal_low=row.extra_kcal_low,
            extra_kcal_high=row.extra_kcal_high,
        )
        for row in session.execute(_DAY_SUMS, {"user_id": diary.user_id, "first": first, "last": last})
    ]


def between(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Sequence[WeekRow]:
    """The weeks that start from `first` to `last` and have a row, oldest first."""
    return session.execute(_BETWEEN, {"user_id": diary.user_id, "first": first, "last": last}).all()


def latest_before(session: Session, diary: Diary, before: dt.date, limit: int) -> Sequence[WeekRow]:
    """The last weeks with walks that start before a day, newest first."""
    return session.execute(_LATEST_BEFORE, {"user_id": diary.user_id, "before": before, "most": limit}).all()


def first_start(session: Session, diary: Diary) -> dt.date | None:
    """The start of the first week that has walks."""
    start: dt.date | None = session.scalar(_FIRST_START, {"user_id": diary.user_id})
    return start


def replace(session: Session, diary: Diary, first: dt.date, last: dt.date, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put these rows in place of all that start from `first` to `last`."""
    session.execute(_REMOVE, {"user_id": diary.user_id, "first": first, "last": last})
    if rows:
        session.execute(insert(_TABLE), rows)


def change(session: Session, row: Mapping[str, Any]) -> None:
    """Put fresh figures into the row of one week, which is there."""
    session.execute(_CHANGE, {**row, "whose": row["user_id"], "which": row["starts_on"]})


def set_streaks(session: Session, diary: Diary, streaks: Iterable[tuple[dt.date, int]]) -> None:
    """Set the streak of weeks by their starts."""
    changed = [{"whose": diary.user_id, "which": starts_on, "streak": streak} for starts_on, streak in streaks]
    if changed:
        session.execute(_SET_STREAK, changed)
