"""What an object of the API takes, as tables: the rows that read and refuse it also describe it to whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any

from webapp.domain.problems import Range


class Kind(Enum):
    """What a field takes. What is said in the plural is a list."""

    TEXT = auto()
    NUMBER = auto()
    WHOLE = auto()
    TRUTH = auto()
    CHOICE = auto()
    CHOICES = auto()
    ID = auto()
    ZONE = auto()
    DATE = auto()
    INSTANT = auto()
    CURSOR = auto()
    OBJECT = auto()
    OBJECTS = auto()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: what it takes, whether it must be there, and from where to where its number goes.

    A number has to be more than `above`. `least` and `most` count the characters of a text or what is in a list.
    """

    kind: Kind
    is_required: bool = False
    range: Range | None = None
    above: float | None = None
    least: int | None = None
    most: int | None = None
    choices: type[StrEnum] | None = None
    shape: "Shape | None" = None
    default: Any = None
    takes_null: bool = True

    @property
    def is_list(self) -> bool:
        return self.kind in (Kind.CHOICES, Kind.OBJECTS)


@dataclass(frozen=True)
class Shape:
    """An object with a name of its own, and its fields. An open one has others, too, and is only ever answered."""

    name: str
    fields: Mapping[str, Field]
    is_open: bool = False


def required(kind: Kind, **more: Any) -> Field:
    """A field that must be there, and is not null."""
    return Field(kind=kind, is_required=True, takes_null=False, **more)


def optional(kind: Kind, **more: Any) -> Field:
    """A field that may be left out, for which null is as good."""
    return Field(kind=kind, **more)
