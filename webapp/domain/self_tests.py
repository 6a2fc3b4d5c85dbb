"""Self tests of balance and strength: what can be entered, how tries make a result, and what is more than noise.

Protocols: 3-metre backward walk (Carter 2019, J Geriatr Phys Ther), timed up and go (Bohannon 2006; Barry 2014),
30-second chair stand (CDC STEADI), one-leg stance (Springer 2007), 10-metre walk (PMC6521916). A threshold that nobody
verified says so; without one nothing is claimed about a single change. Figures to compare with stand in norms.py.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import NamedTuple
from uuid import UUID

from webapp.domain import weeks
from webapp.domain.problems import Invalid, Problem, Reason, outside, outside_days
from webapp.domain.safety import SLOW_BACKWARD_S, SLOW_UP_AND_GO_S

LONGEST_NOTE = 2000
EARLIEST_DAY = dt.date(2000, 1, 1)
WALKWAY_M = 10.0
CHAIR_SECONDS, STANCE_SECONDS = 30, 45
# The plan asks for the tests before a level, half way and at its end; without a plan once in six weeks is enough.
WEEKS_OF_LEVEL = (1, 3, 6)
WEEKS_IN_PLAN, WEEKS_ALONE = 3, 6


class SelfTestKind(StrEnum):
    BACKWARD_3M = "backward_3m"
    TUG = "tug"
    CHAIR_STAND = "chair_stand"
    ONE_LEG = "one_leg"
    WALK_10M = "walk_10m"
    HEEL_RISE = "heel_rise"


class Unit(StrEnum):
    SECONDS = "s"
    METRES_A_SECOND = "m/s"
    COUNT = "count"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Sum(StrEnum):
    """How several tries make one result."""

    MEAN = "mean"
    BEST = "best"


class Group(StrEnum):
    """The people whom a study of repeated tests was about."""

    MULTIPLE_SCLEROSIS = "multiple_sclerosis"
    KNEE_ARTHRITIS = "knee_arthritis"
    PARTIAL_KNEE = "partial_knee"
    NEW_KNEE = "new_knee"
    NEW_HIP = "new_hip"


class Studied(NamedTuple):
    """What a change had to reach in one group, in the unit of the result; `people` is None where not known."""

    group: Group
    real: float
    people: int | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Noise:
    """What a single change has to reach before anything is said of it, in the unit of the result.

    `small` may be named as a small change, `real` as a change; `studied` are the figures of groups for whom it differs.
    """

    real: float
    small: float | None = None
    source: str
    studied: tuple[Studied, ...] = ()
    # Worked out by us, from how close two tries were in a study.
    is_derived: bool = False

    @property
    def least(self) -> float:
        return self.real if self.small is None else self.small


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a kind of test measures: the unit of its result, and the least and most that one try can be.

    Tries are in seconds or are counts; the walk of 10 m is timed in seconds and results in metres a second.
    """

    unit: Unit
    is_lower_better: bool
    least: float
    most: float
    most_tries: int = 1
    sum: Sum = Sum.MEAN
    sides: tuple[Side, ...] = ()
    needs_helper: bool = False
    # Whether the help of the arms is asked for; then the result is 0.
    asks_for_arms: bool = False
    noise: Noise | None = None
    # How many decimals of a result are shown.
    digits: int = 1
    has_timer: bool = True
    has_countdown: bool = True
    has_practice: bool = False
    # After so many seconds a run ends by itself.
    lasts_s: int | None = None

    @property
    def counts(self) -> bool:
        return self.unit is Unit.COUNT


