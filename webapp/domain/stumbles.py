"""Stumbles for each hundred minutes of walking backward, and how far chance alone would move that figure.

Stumbles are counts, so their interval is the exact one of a Poisson count (Garwood 1936, Biometrika 28:437-442): the
means under which as few, or as many, would each be seen in 2.5 of 100 cases. 1 in 8 minutes is 12.5 for each 100
minutes, and anything from 0.3 to 70 fits it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

MINUTES = 100
# What each end of the interval of 95 percent leaves out.
TAIL = 0.025


class Interval(NamedTuple):
    """What fits a count, in stumbles per 100 backward minutes."""

    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, kw_only=True)
class Count:
    """Stumbles, and the backward seconds of the walks that they were said of; only where there are any."""

    stumbles: int
    backward_seconds: int

    @property
    def backward_minutes(self) -> float:
        return self.backward_seconds / 60

    @property
    def rate(self) -> float:
        """Stumbles per 100 backward minutes."""
        return self.stumbles * MINUTES / self.backward_minutes

    @property
    def interval(self) -> Interval:
        """The exact interval of 95 percent around the rate."""
        low, high = limits(self.stumbles)
        return Interval(low * MINUTES / self.backward_minutes, high * MINUTES / self.backward_minutes)


@dataclass(frozen=True, kw_only=True)
class Spell(Count):
    """The stumbles of a week or a month."""

    starts_on: dt.date


def counted(said: Iterable[tuple[int, int]]) -> Count | None:
    """Pairs of stumbles and backward seconds added up; None when there is no backward second among them."""
    backward = [(stumbles, seconds) for stumbles, seconds in said if seconds > 0]
    if not backward:
        return None
    return Count(stumbles=sum(some for some, _ in backward), backward_seconds=sum(seconds for _, seconds in backward))


def limits(count: int) -> tuple[float, float]:
    """The exact limits of 95 percent for the mean of a Poisson count, of which nothing is below 0 (Garwood 1936).

    Raises ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError("a count begins at nought")
    # Far above any limit: the normal approximation with ten standard deviations.
    top = count + 10 * (count + 1) ** 0.5 + 10
    low = _root(lambda mean: 1 - _up_to(count - 1, mean) < TAIL, top) if count else 0.0
    return low, _root(lambda mean: _up_to(count, mean) > TAIL, top)


def spells(days: Iterable[tuple[dt.date, int, int]], starts: Sequence[dt.date]) -> list[Spell]:
    """Sort days of (date, stumbles, backward seconds) into the spells that begin at `starts`, in order.

    A day counts for the last spell that has begun; days before the first start are left out, and so are spells of
    which nothing was said.
    """
    begun = sorted(starts)
    said: dict[dt.date, list[tuple[int, int]]] = {}
    place = -1
    for day, stumbles, seconds in sorted(days):
        while place + 1 < len(begun) and begun[place + 1] <= day:
            place += 1
        if place >= 0:
            said.setdefault(begun[place], []).append((stumbles, seconds))
    sums = [(start, counted(of_spell)) for start, of_spell in said.items()]
    return [
        Spell(starts_on=start, stumbles=count.stumbles, backward_seconds=count.backward_seconds)
        for start, count in sums
        if count
    ]


def _up_to(count: int, mean: float) -> float:
    """How likely a Poisson count of this mean is `count` or less."""
    if mean == 0:
        return 1.0
    # By logarithms: exp(-mean) alone is nought from about 745 on.
    term, total = -mean, exp(-mean)
    for number in range(1, count + 1):
        term += log(mean / number)
        total += exp(term)
    return total


def _root(is_below: Callable[[float], bool], top: float) -> float:
    """Where something stops being so, between 0 and `top`, by halves."""
    low, high = 0.0, top
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low
