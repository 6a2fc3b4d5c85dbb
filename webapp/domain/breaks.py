"""Coming back after a break: how long it was decides how small a fine start is."""

import datetime as dt
from enum import StrEnum

FEWEST_DAYS = 10
SOME_WEEKS_DAYS, SOME_MONTHS_DAYS = 28, 90


class Break(StrEnum):
    """How long nothing was logged."""

    SOME_DAYS = "some_days"
    SOME_WEEKS = "some_weeks"
    SOME_MONTHS = "some_months"


def since(last_day: dt.date | None, today: dt.date, *, is_away: bool) -> Break | None:
    """The break since the day of the last walk: none under ten days, in a week marked away, or before any walk."""
    days = (today - last_day).days if last_day else 0
    if is_away or days < FEWEST_DAYS:
        return None
    if days < SOME_WEEKS_DAYS:
        return Break.SOME_DAYS
    return Break.SOME_WEEKS if days < SOME_MONTHS_DAYS else Break.SOME_MONTHS
