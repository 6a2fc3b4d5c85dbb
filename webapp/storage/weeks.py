"""Sums of weeks, and the sums of days that they are made from."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.domain.goals import Ledger
from webapp.storage.models import Walk, WeekTotal


@dataclass(frozen=True, kw_only=True)
class DaySum:
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


def day_sums(session: Session, user_id: int, first: dt.date, last: dt.date) -> Sequence[DaySum]:
    """The sums of each day that has walks, oldest first."""
    energies = (Walk.kcal, Walk.extra_kcal, Walk.extra_kcal_low, Walk.extra_kcal_high)
    query = (
        select(
            Walk.walked_on,
            func.count().label("walks"),
            func.sum(Walk.seconds).label("seconds"),
            func.sum(Walk.light_seconds).label("light"),
            func.sum(Walk.vigorous_seconds).label("vigorous"),
            func.sum(Walk.backward_seconds).label("backward"),
            (func.count() - func.count(Walk.weight_kg)).label("without_energy"),
            *(func.coalesce(func.sum(column), 0.0).label(column.key) for column in energies),
        )
        .where(Walk.user_id == user_id, Walk.deleted_at.is_(None), Walk.walked_on.between(first, last))
        .group_by(Walk.walked_on)
        .order_by(Walk.walked_on)
    )
    return [
        DaySum(
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
        for row in session.execute(query)
    ]


def find(session: Session, user_id: int, starts_on: dt.date) -> WeekTotal | None:
    return session.get(WeekTotal, (user_id, starts_on))


def between(session: Session, user_id: int, first: dt.date, last: dt.date) -> Sequence[WeekTotal]:
    """The weeks that start from `first` to `last` and have a row, oldest first."""
    query = select(WeekTotal).where(WeekTotal.user_id == user_id, WeekTotal.starts_on.between(first, last))
    return session.scalars(query.order_by(WeekTotal.starts_on)).all()


def latest_before(session: Session, user_id: int, before: dt.date, limit: int) -> Sequence[WeekTotal]:
    """The last weeks with walks that start before a day, newest first."""
    query = select(WeekTotal).where(WeekTotal.user_id == user_id, WeekTotal.starts_on < before, WeekTotal.walks > 0)
    return session.scalars(query.order_by(WeekTotal.starts_on.desc()).limit(limit)).all()


def first_start(session: Session, user_id: int) -> dt.date | None:
    """The start of the first week that has a row."""
    return session.scalar(select(func.min(WeekTotal.starts_on)).where(WeekTotal.user_id == user_id))


def replace(session: Session, user_id: int, first: dt.date, last: dt.date, rows: Iterable[WeekTotal]) -> None:
    """Put these rows in place of all that start from `first` to `last`."""
    session.execute(
        delete(WeekTotal)
        .where(WeekTotal.user_id == user_id, WeekTotal.starts_on.between(first, last))
        .execution_options(synchronize_session="fetch")
    )
    session.add_all(rows)
    session.flush()
