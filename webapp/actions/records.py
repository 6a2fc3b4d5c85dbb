"""Somebody's records, of all time and of a year."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain import records
from webapp.domain.diaries import Diary
from webapp.domain.records import BestResult, Month, Paces, Total
from webapp.storage import physio as result_store
from webapp.storage import records as store
from webapp.storage.records import BestWeek, Longest

YEARS_OF_RUNS = 2
_ALL_DAYS = (dt.date.min, dt.date.max)


@dataclass(frozen=True, kw_only=True)
class Records:
    """The most and the longest of some days; what there is none of is None."""

    stretch: Longest | None
    backward_week: BestWeek | None
    week: BestWeek | None
    streak: BestWeek | None
    tests: Sequence[BestResult]

    @property
    def are_any(self) -> bool:
        return bool(self.week or self.tests)


@dataclass(frozen=True, kw_only=True)
class AllTime:
    """The records of all time, the first walk backward, and the forward runs beside it."""

    records: Records
    first_backward: Longest | None
    years: Sequence[int]
    paces: Sequence[Paces]


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year: its sums, its months, and its records; a week belongs to the year in which it starts."""

    year: int
    total: Total
    months: Sequence[Month]
    records: Records
    before: int | None
    after: int | None


def all_time(session: Session, diary: Diary, today: dt.date) -> AllTime:
    """The records of all time; the runs are those of the last two years."""
    runs_since = dt.date(today.year - YEARS_OF_RUNS, today.month, 1)
    return AllTime(
        records=_records(session, diary, *_ALL_DAYS),
        first_backward=store.first_backward(session, diary),
        years=store.years(session, diary, today.year + 1),
        paces=store.run_paces(session, diary, runs_since, dt.date.max),
    )


def year(session: Session, diary: Diary, number: int, today: dt.date) -> Year:
    """One year of it, in as many queries whatever it holds."""
    first, last = dt.date(number, 1, 1), dt.date(number, 12, 31)
    days = store.day_sums(session, diary, first, last)
    before, after = records.nearest(store.years(session, diary, today.year + 1), number)
    return Year(
        year=number,
        total=records.total(days),
        months=records.months(number, days, diary.first_weekday),
        records=_records(session, diary, first, last),
        before=before,
        after=after,
    )


def _records(session: Session, diary: Diary, first: dt.date, last: dt.date) -> Records:
    mine = (session, diary, first, last)
    return Records(
        stretch=store.longest_backward(*mine),
        backward_week=store.most_backward_week(*mine),
        week=store.longest_week(*mine),
        streak=store.longest_streak(*mine),
        tests=records.bests(result_store.results(*mine)),
    )
