"""What a person takes along -> bytes: pure, one module per format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Everything:
    """All that belongs to one person, as plain values; the walks come one after the other, and only once."""

    person: Mapping[str, Any]
    lists: Mapping[str, Iterable[Mapping[str, Any]]]
    walks: Iterable[Mapping[str, Any]]
