"""Published limits and usual ranges of the self tests are those of the studies."""

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.domain import norms
from webapp.domain.norms import CUTOFFS, NORMS
from webapp.domain.safety import SLOW_BACKWARD_S, Sex
from webapp.domain.self_tests import SelfTestKind

SCIENCE = Path(__file__).parents[3] / "shared/science/science.json"
# Key, limit, people, mean age, sensitivity and specificity in percent, whether it was verified.
LIMITS = {
    SelfTestKind.BACKWARD_3M: [
        ("carter_low", 3.0, None, None, None, None, True),
        ("polo_ferrero_3_5", 3.5, 483, 76, 98, None, True),
        ("parkinson", 4.2, 175, None, None, None, True),
        ("carter_high", 4.5, None, None, None, None, True),
        ("fritz", 5.0, None, None, None, None, True),
        ("polo_ferrero_5_5", 5.5, 483, 76, 59.5, 68.6, True),
        ("kapan_future", 8.15, 217, 80, None, None, True),
        ("kapan_past", 9.31, 217, 80, None, None, True),
    ],
    SelfTestKind.TUG: [
        ("cdc", 12.0, None, None, None, None, False),
        ("barry", 13.5, None, None, 31, 74, True),
    ],
    SelfTestKind.CHAIR_STAND: [],
    SelfTestKind.ONE_LEG: [
        ("vellas", 5.0, None, None, None, None, False),
        ("araujo", 10.0, 1702, None, None, None, True),
    ],
    SelfTestKind.WALK_10M: [
        ("fallers", 0.76, None, None, None, None, True),
        ("limited", 0.8, None, None, None, None, False),
        ("healthy", 1.0, None, None, None, None, False),
        ("fallers_fast", 1.13, None, None, None, None, True),
        ("moderate", 1.29, None, None, None, None, True),
    ],
    SelfTestKind.HEEL_RISE: [],
}
CHAIR = {
    Sex.MAN: {60: (14, 19), 65: (12, 18), 70: (12, 17), 75: (11, 17), 80: (10, 15), 85: (8, 14), 90: (7, 12)},
    Sex.WOMAN: {60: (12, 17), 65: (11, 16), 70: (10, 15), 75: (10, 15), 80: (9, 14), 85: (8, 13), 90: (4, 11)},
}


@pytest.fixture(scope="module")
def science() -> dict[str, Any]:
    if not SCIENCE.is_file():
        pytest.skip(f"needs {SCIENCE}, which is not part of Backstride")
    found: dict[str, Any] = json.loads(SCIENCE.read_text())["tests"]
    return found


@pytest.mark.parametrize("kind", SelfTestKind)
def test_the_limits_stand_side_by_side_the_lowest_first(kind: SelfTestKind) -> None:
    found = [
        (one.key, one.limit, one.people, one.age, one.sensitivity, one.specificity, one.is_verified)
        for one in norms.cutoffs_of(kind)
    ]
    assert found == LIMITS[kind]


def test_the_ranges_of_the_chair_stand() -> None:
    found = {
        (one.sex, one.youngest, one.oldest, one.low, one.high) for one in NORMS if one.kind is SelfTestKind.CHAIR_STAND
    }
    assert found == {(sex, age, age + 4, *two) for sex, ages in CHAIR.items() for age, two in ages.items()}


def test_the_norms_of_timed_up_and_go() -> None:
    found = [(one.youngest, one.oldest, one.middle, one.low, one.high) for one in norms.norms_of(SelfTestKind.TUG)]
    assert found == [(60, 69, 8.1, 7.1, 9.0), (70, 79, 9.2, 8.2, 10.2), (80, 99, 11.3, 10.0, 12.7)]


def test_the_means_of_the_stance_are_marked_as_not_verified() -> None:
    found = norms.norms_of(SelfTestKind.ONE_LEG)
    assert [(one.youngest, one.middle) for one in found] == [
        (18, 44.7), (40, 41.9), (50, 41.2), (60, 32.1), (70, 21.5), (80, 9.4)
    ]  # fmt: skip
    assert not any(one.is_verified for one in found)


