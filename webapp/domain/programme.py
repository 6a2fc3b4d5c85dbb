"""Level 1 of the plan: six weeks of three sessions, from 5 minutes backward to 20.

Dose: 5 to 20 minutes, three times a week for six weeks, as in the trials (Alghadir 2019: 10 min; Heath 2001: 15 min);
the table of sessions is our own.
"""

from typing import NamedTuple

WARM_UP_MINUTES, COOL_DOWN_MINUTES = 5, 3


class Session(NamedTuple):
    """Sets of minutes backward and forward, between a warm-up and a cool-down forward."""

    week: int
    sets: int
    backward_minutes: int
    forward_minutes: int

    @property
    def minutes(self) -> int:
        walked = self.sets * (self.backward_minutes + self.forward_minutes)
        return WARM_UP_MINUTES + walked + COOL_DOWN_MINUTES


LEVEL_1 = tuple(
    Session(week, *sets)
    for week, sessions in enumerate(
        (
            ((5, 1, 1), (5, 1, 1), (5, 1, 1)),
            ((3, 2, 1), (3, 2, 1), (4, 2, 1)),
            ((4, 2, 1), (3, 3, 1), (3, 3, 1)),
            ((2, 5, 2), (2, 5, 2), (4, 3, 1)),
            ((3, 4, 1), (2, 6, 2), (3, 5, 1)),
            ((3, 5, 1), (2, 8, 2), (2, 10, 2)),
        ),
        1,
    )
    for sets in sessions
)
