"""Bars of time. Other programs on the machine make a try longer and never shorter, so the best of a few tries counts:
a busy machine then fails nothing, and what has become slow fails all of them."""

from collections.abc import Callable

MOST_TRIES = 5


def best(bar: float, measure: Callable[[], float]) -> float:
    """The least that a few tries measured; the first that meets the bar ends them."""
    least = measure()
    for _ in range(MOST_TRIES - 1):
        if least <= bar:
            break
        least = min(least, measure())
    return least
