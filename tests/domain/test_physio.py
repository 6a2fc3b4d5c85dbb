"""A period as a physiotherapist reads it."""

import datetime as dt
from typing import Any
from uuid import uuid4

from tests.factories import TODAY
from webapp.domain import periods, physio
from webapp.domain.pain import FEWEST_SESSIONS, PainChange, Scored
from webapp.domain.periods import Period
from webapp.domain.physio import ReportedStretch, ReportedWalk, Said
from webapp.domain.progress import WeekSum
from webapp.domain.records import BestResult
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.stumbles import Count
from webapp.domain.walks import Pain, Planned, Site
from webapp.domain.weeks import MONDAY, Week

# Today is Friday 20 November 2026; the weeks before it start on these Mondays.
MONDAYS = [dt.date(2026, 11, 16) - dt.timedelta(weeks=back) for back in range(60)]
SIX_WEEKS = Period(MONDAYS[5], TODAY)


def outing(day: dt.date = TODAY, minutes: int = 30, backward: int = 10, **fields: Any) -> ReportedWalk:
    usual: dict[str, Any] = dict.fromkeys(("effort", "stumbles", "falls", "planned"))
    usual |= {"rails": False, "with_partner": False, "warning_signs": (), "note": ""}
    usual |= {"seconds": minutes * 60, "backward_seconds": backward * 60}
    return ReportedWalk(uuid=uuid4(), day=day, **usual | fields)


def test_the_last_weeks_are_whole_but_for_the_running_one() -> None:
    assert periods.last_weeks(TODAY, 6, MONDAY) == SIX_WEEKS
    doses = physio.doses([outing(MONDAYS[5]), outing(TODAY, 20, 0), outing(MONDAYS[6])], SIX_WEEKS, MONDAY)
    assert [(one.first, one.walks) for one in doses] == [
        (day, day in (MONDAYS[5], MONDAYS[0])) for day in MONDAYS[5::-1]
    ]
    assert (doses[-1].last, doses[-1].forward_minutes, doses[-1].backward_walks) == (TODAY, 20, 0)


def test_weeks_at_the_ends_are_cut_to_the_period() -> None:
    period = Period(MONDAYS[2] + dt.timedelta(days=2), MONDAYS[1] + dt.timedelta(days=3))
    assert [(one.first, one.last) for one in physio.doses([], period, MONDAY)] == [
        (period.first, MONDAYS[2] + dt.timedelta(days=6)),
        (MONDAYS[1], period.last),
    ]


def test_a_long_period_is_told_by_months() -> None:
    period = Period(dt.date(2026, 1, 15), dt.date(2026, 6, 10))
    doses = physio.doses([outing(dt.date(2026, 1, 14)), outing(dt.date(2026, 1, 15))], period, MONDAY)
    assert [one.first for one in doses] == [period.first, *(dt.date(2026, month, 1) for month in range(2, 7))]
    assert (doses[0].walks, doses[-1].last) == (1, period.last)
    assert len(physio.doses([], Period(TODAY - dt.timedelta(days=365), TODAY), MONDAY)) <= periods.MOST_WEEKS


def test_the_typical_pace_is_that_of_half_the_backward_time() -> None:
    stretches = [
        ReportedStretch(60, 5.0, 0, 0, 0),
        ReportedStretch(600, 2.0, 0, 0, 0),
        ReportedStretch(120, 3.0, 0, 0, 0),
    ]
    assert physio.typical_kmh([*stretches, ReportedStretch(9000, None, 0, 0, 0)]) == Said(2.0, 3)
    assert physio.typical_kmh([ReportedStretch(60, None, 0, 0, 0)]) is None
    assert physio.most([0, 2.5, 1]) == Said(2.5, 2)
    assert physio.most([0, -3.0]) is None


def test_stumbles_and_falls_are_counted_where_they_were_said() -> None:
    outings = [outing(stumbles=2, falls=0), outing(backward=40, stumbles=0), outing(backward=0, stumbles=1), outing()]
    assert physio.stumbles(outings) == (Count(stumbles=2, backward_seconds=3000), 2)
    assert physio.falls(outings) == Said(0, 1)
    assert physio.stumbles([outing(), outing(backward=0, stumbles=1)]) is None
    assert physio.falls([outing()]) is None


