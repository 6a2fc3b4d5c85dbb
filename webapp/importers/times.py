"""Time stamps in files."""

import datetime as dt
import re

from webapp.domain.imports import CannotImport, Refusal

_LOCAL = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,2})(:\d\d:\d\d)(?: ?([AaPp][Mm]))? ([+-]\d{4})", re.ASCII)
_DATE_AND_TIME = len("2026-05-03T07:40:12")


def moment(text: str) -> dt.datetime:
    """The instant of an RFC 3339 text, with its own offset; without one it is UTC, as GPX and TCX have it.

    Fractions of a second may have any length. Raises CannotImport.
    """
    text = text.strip().upper()
    try:
        when = dt.datetime.fromisoformat(text)
        when = when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when
        # Year 1 with an offset does not exist in UTC.
        in_utc = when.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise CannotImport(Refusal.DAMAGED) from None
    # A date alone is no instant, and after year 9999 there is no time to count with.
    if len(text) < _DATE_AND_TIME or in_utc.year >= dt.MAXYEAR:
        raise CannotImport(Refusal.DAMAGED)
    return when


def offset_moment(text: str) -> dt.datetime:
    """The instant of a local time with its offset, `2026-03-20 08:00:00 +0100`, by 24 hours or 12.

    Raises CannotImport.
    """
    parts = _LOCAL.fullmatch(" ".join(text.split()))
    if not parts:
        raise CannotImport(Refusal.DAMAGED)
    day, hour, rest, half, offset = parts.groups()
    hours = int(hour) % 12 + (12 if half.upper() == "PM" else 0) if half else int(hour)
    return moment(f"{day}T{hours:02}{rest}{offset}")


def local_offset(when: dt.datetime) -> dt.timedelta | None:
    """The offset that a time stamp says of its place. Many programs write +00:00 for UTC, so that says nothing."""
    return when.utcoffset() or None


def moment_or_none(text: str) -> dt.datetime | None:
    """The instant of a text; None where there is none, or what is there is no time."""
    try:
        return moment(text) if text.strip() else None
    except CannotImport:
        return None
