"""Stumbles for each hundred minutes of walking backward: the same measure for a short walk and a long one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A stretch of time: the stumbles that were said in it, and the backward seconds of the walks they were said of."""

    starts_on: dt.date
    stumbles: int
    backward_seconds: int

    @property
    def backward_minutes(self) -> float:
        return self.backward_seconds / 60

    @property
    def rate(self) -> float | None:
        """Stumbles per 100 backward minutes; None when no backward walk was spoken of."""
        return self.stumbles / self.backward_seconds * 6000 if self.backward_seconds else None


def spells(days: Iterable[tuple[dt.date, int, int]], starts: Sequence[dt.date]) -> list[Spell]:
    """Sort days of (date, stumbles, backward seconds) into the spells that begin at `starts`, in order.

    A day counts for the last spell that has begun; days before the first start are left out, and so are spells of
    which nothing was said.
    """
    begun = sorted(starts)
    sums: dict[dt.date, list[int]] = {}
    place = -1
    for day, stumbles, seconds in sorted(days):
        while place + 1 < len(begun) and begun[place + 1] <= day:
            place += 1
        if place >= 0 and seconds > 0:
            found = sums.setdefault(begun[place], [0, 0])
            found[0] += stumbles
            found[1] += seconds
    return [
        Spell(starts_on=start, stumbles=stumbles, backward_seconds=seconds)
        for start, (stumbles, seconds) in sums.items()
    ]
