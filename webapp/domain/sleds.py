"""The sled: how heavy, and when heavier.

Start with 10 % of body mass, the sled included; add 5 % at most every two weeks, and only while the last set looks
like the first. Heavier comes after longer: the load stays until sets of 20 m are reached, so that one thing changes at
a time (our reading). Nothing goes beyond 20 m.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.programme import LONGEST_SLED_METRES

FIRST_SHARE, STEP_SHARE = 0.10, 0.05
STEADY_FOR = dt.timedelta(days=14)
LIGHTEST_KG, HEAVIEST_KG = 0.5, 400.0
SHORTEST_METRES = 1
MOST_SETS = 20
SHORTEST_SECONDS, LONGEST_SECONDS = 3, 300


@dataclass(frozen=True)
class Drag:
    """One day's sets: the load in kg with the sled, metres of the longest set, whether the last set held its form."""

    day: dt.date
    sled_kg: float
    metres: float | None
    held_form: bool | None


def suggested_kg(weight_kg: float | None, drags: Sequence[Drag], today: dt.date) -> float | None:
    """The load in kg for today from the body weight and the days before, oldest first; None where nothing is known."""
    if not drags:
        return None if weight_kg is None else _rounded(FIRST_SHARE * weight_kg)
    last = drags[-1]
    same = [drag for drag in drags if drag.sled_kg >= last.sled_kg]
    long = [drag.day for drag in same if (drag.metres or 0) >= LONGEST_SLED_METRES]
    is_steady = bool(long) and today - min(long) >= STEADY_FOR and last.held_form is True
    if weight_kg is None or not is_steady:
        return last.sled_kg
    return _rounded(last.sled_kg + STEP_SHARE * weight_kg)


def _rounded(kg: float) -> float:
    """Down to half a kilogram, as plates come."""
    return max(LIGHTEST_KG, int(kg * 2) / 2)
