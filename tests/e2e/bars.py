"""Bars of time. The gate only asks that a thing happens at all; how quickly is judged in the long form.

Other programs on the machine make a try longer and never shorter, so the best of a few tries counts there.
"""

from collections.abc import Callable
from math import inf

from tests.factories import IS_LONG

MOST_TRIES = 5


def is_within(bar: float, measure: Callable[[], float]) -> bool:
    """Whether the best of a few tries meets the bar; in the gate one try has to be finite, and no more.

    A measure answers inf when what it times did not happen, or not as often as it should.
    """
    tries = [measure()]
    while IS_LONG and min(tries) > bar and len(tries) < MOST_TRIES:
        tries.append(measure())
    return min(tries) <= bar if IS_LONG else tries[0] < inf
