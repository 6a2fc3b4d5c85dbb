import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import times
from webapp.domain import weeks
from webapp.domain.walks import local_time
from webapp.domain.weeks import FIRST_WEEKDAYS, MONDAY, SATURDAY, SUNDAY, Week, week_of

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
first_weekdays = st.sampled_from(FIRST_WEEKDAYS)
# Where a local midnight did not exist or came twice, where a day was left out, and where the clock moves half an hour.
ODD_ZONES = (
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "America/Asuncion",
    "America/Havana",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Europe/Paris",
    "America/St_Johns",
    "Asia/Kathmandu",
)
zones = st.sampled_from(ODD_ZONES) | st.sampled_from(sorted(weeks.zones()))
seconds_since_2005 = st.integers(0, 25 * 365 * 86_400)
instants = seconds_since_2005.map(
    lambda seconds: dt.datetime(2005, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first_weekday", "start", "end"),
    [
        (MONDAY, "2026-11-16", "2026-11-22"),
        (SUNDAY, "2026-11-15", "2026-11-21"),
        (SATURDAY, "2026-11-14", "2026-11-20"),
    ],
)
def test_a_week_begins_on_the_day_that_the_person_chose(first_weekday: int, start: str, end: str) -> None:
    week = week_of(day("2026-11-20"), first_weekday)

    assert (week.start, week.end) == (day(start), day(end))
    assert len(week.days) == 7 and day("2026-11-20") in week.days


@pytest.mark.parametrize(
    ("date", "start"),
    [
        ("2026-12-31", "2026-12-28"),
        ("2027-01-01", "2026-12-28"),
        ("2027-01-03", "2026-12-28"),
        ("2027-01-04", "2027-01-04"),
        ("2021-01-01", "2020-12-28"),
        ("2024-02-29", "2024-02-26"),
    ],
)
def test_a_week_goes_over_the_end_of_a_year(date: str, start: str) -> None:
    assert week_of(day(date), MONDAY).start == day(start)


@given(days)
def test_weeks_from_monday_are_those_of_the_iso_calendar(date: dt.date) -> None:
    year, number, _ = date.isocalendar()

    assert week_of(date, MONDAY).start == dt.date.fromisocalendar(year, number, 1)


def test_the_53rd_week_of_a_year_is_followed_by_the_first() -> None:
    last = Week(dt.date.fromisocalendar(2026, 53, 1))

    assert list(weeks.weeks_between(last, Week(day("2027-01-04")))) == [last, Week(dt.date.fromisocalendar(2027, 1, 1))]


@given(days, first_weekdays)
def test_every_day_lies_in_one_week_only(date: dt.date, first_weekday: int) -> None:
    around = [week_of(date + dt.timedelta(days=shift), first_weekday) for shift in range(-7, 8)]

    assert {week for week in around if date in week.days} == {week_of(date, first_weekday)}
    assert week_of(date, first_weekday).start.weekday() == first_weekday


@given(days, days, first_weekdays)
def test_weeks_between_leave_no_day_out(one: dt.date, other: dt.date, first_weekday: int) -> None:
    first, last = (week_of(date, first_weekday) for date in sorted((one, other)))
    all_days = [date for week in weeks.weeks_between(first, last) for date in week.days]

    assert all_days == [first.start + dt.timedelta(days=number) for number in range(len(all_days))]
    assert all_days[-1] == last.end


def test_there_are_no_weeks_between_a_later_and_an_earlier_one() -> None:
    assert not list(weeks.weeks_between(Week(day("2026-11-16")), Week(day("2026-11-09"))))


@settings(max_examples=times(100, long=100_000), deadline=None)
@given(st.lists(st.tuples(instants, st.integers(1, 86_400)), max_size=30), zones, first_weekdays)
def test_days_and_weeks_add_up_to_the_walks(
    walks: list[tuple[dt.datetime, int]], zone: str, first_weekday: int
) -> None:
    by_day: Counter[dt.date] = Counter()
    by_week: Counter[Week] = Counter()
    for started_at, seconds in walks:
        date = weeks.local_date(started_at, zone)
        by_day[date] += seconds
        by_week[week_of(date, first_weekday)] += seconds

    assert by_day.total() == by_week.total() == sum(seconds for _, seconds in walks)
    assert all(sum(by_day[date] for date in week.days) == seconds for week, seconds in by_week.items())


@settings(max_examples=times(100, long=100_000), deadline=None)
@given(days, st.times(), zones)
def test_a_time_of_a_day_lies_on_that_day(date: dt.date, time: dt.time, zone: str) -> None:
    found = weeks.local(local_time(date, time, zone), zone)
    # The islands of Samoa, Tokelau, Kwajalein and Kiribati each left a day out of their calendar, Apia 2011-12-30.
    was_left_out = found.date() == date + dt.timedelta(days=1) and found.time() == time

    assert found.date() == date or was_left_out
    assert found.replace(tzinfo=None) - dt.datetime.combine(date, time) in (
        dt.timedelta(),
        dt.timedelta(minutes=30),
        dt.timedelta(hours=1),
        dt.timedelta(hours=2),
        dt.timedelta(hours=3),
        dt.timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("zone", "date"),
    [
        ("Africa/Cairo", "2023-04-28"),
        ("Asia/Beirut", "2022-03-27"),
        ("America/Santiago", "2022-09-11"),
        ("America/Asuncion", "2023-10-01"),
    ],
)
def test_a_midnight_that_the_clock_skipped_is_an_hour_later_on_the_same_day(zone: str, date: str) -> None:
    midnight = local_time(day(date), dt.time(), zone)

    assert weeks.local(midnight, zone).time() == dt.time(1)
    assert weeks.local_date(midnight, zone) == day(date)
    assert weeks.local_date(midnight - dt.timedelta(seconds=1), zone) == day(date) - dt.timedelta(days=1)


def test_apia_went_from_thursday_to_saturday() -> None:
    thursday_night = dt.datetime(2011, 12, 30, 9, 59, tzinfo=dt.UTC)
    dates = [weeks.local_date(thursday_night + dt.timedelta(minutes=shift), "Pacific/Apia") for shift in (0, 1)]

    assert dates == [day("2011-12-29"), day("2011-12-31")]
    assert {week_of(date, MONDAY).start for date in dates} == {day("2011-12-26")}
    assert weeks.local_date(local_time(day("2011-12-30"), dt.time(12), "Pacific/Apia"), "Pacific/Apia") == dates[1]


def test_the_half_hour_of_lord_howe_moves_no_walk_to_another_day() -> None:
    zone = "Australia/Lord_Howe"
    late, early = (local_time(date, time, zone) for date, time in (
        (day("2025-10-04"), dt.time(23, 45)), (day("2025-10-05"), dt.time(2, 10))
    ))  # fmt: skip

    assert weeks.local_date(late, zone) == day("2025-10-04")
    assert weeks.local(early, zone).time() == dt.time(2, 40)


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    twice = local_time(day("2026-10-25"), dt.time(2, 30), "Europe/Paris")

    assert twice == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert weeks.local_date(twice + dt.timedelta(hours=1), "Europe/Paris") == day("2026-10-25")


def test_a_walk_before_midnight_is_on_the_date_of_its_own_clock() -> None:
    instant = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)

    assert weeks.local_date(instant, "America/New_York") == day("2026-11-20")
    assert weeks.local_date(instant, "Europe/Paris") == day("2026-11-21")


@pytest.mark.parametrize(("today", "left"), [("2026-11-16", 7), ("2026-11-22", 1), ("2026-11-23", 0)])
def test_days_left_count_today(today: str, left: int) -> None:
    assert Week(day("2026-11-16")).days_left(day(today)) == left


@pytest.mark.parametrize(("to_go", "left", "a_day"), [(90, 3, 30), (91, 3, 31), (0.5, 3, 1), (0, 3, 0), (20.2, 0, 21)])
def test_the_minutes_a_day_are_enough(to_go: float, left: int, a_day: int) -> None:
    assert weeks.minutes_a_day(to_go, left) == a_day


def test_weeks_back_are_whole_weeks() -> None:
    assert Week(day("2026-11-16")).back(3) == Week(day("2026-10-26"))


@pytest.mark.parametrize("name", ["", "Paris", "europe/paris/x", "../../etc/passwd", "Europe/Paris\0"])
def test_what_is_no_zone_is_known_not_to_be(name: str) -> None:
    assert weeks.is_zone("Europe/Paris")
    assert not weeks.is_zone(name)


@pytest.mark.parametrize("name", ["localtime", "Factory"])
def test_what_is_no_place_is_no_zone(name: str) -> None:
    assert not weeks.is_zone(name)
