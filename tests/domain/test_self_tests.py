"""Self tests: what tries come to, what is refused, and that noise is never called a change."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import NOW, PARIS, TODAY
from webapp.domain import self_tests
from webapp.domain.problems import Invalid, Reason
from webapp.domain.self_tests import RULES, Result, SelfTestKind, Side


def result(kind: SelfTestKind = SelfTestKind.BACKWARD_3M, *tries: float, **fields: Any) -> Result:
    side = RULES[kind].sides[0] if RULES[kind].sides else None
    usual = Result(id=uuid4(), kind=kind, done_at=NOW, time_zone=PARIS, tries=tries or (4.0,), side=side)
    return replace(usual, **fields)


@pytest.mark.parametrize(
    ("kind", "tries", "value"),
    [
        (SelfTestKind.BACKWARD_3M, (4.2, 3.8), 4.0),
        (SelfTestKind.BACKWARD_3M, (4.2,), 4.2),
        (SelfTestKind.TUG, (9.5,), 9.5),
        (SelfTestKind.TUG, (9.5, 10.5), 10.0),
        (SelfTestKind.CHAIR_STAND, (12,), 12),
        (SelfTestKind.ONE_LEG, (12.5, 30, 21), 30),
        (SelfTestKind.ONE_LEG, (50, 30), 45),
        (SelfTestKind.WALK_10M, (8, 8), 1.25),
        (SelfTestKind.WALK_10M, (12, 8), 1.0),
        (SelfTestKind.HEEL_RISE, (21,), 21),
    ],
)
def test_tries_come_to_a_result(kind: SelfTestKind, tries: tuple[float, ...], value: float) -> None:
    assert self_tests.value_of(kind, tries) == pytest.approx(value)


def test_a_chair_stand_with_the_arms_scores_nought() -> None:
    assert result(SelfTestKind.CHAIR_STAND, 12, used_arms=True).value == 0
    assert result(SelfTestKind.CHAIR_STAND, 12).value == 12


def test_without_a_try_there_is_no_result() -> None:
    with pytest.raises(ValueError, match="needs a try"):
        self_tests.value_of(SelfTestKind.TUG, ())


# What is more than noise, a smaller figure that may be named, and what groups of people had.
NOISE: dict[SelfTestKind, tuple[float, float | None, list[float]] | None] = {
    SelfTestKind.BACKWARD_3M: (0.9, None, [1.69, 2.94, 4.33]),
    SelfTestKind.TUG: (2.0, None, [1.10, 1.28]),
    SelfTestKind.CHAIR_STAND: (2, None, [0.96]),
    SelfTestKind.WALK_10M: (0.10, 0.05, []),
    SelfTestKind.ONE_LEG: None,
    SelfTestKind.HEEL_RISE: None,
}


@pytest.mark.parametrize("kind", SelfTestKind)
def test_the_thresholds_are_those_of_the_study(kind: SelfTestKind) -> None:
    noise = RULES[kind].noise
    assert (noise and (noise.real, noise.small, [one.real for one in noise.studied])) == NOISE[kind]


@pytest.mark.parametrize(
    ("kind", "value", "asks"),
    [
        (SelfTestKind.BACKWARD_3M, 4.5, False),
        (SelfTestKind.BACKWARD_3M, 4.51, True),
        (SelfTestKind.TUG, 11.9, False),
        (SelfTestKind.TUG, 12.0, True),
        (SelfTestKind.WALK_10M, 0.3, False),
        (SelfTestKind.ONE_LEG, 0, False),
    ],
)
def test_the_plan_keeps_to_rails_or_a_helper_past_its_limits(kind: SelfTestKind, value: float, asks: bool) -> None:
    assert self_tests.asks_for_support(kind, value) is asks


@pytest.mark.parametrize("kind", SelfTestKind)
def test_the_ends_of_what_can_be_entered_are_taken(kind: SelfTestKind) -> None:
    rule = RULES[kind]
    self_tests.check(result(kind, *[rule.least] * rule.most_tries), now=NOW)
    self_tests.check(result(kind, rule.most), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        (result(tries=()), "try_1", Reason.MISSING),
        (result(SelfTestKind.TUG, 9, 9, 9), "try_1", Reason.TOO_MANY),
        (result(SelfTestKind.BACKWARD_3M, 4, 0.4), "try_2", Reason.TOO_SMALL),
        (result(SelfTestKind.BACKWARD_3M, 61), "try_1", Reason.TOO_LARGE),
        (result(SelfTestKind.ONE_LEG, 45.1), "try_1", Reason.TOO_LARGE),
        (result(SelfTestKind.CHAIR_STAND, 10.5), "try_1", Reason.NOT_WHOLE),
        (result(SelfTestKind.CHAIR_STAND, float("nan")), "try_1", Reason.TOO_SMALL),
        (result(SelfTestKind.ONE_LEG, 10, side=None), "side", Reason.MISSING),
        (result(SelfTestKind.ONE_LEG, 10, side=Side.BOTH), "side", Reason.NOT_A_CHOICE),
        (result(SelfTestKind.TUG, 10, side=Side.LEFT), "side", Reason.NOT_A_CHOICE),
        (result(done_at=NOW + dt.timedelta(days=2)), "date", Reason.IN_THE_FUTURE),
        (result(done_at=NOW.replace(year=1999)), "date", Reason.TOO_EARLY),
        (result(note="x" * 2001), "note", Reason.TOO_LONG),
    ],
)
def test_what_cannot_be_is_refused(wrong: Result, field: str, reason: Reason) -> None:
    with pytest.raises(Invalid) as refused:
        self_tests.check(wrong, now=NOW)
    assert [(problem.field, problem.reason) for problem in refused.value.problems] == [(field, reason)]


def test_a_test_is_due_again_in_six_weeks_and_in_a_plan_in_three() -> None:
    assert self_tests.due_on(TODAY, in_plan=False) == TODAY + dt.timedelta(days=42)
    assert self_tests.due_on(TODAY, in_plan=True) == TODAY + dt.timedelta(days=21)
