"""What an address or a hidden field names. None, or 0, where there is none, or nonsense."""

import datetime as dt
from uuid import UUID

from werkzeug.routing import IntegerConverter


class NumberInAddress(IntegerConverter):
    """A number that the database can hold; an address with another is none of ours."""

    regex = r"[0-9]{1,18}"


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def date_of(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def number_of(text: str | None) -> int | None:
    """A number that the database can hold."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def skipped(text: str) -> int:
    """How many entries of a list come before its page."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
