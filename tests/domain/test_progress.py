import datetime as dt
from typing import Any

import pytest

from webapp.domain.energy import Band
from webapp.domain.progress import WeekSum, by_month
from webapp.domain.weeks import Week

MONDAY = dt.date(2026, 11, 16)


def week_sum(start: dt.date = MONDAY, **fields: Any) -> WeekSum:
    usual: dict[str, Any] = {"minutes": 100.0, "counted_minutes": 100.0, "goal_minutes": 150, "walks": 3}
    return WeekSum(week=Week(start), **usual | fields)


def test_what_is_not_backward_is_forward() -> None:
    assert week_sum(backward_minutes=30).forward_minutes == 70


@pytest.mark.parametrize(("counted", "is_met", "to_go"), [(149.9, False, 0.1), (150, True, 0), (200, True, 0)])
def test_a_goal_is_met_by_its_last_minute(counted: float, is_met: bool, to_go: float) -> None:
    found = week_sum(counted_minutes=counted)

    assert found.is_met is is_met
    assert found.minutes_to_go == pytest.approx(to_go)


def test_the_minutes_a_day_spread_over_the_days_left() -> None:
    assert week_sum().minutes_a_day(MONDAY + dt.timedelta(days=4)) == 17
    assert week_sum(counted_minutes=160).minutes_a_day(MONDAY) == 0


@pytest.mark.parametrize(("walks", "without", "has_energy"), [(0, 0, True), (3, 0, True), (3, 1, True), (3, 3, False)])
def test_a_week_has_energy_when_any_walk_has(walks: int, without: int, has_energy: bool) -> None:
    assert week_sum(walks=walks, without_energy=without).has_energy is has_energy


def test_months_show_their_average_week() -> None:
    starts = [dt.date(2026, 10, 19), dt.date(2026, 10, 26), dt.date(2026, 11, 2)]
    october, november = by_month(
        week_sum(start, minutes=minutes, extra_kcal=Band(1, 2, minutes))
        for start, minutes in zip(starts, (60, 100, 90), strict=True)
    )

    assert (october.week.start, october.minutes, october.walks) == (dt.date(2026, 10, 1), 80, 6)
    assert october.extra_kcal == Band(1, 2, 80)
    assert (november.week.start, november.minutes, november.walks) == (dt.date(2026, 11, 1), 90, 3)


def test_a_month_is_away_only_when_all_its_weeks_are() -> None:
    weeks = [week_sum(MONDAY, is_away=True), week_sum(MONDAY + dt.timedelta(days=7), is_away=False)]

    assert [month.is_away for month in by_month(weeks)] == [False]
    assert [month.is_away for month in by_month(weeks[:1])] == [True]
    assert by_month([]) == []
