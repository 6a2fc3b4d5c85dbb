"""Many measurements made few enough to be seen."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.trends import MOST_POINTS, Measured, thinned

FIRST = dt.date(2016, 1, 4)


def measured(count: int, every: int = 1) -> list[Measured]:
    return [Measured(FIRST + dt.timedelta(days=every * number), 70 + number % 5) for number in range(count)]


def test_few_are_shown_as_they_are() -> None:
    assert thinned(measured(MOST_POINTS)) == measured(MOST_POINTS)
    assert thinned([]) == []


def test_a_year_of_days_becomes_weeks() -> None:
    found = thinned(measured(364))
    assert 50 <= len(found) <= 54
    assert 70 <= found[0].value <= 74


def test_a_mean_stands_at_its_first_day_with_a_figure() -> None:
    found = thinned(measured(70, every=2), most=30)
    assert found[0] == Measured(FIRST, 71)
    assert [one.day for one in found] == sorted(one.day for one in found)


@given(st.integers(0, 4000), st.integers(1, 7))
def test_ten_years_are_never_too_many(count: int, every: int) -> None:
    found = thinned(measured(count, every))
    assert len(found) <= max(MOST_POINTS, count * every // 182 + 2)
    assert all(70 <= one.value <= 74 for one in found)