def test_effort_is_the_median_of_what_was_said() -> None:
    assert physio.effort([outing(effort=3), outing(effort=9), outing(effort=4), outing()]) == Said(4, 3)
    assert physio.effort([outing()]) is None


def test_sessions_of_the_plan_are_set_against_those_of_its_weeks() -> None:
    outings = [outing(MONDAYS[week], planned=Planned(1, 4 - week)) for week in (3, 2, 0)]
    course = physio.course(outings, SIX_WEEKS, MONDAY, [])
    assert course == (1, 2, 3, 12, MONDAYS[3])
    away = physio.course(outings, SIX_WEEKS, MONDAY, {MONDAYS[1]})
    assert away
    assert away.planned == 9
    assert physio.course([outing()], SIX_WEEKS, MONDAY, []) is None


def test_a_session_past_the_table_is_in_its_last_week() -> None:
    course = physio.course([outing(planned=Planned(1, 99))], SIX_WEEKS, MONDAY, [])
    assert course
    assert course.week == 6


def week(back: int, counted: float, *, away: bool = False) -> WeekSum:
    return WeekSum(week=Week(MONDAYS[back]), counted_minutes=counted, goal_minutes=150, is_away=away)


def test_weeks_that_are_over_count_and_the_running_one_once_it_is_met() -> None:
    sums = [week(3, 150), week(2, 10), week(1, 0, away=True)]
    assert physio.goals([*sums, week(0, 149)], SIX_WEEKS, today=TODAY) == (1, 2, 1)
    assert physio.goals([*sums, week(0, 150)], SIX_WEEKS, today=TODAY) == (2, 3, 1)


def test_a_week_that_the_period_cuts_is_not_counted() -> None:
    period = Period(MONDAYS[3] + dt.timedelta(days=1), MONDAYS[1] + dt.timedelta(days=1))
    assert physio.goals([week(3, 150), week(2, 150), week(1, 150)], period, today=TODAY) == (1, 1, 0)


def scored(number: int, score: int | None) -> tuple[Site, Scored]:
    return Site.HEEL, Scored(MONDAYS[0] + dt.timedelta(days=2 * number), Pain(site=Site.HEEL, before=9, after=score))


def test_pain_says_no_change_under_eight_sessions() -> None:
    few = physio.pains([scored(number, 8 - number) for number in range(FEWEST_SESSIONS - 1)])
    assert (few[0].change, few[0].sessions, few[0].worst) == (PainChange.TOO_EARLY, 7, 8)
    enough = physio.pains([scored(number, 8 - number) for number in range(FEWEST_SESSIONS)])
    assert (enough[0].change, enough[0].first, enough[0].last) == (PainChange.BETTER, 6.5, 2.5)
    assert physio.pains([scored(1, None)]) == []


def test_pain_shows_where_it_began_and_the_mornings() -> None:
    """Five when the diary began, three since: no change within the period, and the sheet shows from where it came."""
    knee = [Pain(site=Site.KNEE_LEFT, during=score, next_morning=2) for score in (5, 5, 5, 3, 3, 3, 3, 3, 3, 3, 3)]
    all_time = [(Site.KNEE_LEFT, Scored(MONDAYS[0] + dt.timedelta(days=3 * day), one)) for day, one in enumerate(knee)]
    (found,) = physio.pains(all_time[3:], all_time)
    assert (found.very_first, found.first, found.last, found.next_morning) == (5, 3, 3, 2)
    assert found.change is PainChange.NO_CLEAR_CHANGE
    assert physio.pains(all_time)[0].very_first is None


def test_tests_have_their_first_last_and_best_by_leg() -> None:
    results = [
        BestResult(SelfTestKind.ONE_LEG, Side.LEFT, MONDAYS[2], 20),
        BestResult(SelfTestKind.TUG, None, MONDAYS[2], 9.0),
        BestResult(SelfTestKind.ONE_LEG, Side.RIGHT, MONDAYS[1], 30),
        BestResult(SelfTestKind.TUG, None, MONDAYS[1], 8.0),
        BestResult(SelfTestKind.TUG, None, MONDAYS[0], 8.5),
    ]
    tug, left, right = physio.tested(results)
    assert (tug.first.value, tug.last.value, tug.best, tug.times) == (9.0, 8.5, 8.0, 3)
    assert (left.side, right.side, right.best) == (Side.LEFT, Side.RIGHT, 30)
