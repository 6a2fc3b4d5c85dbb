"""The traffic light of pain, and what counts as a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import pain
from webapp.domain.pain import Change, Light

SCORES = st.integers(0, 10)


@pytest.mark.parametrize(
    ("worst", "next_morning", "usual", "expected"),
    [
        (0, None, None, Light.GREEN),
        (2, None, None, Light.GREEN),
        (3, None, None, Light.AMBER),
        (5, None, None, Light.AMBER),
        (6, None, None, Light.RED),
        (2, 4, 2.0, Light.RED),
        (2, 3, 2.0, Light.GREEN),
        (2, 4, 2.5, Light.GREEN),
        (None, 4, 2.0, Light.RED),
        (None, 5, None, None),
        (None, 6, None, Light.RED),
        (1, 9, None, Light.RED),
        (6, 6, 5.0, Light.RED),
        (None, 6, 5.0, None),
        (None, None, 2.0, None),
    ],
)
def test_the_light_after_a_walk(
    worst: int | None, next_morning: int | None, usual: float | None, expected: Light | None
) -> None:
    assert pain.light(worst, next_morning, usual) is expected


@pytest.mark.parametrize(
    ("first_week", "lately", "sessions", "expected"),
    [
        ([6, 6, 6], [4, 4, 4], 8, Change.BETTER),
        ([6, 6, 6], [4, 4, 4], 7, Change.TOO_EARLY),
        ([7, 7], [5, 5], 9, Change.SLIGHTLY_BETTER),  # Two points, but only 29 percent.
        ([5], [4], 9, Change.SLIGHTLY_BETTER),
        ([7], [6], 9, Change.NO_CLEAR_CHANGE),  # One point, but only 14 percent.
        ([3], [3], 9, Change.NO_CLEAR_CHANGE),
        ([3], [4], 9, Change.SLIGHTLY_WORSE),
        ([3], [5], 9, Change.WORSE),
        ([0], [2], 9, Change.WORSE),
        ([], [2], 9, Change.TOO_EARLY),
        ([2], [], 9, Change.TOO_EARLY),
    ],
)
def test_a_change_needs_points_and_a_share_and_eight_sessions(
    first_week: list[float], lately: list[float], sessions: int, expected: Change
) -> None:
    assert pain.change(first_week, lately, sessions=sessions) is expected


@given(st.lists(SCORES, min_size=1, max_size=9), st.lists(SCORES, min_size=1, max_size=9), st.integers(8, 99))
def test_better_is_never_said_of_less_than_two_points(first: list[int], lately: list[int], sessions: int) -> None:
    fell = sum(first) / len(first) - sum(lately) / len(lately)
    if pain.change(first, lately, sessions=sessions) is Change.BETTER:
        assert fell >= 2


@given(SCORES, SCORES, st.floats(0, 10))
def test_more_pain_never_makes_the_light_greener(worst: int, next_morning: int, usual: float) -> None:
    now, worse = (pain.light(score, next_morning, usual) for score in (worst, min(worst + 1, 10)))
    assert now is not None
    assert worse is not None
    assert worse >= now


def test_what_is_usual_is_the_mean_of_before() -> None:
    assert pain.usual([2, 3, 4]) == 3
    assert pain.usual([]) is None
