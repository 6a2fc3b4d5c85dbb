"""The energy model `bw-energy-2`: what a stretch of walking costs, and what going backward adds.

Forward walking follows the LCDA equation (Looney et al. 2019, Med Sci Sports Exerc 51:346-351 and 51:1954-1960),
pinned to 4.3 MET at 3.5 mph (Compendium of Physical Activities 2011, code 17200). Walking backward adds 1.7 MET at
3.5 mph (code 17320: 6.0 MET) that fades with the moving part of the level cost and grows uphill so that 5 % gives
8.0 MET (code 17325). Running follows the ACSM equation; running backward costs 35 % more of the net
(Wright & Weyand 2001; Rasica et al. 2020). A sled adds the work against friction.

A speed that nobody gave is three speeds: the low end of every figure is that of the first, the shown figure that of
the second, the high end that of the third. Where the speed is known, version 2 gives what version 1 gave.

One MET is 3.5 mL of oxygen per kg and minute. Energy is gross: kcal = MET x 3.5 x kg / 200 x minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# It also numbers the sorting by intensity, `goals.ledger`: a walk keeps what both made of it.
MODEL = "bw-energy-2"

KMH_PER_MPH = 1.609344
_MS_PER_MPH = 0.44704
_M_PER_MIN_PER_MPH = 26.8224
_REFERENCE_MPH = 3.5
_STANDING_W_PER_KG = 1.44
_W_PER_KG_PER_MET = 3.5 * 4184 / (200 * 60)
_SLED_FRICTION = 0.35
_MUSCLE_EFFICIENCY = 0.25
_GRAVITY = 9.81


class Mode(StrEnum):
    """How one stretch of a walk was gone."""

    FORWARD_WALK = "forward_walk"
    BACKWARD_WALK = "backward_walk"
    FORWARD_RUN = "forward_run"
    BACKWARD_RUN = "backward_run"
    BACKWARD_SLED = "backward_sled"

    @property
    def is_backward(self) -> bool:
        return self.value.startswith("backward")

    @property
    def is_run(self) -> bool:
        return self.value.endswith("run")


class Band(NamedTuple):
    """A likely value with the low and the high end that published studies leave open."""

    low: float
    mid: float
    high: float


# Where a speed (mph) or a grade (percent) lies outside what the model was built for, its nearest end is used.
SPEED_LIMITS_MPH = {
    Mode.FORWARD_WALK: (0.5, 5.0),
    Mode.BACKWARD_WALK: (0.5, 4.5),
    Mode.FORWARD_RUN: (3.0, 12.0),
    Mode.BACKWARD_RUN: (3.0, 8.0),
    Mode.BACKWARD_SLED: (0.5, 3.0),
}
GRADE_LIMITS_PERCENT = {
    Mode.FORWARD_WALK: (-20.0, 20.0),
    Mode.BACKWARD_WALK: (-10.0, 15.0),
    Mode.FORWARD_RUN: (0.0, 15.0),
    Mode.BACKWARD_RUN: (0.0, 15.0),
    Mode.BACKWARD_SLED: (0.0, 0.0),
}
# A speed (mph) that nobody gave: for the low end, the shown figure and the high end.
UNKNOWN_SPEED_MPH = {
    Mode.FORWARD_WALK: Band(2.5, 3.0, 3.5),
    Mode.BACKWARD_WALK: Band(1.0, 2.0, 2.5),
    Mode.FORWARD_RUN: Band(4.0, 5.0, 5.0),
    Mode.BACKWARD_RUN: Band(3.0, 4.0, 4.0),
    Mode.BACKWARD_SLED: Band(1.0, 2.0, 2.0),
}
# Above this speed (mph) most people rather jog backward (Hreljac et al. 2005, J Sports Sci Med 4:446-454).
JOG_BACKWARD_ABOVE_MPH = 3.65

_WALK_EXTRA = Band(0.6, 1.0, 1.9)
_RUN_EXTRA = Band(0.25 / 0.35, 1.0, 0.45 / 0.35)
_SLED_DRAG = Band(0.4, 1.0, 2.1)
_FORWARD_WALK = Band(0.9, 1.0, 1.1)
_FORWARD_RUN = Band(0.88, 1.0, 1.12)
_LOAD_COST = Band(0.7, 1.3, 1.8)


NOTHING = Band(0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What the model needs to know of one stretch. Minutes above 0; grade in percent; load and sled in kg.

    Without a speed the model takes three: those assumed (slow to fast), else those of `UNKNOWN_SPEED_MPH`.
    """

    mode: Mode
    minutes: float
    speed_mph: float | None = None
    assumed_mph: Band | None = None
    grade_percent: float = 0.0
    load_kg: float = 0.0
    sled_kg: float = 0.0

    @property
    def speeds_mph(self) -> Band:
        """The speeds of the low end, the shown figure and the high end, within the limits of the model."""
        known = None if self.speed_mph is None else Band(self.speed_mph, self.speed_mph, self.speed_mph)
        speeds = known or self.assumed_mph or UNKNOWN_SPEED_MPH[self.mode]
        return Band(*(_clamp(speed, SPEED_LIMITS_MPH[self.mode]) for speed in speeds))


