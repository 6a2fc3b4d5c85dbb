"""Records, and a year on one page: every day of it, its months, and what they add up to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from webapp.domain import self_tests
from webapp.domain.energy import NOTHING, Band
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.walks import EARLIEST

FIRST_YEAR = EARLIEST.year
# The steps of the calendar, in minutes a day: some, these and more.
STEPS = (15, 30, 60)


@dataclass(frozen=True, kw_only=True)
class DaySum:
    """The walks of one day added up; energies in kcal."""

    day: dt.date
    walks: int
    seconds: int
    backward_seconds: int
    without_energy: int = 0
    kcal: Band = NOTHING
    extra_kcal: Band = NOTHING


class BestResult(NamedTuple):
    """The result of a self test, in the unit of its kind."""

    kind: SelfTestKind
    side: Side | None
    day: dt.date
    value: float


class Cell(NamedTuple):
    """A day in the calendar of its month: column and row from 0, its step from 0 to 4, its backward share to 1."""

    day: dt.date
    column: int
    row: int
    step: int
    backward: float


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month's calendar and sums."""

    first: dt.date
    cells: Sequence[Cell]
    days_walked: int
    minutes: float
    backward_minutes: float

    @property
    def forward_minutes(self) -> float:
        return self.minutes - self.backward_minutes


@dataclass(frozen=True, kw_only=True)
class Total:
    """A year added up. Energy is known for all walks but `without_energy` of them."""

    walks: int
    days_walked: int
    minutes: float
    backward_minutes: float
    without_energy: int
    kcal: Band
    extra_kcal: Band


class Paces(NamedTuple):
    """A month's forward runs with a known speed: their pace in km/h, beside the month's backward minutes."""

    month: dt.date
    kmh: float
    run_minutes: float
    backward_minutes: float


def total(days: Sequence[DaySum]) -> Total:
    """The days of a year added up; low and high ends are added as they are."""
    return Total(
        walks=sum(day_sum.walks for day_sum in days),
        days_walked=len(days),
        minutes=sum(day_sum.seconds for day_sum in days) / 60,
        backward_minutes=sum(day_sum.backward_seconds for day_sum in days) / 60,
        without_energy=sum(day_sum.without_energy for day_sum in days),
        kcal=_sum(day_sum.kcal for day_sum in days),
        extra_kcal=_sum(day_sum.extra_kcal for day_sum in days),
    )


def months(year: int, days: Iterable[DaySum], first_weekday: int) -> list[Month]:
    """The twelve months of a year, weeks of their calendars starting on `first_weekday` (Monday is 0)."""
    by_day = {day_sum.day: day_sum for day_sum in days}
    first, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    all_days = (first + dt.timedelta(days=number) for number in range((end - first).days + 1))
    return [_month(list(group), by_day, first_weekday) for _, group in groupby(all_days, key=lambda day: day.month)]


def step(minutes: float) -> int:
    """The step of a day in the calendar: 0 without a walk, then 1 to 4."""
    return 1 + sum(minutes >= least for least in STEPS) if minutes > 0 else 0


def bests(results: Sequence[BestResult]) -> list[BestResult]:
    """The best result of each kind by its rule, whichever side that was; of equal ones the first."""
    by_kind = {kind: [result for result in results if result.kind is kind] for kind in SelfTestKind}
    bests = []
    for kind, some in by_kind.items():
        if some:
            best = self_tests.best(kind, [result.value for result in some])
            bests.append(min((result for result in some if result.value == best), key=lambda result: result.day))
    return bests


def nearest(years: Sequence[int], year: int) -> tuple[int | None, int | None]:
    """The last year with walks before a year, and the first one after it."""
    before = [other for other in years if other < year]
    after = [other for other in years if other > year]
    return max(before, default=None), min(after, default=None)


def _month(days: Sequence[dt.date], by_day: Mapping[dt.date, DaySum], first_weekday: int) -> Month:
    sums = [by_day[day] for day in days if day in by_day]
    before = (days[0].weekday() - first_weekday) % 7
    return Month(
        first=days[0],
        cells=[_cell(day, before + number, by_day.get(day)) for number, day in enumerate(days)],
        days_walked=len(sums),
        minutes=sum(day_sum.seconds for day_sum in sums) / 60,
        backward_minutes=sum(day_sum.backward_seconds for day_sum in sums) / 60,
    )


def _cell(day: dt.date, place: int, sums: DaySum | None) -> Cell:
    row, column = divmod(place, 7)
    if sums is None:
        return Cell(day, column, row, 0, 0.0)
    return Cell(day, column, row, step(sums.seconds / 60), sums.backward_seconds / sums.seconds)


def _sum(bands: Iterable[Band]) -> Band:
    ends = [*zip(*bands, strict=True)]
    return Band(*(sum(end) for end in ends)) if ends else NOTHING
