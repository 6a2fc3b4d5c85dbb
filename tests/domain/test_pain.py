"""The traffic light of pain, and what counts as a change."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import pain
from webapp.domain.pain import Before, Light, PainChange
from webapp.domain.walks import Pain, Site

TODAY = dt.date(2026, 11, 20)
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
    ("first", "lately", "sessions", "expected"),
    [
        ([6, 6, 6], [4, 4, 4], 8, PainChange.BETTER),
        ([6, 6, 6], [4, 4, 4], 7, PainChange.TOO_EARLY),
        ([7, 7, 7], [5, 5, 5], 9, PainChange.SLIGHTLY_BETTER),  # Two points, but only 29 percent.
        ([5, 5, 5], [4, 4, 4], 9, PainChange.SLIGHTLY_BETTER),
        ([7, 7, 7], [6, 6, 6], 9, PainChange.NO_CLEAR_CHANGE),  # One point, but only 14 percent.
        ([3, 3, 3], [3, 3, 3], 9, PainChange.NO_CLEAR_CHANGE),
        ([3, 3, 3], [4, 4, 4], 9, PainChange.SLIGHTLY_WORSE),
        ([3, 3, 3], [5, 5, 5], 9, PainChange.WORSE),
        ([0, 0, 0], [2, 2, 2], 9, PainChange.WORSE),
        ([], [2, 2, 2], 9, PainChange.TOO_EARLY),
        ([2, 2, 2], [], 9, PainChange.TOO_EARLY),
        ([8], [5], 8, PainChange.TOO_EARLY),
        ([8, 8], [5, 5, 5], 8, PainChange.TOO_EARLY),
        ([8, 8, 8], [5, 5], 8, PainChange.TOO_EARLY),
    ],
)
def test_a_change_needs_points_a_share_eight_sessions_and_three_scores_a_side(
    first: list[float], lately: list[float], sessions: int, expected: PainChange
) -> None:
    assert pain.change(first, lately, sessions=sessions) is expected


@given(st.lists(SCORES, min_size=1, max_size=9), st.lists(SCORES, min_size=1, max_size=9), st.integers(8, 99))
def test_better_is_never_said_of_less_than_two_points(first: list[int], lately: list[int], sessions: int) -> None:
    fell = sum(first) / len(first) - sum(lately) / len(lately)
    if pain.change(first, lately, sessions=sessions) is PainChange.BETTER:
        assert fell >= 2


@given(SCORES, SCORES, st.floats(0, 10))
def test_more_pain_never_makes_the_light_greener(worst: int, next_morning: int, usual: float) -> None:
    now, worse = (pain.light(score, next_morning, usual) for score in (worst, min(worst + 1, 10)))
    assert now is not None
    assert worse is not None
    assert worse >= now


@pytest.mark.parametrize(
    ("befores", "expected"),
    [
        ([], None),
        ([(40, 6)], 6),
        ([(40, 6), (30, 2)], 4),
        ([(40, 6), (28, 2), (27, 1), (2, 3)], 2.5),  # Two of the last 28 days are too few: all of them.
        ([(40, 6), (27, 1), (2, 3), (0, 5)], 3),
        ([(3, 0), (2, 0), (1, 9)], 0),
    ],
)
def test_what_is_usual_is_the_middle_of_before(befores: list[tuple[int, int]], expected: float | None) -> None:
    scores = [Before(TODAY - dt.timedelta(days=back), score) for back, score in befores]
    assert pain.usual(scores, TODAY) == expected


@pytest.mark.parametrize(
    ("worst", "next_morning", "usual", "expected"),
    [
        (5, None, None, False),
        (6, None, None, True),
        (6, None, 4.0, True),
        (6, None, 4.5, False),
        (7, None, 6.0, False),
        (8, None, 8.0, True),
        (None, 6, 2.0, True),
        (2, 4, 1.0, False),
        (None, None, None, False),
    ],
)
def test_too_much_is_above_five_and_above_usual_or_above_seven(
    worst: int | None, next_morning: int | None, usual: float | None, expected: bool
) -> None:
    assert pain.is_too_much(Pain(site=Site.HEEL, during=worst, next_morning=next_morning), usual) is expected


@pytest.mark.parametrize(
    ("worst", "next_morning", "usual", "expected"),
    [
        (3, None, None, True),
        (3, 9, 0.0, True),  # The bad morning is another rule's.
        (4, None, None, False),
        (4, 4, 3.0, True),
        (4, 5, 3.0, False),
        (5, None, 3.0, False),
        (5, None, 4.0, True),
        (6, None, 6.0, False),
    ],
)
def test_steady_is_no_more_than_a_point_above_usual_and_never_above_five(
    worst: int, next_morning: int | None, usual: float | None, expected: bool
) -> None:
    assert pain.is_steady(Pain(site=Site.HEEL, during=worst, next_morning=next_morning), usual) is expected
