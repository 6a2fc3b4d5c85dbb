"""Reading what a person typed: numbers with a comma or a point, dates and times; problems gathered by field."""

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar
from uuid import UUID

from webapp.domain.doubts import Doubt
from webapp.domain.problems import Invalid, Problem, Reason, outside, outside_years
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.words import formats

# The hidden field of a form that was asked about what is doubtful in it: what that was.
SURE = "sure"
# The hidden field of a form with figures in units: those that it shows, as `fields.units()` writes them.
_UNITS = {f"{weight}-{distance}": Units(weight, distance) for weight in WeightUnit for distance in DistanceUnit}
# What stands between thousands.
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f"))
Parsed = TypeVar("Parsed")


class Doubtful(Invalid):
    """Raised when all is possible, and something is asked about."""


class Form:
    """The fields of a sent form. Reading one notes what is wrong with it; `finish` raises all of it at once.

    Opened before the units were changed, a form and its answer stay in those that it shows.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {name: value.strip() for name, value in values.items()}
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        shown = _UNITS.get(self.text("units"))
        if shown:
            formats.use(shown)

    def text(self, name: str) -> str:
        return self.values.get(name, "").replace("\0", "").replace("\r\n", "\n")

    def uuid(self, name: str) -> UUID | None:
        """An id that the form itself was made with; sent twice, it is the same."""
        try:
            return UUID(self.text(name))
        except ValueError:
            self.add(name, Reason.NOT_AN_ID)
            return None

    def is_ticked(self, name: str) -> bool:
        return bool(self.values.get(name))

    def number(self, name: str, low: float, high: float, *, required: bool = False) -> float | None:
        """A number from `low` to `high`; None when the field is empty or wrong."""
        typed = self.text(name).replace("\u2212", "-").translate(_SPACES)
        if not typed:
            if required:
                self.add(name, Reason.MISSING)
            return None
        value = _read(typed)
        if value is None:
            self.add(name, Reason.NOT_A_NUMBER)
            return None
        return value if self._is_inside(outside(name, value, low, high)) else None

    def whole(self, name: str, low: float, high: float, *, required: bool = False) -> int | None:
        """A whole number from `low` to `high`; None when the field is empty or wrong."""
        value = self.number(name, low, high, required=required)
        if value is not None and not value.is_integer():
            self.add(name, Reason.NOT_WHOLE)
        return None if value is None else int(value)

    def year(self, name: str, first: int, last: int) -> int | None:
        """A year from `first` to `last`; None when the field is empty or wrong."""
        typed = self.number(name, -math.inf, math.inf)
        if typed is None or not self._is_inside(outside_years(name, typed, first, last)):
            return None
        return round(typed)

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        value = self.text(name)
        if value and value not in allowed:
            self.add(name, Reason.NOT_A_CHOICE)
            return None
        return value or None

    def date(self, name: str) -> dt.date | None:
        return self._parsed(name, dt.date.fromisoformat, Reason.NOT_A_DATE)

    def time(self, name: str) -> dt.time | None:
        """A time on the clock of a place: it has no offset of its own."""
        given = self._parsed(name, dt.time.fromisoformat, Reason.NOT_A_TIME)
        if given and given.tzinfo:
            self.add(name, Reason.NOT_A_TIME)
            return None
        return given

    def add(self, name: str, reason: Reason, limit: float | str | None = None) -> None:
        self.problems.append(Problem(name, reason, limit))

    def doubt(self, name: str, doubt: Doubt | None) -> None:
        """Ask about a field, once: who sends the form again as it is means it."""
        if doubt:
            self.doubts.append(Problem(name, doubt.reason, doubt.limit))

    def finish(self) -> None:
        """Raise what is wrong; where nothing is, what is doubtful and was not asked about yet."""
        if self.problems:
            raise Invalid(*self.problems)
        if self.doubts and self.text(SURE) != self.asked_about:
            raise Doubtful(*self.doubts)

    @property
    def asked_about(self) -> str:
        """What is doubtful, as it was typed: another figure is asked about anew."""
        return " ".join(f"{doubt.field}={self.text(doubt.field)}" for doubt in self.doubts)

    def _is_inside(self, problems: list[Problem]) -> bool:
        self.problems += problems
        return not problems

    def _parsed(self, name: str, parse: Callable[[str], Parsed], reason: Reason) -> Parsed | None:
        typed = self.text(name)
        if not typed:
            self.add(name, Reason.MISSING)
            return None
        try:
            return parse(typed)
        except ValueError:
            self.add(name, reason)
            return None


def asked(form: Form, invalid: Invalid) -> dict[str, str]:
    """What was typed into a form that is shown once more; where it was only asked about, sending it again means it."""
    return form.values | ({SURE: form.asked_about} if isinstance(invalid, Doubtful) else {})


def _read(typed: str) -> float | None:
    # "1,5" is one and a half to half of Europe; both signs in one number are nobody's minutes.
    if not all(character in "0123456789.,+-" for character in typed):
        return None
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
