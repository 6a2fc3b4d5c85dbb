"""What counts as a change between self tests: noise and practice are never called one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import changes, self_tests
from webapp.domain.changes import Change
from webapp.domain.self_tests import RULES, SelfTestKind

kinds = st.sampled_from(SelfTestKind)
values = st.floats(0, 200).map(lambda value: round(value, 2))


@pytest.mark.parametrize(
    ("kind", "before", "now", "change"),
    [
        (SelfTestKind.BACKWARD_3M, 4.5, 3.6, Change.BETTER),
        (SelfTestKind.BACKWARD_3M, 4.5, 3.61, Change.WITHIN_NOISE),
        (SelfTestKind.BACKWARD_3M, 3.6, 4.5, Change.WORSE),
        (SelfTestKind.BACKWARD_3M, 4.0, 4.0, Change.WITHIN_NOISE),
        (SelfTestKind.TUG, 11.0, 9.1, Change.WITHIN_NOISE),
        (SelfTestKind.TUG, 11.0, 9.0, Change.BETTER),
        (SelfTestKind.TUG, 9.0, 11.0, Change.WORSE),
        (SelfTestKind.CHAIR_STAND, 10, 11, Change.WITHIN_NOISE),
        (SelfTestKind.CHAIR_STAND, 10, 12, Change.BETTER),
        (SelfTestKind.CHAIR_STAND, 12, 10, Change.WORSE),
        (SelfTestKind.WALK_10M, 1.0, 1.04, Change.WITHIN_NOISE),
        (SelfTestKind.WALK_10M, 1.0, 1.05, Change.SLIGHTLY_BETTER),
        (SelfTestKind.WALK_10M, 1.1, 1.0, Change.WORSE),
        (SelfTestKind.WALK_10M, 1.0, 0.93, Change.SLIGHTLY_WORSE),
        (SelfTestKind.WALK_10M, 1.0, 1.1, Change.BETTER),
        (SelfTestKind.ONE_LEG, 5, 45, Change.NOT_KNOWN),
        (SelfTestKind.HEEL_RISE, 30, 3, Change.NOT_KNOWN),
    ],
)
def test_two_results_compare(kind: SelfTestKind, before: float, now: float, change: Change) -> None:
    assert changes.compare(kind, before, now) is change


@pytest.mark.parametrize(
    ("kind", "first", "newest", "change"),
    [
        (SelfTestKind.BACKWARD_3M, [], 4.0, Change.TOO_EARLY),
        (SelfTestKind.BACKWARD_3M, [6.4], 4.0, Change.TOO_EARLY),  # Within an hour it was 2.4 s quicker.
        (SelfTestKind.BACKWARD_3M, [6.0, 4.0], 4.2, Change.WITHIN_NOISE),
        (SelfTestKind.BACKWARD_3M, [6.0, 4.0], 4.1, Change.BETTER),
        (SelfTestKind.BACKWARD_3M, [6.0, 4.0, 9.0, 9.0], 4.1, Change.BETTER),
        (SelfTestKind.TUG, [11.0], 8.0, Change.TOO_EARLY),
        (SelfTestKind.CHAIR_STAND, [10, 12], 13, Change.BETTER),
        (SelfTestKind.WALK_10M, [1.0, 1.1], 1.0, Change.SLIGHTLY_WORSE),
        (SelfTestKind.ONE_LEG, [5, 5, 5], 45, Change.NOT_KNOWN),
    ],
)
def test_a_result_is_set_against_the_first_two(
    kind: SelfTestKind, first: list[float], newest: float, change: Change
) -> None:
    assert changes.change(kind, first, newest) is change


@given(kinds, st.lists(values, min_size=2, max_size=2), st.lists(values), values)
def test_how_many_tests_lie_between_does_not_matter(
    kind: SelfTestKind, first: list[float], between: list[float], newest: float
) -> None:
    assert changes.change(kind, first + between, newest) is changes.change(kind, first, newest)


@given(kinds, values, values)
def test_what_lies_inside_the_noise_is_never_called_a_change(kind: SelfTestKind, before: float, now: float) -> None:
    noise, found = RULES[kind].noise, changes.compare(kind, before, now)
    if noise is None:
        assert found is Change.NOT_KNOWN
    elif abs(now - before) < noise.least - 1e-6:
        assert found is Change.WITHIN_NOISE
    elif abs(now - before) < noise.real - 1e-6:
        assert found is not Change.BETTER
        assert found is not Change.WORSE


@given(kinds, values, values)
def test_the_way_back_is_called_the_opposite(kind: SelfTestKind, before: float, now: float) -> None:
    opposite = {Change.BETTER: Change.WORSE, Change.SLIGHTLY_BETTER: Change.SLIGHTLY_WORSE}
    opposite |= {worse: better for better, worse in opposite.items()}
    there, back = changes.compare(kind, before, now), changes.compare(kind, now, before)
    assert back is opposite.get(there, there)


@given(kinds, values, values)
def test_only_the_better_direction_is_called_better(kind: SelfTestKind, before: float, now: float) -> None:
    if changes.compare(kind, before, now) in (Change.BETTER, Change.SLIGHTLY_BETTER):
        assert self_tests.best(kind, [before, now]) == now != before
