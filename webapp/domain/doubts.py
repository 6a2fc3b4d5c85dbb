"""What is possible but only looks right, as 3 metres in half an hour, or a weight in pounds: asked once, not refused.

The limits are our own: far outside of what people who walk enter, and inside of what is possible at all.
"""

from collections.abc import Mapping
from typing import NamedTuple

from webapp.domain.energy import Mode
from webapp.domain.problems import Reason

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
# Of the weight before: what nobody gains or loses between two entries, and what pounds instead of kilograms make.
CHANGED_BY = 0.2


class Doubt(NamedTuple):
    """Why a figure is asked about, and the limit that it passed: km/h, minutes, percent or kg."""

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
