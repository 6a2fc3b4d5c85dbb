"""Weight and waist; balance and strength days, and what the WHO asks of them.

WHO 2020 (Bull et al., Br J Sports Med 54:1451-1462): strength exercises on two days a week; from 65 on, varied practice
of balance and strength on three. That a day with backward minutes counts as a balance day is our reading: the WHO does
not name walking backward.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from webapp.domain.problems import Invalid, Problem, Range, outside, outside_days
from webapp.domain.weeks import Week

STRENGTH_AIM = 2
BALANCE_AIM, BALANCE_AIM_FROM_AGE = 3, 65
# A weight or a waist may be typed in from old notes.
FIRST_DAY = dt.date(1900, 1, 1)
LIGHTEST_BODY_KG, HEAVIEST_BODY_KG = 20.0, 400.0
BODY_RANGE = Range(LIGHTEST_BODY_KG, HEAVIEST_BODY_KG)
NARROWEST_WAIST_CM, WIDEST_WAIST_CM = 30.0, 250.0


class Mark(NamedTuple):
    """A day of the week, and whether it was one of those that count."""

    day: dt.date
    is_done: bool


@dataclass(frozen=True)
class Days:
    """The seven days of a week, and how many of them are aimed at, if any are."""

    marks: tuple[Mark, ...]
    aim: int | None

    @property
    def count(self) -> int:
        return sum(mark.is_done for mark in self.marks)

    @property
    def is_reached(self) -> bool:
        return self.aim is not None and self.count >= self.aim


def days_of(week: Week, done: Iterable[dt.date], aim: int | None) -> Days:
    """The days of a week with those that count marked."""
    counted = set(done)
    return Days(tuple(Mark(day, day in counted) for day in week.days), aim)


def balance_aim(birth_year: int | None, today: dt.date) -> int | None:
    """Balance days a week to aim for: three from the year in which somebody turns 65, else none."""
    if birth_year is None or today.year - birth_year < BALANCE_AIM_FROM_AGE:
        return None
    return BALANCE_AIM


def check_weight(weight_kg: float, day: dt.date, today: dt.date) -> None:
    """Raise Invalid for a weight in kg (20 to 400) or its day that cannot be."""
    _check(BODY_RANGE.problems("weight_kg", weight_kg), day, today)


def check_waist(waist_cm: float, day: dt.date, today: dt.date) -> None:
    """Raise Invalid for a waist in cm (30 to 250) or its day that cannot be."""
    _check(outside("waist_cm", waist_cm, NARROWEST_WAIST_CM, WIDEST_WAIST_CM), day, today)


def _check(problems: list[Problem], day: dt.date, today: dt.date) -> None:
    problems = problems + outside_days("date", day, FIRST_DAY, today)
    if problems:
        raise Invalid(*problems)
