"""Many measurements made few enough to be seen: the means of equal stretches of time."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

MOST_POINTS = 60
# A week, four weeks, a quarter, and half a year of 26 weeks.
_STEPS = (7, 28, 91, 182)


class Point(NamedTuple):
    """One measurement, and what is said of it when it is touched."""

    day: dt.date
    value: float
    hover: str


class Measured(NamedTuple):
    """A figure of one day."""

    day: dt.date
    value: float


def thinned(measured: Sequence[Measured], most: int = MOST_POINTS) -> list[Measured]:
    """The measurements, oldest first, or the means of weeks, of four weeks and so on once there are more than `most`.

    A mean stands at the first day of its stretch that has a measurement.
    """
    points = list(measured)
    for days in _STEPS:
        if len(points) <= most:
            break
        points = _means(measured, days)
    return points


def _means(measured: Sequence[Measured], days: int) -> list[Measured]:
    groups = [
        list(group) for _, group in groupby(measured, key=lambda measurement: measurement.day.toordinal() // days)
    ]
    return [Measured(group[0].day, fmean(measurement.value for measurement in group)) for group in groups]
