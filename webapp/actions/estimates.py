"""What stretches would cost, by the weight, the paces and the plan of the person who would walk them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain import costs, energy, walks
from webapp.domain.costs import Speed, WalkCost
from webapp.domain.diaries import Diary
from webapp.domain.energy import Band, Mode
from webapp.storage import goals as goal_store
from webapp.storage import weights as weight_store


@dataclass(frozen=True)
class Estimate:
    """What segments would cost if they were saved; the energy is None while no weight is known."""

    segments: Sequence[walks.Segment]
    cost: WalkCost

    @property
    def seconds(self) -> int:
        return self.cost.ledger.seconds

    @property
    def backward_seconds(self) -> int:
        return walks.backward_seconds(self.segments)

    @property
    def kcal(self) -> Band | None:
        return self.cost.kcal

    @property
    def extra_kcal(self) -> Band | None:
        return self.cost.extra_kcal

    @property
    def assumed_speeds(self) -> list[tuple[Mode, Speed]]:
        """What is taken for a speed that nobody gave, once for each mode of which that is so."""
        pairs = zip(self.segments, self.cost.stretches, strict=True)
        return list({segment.mode: cost.speed for segment, cost in pairs if cost.speed.is_assumed}.items())

    @property
    def goes_downhill(self) -> bool:
        return any(energy.reads_low(segment.mode, segment.grade_percent) for segment in self.segments)

    @property
    def asks_walk_or_jog(self) -> bool:
        """Whether somebody walks backward faster than most can without jogging (Hreljac et al. 2005)."""
        limit_kmh = energy.JOG_BACKWARD_ABOVE_MPH * energy.KMH_PER_MPH
        walked = [segment for segment in self.segments if segment.mode is Mode.BACKWARD_WALK]
        return any((segment.known_kmh or 0) > limit_kmh for segment in walked)


def estimate(
    session: Session,
    diary: Diary,
    segments: Sequence[walks.Segment],
    day: dt.date,
    *,
    planned: walks.Planned | None = None,
    effort: int | None = None,
) -> Estimate:
    """The cost of segments for the weight of a day, the person's usual paces and the session that they were."""
    weight_kg = weight_store.on(session, diary, day)
    needs_paces = any(segment.known_kmh is None for segment in segments)
    paces = goal_store.usual_paces(session, diary) if needs_paces else {}
    return Estimate(segments, costs.walk_cost(segments, weight_kg, effort=effort, usual_paces=paces, planned=planned))
