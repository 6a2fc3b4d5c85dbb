"""The same outing written by several apps of one phone: the best of them is kept, as nobody is on two walks at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Rests are not counted alike, so half of the shorter one is enough.
SAME_SHARE = 0.5
_DAY = dt.timedelta(days=1)


class Outing(NamedTuple):
    """Who wrote it, when it began, how long it took from its start to its end, and how much is known of it."""

    app: object
    started_at: dt.datetime
    seconds: float
    rank: int = 0


def best_of(outings: Iterable[Outing]) -> set[int]:
    """The indices of the outings that stay: of two apps' that overlap the one of the higher rank, then the longer.

    One app's own outings stay all, but for those that are there twice.
    """
    indexed = list(enumerate(outings))
    kept: dict[dt.date, list[tuple[int, Outing]]] = defaultdict(list)
    for index, outing in sorted(indexed, key=lambda each: (-each[1].rank, -each[1].seconds, each[0])):
        if not any(_is_double(outing, other) for _, other in _near(kept, outing)):
            kept[outing.started_at.date()].append((index, outing))
    return {index for day in kept.values() for index, _ in day}


def _near(kept: dict[dt.date, list[tuple[int, Outing]]], outing: Outing) -> Iterator[tuple[int, Outing]]:
    for days in (-1, 0, 1):
        try:
            yield from kept.get(outing.started_at.date() + days * _DAY, ())
        except OverflowError:
            continue


def _is_double(outing: Outing, other: Outing) -> bool:
    apart = (other.started_at - outing.started_at).total_seconds()
    if outing.app == other.app:
        return apart == 0 and outing.seconds == other.seconds
    overlap = min(outing.seconds, apart + other.seconds) - max(0.0, apart)
    return overlap > 0 and overlap >= SAME_SHARE * min(outing.seconds, other.seconds)