# One stand is more than 0.96, but a stand more or less is quickly counted wrong: we ask for two.
_CHAIR_STAND = "Acta Ortop Bras, 50-foot walk and 30-second chair stand"
RULES: dict[SelfTestKind, Rule] = {
    # Mean or best of two or three tries: that is from memory, so we take the mean of two after a practice, and say so.
    # 0.9 s is derived: 1.96 × √2 × 1.3 s × √(1 − 0.94), from Polo-Ferrero 2025 and Ozden 2021.
    SelfTestKind.BACKWARD_3M: Rule(
        unit=Unit.SECONDS,
        is_lower_better=True,
        least=0.5,
        most=60,
        most_tries=2,
        needs_helper=True,
        digits=2,
        has_practice=True,
        noise=Noise(
            real=0.9,
            is_derived=True,
            source="Ozden 2021; Polo-Ferrero 2025",
            studied=(
                Studied(Group.MULTIPLE_SCLEROSIS, 1.69, None, "Soke 2022"),
                Studied(Group.NEW_KNEE, 2.94, 28, "doi 10.1055/s-0039-1681099"),
                Studied(Group.NEW_HIP, 4.33, 29, "Ozden 2020, doi 10.1016/j.jajs.2020.11.002"),
            ),
        ),
    ),
    SelfTestKind.TUG: Rule(
        unit=Unit.SECONDS,
        is_lower_better=True,
        least=2,
        most=180,
        most_tries=2,
        # The careful figure: in the groups that were timed twice less was enough.
        noise=Noise(
            real=2.0,
            source="PMC6521916",
            studied=(
                Studied(Group.KNEE_ARTHRITIS, 1.10, 65, "doi 10.1186/s12891-015-0637-8"),
                Studied(Group.PARTIAL_KNEE, 1.28, 68, "Timed up and go after a partial knee replacement"),
            ),
        ),
    ),
    SelfTestKind.CHAIR_STAND: Rule(
        unit=Unit.COUNT,
        is_lower_better=False,
        least=0,
        most=60,
        asks_for_arms=True,
        lasts_s=CHAIR_SECONDS,
        noise=Noise(real=2, source=_CHAIR_STAND, studied=(Studied(Group.NEW_KNEE, 0.96, 33, _CHAIR_STAND),)),
    ),
    SelfTestKind.ONE_LEG: Rule(
        unit=Unit.SECONDS,
        is_lower_better=False,
        least=0,
        most=STANCE_SECONDS,
        most_tries=3,
        sum=Sum.BEST,
        sides=(Side.LEFT, Side.RIGHT),
        lasts_s=STANCE_SECONDS,
    ),
    SelfTestKind.WALK_10M: Rule(
        unit=Unit.METRES_A_SECOND,
        is_lower_better=False,
        least=2,
        most=120,
        most_tries=2,
        digits=2,
        has_countdown=False,
        noise=Noise(real=0.10, small=0.05, source="PMC6521916"),
    ),
    # Optional, for the endurance of the calves (claim C10); no cut-off, no norm and no threshold is known here.
    SelfTestKind.HEEL_RISE: Rule(
        unit=Unit.COUNT,
        is_lower_better=False,
        least=0,
        most=300,
        sides=(Side.LEFT, Side.RIGHT, Side.BOTH),
        has_timer=False,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Result:
    """One test on a day: its tries in seconds or counts, in order. `used_arms` is for the chair stand alone."""

    id: UUID
    kind: SelfTestKind
    done_at: dt.datetime
    time_zone: str
    tries: tuple[float, ...]
    had_helper: bool = False
    used_arms: bool = False
    side: Side | None = None
    note: str = ""

    @property
    def done_on(self) -> dt.date:
        return weeks.local_date(self.done_at, self.time_zone)

    @property
    def value(self) -> float:
        return value_of(self.kind, self.tries, used_arms=self.used_arms)


def value_of(kind: SelfTestKind, tries: Sequence[float], *, used_arms: bool = False) -> float:
    """What tries come to: seconds, metres a second (10 m over the mean), or a count.

    Standing up with the help of the arms scores 0 (CDC STEADI); a stance counts 45 s at most. Raises ValueError when
    there is no try.
    """
    if not tries:
        raise ValueError("a result needs a try")
    rule = RULES[kind]
    together = max(tries) if rule.sum is Sum.BEST else fmean(tries)
    if rule.asks_for_arms and used_arms:
        return 0.0
    if rule.unit is Unit.METRES_A_SECOND:
        return WALKWAY_M / together
    return min(together, float(rule.lasts_s)) if rule.lasts_s and not rule.counts else together


def check(result: Result, *, now: dt.datetime) -> None:
    """Raise Invalid with everything that can't be: no try, too many, one out of range, a day to come."""
    rule = RULES[result.kind]
    problems = [] if result.tries else [Problem("try_1", Reason.MISSING)]
    if len(result.tries) > rule.most_tries:
        problems.append(Problem("try_1", Reason.TOO_MANY, rule.most_tries))
    for number, value in enumerate(result.tries, start=1):
        out = outside(f"try_{number}", value, rule.least, rule.most)
        is_half = rule.counts and not out and not float(value).is_integer()
        problems += [Problem(f"try_{number}", Reason.NOT_WHOLE)] if is_half else out
    if (result.side not in rule.sides) if rule.sides else result.side is not None:
        problems.append(Problem("side", Reason.NOT_A_CHOICE if result.side else Reason.MISSING))
    problems += outside_days("date", result.done_on, EARLIEST_DAY, weeks.local_date(now, result.time_zone))
    if len(result.note) > LONGEST_NOTE:
        problems.append(Problem("note", Reason.TOO_LONG, LONGEST_NOTE))
    if problems:
        raise Invalid(*problems)


def asks_for_support(kind: SelfTestKind, value: float) -> bool:
    """Whether the plan keeps to rails or a helper after this result: 3MBW above 4.5 s, TUG of 12 s or more."""
    if kind is SelfTestKind.BACKWARD_3M:
        return value > SLOW_BACKWARD_S
    return kind is SelfTestKind.TUG and value >= SLOW_UP_AND_GO_S


def best(kind: SelfTestKind, values: Iterable[float]) -> float:
    """The best of some results of a kind. Raises ValueError when there is none."""
    return min(values) if RULES[kind].is_lower_better else max(values)


def due_on(last: dt.date, *, in_plan: bool) -> dt.date:
    """When to do a test again: three weeks after the last one while a plan runs, else six."""
    return last + dt.timedelta(weeks=WEEKS_IN_PLAN if in_plan else WEEKS_ALONE)
