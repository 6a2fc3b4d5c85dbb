"""When a reminder rings: days, time, restarts and clocks that change."""

import datetime as dt

import pytest

from webapp.domain.reminders import Ringing


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}+00:00")


def rings(now: str, *, days: tuple[int, ...] = (0, 2), time: str = "18:00", rung_on: str | None = None) -> str | None:
    rung = dt.date.fromisoformat(rung_on) if rung_on else None
    ringing = Ringing(weekdays=days, at=dt.time.fromisoformat(time), time_zone="Europe/Paris", rung_on=rung)
    found = ringing.next(at(now))
    return f"{found[0]} {found[1]:%m-%dT%H:%M}" if found else None


@pytest.mark.parametrize(
    ("now", "rung_on", "found"),
    [
        # Monday 23 November 2026; six in the evening in Paris is five in UTC.
        ("2026-11-23T08:00", None, "2026-11-23 11-23T17:00"),
        ("2026-11-23T17:00", None, "2026-11-23 11-23T17:00"),
        # The server was off at six, and is there again at half past eight; or only after nine.
        ("2026-11-23T19:30", None, "2026-11-23 11-23T17:00"),
        ("2026-11-23T20:01", None, "2026-11-25 11-25T17:00"),
        ("2026-11-23T17:00", "2026-11-23", "2026-11-25 11-25T17:00"),
        ("2026-11-25T18:00", "2026-11-25", "2026-11-30 11-30T17:00"),
        # A clock ahead once noted a day that is still to come: it rings on time all the same.
        ("2026-11-23T08:00", "2027-11-23", "2026-11-25 11-25T17:00"),
    ],
)
def test_it_rings_once_on_each_of_its_days(now: str, rung_on: str | None, found: str) -> None:
    assert rings(now, rung_on=rung_on) == found


def test_without_a_day_it_never_rings() -> None:
    assert rings("2026-11-23T08:00", days=()) is None


@pytest.mark.parametrize(
    ("now", "time", "found"),
    [
        ("2026-03-28T20:00", "18:00", "2026-03-29 03-29T16:00"),
        ("2026-10-24T20:00", "18:00", "2026-10-25 10-25T17:00"),
        # Half past two does not exist on that night, and is twice on the other: it rings once.
        ("2026-03-28T20:00", "02:30", "2026-03-29 03-29T01:30"),
        ("2026-10-24T20:00", "02:30", "2026-10-25 10-25T00:30"),
    ],
)
def test_it_rings_by_the_clock_on_the_wall_when_the_clocks_change(now: str, time: str, found: str) -> None:
    assert rings(now, days=(6,), time=time) == found


def test_one_of_just_before_midnight_is_late_on_the_next_day() -> None:
    assert rings("2026-11-23T23:30", time="23:45") == "2026-11-23 11-23T22:45"
