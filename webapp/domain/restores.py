"""A person's own document read back: what came of it, and why one can't be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

WALKS = "walks"


class Flaw(StrEnum):
    """Why a document can't be taken as a whole. What `CannotRestore.place` holds stands behind each."""

    DAMAGED = "damaged"  # the list and the number of the last entry that could be read, or ""
    FOREIGN = "foreign"
    NEWER = "newer"


class CannotRestore(ValueError):
    """A document that is damaged, of another program, or of a newer Backstride."""

    def __init__(self, flaw: Flaw, place: str = "") -> None:
        super().__init__(f"{flaw} {place}".rstrip())
        self.flaw = flaw
        self.place = place


class OwnChoice(StrEnum):
    """What somebody chose once, and what stays as it is here when they had chosen before."""

    SETTINGS = "settings"
    PLAN = "plan"
    GOAL = "goal"
    SAFETY_CHECK = "safety_check"
    RUNNING_WALK = "running_walk"


@dataclass(frozen=True)
class Restored:
    """How many entries of each list came in, how many were here already, and which choices stay as they are here."""

    new: Mapping[str, int] = field(default_factory=dict)
    here: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[OwnChoice, ...] = ()
    has_settings: bool = False

    @property
    def new_walks(self) -> int:
        return self.new.get(WALKS, 0)

    @property
    def new_entries(self) -> int:
        """What came in beside the walks."""
        return sum(self.new.values()) - self.new_walks

    @property
    def is_new(self) -> bool:
        return self.has_settings or any(self.new.values())

    @property
    def known(self) -> int:
        return sum(self.here.values())
