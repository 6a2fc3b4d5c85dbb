"""What a walk and its stretches cost, and the one place that decides at what speed a stretch was gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain import energy, goals, programme
from webapp.domain.energy import KMH_PER_MPH, Band, Effort, Energy, Mode
from webapp.domain.goals import Ledger
from webapp.domain.walks import Planned, Segment

UsualPaces = Mapping[Mode, float]


class SpeedFrom(StrEnum):
    """From where a stretch has the speed with which it is estimated; the first that is known is taken."""

    SAID = "said"
    USUAL = "usual"
    PLAN = "plan"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True)
class Speed:
    """The speeds in km/h of the low end, the shown figure and the high end; one speed is three times the same."""

    kmh: Band
    source: SpeedFrom

    @property
    def is_assumed(self) -> bool:
        return self.source is not SpeedFrom.SAID


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a segment costs. METs need a weight only with a load; without any weight there is no energy."""

    met: float | None
    met_forward: float | None
    speed: Speed
    energy: Energy | None


@dataclass(frozen=True, kw_only=True)
class WalkCost:
    """What a walk costs: its stretches, their sums, and how the WHO sorts its minutes. Without a weight no sums."""

    weight_kg: float | None
    stretches: Sequence[Cost]
    kcal: Band | None
    extra_kcal: Band | None
    ledger: Ledger


def walk_cost(
    segments: Sequence[Segment],
    weight_kg: float | None,
    *,
    effort: int | None = None,
    usual_paces: UsualPaces | None = None,
    planned: Planned | None = None,
) -> WalkCost:
    """The cost of a walk for a body weight in kg. `effort` is what the person said of it, 0 to 10; see `costs`."""
    stretches = costs(segments, weight_kg, usual_paces=usual_paces, planned=planned)
    spent = [cost.energy for cost in stretches if cost.energy]
    pairs = zip(segments, stretches, strict=True)
    return WalkCost(
        weight_kg=weight_kg,
        stretches=stretches,
        kcal=energy.total(used.kcal for used in spent) if spent else None,
        extra_kcal=energy.total(used.extra_kcal for used in spent) if spent else None,
        ledger=goals.ledger([(segment.seconds, cost.met) for segment, cost in pairs], effort),
    )


def costs(
    segments: Sequence[Segment],
    weight_kg: float | None,
    *,
    usual_paces: UsualPaces | None = None,
    planned: Planned | None = None,
) -> list[Cost]:
    """The cost of every stretch for a body weight in kg, or what can be said without one.

    `usual_paces` are in km/h; `planned` is the session of the plan that the stretches were.
    """
    return [_cost(segment, weight_kg, speed_of(segment, usual_paces or {}, planned)) for segment in segments]


def speed_of(segment: Segment, usual_paces: UsualPaces, planned: Planned | None) -> Speed:
    """The speed of a stretch: its own, else the usual one of its mode, else that of the session, else the table's."""
    if segment.known_kmh:
        return _one_speed(segment.known_kmh, SpeedFrom.SAID)
    if segment.mode in usual_paces:
        return _one_speed(usual_paces[segment.mode], SpeedFrom.USUAL)
    session = programme.session_of(planned) if planned else None
    if session and session.mode is segment.mode:
        return Speed(kmh=_in_kmh(session.assumed_mph), source=SpeedFrom.PLAN)
    return Speed(kmh=_in_kmh(energy.UNKNOWN_SPEED_MPH[segment.mode]), source=SpeedFrom.TABLE)


def _cost(segment: Segment, weight_kg: float | None, speed: Speed) -> Cost:
    low, mid, high = speed.kmh
    effort = Effort(
        mode=segment.mode,
        minutes=segment.seconds / 60,
        speed_mph=None if speed.is_assumed else mid / KMH_PER_MPH,
        assumed_mph=Band(low / KMH_PER_MPH, mid / KMH_PER_MPH, high / KMH_PER_MPH) if speed.is_assumed else None,
        grade_percent=segment.grade_percent,
        load_kg=segment.load_kg,
        sled_kg=segment.sled_kg,
    )
    spent = None if weight_kg is None else energy.estimate(effort, weight_kg)
    met, met_forward = energy.mets(effort, weight_kg) or (None, None)
    return Cost(met=met, met_forward=met_forward, speed=speed, energy=spent)


def _one_speed(kmh: float, source: SpeedFrom) -> Speed:
    return Speed(kmh=Band(kmh, kmh, kmh), source=source)


def _in_kmh(mph: Band) -> Band:
    return Band(*(speed * KMH_PER_MPH for speed in mph))
