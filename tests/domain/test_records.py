"""A year on one page: its days, its months, and which result is the best."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import records
from webapp.domain.energy import NOTHING, Band
from webapp.domain.records import BestResult, DaySum
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.weeks import FIRST_WEEKDAYS, MONDAY, SUNDAY

MARCH_2 = dt.date(2026, 3, 2)


def day(when: dt.date, minutes: int, backward: int = 0, kcal: Band = NOTHING) -> DaySum:
    return DaySum(day=when, walks=1, seconds=minutes * 60, backward_seconds=backward * 60, kcal=kcal)


@pytest.mark.parametrize(
    ("minutes", "step"), [(0, 0), (0.5, 1), (14.9, 1), (15, 2), (29, 2), (30, 3), (59, 3), (60, 4), (600, 4)]
)
def test_a_day_has_one_of_four_steps_by_its_minutes(minutes: float, step: int) -> None:
    assert records.step(minutes) == step


@pytest.mark.parametrize(("first_weekday", "place"), [(MONDAY, (6, 0)), (SUNDAY, (0, 0))])
def test_a_month_begins_in_the_column_of_its_weekday(first_weekday: int, place: tuple[int, int]) -> None:
    # 1 March 2026 is a Sunday.
    march = records.months(2026, [], first_weekday)[2]
    assert (march.cells[0].column, march.cells[0].row) == place
    assert (march.cells[0].step, march.days_walked) == (0, 0)


def test_a_walked_day_has_its_step_and_its_backward_share() -> None:
    march = records.months(2026, [day(MARCH_2, 40, 10)], MONDAY)[2]
    cell = march.cells[1]
    assert (cell.day, cell.column, cell.row, cell.step, cell.backward) == (MARCH_2, 0, 1, 3, 0.25)
    assert (march.days_walked, march.minutes, march.backward_minutes, march.forward_minutes) == (1, 40, 10, 30)


@given(st.integers(2000, 2100), st.sampled_from(FIRST_WEEKDAYS))
def test_every_day_of_a_year_stands_once_and_in_six_rows_at_most(year: int, first_weekday: int) -> None:
    months = records.months(year, [], first_weekday)
    days = [cell.day for month in months for cell in month.cells]
    assert days == [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(len(days))]
    assert days[-1] == dt.date(year, 12, 31)
    for month in months:
        assert len({(cell.column, cell.row) for cell in month.cells}) == len(month.cells)
        assert max(cell.row for cell in month.cells) <= 5
        assert {(cell.day.weekday() - first_weekday) % 7 == cell.column for cell in month.cells} == {True}


def test_a_year_adds_up_with_both_ends_of_its_energy() -> None:
    days = [day(MARCH_2, 40, 10, kcal=Band(90, 100, 120)), day(dt.date(2026, 3, 3), 20, kcal=Band(40, 50, 60))]
    total = records.total(days)
    assert (total.walks, total.days_walked, total.minutes, total.backward_minutes) == (2, 2, 60, 10)
    assert total.kcal == Band(130, 150, 180)
    assert records.total([]).kcal == NOTHING


def measured(kind: SelfTestKind, value: float, day: int, side: Side | None = None) -> BestResult:
    return BestResult(kind, side, dt.date(2026, 3, day), value)


def test_the_best_result_is_the_lowest_or_the_highest_as_its_kind_says() -> None:
    slow, fast = measured(SelfTestKind.BACKWARD_3M, 4.5, 1), measured(SelfTestKind.BACKWARD_3M, 3.9, 2)
    few, many = measured(SelfTestKind.CHAIR_STAND, 11, 1), measured(SelfTestKind.CHAIR_STAND, 14, 2)
    assert records.bests([slow, fast, few, many]) == [fast, many]


def test_of_equal_results_the_first_is_the_record_on_whichever_leg() -> None:
    first, again = measured(SelfTestKind.ONE_LEG, 20, 1, Side.RIGHT), measured(SelfTestKind.ONE_LEG, 20, 5, Side.LEFT)
    assert records.bests([again, first]) == [first]


@pytest.mark.parametrize(
    ("year", "expected"), [(2024, (2022, 2026)), (2026, (2022, None)), (2000, (None, 2022)), (2022, (None, 2026))]
)
def test_the_nearest_years_with_walks(year: int, expected: tuple[int | None, int | None]) -> None:
    assert records.nearest([2022, 2026], year) == expected
