"""Coming back after a break: how long it was decides how small a fine start is."""

import datetime as dt
from enum import StrEnum

FEWEST_DAYS = 10
SOME_WEEKS_DAYS, SOME_MONTHS_DAYS = 28, 90
FORTNIGHT_DAYS, YEAR_DAYS = 14, 365
# The level and week that meet whoever was away for months.
AFTER_MONTHS = (1, 3)


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


class Pause(StrEnum):
    """How long no session of the plan was done."""

    FORTNIGHT = "fortnight"
    WEEKS = "weeks"
    MONTHS = "months"
    YEAR = "year"


_PAUSES = {
    Pause.FORTNIGHT: FORTNIGHT_DAYS,
    Pause.WEEKS: SOME_WEEKS_DAYS,
    Pause.MONTHS: SOME_MONTHS_DAYS,
    Pause.YEAR: YEAR_DAYS,
}


def pause(days: int) -> Pause | None:
    """The pause that so many days without a session are; none under a fortnight."""
    longest = None
    for kind, least in _PAUSES.items():
        longest = kind if days >= least else longest
    return longest


def met_at(level: int, week: int, weeks_done: int, pause: Pause) -> tuple[int, int]:
    """The level and week in which the plan meets somebody after a pause; never a later one.

    A fortnight leads a week back: by two, whoever walks two weeks and rests two would never arrive. Four weeks leave
    half of the weeks done, rounded down; ninety days lead into the middle of level 1, whatever the level was, a year to
    its beginning.
    """
    if pause is Pause.FORTNIGHT:
        return level, max(1, week - 1)
    if pause is Pause.WEEKS:
        return level, min(week, weeks_done // 2 + 1)
    return min((level, week), AFTER_MONTHS if pause is Pause.MONTHS else (1, 1))
