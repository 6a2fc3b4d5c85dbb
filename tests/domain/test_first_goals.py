"""The first goal of somebody who begins is the plan's, and never a wall of 150 minutes."""

import datetime as dt

import pytest

from tests.factories import TODAY
from webapp.domain.first_goals import first_goal
from webapp.domain.programme import LEVELS
from webapp.domain.progress import WeekSum
from webapp.domain.standings import Next, Portion, Standing, Status
from webapp.domain.weeks import week_of

WEEK = week_of(TODAY, 0)
A_SESSION, ITS_WEEK = 18, 54


def goal(
    standing: Standing | None,
    *,
    counted: float = 0,
    goal_minutes: int = 150,
    streak: int = 0,
    walked_before: bool = False,
) -> float | None:
    week_sum = WeekSum(week=WEEK, counted_minutes=counted, minutes=counted, goal_minutes=goal_minutes)
    return first_goal(standing, week_sum, walked_before=walked_before, streak=streak)


def standing(*, weekday: int, done: tuple[int, ...] = (), level: int = 1, is_gentle: bool = False) -> Standing:
    """Somebody in the first week of a level, whose next session may be done on a day of this week, or after it."""
    session = LEVELS[level].session(len(done) + 1)
    coming = Next(session, WEEK.start + dt.timedelta(days=weekday), Portion.WHOLE)
    return Standing(status=Status.RUNNING, level=level, week=1, done=done, is_gentle=is_gentle, next=coming)


def test_through_the_week_of_the_first_walk_it_is_the_plans_first_session() -> None:
    assert goal(None) == A_SESSION
    assert goal(None, counted=30) == A_SESSION
    assert goal(None, walked_before=True) is None


@pytest.mark.parametrize(("weekday", "sessions"), [(0, 3), (2, 3), (3, 2), (4, 2), (5, 1), (6, 1)])
def test_it_is_as_many_sessions_as_fit_into_the_week_with_their_days_of_rest(weekday: int, sessions: int) -> None:
    assert goal(standing(weekday=weekday)) == sessions * A_SESSION


def test_what_was_done_stays_in_it() -> None:
    assert goal(standing(weekday=4, done=(1,)), counted=18) == ITS_WEEK
    assert goal(standing(weekday=7, done=(1, 2)), counted=36) == 2 * A_SESSION
    assert goal(standing(weekday=7)) == A_SESSION


def test_shorter_sessions_are_a_smaller_goal() -> None:
    assert goal(standing(weekday=2, is_gentle=True)) == A_SESSION + 14 + 14
    assert goal(standing(weekday=7, done=(1, 2, 3), is_gentle=True), counted=3 * 14) == 3 * 14


def test_a_higher_level_a_streak_or_a_goal_that_is_as_small_needs_none() -> None:
    assert goal(standing(weekday=2, level=2)) is None
    assert goal(standing(weekday=2), streak=1) is None
    assert goal(standing(weekday=2), goal_minutes=54) is None
    assert goal(standing(weekday=2), counted=150) is None
