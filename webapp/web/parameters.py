"""Ids and dates that an address or a hidden field names. None where there is none, or nonsense."""

import datetime as dt
from uuid import UUID


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
