"""The days that a page for a physiotherapist is about: which may be asked for, and their weeks and months."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from webapp.domain import weeks
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.walks import EARLIEST
from webapp.domain.weeks import Week

LONGEST = dt.timedelta(days=366)
# A table of more weeks than this becomes one of months, so that a year still fits on a page.
MOST_WEEKS = 14


class Period(NamedTuple):
    """Local days from `first` to `last`, both among them."""

    first: dt.date
    last: dt.date


def check(period: Period, *, today: dt.date) -> None:
    """Refuse a period that has no days, lies ahead, or is longer than a year. Raises Invalid, naming the field."""
    if period.last > today:
        raise Invalid(Problem("last", Reason.IN_THE_FUTURE))
    if period.first < EARLIEST.date():
        raise Invalid(Problem("first", Reason.TOO_EARLY, str(EARLIEST.date())))
    if period.first > period.last:
        raise Invalid(Problem("first", Reason.TOO_LARGE, period.last.isoformat()))
    earliest = period.last - LONGEST
    if period.first <= earliest:
        raise Invalid(Problem("first", Reason.TOO_SMALL, (earliest + dt.timedelta(days=1)).isoformat()))


def last_weeks(today: dt.date, count: int, first_weekday: int) -> Period:
    """The running week until today, and those before it, `count` in all."""
    return Period(weeks.week_of(today, first_weekday).back(count - 1).start, today)


def weeks_in(period: Period, first_weekday: int) -> list[Week]:
    """Every week that has a day in the period."""
    first, last = (weeks.week_of(day, first_weekday) for day in period)
    return list(weeks.weeks_between(first, last))


def are_months(period: Period, first_weekday: int) -> bool:
    """Whether the dose is told by months, because the period is long."""
    return len(weeks_in(period, first_weekday)) > MOST_WEEKS


def months_in(period: Period) -> Iterator[tuple[dt.date, dt.date]]:
    days = (period.first + dt.timedelta(days=number) for number in range((period.last - period.first).days + 1))
    for _, group in groupby(days, key=lambda day: (day.year, day.month)):
        month = list(group)
        yield month[0], month[-1]
