"""Stumbles for each hundred backward minutes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY
from webapp.domain.stumbles import Spell, spells

MONDAY = dt.date(2026, 11, 2)
STARTS = [MONDAY, MONDAY + dt.timedelta(weeks=1), MONDAY + dt.timedelta(weeks=2)]


def day(back: int) -> dt.date:
    return MONDAY + dt.timedelta(days=back)


def test_two_stumbles_in_forty_minutes_are_five_in_a_hundred() -> None:
    assert Spell(starts_on=TODAY, stumbles=2, backward_seconds=2400).rate == pytest.approx(5)


def test_nothing_said_is_no_rate_and_not_nought() -> None:
    assert Spell(starts_on=TODAY, stumbles=0, backward_seconds=0).rate is None
    assert Spell(starts_on=TODAY, stumbles=0, backward_seconds=60).rate == 0


def test_days_are_added_up_in_the_week_that_has_begun() -> None:
    found = spells([(day(0), 1, 300), (day(6), 1, 300), (day(14), 0, 600), (day(40), 2, 60)], STARTS)
    assert [(one.starts_on, one.stumbles, one.backward_seconds) for one in found] == [
        (STARTS[0], 2, 600),
        (STARTS[2], 2, 660),
    ]


def test_days_before_the_first_week_and_without_backward_minutes_are_left_out() -> None:
    assert spells([(day(-1), 5, 600), (day(1), 5, 0)], STARTS) == []
    assert spells([], STARTS) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.integers(1, 3600))))
def test_no_stumble_is_lost_or_counted_twice(said: list[tuple[int, int, int]]) -> None:
    found = spells([(day(back), stumbles, seconds) for back, stumbles, seconds in said], STARTS)
    assert sum(one.stumbles for one in found) == sum(stumbles for _, stumbles, _ in said)
    assert sum(one.backward_seconds for one in found) == sum(seconds for _, _, seconds in said)