def test_the_two_samples_of_walking_backward() -> None:
    found = {(one.key, one.sex, one.low, one.middle, one.high) for one in norms.norms_of(SelfTestKind.BACKWARD_3M)}
    assert found == {
        ("quick", Sex.MAN, None, None, 2.23),
        ("average", Sex.MAN, 2.23, None, 3.00),
        ("slow", Sex.MAN, 3.00, None, 3.9),
        ("quick", Sex.WOMAN, None, None, 2.60),
        ("average", Sex.WOMAN, 2.60, None, 3.50),
        ("slow", Sex.WOMAN, 3.50, None, 3.90),
        ("not_fallen", None, 3.8, 5.1, 6.4),
        ("fallen", None, 3.4, 6.8, 10.2),
    }


@pytest.mark.parametrize(
    ("kind", "age", "sex", "found"),
    [
        (SelfTestKind.CHAIR_STAND, 72, Sex.WOMAN, [(10, 15)]),
        (SelfTestKind.CHAIR_STAND, 72, None, [(10, 15), (12, 17)]),
        (SelfTestKind.CHAIR_STAND, 59, Sex.MAN, []),
        (SelfTestKind.CHAIR_STAND, 64, Sex.MAN, [(14, 19)]),
        (SelfTestKind.CHAIR_STAND, 95, Sex.MAN, []),
        (SelfTestKind.BACKWARD_3M, 50, Sex.MAN, [(None, 2.23), (2.23, 3.00), (3.00, 3.9)]),
        (SelfTestKind.BACKWARD_3M, 76, Sex.WOMAN, [(3.8, 6.4), (3.4, 10.2)]),
        (SelfTestKind.TUG, 79, Sex.WOMAN, [(8.2, 10.2)]),
        (SelfTestKind.HEEL_RISE, 70, Sex.WOMAN, []),
    ],
)
def test_the_band_is_that_of_ones_age_and_sex(
    kind: SelfTestKind, age: int, sex: Sex | None, found: list[object]
) -> None:
    assert [(one.low, one.high) for one in norms.norms_of(kind, age=age, sex=sex)] == found


def test_an_age_is_known_only_with_the_year_of_birth() -> None:
    assert norms.age_on(1950, 2026) == 76
    assert norms.age_on(None, 2026) is None


def test_the_chair_stand_is_that_of_the_science_file(science: dict[str, Any]) -> None:
    ranges = science["chair_stand_30s"]["normal_range"]
    for sex, named in ((Sex.MAN, "men"), (Sex.WOMAN, "women")):
        assert {f"{age}-{age + 4}": [*two] for age, two in CHAIR[sex].items()} == ranges[named]


def test_the_stance_is_that_of_the_science_file(science: dict[str, Any]) -> None:
    found = {f"{one.youngest}-{one.oldest}": one.middle for one in norms.norms_of(SelfTestKind.ONE_LEG)}
    assert found == science["single_leg"]["norms_best_of_3_s"]


def test_every_limit_stands_in_the_science_file(science: dict[str, Any]) -> None:
    named = {
        SelfTestKind.BACKWARD_3M: "backward_3m",
        SelfTestKind.TUG: "tug",
        SelfTestKind.ONE_LEG: "single_leg",
        SelfTestKind.WALK_10M: "gait_10m",
    }
    for one in CUTOFFS:
        assert f"{one.limit:g}" in json.dumps(science[named[one.kind]]), one.key


def test_the_thresholds_stand_in_the_science_file(science: dict[str, Any]) -> None:
    assert science["backward_3m"]["reliability"]["working_mdc_s"] == 0.9
    assert science["tug"]["real_change_s"] == 2.0
    assert science["chair_stand_30s"]["real_change_reps"] == 2
    assert science["gait_10m"]["real_change_ms"] == {
        "small": 0.05,
        "clinically_meaningful": 0.1,
        "conf": "S (PMC6521916)",
    }


@pytest.mark.parametrize(
    ("kind", "age", "sex", "lines"),
    [
        (SelfTestKind.BACKWARD_3M, None, None, [SLOW_BACKWARD_S]),
        (SelfTestKind.BACKWARD_3M, norms.OLDER_FROM, None, []),
        (SelfTestKind.CHAIR_STAND, 66, Sex.WOMAN, [11]),
        (SelfTestKind.CHAIR_STAND, 66, None, []),
        (SelfTestKind.TUG, 66, Sex.WOMAN, []),
    ],
)
def test_a_chart_has_the_line_that_helps_at_that_age(
    kind: SelfTestKind, age: int | None, sex: Sex | None, lines: list[float]
) -> None:
    assert norms.reference_lines(kind, age=age, sex=sex) == lines
