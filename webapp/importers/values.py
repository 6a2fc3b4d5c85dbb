"""Values that a stranger's program wrote into JSON, CSV or a database: numbers, texts and times, or none."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import times
from webapp.importers.places import Position

# More than anything here is counted in, and small enough to add up.
_LARGEST = 1e15
_LONGEST_TEXT = 200
_FARTHEST_S = 14 * 3600
_QUARTER_S = 15 * 60
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Seconds since 1970 stay below this for 3,000 years, and milliseconds were above it from 1973 on.
_MILLISECONDS_FROM = 1e11

Fields = Mapping[str, object]


def number(value: object) -> float | None:
    """A finite number, also one that is written as a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) and abs(read) < _LARGEST else None


def at_least_0(value: object) -> float:
    """A number of metres or seconds; 0 for none and for one below."""
    return max(0.0, number(value) or 0.0)


def text(value: object) -> str:
    """A text without blanks around it; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def text_in(fields: Fields, name: str) -> str:
    """A text, or a number as its text; "" for anything else."""
    value = fields.get(name)
    return str(value)[:_LONGEST_TEXT] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def children(fields: Fields, name: str) -> Sequence[Fields]:
    """The objects in a list."""
    value = fields.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def instant(value: object) -> dt.datetime | None:
    """The instant of a number of seconds or milliseconds since 1970; its size tells which. None for 0 and less."""
    since = number(value)
    if since is None or since <= 0:
        return None
    seconds = since / 1000 if since >= _MILLISECONDS_FROM else since
    try:
        return _EPOCH + dt.timedelta(seconds=seconds)
    except OverflowError:
        return None


def offset(seconds: object) -> dt.timedelta | None:
    """An offset from UTC, to the quarter of an hour that all zones keep to; None for 0, which many write for none."""
    east = number(seconds)
    if east is None or abs(east) > _FARTHEST_S:
        return None
    return dt.timedelta(seconds=round(east / _QUARTER_S) * _QUARTER_S) or None


def place(latitude: object, longitude: object) -> Position | None:
    """A position in degrees; None outside the earth, and for 0 and 0, which stands for none."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or not (north or east) or abs(north) > 90 or abs(east) > 180:
        return None
    return Position(north, east)


def day(value: object) -> dt.date | None:
    """The day of an ISO text, whatever stands behind it."""
    try:
        return dt.date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def moment(value: object) -> dt.datetime | None:
    """The instant of an ISO text, a local time with its offset, or a time as mails have it; UTC without an offset."""
    written = text(value)
    for reads in (times.moment, times.offset_moment, _mail_moment):
        try:
            return reads(written)
        except CannotImport:
            continue
    return None


def _mail_moment(written: str) -> dt.datetime:
    """The instant of `Sun, 19 Apr 2026 10:00:00 GMT`. Raises CannotImport."""
    try:
        return times.moment(parsedate_to_datetime(written).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        raise CannotImport(Refusal.DAMAGED) from None