@dataclass(frozen=True, kw_only=True)
class Energy:
    """The cost of a stretch: METs, gross kcal, and the kcal above the same stretch gone forward."""

    met: float
    met_forward: float
    kcal: Band
    extra_kcal: Band


def reads_low(mode: Mode, grade_percent: float) -> bool:
    """Whether a stretch is a walk downhill, where the Compendium's rows are 22 to 25 % above the model."""
    return grade_percent < 0 and mode in (Mode.FORWARD_WALK, Mode.BACKWARD_WALK)


def lcda(speed_ms: float, grade_percent: float) -> float:
    """W/kg of walking forward at m/s and percent (LCDA, Looney et al. 2019)."""
    level = _STANDING_W_PER_KG + 1.94 * speed_ms**0.43 + 0.24 * speed_ms**4
    climb = 0.34 * speed_ms * grade_percent * (1 - 1.05 ** (1 - 1.1 ** (grade_percent + 32)))
    return float(level + climb)


_REFERENCE_W_PER_KG = lcda(_REFERENCE_MPH * _MS_PER_MPH, 0)


def forward_walk_met(speed_mph: float, grade_percent: float = 0.0) -> float:
    """MET of walking forward: LCDA pinned to 4.3 at 3.5 mph on the level."""
    return 4.3 * lcda(speed_mph * _MS_PER_MPH, grade_percent) / _REFERENCE_W_PER_KG


def backward_walk_extra_met(speed_mph: float, grade_percent: float = 0.0) -> float:
    """MET that walking backward adds: 1.7 at 3.5 mph level, and what makes 8.0 MET at 5 %."""
    moving = lcda(speed_mph * _MS_PER_MPH, 0) - _STANDING_W_PER_KG
    level = 1.7 * moving / (_REFERENCE_W_PER_KG - _STANDING_W_PER_KG)
    extra_at_5_percent = 8.0 - forward_walk_met(_REFERENCE_MPH, 5)
    return level * (1 + max(0.0, grade_percent) / 5 * (extra_at_5_percent / 1.7 - 1))


def backward_walk_met(speed_mph: float, grade_percent: float = 0.0) -> float:
    """MET of walking backward: the forward cost and the extra."""
    return forward_walk_met(speed_mph, grade_percent) + backward_walk_extra_met(speed_mph, grade_percent)


def forward_run_met(speed_mph: float, grade_percent: float = 0.0) -> float:
    """MET of running forward (ACSM running equation; level or uphill)."""
    speed_m_min = speed_mph * _M_PER_MIN_PER_MPH
    return (3.5 + 0.2 * speed_m_min + 0.9 * speed_m_min * max(0.0, grade_percent) / 100) / 3.5


