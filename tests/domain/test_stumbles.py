"""Stumbles for each hundred backward minutes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY
from webapp.domain import stumbles
from webapp.domain.stumbles import Count, Interval, Spell, spells

MONDAY = dt.date(2026, 11, 2)
STARTS = [MONDAY, MONDAY + dt.timedelta(weeks=1), MONDAY + dt.timedelta(weeks=2)]


def day(back: int) -> dt.date:
    return MONDAY + dt.timedelta(days=back)


def test_two_stumbles_in_forty_minutes_are_five_in_a_hundred() -> None:
    assert Spell(starts_on=TODAY, stumbles=2, backward_seconds=2400).rate == pytest.approx(5)


def test_nothing_said_is_no_count_and_not_nought() -> None:
    assert stumbles.counted([]) is None
    assert stumbles.counted([(3, 0)]) is None
    none = stumbles.counted([(0, 60)])
    assert none and none.rate == 0


# From printed tables of exact limits for a Poisson count (Garwood 1936).
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (100, 81.36, 121.63),
    ],
)
def test_the_limits_are_the_exact_ones(count: int, low: float, high: float) -> None:
    assert stumbles.limits(count) == pytest.approx((low, high), abs=0.005)


def test_one_in_eight_minutes_may_be_nearly_none_or_seventy() -> None:
    one = Count(stumbles=1, backward_seconds=8 * 60)
    assert (one.rate, round(one.interval.low, 1), round(one.interval.high)) == (12.5, 0.3, 70)


def test_a_count_below_nought_is_none() -> None:
    with pytest.raises(ValueError, match="nought"):
        stumbles.limits(-1)


def test_ranges_that_meet_overlap() -> None:
    assert Interval(0, 2).overlaps(Interval(2, 3))
    assert not Interval(0, 2).overlaps(Interval(2.1, 3))
    assert not Interval(2.1, 3).overlaps(Interval(0, 2))


@given(st.integers(0, 2000), st.integers(1, 100_000))
def test_the_rate_lies_in_its_interval_and_more_stumbles_move_both_ends(count: int, seconds: int) -> None:
    one, more = (Count(stumbles=some, backward_seconds=seconds) for some in (count, count + 1))
    assert one.interval.low <= one.rate < one.interval.high
    assert one.interval.low < more.interval.low
    assert one.interval.high < more.interval.high


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
