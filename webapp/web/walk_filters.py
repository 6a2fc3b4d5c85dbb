"""The filter of the History as the query of its address: what is nonsense there lets every walk through."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from webapp.domain.walk_filters import LONGEST_WORDS, WalkFilter, Way
from webapp.domain.walks import Place
from webapp.web.parameters import date_of

Choice = TypeVar("Choice", bound=StrEnum)


def read(values: Mapping[str, str]) -> WalkFilter:
    """The filter of an address or of a form. Two days the wrong way round are meant the other way."""
    first, last = date_of(values.get("from")), date_of(values.get("to"))
    if first and last and last < first:
        first, last = last, first
    return WalkFilter(
        place=_choice(Place, values.get("place")),
        way=_choice(Way, values.get("way")),
        first=first,
        last=last,
        words=" ".join(values.get("words", "")[:LONGEST_WORDS].replace("\0", " ").split()),
    )


def fields(wanted: WalkFilter, *, without: str = "") -> dict[str, str]:
    """A filter as the fields of its form and the query of its address; `without` one of them."""
    values = {
        "place": wanted.place or "",
        "way": wanted.way or "",
        "from": wanted.first.isoformat() if wanted.first else "",
        "to": wanted.last.isoformat() if wanted.last else "",
        "words": wanted.words,
    }
    return {name: str(value) for name, value in values.items() if value and name != without}


def _choice(choices: type[Choice], value: str | None) -> Choice | None:
    return choices(value) if value in list(choices) else None
