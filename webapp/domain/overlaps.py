"""Two walks of one person at the same time: a phone and a watch, or two phones, may have counted one outing twice."""

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

# Rests are not counted in the seconds of a walk, so half of the shorter one is enough to ask.
SHARE = 0.5


class TimedWalk(NamedTuple):
    """A walk as it lies in time: seconds are those in motion."""

    id: UUID
    started_at: dt.datetime
    seconds: int
    time_zone: str
    day: dt.date


def newest_pair(outings: Sequence[TimedWalk]) -> tuple[TimedWalk, TimedWalk] | None:
    """The two walks at the same time that began last, the earlier first; None where there are no two."""
    pairs = combinations(sorted(outings, key=lambda outing: outing.started_at), 2)
    return max((pair for pair in pairs if _overlap(*pair)), key=lambda pair: pair[1].started_at, default=None)


def _overlap(first: TimedWalk, second: TimedWalk) -> bool:
    apart = (second.started_at - first.started_at).total_seconds()
    shared = min(first.seconds, apart + second.seconds) - apart
    return shared >= SHARE * min(first.seconds, second.seconds)
