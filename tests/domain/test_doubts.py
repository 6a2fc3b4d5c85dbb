"""What only looks right is asked about; what people really do is not."""

import pytest

from webapp.domain import doubts
from webapp.domain.energy import Mode
from webapp.domain.problems import Reason


@pytest.mark.parametrize(
    ("mode", "kmh", "reason"),
    [
        (Mode.FORWARD_WALK, 0.06, Reason.IS_IT_SO_SLOW),
        (Mode.FORWARD_WALK, 0.8, None),
        (Mode.FORWARD_WALK, 7.2, None),
        (Mode.FORWARD_WALK, 12.0, Reason.IS_IT_SO_FAST),
        (Mode.BACKWARD_WALK, 0.5, None),
        (Mode.BACKWARD_WALK, 9.0, Reason.IS_IT_SO_FAST),
        (Mode.FORWARD_RUN, 18.0, None),
        (Mode.FORWARD_WALK, None, None),
    ],
)
def test_a_speed(mode: Mode, kmh: float | None, reason: Reason | None) -> None:
    found = doubts.of_speed(mode, kmh)
    assert (found and found.reason) == reason


@pytest.mark.parametrize(
    ("kg", "before", "reason"),
    [
        (70.0, None, None),
        (400.0, None, Reason.IS_IT_THIS_WEIGHT),
        (165.0, None, Reason.IS_IT_THIS_WEIGHT),
        (118.0, None, None),
        (25.0, None, Reason.IS_IT_THIS_WEIGHT),
        (72.0, 70.0, None),
        (158.7, 72.0, Reason.IS_IT_SO_DIFFERENT),
        (25.0, 24.0, None),
        (210.0, 205.0, None),
    ],
)
def test_a_body_weight(kg: float, before: float | None, reason: Reason | None) -> None:
    found = doubts.of_weight(kg, before)
    assert (found and found.reason) == reason


def test_minutes_slope_and_load() -> None:
    asked = [doubts.of_minutes(500), doubts.of_minutes(95, backward=True), doubts.of_slope(-30), doubts.of_load(60)]
    assert all(asked)
    usual = [doubts.of_minutes(300), doubts.of_minutes(40, backward=True), doubts.of_slope(12), doubts.of_load(15)]
    assert not any(usual)
