"""What studies found about the self tests: cut-offs, which disagree, and what is usual for an age and a sex.

Each figure names its source. `is_verified` is false for one that was written from memory and not read in
its source. None of them is a diagnosis.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.safety import SLOW_BACKWARD_S, Sex
from webapp.domain.self_tests import SelfTestKind

# From about here many people who never fell take longer than 4.5 s for 3 m backward (Polo-Ferrero 2025).
OLDER_FROM = 75
# The range of these is the middle and one standard deviation on each side, not what a study printed as a range.
WITH_SPREAD = {"not_fallen", "fallen"}


@dataclass(frozen=True, kw_only=True)
class Cutoff:
    """A published limit, in the unit of its test. Sensitivity and specificity are in percent, the age is the mean."""

    key: str
    kind: SelfTestKind
    limit: float
    source: str
    is_verified: bool = True
    people: int | None = None
    age: int | None = None
    sensitivity: float | None = None
    specificity: float | None = None


@dataclass(frozen=True, kw_only=True)
class Norm:
    """What is usual: a range, or a middle, in the unit of the test, for ages from `youngest` to `oldest`."""

    kind: SelfTestKind
    key: str = ""
    low: float | None = None
    high: float | None = None
    middle: float | None = None
    youngest: int = 18
    oldest: int = 120
    sex: Sex | None = None
    source: str
    is_verified: bool = True

    def fits(self, age: int | None, sex: Sex | None) -> bool:
        """Whether this is for somebody of an age and a sex; what was not said could be anything."""
        is_of_age = age is None or self.youngest <= age <= self.oldest
        return is_of_age and (self.sex is None or sex is None or self.sex == sex)


CUTOFFS: tuple[Cutoff, ...] = (
    Cutoff(key="carter_low", kind=SelfTestKind.BACKWARD_3M, limit=3.0, source="Carter 2019, 2020"),
    Cutoff(key="carter_high", kind=SelfTestKind.BACKWARD_3M, limit=4.5, source="Carter 2019, 2020"),
    Cutoff(key="polo_ferrero_3_5", kind=SelfTestKind.BACKWARD_3M, limit=3.5, source="Polo-Ferrero 2025", people=483,
           age=76, sensitivity=98),
    Cutoff(key="polo_ferrero_5_5", kind=SelfTestKind.BACKWARD_3M, limit=5.5, source="Polo-Ferrero 2025", people=483,
           age=76, sensitivity=59.5, specificity=68.6),
    Cutoff(key="fritz", kind=SelfTestKind.BACKWARD_3M, limit=5.0, source="Fritz 2013"),
    Cutoff(key="parkinson", kind=SelfTestKind.BACKWARD_3M, limit=4.2, source="Carter 2020", people=175),
    Cutoff(key="kapan_future", kind=SelfTestKind.BACKWARD_3M, limit=8.15, source="Kapan 2025", people=217, age=80),
    Cutoff(key="kapan_past", kind=SelfTestKind.BACKWARD_3M, limit=9.31, source="Kapan 2025", people=217, age=80),
    Cutoff(key="cdc", kind=SelfTestKind.TUG, limit=12.0, source="CDC STEADI", is_verified=False),
    Cutoff(key="barry", kind=SelfTestKind.TUG, limit=13.5, source="Barry 2014", sensitivity=31, specificity=74),
    Cutoff(key="araujo", kind=SelfTestKind.ONE_LEG, limit=10.0, source="Araujo 2022", people=1702),
    Cutoff(key="vellas", kind=SelfTestKind.ONE_LEG, limit=5.0, source="Vellas 1997", is_verified=False),
    Cutoff(key="fallers", kind=SelfTestKind.WALK_10M, limit=0.76, source="PMC4912425"),
    Cutoff(key="fallers_fast", kind=SelfTestKind.WALK_10M, limit=1.13, source="PMC4912425"),
    Cutoff(key="limited", kind=SelfTestKind.WALK_10M, limit=0.8, source="", is_verified=False),
    Cutoff(key="healthy", kind=SelfTestKind.WALK_10M, limit=1.0, source="", is_verified=False),
    Cutoff(key="moderate", kind=SelfTestKind.WALK_10M, limit=1.29, source="PubMed 35876127"),
)  # fmt: skip


def _backward(key: str, low: float | None, high: float | None, sex: Sex) -> Norm:
    """Healthy Nigerian adults, n = 1601; slower with age (r = 0.51)."""
    # Above 70 the sample from Spain lies nearer.
    return Norm(
        kind=SelfTestKind.BACKWARD_3M, key=key, low=low, high=high, oldest=69, sex=sex, source="SafetyLit 771520"
    )


def _chair(youngest: int, low: int, high: int, sex: Sex) -> Norm:
    return Norm(
        kind=SelfTestKind.CHAIR_STAND,
        low=low,
        high=high,
        youngest=youngest,
        oldest=youngest + 4,
        sex=sex,
        source="CDC STEADI",
    )


_CHAIR = {
    60: ((12, 17), (14, 19)),
    65: ((11, 16), (12, 18)),
    70: ((10, 15), (12, 17)),
    75: ((10, 15), (11, 17)),
    80: ((9, 14), (10, 15)),
    85: ((8, 13), (8, 14)),
    90: ((4, 11), (7, 12)),
}
_TUG = {(60, 69): (8.1, 7.1, 9.0), (70, 79): (9.2, 8.2, 10.2), (80, 99): (11.3, 10.0, 12.7)}
_ONE_LEG = {(18, 39): 44.7, (40, 49): 41.9, (50, 59): 41.2, (60, 69): 32.1, (70, 79): 21.5, (80, 99): 9.4}
NORMS: tuple[Norm, ...] = (
    _backward("quick", None, 2.60, Sex.WOMAN),
    _backward("average", 2.60, 3.50, Sex.WOMAN),
    _backward("slow", 3.50, 3.90, Sex.WOMAN),
    _backward("quick", None, 2.23, Sex.MAN),
    _backward("average", 2.23, 3.00, Sex.MAN),
    _backward("slow", 3.00, 3.9, Sex.MAN),
    Norm(kind=SelfTestKind.BACKWARD_3M, key="not_fallen", middle=5.1, low=3.8, high=6.4, youngest=70,
         source="Polo-Ferrero 2025"),
    Norm(kind=SelfTestKind.BACKWARD_3M, key="fallen", middle=6.8, low=3.4, high=10.2, youngest=70,
         source="Polo-Ferrero 2025"),
    *(
        Norm(kind=SelfTestKind.TUG, middle=middle, low=low, high=high, youngest=youngest, oldest=oldest,
             source="Bohannon 2006")
        for (youngest, oldest), (middle, low, high) in _TUG.items()
    ),
    *(_chair(youngest, *women, Sex.WOMAN) for youngest, (women, _) in _CHAIR.items()),
    *(_chair(youngest, *men, Sex.MAN) for youngest, (_, men) in _CHAIR.items()),
    *(
        Norm(kind=SelfTestKind.ONE_LEG, middle=middle, youngest=youngest, oldest=oldest, source="Springer 2007",
             is_verified=False)
        for (youngest, oldest), middle in _ONE_LEG.items()
    ),
)  # fmt: skip


def cutoffs_of(kind: SelfTestKind) -> Sequence[Cutoff]:
    """The published limits of a test, the lowest first."""
    return sorted((cutoff for cutoff in CUTOFFS if cutoff.kind is kind), key=lambda cutoff: cutoff.limit)


def norms_of(kind: SelfTestKind, *, age: int | None = None, sex: Sex | None = None) -> Sequence[Norm]:
    """The norms of a test that fit somebody; all of them when neither age nor sex is known."""
    return [norm for norm in NORMS if norm.kind is kind and norm.fits(age, sex)]


def age_on(birth_year: int | None, year: int) -> int | None:
    """The age in years that somebody reaches in a year: the day of birth is not asked."""
    return None if birth_year is None else year - birth_year


def reference_lines(kind: SelfTestKind, *, age: int | None, sex: Sex | None) -> list[float]:
    """What helps to read a course of results: the plan's limit, unless most of that age are above it, or the norm."""
    if kind is SelfTestKind.BACKWARD_3M and (age is None or age < OLDER_FROM):
        return [SLOW_BACKWARD_S]
    if kind is SelfTestKind.CHAIR_STAND and age and sex:
        return [norm.low for norm in norms_of(kind, age=age, sex=sex) if norm.low]
    return []
