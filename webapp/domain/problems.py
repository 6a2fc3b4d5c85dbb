"""Why something a person entered can't be taken, field by field; the web puts it into words."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

# Nobody mends more in one go, and each one is a sentence in the answer: without an end, a small entry of nonsense would
# be answered with megabytes.
MOST_PROBLEMS = 50


class Reason(StrEnum):
    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_YEAR = "not_a_year"
    NOT_A_TEXT = "not_a_text"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_ZONE = "not_a_zone"
    NOT_AN_ID = "not_an_id"
    NOT_A_CURSOR = "not_a_cursor"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_CONTACT = "not_a_contact"
    A_CONTACT_AT_HOME = "a_contact_at_home"
    NOT_WHOLE = "not_whole"
    NOT_A_TRUTH = "not_a_truth"
    NOT_A_LIST = "not_a_list"
    NOT_AN_OBJECT = "not_an_object"
    NO_OFFSET = "no_offset"
    UNKNOWN_FIELD = "unknown_field"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TOO_FAST = "too_fast"
    TOO_EARLY = "too_early"
    IN_THE_FUTURE = "in_the_future"
    MORE_THAN_IN_ALL = "more_than_in_all"
    TAKEN = "taken"
    TOO_COMMON = "too_common"
    CONTRADICTS = "contradicts"
    THERE_TWICE = "there_twice"
    NOT_A_SLED = "not_a_sled"
    TWO_PACES = "two_paces"
    NO_MINUTES_FOR_IT = "no_minutes_for_it"
    NOT_ABOVE_ZERO = "not_above_zero"
    NOT_A_FOLDER = "not_a_folder"
    OF_THE_DATA_FOLDER = "of_the_data_folder"
    TAKES_NOTHING = "takes_nothing"
    # What is possible, and asked once.
    IS_IT_SO_SLOW = "is_it_so_slow"
    IS_IT_SO_FAST = "is_it_so_fast"
    IS_IT_SO_LONG = "is_it_so_long"
    IS_IT_SO_STEEP = "is_it_so_steep"
    IS_IT_SO_HEAVY = "is_it_so_heavy"
    IS_IT_SO_DIFFERENT = "is_it_so_different"
    IS_IT_THIS_WEIGHT = "is_it_this_weight"
    IS_IT_ANOTHER_WAIST = "is_it_another_waist"
    IS_IT_THIS_WAIST = "is_it_this_waist"
    IS_IT_SO_LITTLE = "is_it_so_little"
    IS_IT_SO_MUCH = "is_it_so_much"
    IS_IT_OVER_MIDNIGHT = "is_it_over_midnight"
    IS_IT_EVERY_WALK = "is_it_every_walk"
    NO_PASSWORD = "no_password"  # noqa: S105 - the name of a problem.
    WRONG_CODE = "wrong_code"
    ONLY_OWNER = "only_owner"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of a problem.


@dataclass(frozen=True)
class Problem:
    """One field that can't be taken, why, and the limit that it missed."""

    field: str
    reason: Reason
    limit: float | str | None = None


class Invalid(ValueError):
    """Raised with the problems of an entry at once, so that a person mends them in one go: the first 50, at most."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems[:MOST_PROBLEMS]
        super().__init__(", ".join(f"{problem.field}: {problem.reason}" for problem in self.problems))


def outside(field: str, value: float, low: float, high: float) -> list[Problem]:
    """The problem of a number that is not from `low` to `high`, if it has one. NaN has."""
    if value > high:
        return [Problem(field, Reason.TOO_LARGE, high)]
    return [] if value >= low else [Problem(field, Reason.TOO_SMALL, low)]


class Range(NamedTuple):
    """The numbers from `low` to `high`, both among them."""

    low: float
    high: float

    def problems(self, field: str, value: float | None) -> list[Problem]:
        """The problem of a number that is not in the range; what was not said has none."""
        return [] if value is None else outside(field, value, self.low, self.high)


def outside_years(field: str, year: float, first: int, last: int) -> list[Problem]:
    """The problem of a year that is not from `first` to `last`; its limit is a text: 2026 is no 2,026."""
    if 0 <= year < 1000:
        return [Problem(field, Reason.NOT_A_YEAR)]
    return [replace(problem, limit=f"{problem.limit:.0f}") for problem in outside(field, year, first, last)]


def outside_days(field: str, day: dt.date, first: dt.date, today: dt.date) -> list[Problem]:
    """The problem of a day that is not from `first` to today, if it has one."""
    # A traveller's today may already be tomorrow at home.
    if day > today + dt.timedelta(days=1):
        return [Problem(field, Reason.IN_THE_FUTURE)]
    return [] if day >= first else [Problem(field, Reason.TOO_EARLY, str(first))]
