"""What is possible but only looks right, as 3 metres in half an hour, or a weight in pounds: asked once, not refused.

The limits are our own: far outside of what people who walk enter, and inside of what is possible at all.
"""

from collections.abc import Mapping
from typing import NamedTuple

from webapp.domain.direction_rules import ClockSpan, DirectionRule, TurnedPart, WalkCondition
from webapp.domain.energy import Mode
from webapp.domain.problems import Reason
from webapp.domain.self_tests import SelfTestKind

SLOW_KMH = 0.5
FAST_KMH: Mapping[Mode, float] = {
    Mode.FORWARD_WALK: 9.0,
    Mode.BACKWARD_WALK: 8.0,
    Mode.FORWARD_RUN: 22.0,
    Mode.BACKWARD_RUN: 14.0,
    Mode.BACKWARD_SLED: 8.0,
}
LONG_MINUTES, LONG_BACKWARD_MINUTES = 8 * 60, 90
STEEP_PERCENT = 25.0
HEAVY_LOAD_KG = 45.0
# Of a first weight: 165 pounds, typed as kilograms, are to be asked about.
LIGHT_KG, HEAVY_KG = 35.0, 130.0
NARROW_CM, WIDE_CM = 55.0, 150.0
# Of the weight or the waist before: what nobody gains or loses between two entries, and what pounds instead of
# kilograms make.
CHANGED_BY = 0.2
# Without a load that fits today; with one, this many times of it.
HEAVY_SLED_KG, HEAVY_SLED_TIMES = 100.0, 2.0
# Of one try, in seconds or counts; a stance has ends of its own.
USUAL_TRIES: Mapping[SelfTestKind, tuple[float, float]] = {
    SelfTestKind.BACKWARD_3M: (1.5, 30.0),
    SelfTestKind.TUG: (4.0, 60.0),
    SelfTestKind.CHAIR_STAND: (0.0, 40.0),
    SelfTestKind.WALK_10M: (3.0, 60.0),
    SelfTestKind.HEEL_RISE: (0.0, 100.0),
}


class Doubt(NamedTuple):
    """Why a figure is asked about, and the limit that it passed: km/h, minutes, percent, kg, cm, or as it is typed."""

    reason: Reason
    limit: float


def of_speed(mode: Mode, kmh: float | None) -> Doubt | None:
    """A speed in km/h that hardly anybody goes."""
    if kmh is None:
        return None
    if kmh < SLOW_KMH:
        return Doubt(Reason.IS_IT_SO_SLOW, SLOW_KMH)
    return Doubt(Reason.IS_IT_SO_FAST, FAST_KMH[mode]) if kmh > FAST_KMH[mode] else None


def of_minutes(minutes: float, *, backward: bool = False) -> Doubt | None:
    most = LONG_BACKWARD_MINUTES if backward else LONG_MINUTES
    return Doubt(Reason.IS_IT_SO_LONG, most) if minutes > most else None


def of_slope(percent: float) -> Doubt | None:
    return Doubt(Reason.IS_IT_SO_STEEP, STEEP_PERCENT) if abs(percent) > STEEP_PERCENT else None


def of_load(kg: float) -> Doubt | None:
    return Doubt(Reason.IS_IT_SO_HEAVY, HEAVY_LOAD_KG) if kg > HEAVY_LOAD_KG else None


def of_weight(kg: float, before_kg: float | None) -> Doubt | None:
    """A body weight in kg that is rare, or far from the one known before it."""
    if before_kg is not None and abs(kg - before_kg) > CHANGED_BY * before_kg:
        return Doubt(Reason.IS_IT_SO_DIFFERENT, before_kg)
    if before_kg is None and not LIGHT_KG <= kg <= HEAVY_KG:
        return Doubt(Reason.IS_IT_THIS_WEIGHT, kg)
    return None


def of_waist(cm: float, before_cm: float | None) -> Doubt | None:
    """A waist in cm that is rare, or far from the one known before it."""
    if before_cm is not None and abs(cm - before_cm) > CHANGED_BY * before_cm:
        return Doubt(Reason.IS_IT_ANOTHER_WAIST, before_cm)
    if before_cm is None and not NARROW_CM <= cm <= WIDE_CM:
        return Doubt(Reason.IS_IT_THIS_WAIST, cm)
    return None


def of_sled(kg: float, suggested_kg: float | None) -> Doubt | None:
    """A sled in kg that is far heavier than what fits today."""
    heavy_kg = HEAVY_SLED_KG if suggested_kg is None else HEAVY_SLED_TIMES * suggested_kg
    return Doubt(Reason.IS_IT_SO_HEAVY, heavy_kg) if kg > heavy_kg else None


def of_span(span: ClockSpan | None) -> Doubt | None:
    """A time that goes on until the next day."""
    return Doubt(Reason.IS_IT_OVER_MIDNIGHT, 0) if span and span.last < span.first else None


def of_turning(rule: DirectionRule) -> Doubt | None:
    """A rule that turns the whole of every walk."""
    is_any = rule.condition == WalkCondition(weekdays=rule.condition.weekdays) and len(rule.condition.weekdays) in (
        0,
        7,
    )
    return Doubt(Reason.IS_IT_EVERY_WALK, 0) if is_any and rule.portion is TurnedPart.ALL else None


def of_try(kind: SelfTestKind, figure: float) -> Doubt | None:
    """A try of a test, in seconds or a count, as hardly anybody has it."""
    low, high = USUAL_TRIES.get(kind, (figure, figure))
    if figure < low:
        return Doubt(Reason.IS_IT_SO_LITTLE, low)
    return Doubt(Reason.IS_IT_SO_MUCH, high) if figure > high else None