def sled_drag_met(speed_mph: float, sled_kg: float, body_kg: float) -> float:
    """MET of pulling a sled against friction (0.35) at 25 % efficiency of positive work."""
    power_w = _SLED_FRICTION * sled_kg * _GRAVITY * speed_mph * _MS_PER_MPH
    return power_w / _MUSCLE_EFFICIENCY / body_kg / _W_PER_KG_PER_MET


def mets(effort: Effort, body_kg: float | None) -> tuple[float, float] | None:
    """MET of the stretch and of the same stretch forward; None where they need a body weight nobody gave."""
    if body_kg is None and (effort.load_kg or effort.sled_kg):
        return None
    parts = _parts(effort, body_kg or 1.0, effort.speeds_mph.mid)
    carried = 1 + _LOAD_COST.mid * effort.load_kg / (body_kg or 1.0)
    return (parts.forward + parts.extra.mid) * carried, parts.forward * carried


def estimate(effort: Effort, body_kg: float) -> Energy:
    """The energy of one stretch for a body weight in kg (above 0).

    Raises ValueError for minutes or a weight that are not above 0.
    """
    if effort.minutes <= 0 or body_kg <= 0:
        raise ValueError("minutes and body weight must be above 0")
    slow, shown, fast = (_parts(effort, body_kg, speed_mph) for speed_mph in effort.speeds_mph)
    load = Band(*(1 + k * effort.load_kg / body_kg for k in _LOAD_COST))
    kcal_per_met = 3.5 * body_kg / 200 * effort.minutes
    return Energy(
        met=(shown.forward + shown.extra.mid) * load.mid,
        met_forward=shown.forward * load.mid,
        kcal=Band(
            (slow.forward * slow.forward_band.low + slow.extra.low) * load.low * kcal_per_met,
            (shown.forward + shown.extra.mid) * load.mid * kcal_per_met,
            (fast.forward * fast.forward_band.high + fast.extra.high) * load.high * kcal_per_met,
        ),
        extra_kcal=Band(
            slow.extra.low * load.low * kcal_per_met,
            shown.extra.mid * load.mid * kcal_per_met,
            fast.extra.high * load.high * kcal_per_met,
        ),
    )


def total(bands: Iterable[Band]) -> Band:
    """The sum of several bands, end by end."""
    low = mid = high = 0.0
    for band in bands:
        low, mid, high = low + band.low, mid + band.mid, high + band.high
    return Band(low, mid, high)


class _Parts(NamedTuple):
    forward: float
    forward_band: Band
    extra: Band


def _parts(effort: Effort, body_kg: float, speed_mph: float) -> _Parts:
    """The forward MET of a stretch, how sure it is, and the MET that going backward adds; all without a load."""
    grade = _clamp(effort.grade_percent, GRADE_LIMITS_PERCENT[effort.mode])
    match effort.mode:
        case Mode.FORWARD_WALK:
            return _Parts(forward_walk_met(speed_mph, grade), _FORWARD_WALK, NOTHING)
        case Mode.BACKWARD_WALK:
            extra = _scaled(_WALK_EXTRA, backward_walk_extra_met(speed_mph, grade))
            return _Parts(forward_walk_met(speed_mph, grade), _FORWARD_WALK, extra)
        case Mode.FORWARD_RUN:
            return _Parts(forward_run_met(speed_mph, grade), _FORWARD_RUN, NOTHING)
        case Mode.BACKWARD_RUN:
            forward = forward_run_met(speed_mph, grade)
            return _Parts(forward, _FORWARD_RUN, _scaled(_RUN_EXTRA, 0.35 * (forward - 1)))
        case Mode.BACKWARD_SLED:
            walk = _scaled(_WALK_EXTRA, backward_walk_extra_met(speed_mph))
            drag = _scaled(_SLED_DRAG, sled_drag_met(speed_mph, effort.sled_kg, body_kg))
            return _Parts(forward_walk_met(speed_mph), _FORWARD_WALK, total((walk, drag)))


def _clamp(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _scaled(band: Band, value: float) -> Band:
    return Band(band.low * value, band.mid * value, band.high * value)
