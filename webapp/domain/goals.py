"""The weekly goal and the rule by which minutes count toward it.

WHO 2020 (Bull et al., Br J Sports Med 54:1451-1462): 150 to 300 minutes of moderate or 75 to 150 of vigorous
activity a week, or a mix; any duration counts. Moderate is 3 to under 6 MET, vigorous 6 and over. Walking backward
at 3.5 mph is 6.0 MET, right on the line, so 6.0 to under 6.5 counts once unless the person says it was vigorous.
"""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

ADVISED_MINUTES, ADVISED_VIGOROUS_MINUTES = (150, 300), (75, 150)
USUAL_GOAL_MINUTES = ADVISED_MINUTES[0]
SMALLEST_GOAL_MINUTES = 5
LARGEST_GOAL_MINUTES = 2000
# On the 0 to 10 scale of effort, 7 and 8 are vigorous.
VIGOROUS_EFFORT = 7
MODERATE_MET, VIGOROUS_MET, SURELY_VIGOROUS_MET = 3.0, 6.0, 6.5


class Counting(StrEnum):
    """How minutes count: each once, or by the WHO's rule."""

    PLAIN = "plain"
    WHO = "who"


class Ledger(NamedTuple):
    """Seconds of a walk, with those that the WHO's rule counts not at all and those that it counts twice."""

    seconds: int
    light_seconds: int
    vigorous_seconds: int

    def counted_seconds(self, counting: Counting) -> int:
        if counting is Counting.PLAIN:
            return self.seconds
        return self.seconds - self.light_seconds + self.vigorous_seconds


def ledger(stretches: list[tuple[int, float | None]], effort: int | None = None) -> Ledger:
    """Sort (seconds, MET) stretches by the WHO's intensity. An unknown MET counts once.

    `effort` is what the person said of the walk, 0 to 10; 7 and more makes 6.0 to under 6.5 MET vigorous.
    """
    said_vigorous = effort is not None and effort >= VIGOROUS_EFFORT
    vigorous_from = VIGOROUS_MET if said_vigorous else SURELY_VIGOROUS_MET
    known = [(seconds, round(met, 4)) for seconds, met in stretches if met is not None]
    return Ledger(
        seconds=sum(seconds for seconds, _ in stretches),
        light_seconds=sum(seconds for seconds, met in known if met < MODERATE_MET),
        vigorous_seconds=sum(seconds for seconds, met in known if met >= vigorous_from),
    )


def in_force(goals: Sequence[tuple[dt.date, int]], last_day: dt.date) -> int:
    """The goal in minutes of the week that ends on `last_day`: the last one set until then, else 150.

    `goals` are (start date, minutes), oldest first.
    """
    begun = [minutes for starts_on, minutes in goals if starts_on <= last_day]
    return begun[-1] if begun else USUAL_GOAL_MINUTES
