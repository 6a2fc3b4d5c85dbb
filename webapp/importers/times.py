"""Time stamps in files."""

import datetime as dt

from webapp.domain.imports import CannotImport, Refusal

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


def local_offset(when: dt.datetime) -> dt.timedelta | None:
    """The offset that a time stamp says of its place. Many programs write +00:00 for UTC, so that says nothing."""
    return when.utcoffset() or None


def moment_or_none(text: str) -> dt.datetime | None:
    """The instant of a text; None where there is none, or what is there is no time."""
    try:
        return moment(text) if text.strip() else None
    except CannotImport:
        return None
