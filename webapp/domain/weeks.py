"""Weeks of seven local days, counted in dates and never in hours, so that no clock change can touch them."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
# What the zones of some systems list beside those of places.
_NO_PLACES = {"Factory", "localtime"}
FIRST_WEEKDAYS = (MONDAY, SATURDAY, SUNDAY)
ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, order=True)
class Week:
    """Seven local days from `start`."""

    start: dt.date

    @property
    def end(self) -> dt.date:
        """The last day of the week."""
        return self.start + dt.timedelta(days=6)

    @property
    def days(self) -> tuple[dt.date, ...]:
        return tuple(self.start + dt.timedelta(days=number) for number in range(7))

    def days_left(self, today: dt.date) -> int:
        """Days from today to the week's end, today among them."""
        return max(0, (self.end - today).days + 1)

    def back(self, weeks: int) -> "Week":
        return Week(self.start - weeks * ONE_WEEK)


def week_of(day: dt.date, first_weekday: int) -> Week:
    """The week that a local date lies in, for weeks that start on `first_weekday` (Monday is 0)."""
    return Week(day - dt.timedelta(days=(day.weekday() - first_weekday) % 7))


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """Every week from `first` to `last`, both among them."""
    start = first.start
    while start <= last.start:
        yield Week(start)
        start += ONE_WEEK


def local(instant: dt.datetime, time_zone: str) -> dt.datetime:
    """An instant as the clock on the wall shows it."""
    return instant.astimezone(ZoneInfo(time_zone))


def local_date(instant: dt.datetime, time_zone: str) -> dt.date:
    """The date that the calendar on the wall shows at an instant."""
    return local(instant, time_zone).date()


def is_zone(name: str) -> bool:
    """Whether a name is an IANA time zone that is known here."""
    return name in zones()


@cache
def zones() -> frozenset[str]:
    """The IANA time zones that are known here; reading them takes some 10 ms, once."""
    return frozenset(available_timezones() - _NO_PLACES)


def minutes_a_day(minutes_to_go: float, days_left: int) -> int:
    """Whole minutes a day that reach the goal by the week's end, rounded up."""
    return math.ceil(minutes_to_go / days_left) if days_left else math.ceil(minutes_to_go)
