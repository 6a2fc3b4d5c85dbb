"""A document of the API read field by field: what is wrong is gathered, and what is not understood is refused."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from webapp.domain import weeks
from webapp.domain.problems import MOST_PROBLEMS, Invalid, Problem, Reason
from webapp.domain.shapes import Field, Kind, Shape

Document = Mapping[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """The fields of one object, read by a shape or one by one.

    The first 50 problems are gathered, with the path of the field.
    """

    def __init__(self, document: object, path: str = "", problems: list[Problem] | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self.document: Document = document if isinstance(document, Mapping) else {}
        self.known: set[str] = set()
        if not isinstance(document, Mapping):
            self._gather(Problem(path.rstrip(".") or "body", Reason.NOT_AN_OBJECT))

    def add(self, name: str, reason: Reason, limit: float | str | None = None) -> None:
        self._gather(Problem(self.path + name, reason, limit))

    def _gather(self, problem: Problem) -> None:
        if not self.is_full:
            self.problems.append(problem)

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong already that nothing more is told."""
        return len(self.problems) >= MOST_PROBLEMS

    def finish(self) -> None:
        """Raise Invalid when anything was wrong."""
        self.check_all_known()
        if self.problems:
            raise Invalid(*self.problems)

    def read(self, shape: Shape) -> dict[str, Any]:
        """The value of each field of the shape, and its default or an empty list for one that is left out."""
        return {name: self._read(name, field) for name, field in shape.fields.items()}

    def _read(self, name: str, field: Field) -> Any:
        if self._value(name, field.is_required) is None:
            return [] if field.is_list else field.default
        if field.shape:
            return self._read_within(name, field, field.shape)
        if field.choices:
            is_list = field.kind is Kind.CHOICES
            return self.choices(name, field.choices) if is_list else self.choice(name, field.choices)
        return _READERS[field.kind](self, name)

    def _read_within(self, name: str, field: Field, shape: Shape) -> Any:
        if field.kind is Kind.OBJECTS:
            return [item._read_whole(shape) for item in self.items(name, field.most or 0)]
        item = self.item(name)
        return None if item is None else item._read_whole(shape)

    def _read_whole(self, shape: Shape) -> dict[str, Any]:
        values = self.read(shape)
        self.check_all_known()
        return values

    def check_all_known(self) -> None:
        for name in self.document:
            if self.is_full:
                return
            if name not in self.known:
                self.add(str(name)[:60], Reason.UNKNOWN_FIELD)

    def number(self, name: str, *, required: bool = False) -> float | None:
        value = self._value(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            self.add(name, Reason.NOT_A_NUMBER)
            return None
        return float(value)

    def whole(self, name: str, *, required: bool = False) -> int | None:
        value = self.number(name, required=required)
        if value is not None and not value.is_integer():
            self.add(name, Reason.NOT_WHOLE)
            return None
        return None if value is None else int(value)

    def text(self, name: str) -> str:
        value = self._value(name)
        if value is not None and not (isinstance(value, str) and _is_storable(value)):
            self.add(name, Reason.NOT_A_TEXT)
            return ""
        return value or ""

    def truth(self, name: str) -> bool | None:
        value = self._value(name)
        if value is None or isinstance(value, bool):
            return value
        self.add(name, Reason.NOT_A_TRUTH)
        return None

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        self.add(name, Reason.NOT_A_CHOICE)
        return None

    def choices(self, name: str, kind: type[Choice]) -> list[Choice]:
        """A list of names, each of which may be there once or more."""
        value = self._value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.add(name, Reason.NOT_A_LIST)
            return []
        if not all(isinstance(item, str) and item in list(kind) for item in value):
            self.add(name, Reason.NOT_A_CHOICE)
            return []
        return [kind(item) for item in value]

    def required_choice(self, name: str, kind: type[Choice]) -> Choice:
        if self.document.get(name) is None:
            self.add(name, Reason.MISSING)
        # The first one stands in for a wrong one until finish() refuses the whole.
        return self.choice(name, kind) or next(iter(kind))

    def uuid(self, name: str) -> UUID | None:
        value = self._value(name)
        if value is None:
            return None
        try:
            return UUID(value if isinstance(value, str) else "")
        except ValueError:
            self.add(name, Reason.NOT_AN_ID)
            return None

    def zone(self, name: str) -> str | None:
        value = self._value(name)
        if value is not None and not (isinstance(value, str) and weeks.is_zone(value)):
            self.add(name, Reason.NOT_A_ZONE)
            return None
        return value

    def date(self, name: str) -> dt.date:
        value = self._value(name, required=True)
        try:
            return dt.date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            if value is not None:
                self.add(name, Reason.NOT_A_DATE)
            return dt.date.min

    def instant(self, name: str) -> dt.datetime:
        value = self._value(name, required=True)
        instant = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        try:
            given = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
            if given is not None and given.tzinfo is not None:
                return given.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            given = None
        if value is not None:
            self.add(name, Reason.NO_OFFSET if given else Reason.NOT_A_TIME)
        return instant

    def item(self, name: str) -> "Fields | None":
        value = self._value(name)
        return None if value is None else Fields(value, f"{self.path}{name}.", self.problems)

    def items(self, name: str, most: int) -> list["Fields"]:
        """The objects of a list; of one with more than `most` none is read."""
        value = self._value(name)
        if value is not None and not isinstance(value, list):
            self.add(name, Reason.NOT_A_LIST)
        items = value if isinstance(value, list) else []
        if len(items) > most:
            self.add(name, Reason.TOO_MANY, most)
            return []
        return [Fields(item, f"{self.path}{name}.{index}.", self.problems) for index, item in enumerate(items)]

    def _value(self, name: str, required: bool = False) -> Any:
        self.known.add(name)
        value = self.document.get(name)
        if value is None and required:
            self.add(name, Reason.MISSING)
        return value


_READERS: Mapping[Kind, Callable[[Fields, str], Any]] = {
    Kind.NUMBER: Fields.number,
    Kind.WHOLE: Fields.whole,
    Kind.TEXT: Fields.text,
    Kind.CURSOR: Fields.text,
    Kind.TRUTH: Fields.truth,
    Kind.ID: Fields.uuid,
    Kind.ZONE: Fields.zone,
    Kind.DATE: Fields.date,
    Kind.INSTANT: Fields.instant,
}


def _is_storable(text: str) -> bool:
    """Whether a database can hold a text: no NUL, and no half of a character that UTF-8 does not know."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # An integer past every float.
        return False
