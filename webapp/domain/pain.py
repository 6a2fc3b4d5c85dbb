"""Pain around a walk: what it says about the dose, and when it has changed by more than chance.

Scores are the Numeric Rating Scale, NRS: 0 is no pain, 10 the worst imaginable. The traffic light follows the
pain-monitoring model (Thomee 1997, Phys Ther 77:1690-1703), with our own steps. A change is called meaningful at 2
points and 30 percent (Salaffi 2004, Eur J Pain 8:283-291; Farrar 2001, Pain 94:149-158).
"""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from statistics import fmean

CALM, MOST_TOLERABLE = 2, 5
WORSE_NEXT_MORNING = 2
FEWEST_SESSIONS = 8
MEANINGFUL_POINTS, MEANINGFUL_SHARE = 2.0, 0.30
SLIGHT_POINTS, SLIGHT_SHARE = 1.0, 0.15


class Light(IntEnum):
    """Green: carry on. Amber: the same dose, not more. Red: halve the dose and rest a day."""

    GREEN = 0
    AMBER = 1
    RED = 2


class Change(StrEnum):
    """How pain compares with its first week."""

    TOO_EARLY = "too_early"
    BETTER = "better"
    SLIGHTLY_BETTER = "slightly_better"
    NO_CLEAR_CHANGE = "no_clear_change"
    SLIGHTLY_WORSE = "slightly_worse"
    WORSE = "worse"


def light(worst: int | None, next_morning: int | None, usual: float | None) -> Light | None:
    """The traffic light of one site after a walk; None when nothing was said of it.

    `worst` is the worst during or after, `usual` the mean of what the site felt like before walks.
    """
    rose = next_morning is not None and usual is not None and next_morning - usual >= WORSE_NEXT_MORNING
    if rose or (worst is not None and worst > MOST_TOLERABLE):
        return Light.RED
    if worst is None:
        return None
    return Light.GREEN if worst <= CALM else Light.AMBER


def usual(befores: Sequence[int]) -> float | None:
    """What a site usually feels like, from what was said before walks; None when that was never said."""
    return fmean(befores) if befores else None


def change(first_week: Sequence[float], lately: Sequence[float], *, sessions: int) -> Change:
    """How the mean of the last scores compares with that of the first week.

    Nothing is claimed under eight sessions, or without scores on both sides.
    """
    if sessions < FEWEST_SESSIONS or not first_week or not lately:
        return Change.TOO_EARLY
    before, difference = fmean(first_week), fmean(lately) - fmean(first_week)
    if _reaches(difference, before, MEANINGFUL_POINTS, MEANINGFUL_SHARE):
        return Change.BETTER if difference < 0 else Change.WORSE
    if _reaches(difference, before, SLIGHT_POINTS, SLIGHT_SHARE):
        return Change.SLIGHTLY_BETTER if difference < 0 else Change.SLIGHTLY_WORSE
    return Change.NO_CLEAR_CHANGE


def _reaches(difference: float, before: float, points: float, share: float) -> bool:
    return abs(difference) >= points and abs(difference) >= share * before
