import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import goals
from webapp.domain.goals import Counting, Ledger

MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 1)
stretches = st.lists(st.tuples(st.integers(1, 86_400), st.none() | st.floats(1, 20)))


def counted(*sessions: tuple[int, float], effort: int | None = None) -> int:
    """Minutes that sessions of (minutes, MET) count for by the WHO's rule."""
    ledger = goals.ledger([(minutes * 60, met) for minutes, met in sessions], effort)
    return ledger.counted_seconds(Counting.WHO) // 60


# The worked examples of the study behind the rule.
@pytest.mark.parametrize(
    ("sessions", "equivalent"),
    [
        ([(30, 4.3)] * 5, 150),
        ([(20, 6.0), (30, 4.3)], 50),
        ([(25, 8.0)] * 3, 150),
        ([(40, 2.6), (10, 4.3)], 10),
        ([(1, 4.3)], 1),
    ],
)
def test_the_who_rule_counts_as_its_examples_do(sessions: list[tuple[int, float]], equivalent: int) -> None:
    assert counted(*sessions) == equivalent


def test_backward_at_3_5_mph_counts_twice_once_the_person_said_it_was_hard() -> None:
    assert counted((20, 6.0)) == 20
    assert [counted((20, 6.0), effort=effort) for effort in (0, 6, 7, 10)] == [20, 20, 40, 40]


@pytest.mark.parametrize(("met", "factor"), [(2.99, 0), (3.0, 1), (5.99, 1), (6.0, 1), (6.49, 1), (6.5, 2), (18.0, 2)])
def test_the_limits_of_intensity_are_where_the_who_has_them(met: float, factor: int) -> None:
    assert counted((10, met)) == 10 * factor


def test_a_met_a_hair_below_a_limit_by_arithmetic_is_on_it() -> None:
    assert counted((10, 2.99999999)) == 10
    assert counted((10, 6.49999999)) == 20


def test_effort_makes_no_moderate_walk_vigorous() -> None:
    assert counted((10, 5.9), effort=10) == 10


def test_an_unknown_met_counts_once() -> None:
    assert goals.ledger([(600, None)]) == Ledger(seconds=600, light_seconds=0, vigorous_seconds=0)


@given(stretches, st.none() | st.integers(0, 10))
def test_counted_plainly_every_second_counts_once(some: list[tuple[int, float | None]], effort: int | None) -> None:
    ledger = goals.ledger(some, effort)

    assert ledger.counted_seconds(Counting.PLAIN) == sum(seconds for seconds, _ in some)
    assert 0 <= ledger.counted_seconds(Counting.WHO) <= 2 * ledger.seconds


def test_a_goal_holds_from_its_start_on_and_changes_no_week_before() -> None:
    set_goals = [(MAY, 90), (JUNE, 120)]
    last_days = [MAY - dt.timedelta(days=1), MAY, JUNE - dt.timedelta(days=1), JUNE, dt.date(2030, 1, 1)]

    assert [goals.in_force(set_goals, last) for last in last_days] == [150, 90, 90, 120, 120]


def test_without_a_goal_it_is_the_whos_150_minutes() -> None:
    assert goals.in_force([], JUNE) == 150


def test_a_goal_set_within_a_week_counts_for_the_whole_of_it() -> None:
    assert goals.in_force([(MAY + dt.timedelta(days=3), 90)], MAY + dt.timedelta(days=6)) == 90
