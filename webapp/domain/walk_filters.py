"""Which walks somebody looks for in their History."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.walks import Place

LONGEST_WORDS = 100


class Way(StrEnum):
    """How a walk went, as far as one can look for it."""

    BACKWARD = "backward"
    ALL_BACKWARD = "all_backward"
    ALL_FORWARD = "all_forward"
    RUN = "run"
    SLED = "sled"


@dataclass(frozen=True, kw_only=True)
class WalkFilter:
    """What the walks that are looked for have in common; each left out lets every walk through.

    `first` and `last` are days, both of them included. Each of the `words` is somewhere in the note.
    """

    place: Place | None = None
    way: Way | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    words: str = ""

    @property
    def is_used(self) -> bool:
        return self != WalkFilter()
