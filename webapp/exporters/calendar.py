"""Appointments as a calendar file (iCalendar, RFC 5545): instants in UTC, lines of at most 75 octets."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# How often a calendar app may look again.
_REFRESH = "PT6H"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What stands in a calendar. `uid` is the same whenever it is written; the alarm rings so many minutes before."""

    uid: str
    starts_at: dt.datetime
    minutes: int
    title: str
    text: str = ""
    alarm_minutes: int


def written(appointments: Iterable[Appointment], *, name: str, now: dt.datetime) -> bytes:
    """The calendar of this name, as it is `now`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Backstride//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *(line for appointment in appointments for line in _event(appointment, now)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(appointment: Appointment, now: dt.datetime) -> Iterator[str]:
    ends_at = appointment.starts_at + dt.timedelta(minutes=appointment.minutes)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(appointment.uid)}"
    yield f"DTSTAMP:{_instant(now)}"
    yield f"DTSTART:{_instant(appointment.starts_at)}"
    yield f"DTEND:{_instant(ends_at)}"
    yield f"SUMMARY:{_text(appointment.title)}"
    if appointment.text:
        yield f"DESCRIPTION:{_text(appointment.text)}"
    yield "CLASS:PRIVATE"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(appointment.title)}"
    yield f"TRIGGER:-PT{appointment.alarm_minutes}M"
    yield "END:VALARM"
    yield "END:VEVENT"


def _instant(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A text as a value: no letter of it ends its line or begins another value."""
    printable = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter >= " ")
    return printable.replace("\x7f", "").translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which ends inside a letter."""
    rest, pieces, longest = line.encode(), [], _LONGEST
    while len(rest) > longest:
        end = longest
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(rest[:end])
        # The blank that begins every further piece is one of its octets.
        rest, longest = rest[end:], _LONGEST - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"
