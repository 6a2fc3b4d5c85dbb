"""Calendar files, read by a reader that others wrote."""

import datetime as dt

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from webapp.exporters import calendar
from webapp.exporters.calendar import Appointment

AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def appointment(**fields: str) -> Appointment:
    usual = {"uid": "1@backstride", "title": "Walk"}
    return Appointment(starts_at=AT, minutes=28, alarm_minutes=30, **usual | fields)


def read(data: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(data)


def test_an_appointment_has_its_time_its_length_and_an_alarm() -> None:
    (event,) = read(calendar.written([appointment()], name="Walks", now=NOW)).walk("VEVENT")
    (alarm,) = event.walk("VALARM")

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (AT, AT + dt.timedelta(minutes=28))
    assert (event.decoded("DTSTAMP"), str(event["UID"])) == (NOW, "1@backstride")
    assert (alarm.decoded("TRIGGER"), str(alarm["ACTION"])) == (dt.timedelta(minutes=-30), "DISPLAY")


def test_a_calendar_without_appointments_is_one_all_the_same() -> None:
    found = read(calendar.written([], name="Walks", now=NOW))
    assert (str(found["X-WR-CALNAME"]), found.walk("VEVENT")) == ("Walks", [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_every_text_comes_back_and_no_line_is_longer_than_75_octets(text: str) -> None:
    data = calendar.written([appointment(text=f"a{text}", title=f"b{text}")], name=text, now=NOW)
    (event,) = read(data).walk("VEVENT")

    assert (str(event["DESCRIPTION"]), str(event["SUMMARY"])) == (f"a{text}", f"b{text}")
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75
    assert all(line.decode() is not None and b"\n" not in line and b"\r" not in line for line in lines)


def test_no_text_can_begin_a_line_of_its_own() -> None:
    evil = "x\r\nEND:VEVENT\nATTACH:http://evil.example\rURL:x\x00"
    (event,) = read(calendar.written([appointment(text=evil)], name=evil, now=NOW)).walk("VEVENT")

    assert "ATTACH" not in event and "URL" not in event
    assert str(event["DESCRIPTION"]) == "x\nEND:VEVENT\nATTACH:http://evil.exampleURL:x"
