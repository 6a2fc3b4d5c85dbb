"""The days and times of the coming sessions."""

import datetime as dt

import pytest

from webapp.domain import calendars, programme
from webapp.domain.standings import Next, Portion, Standing, Status
from webapp.domain.weeks import Week

MONDAY = dt.date(2026, 11, 23)


def standing(week: int = 1, *, done: tuple[int, ...] = (), from_day: dt.date = MONDAY, number: int = 1) -> Standing:
    session = programme.LEVELS[1].session(number)
    coming = Next(session, from_day, Portion.WHOLE)
    return Standing(status=Status.RUNNING, level=1, week=week, done=done, next=coming)


def days(standing: Standing, *, today: dt.date = MONDAY, first_day: dt.date | None = None) -> list[tuple[str, int]]:
    found = calendars.coming(standing, today=today, first_day=first_day or today, first_weekday=0)
    return [(f"{planned.from_day:%a %d}", planned.session.number) for planned in found]


def test_a_week_has_its_sessions_with_a_rest_day_between_and_the_next_weeks_follow() -> None:
    found = days(standing())

    assert found[:4] == [("Mon 23", 1), ("Wed 25", 2), ("Fri 27", 3), ("Mon 30", 4)]
    assert len(found) == 12


def test_what_is_done_does_not_come_again() -> None:
    wednesday = MONDAY + dt.timedelta(days=2)
    found = days(standing(done=(1,), from_day=wednesday, number=2), today=wednesday)

    assert found[:3] == [("Wed 25", 2), ("Fri 27", 3), ("Mon 30", 4)]


def test_what_does_not_fit_into_the_week_any_more_is_left_out() -> None:
    saturday = MONDAY + dt.timedelta(days=5)

    assert days(standing(from_day=saturday), today=saturday)[:2] == [("Sat 28", 1), ("Mon 30", 4)]


def test_a_session_of_next_week_is_followed_by_the_others_of_that_week() -> None:
    next_monday = MONDAY + dt.timedelta(days=7)
    found = days(standing(done=(1, 2, 3), from_day=next_monday, number=4), today=MONDAY + dt.timedelta(days=5))

    assert found[:3] == [("Mon 30", 4), ("Wed 02", 5), ("Fri 04", 6)]


def test_the_last_week_of_a_level_comes_again_and_without_a_next_session_there_is_none() -> None:
    assert [number for _, number in days(standing(6, number=16))] == [16, 17, 18] * 4
    assert days(Standing(status=Status.RUNNING, level=1, week=1)) == []


def test_a_name_is_the_same_on_another_day_of_the_week_and_another_in_the_next() -> None:
    planned = standing().next
    assert planned
    week = Week(MONDAY)
    assert calendars.name_of(planned, week) == "1.1 2026-11-23" != calendars.name_of(planned, week.back(-1))


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        ("2026-11-20", "10:00", "2026-11-20T09:00"),
        ("2026-07-20", "10:00", "2026-07-20T08:00"),
        # On the night when the clocks go forward, half past two does not exist; when they go back, it is twice.
        ("2026-03-29", "02:30", "2026-03-29T01:30"),
        ("2026-10-25", "02:30", "2026-10-25T00:30"),
    ],
)
def test_a_time_is_that_of_the_clock_in_summer_and_in_winter(day: str, at: str, utc: str) -> None:
    found = calendars.starts_at(dt.date.fromisoformat(day), dt.time.fromisoformat(at), "Europe/Paris")
    assert found.isoformat("T", "minutes") == f"{utc}+00:00"


def test_a_time_that_has_gone_by_is_tomorrow() -> None:
    now = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
    assert calendars.first_day(now, dt.time(11), "Europe/Paris") == MONDAY
    assert calendars.first_day(now, dt.time(10), "Europe/Paris") == MONDAY + dt.timedelta(days=1)


def test_the_usual_time_is_the_quarter_of_an_hour_of_the_last_walk() -> None:
    assert calendars.usual_start(dt.datetime(2026, 11, 20, 17, 10, tzinfo=dt.UTC), "Europe/Paris") == dt.time(18)
    assert calendars.usual_start(None, "Europe/Paris") == dt.time(10)
