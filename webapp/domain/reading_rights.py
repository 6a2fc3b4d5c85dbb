"""Whose diary somebody else may read: as what, and for how long."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum


class ReadsAs(StrEnum):
    """What a reader is to the person of the diary."""

    FAMILY = "family"
    HELPER = "helper"
    PHYSIO = "physio"


class Lasts(StrEnum):
    """For how long somebody may read."""

    WEEK = "week"
    MONTHS = "months"
    YEAR = "year"
    OPEN = "open"


_SPANS: Mapping[Lasts, dt.timedelta | None] = {
    Lasts.WEEK: dt.timedelta(days=7),
    Lasts.MONTHS: dt.timedelta(days=91),
    Lasts.YEAR: dt.timedelta(days=365),
    Lasts.OPEN: None,
}


def ends_at(lasts: Lasts, now: dt.datetime) -> dt.datetime | None:
    """When a right that is given now ends; None where only a person ends it."""
    span = _SPANS[lasts]
    return now + span if span else None
