"""Walks of an older model worked out again with today's: what it changes, before anything is changed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import NamedTuple
from uuid import UUID

from webapp.domain import costs, weeks
from webapp.domain.costs import UsualPaces, WalkCost
from webapp.domain.goals import Counting, Ledger
from webapp.domain.walks import Planned, Segment

LARGEST_SHOWN = 5
_LEAST_SHOWN_KCAL = 0.05


@dataclass(frozen=True, kw_only=True)
class OldWalk:
    """A walk as it was worked out by an older model: kcal in all and extra, weight in kg, effort 0 to 10."""

    uuid: UUID
    walked_on: dt.date
    kcal: float | None
    extra_kcal: float | None
    ledger: Ledger
    weight_kg: float | None
    effort: int | None
    planned: Planned | None
    segments: tuple[Segment, ...]

    def cost(self, usual_paces: UsualPaces) -> WalkCost:
        """What it costs by today's model, for the weight that it was saved with."""
        paces, planned = usual_paces, self.planned
        return costs.walk_cost(self.segments, self.weight_kg, effort=self.effort, usual_paces=paces, planned=planned)


class Recalculated(NamedTuple):
    """The kcal in all and extra of one walk, before and after."""

    uuid: UUID
    walked_on: dt.date
    kcal_before: float
    kcal: float
    extra_before: float
    extra: float


@dataclass
class Comparison:
    """The sums of some walks before and after: kcal, extra kcal, and minutes that count toward the goal."""

    walks: int = 0
    weeks: int = 0
    kcal_before: float = 0.0
    kcal: float = 0.0
    extra_before: float = 0.0
    extra: float = 0.0
    counted_before: float = 0.0
    counted: float = 0.0
    largest: Sequence[Recalculated] = field(default_factory=list)


def compare(old: Iterable[OldWalk], usual_paces: UsualPaces, *, counting: Counting, first_weekday: int) -> Comparison:
    """Both sums of walks that come one by one, and those whose kcal or extra change most."""
    comparison, starts, largest = Comparison(), set(), list[Recalculated]()
    for walk in old:
        cost = walk.cost(usual_paces)
        change = _change(walk, cost)
        comparison.walks += 1
        starts.add(weeks.week_of(walk.walked_on, first_weekday).start)
        comparison.kcal_before += change.kcal_before
        comparison.kcal += change.kcal
        comparison.extra_before += change.extra_before
        comparison.extra += change.extra
        comparison.counted_before += walk.ledger.counted_seconds(counting) / 60
        comparison.counted += cost.ledger.counted_seconds(counting) / 60
        if _size(change) > 0:
            largest = nlargest(LARGEST_SHOWN, [*largest, change], key=_size)
    comparison.weeks, comparison.largest = len(starts), largest
    return comparison


def _change(walk: OldWalk, cost: WalkCost) -> Recalculated:
    kcal, extra = (band.mid if band else 0.0 for band in (cost.kcal, cost.extra_kcal))
    return Recalculated(walk.uuid, walk.walked_on, walk.kcal or 0.0, kcal, walk.extra_kcal or 0.0, extra)


def _size(change: Recalculated) -> float:
    """How far the one of both moves that moves further; less than a page can show is nothing."""
    moved = max(abs(change.kcal - change.kcal_before), abs(change.extra - change.extra_before))
    return moved if moved >= _LEAST_SHOWN_KCAL else 0.0
