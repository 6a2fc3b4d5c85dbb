"""Words for a pace, as people say them, and the speeds they stand for (mph)."""

from enum import StrEnum

from webapp.domain.energy import KMH_PER_MPH, Mode


class Pace(StrEnum):
    SHUFFLE = "shuffle"
    SLOW = "slow"
    EASY = "easy"
    MODERATE = "moderate"
    STEADY = "steady"
    BRISK = "brisk"
    VERY_BRISK = "very_brisk"


FORWARD_MPH = {Pace.SLOW: 2.0, Pace.EASY: 2.5, Pace.MODERATE: 3.0, Pace.BRISK: 3.5, Pace.VERY_BRISK: 4.0}
BACKWARD_MPH = {Pace.SHUFFLE: 1.0, Pace.SLOW: 1.5, Pace.EASY: 2.0, Pace.STEADY: 2.5, Pace.BRISK: 3.5}

# The pace of which general advice says that it is brisk (claim C42), and how exactly people write a speed in km/h.
BRISK_MPH = (3.0, 4.0)
_WRITTEN_KMH = 0.05


def speed_kmh(pace: Pace, *, backward: bool) -> float:
    """The speed in km/h that a word stands for, forward or backward. Raises KeyError for the other one's words."""
    return (BACKWARD_MPH if backward else FORWARD_MPH)[pace] * KMH_PER_MPH


def named(kmh: float, *, backward: bool) -> Pace | None:
    """The word for a speed in km/h, where it is one of a word's own (to 0.05 km/h)."""
    words = BACKWARD_MPH if backward else FORWARD_MPH
    return next((pace for pace, mph in words.items() if abs(mph * KMH_PER_MPH - kmh) < _WRITTEN_KMH), None)


def is_brisk(mode: Mode, kmh: float | None) -> bool:
    """Whether a stretch is a brisk walk forward: 3 to 4 mph, in km/h to 0.05. One whose speed nobody said is not."""
    if mode is not Mode.FORWARD_WALK or kmh is None:
        return False
    slowest, fastest = (mph * KMH_PER_MPH for mph in BRISK_MPH)
    return slowest - _WRITTEN_KMH <= kmh <= fastest + _WRITTEN_KMH
