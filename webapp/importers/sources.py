"""What an app hands out whole: files that belong together, of which one names or completes the other."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.recordings import Found


class Archived(NamedTuple):
    """What was found, and which of the files beside were used for it and are no recordings of their own."""

    found: list[Found]
    used: Collection[PackedFile] = ()


class SourceFormat(Protocol):
    """A module that reads the files of one app."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so is one of this app."""

    def read(self, mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
        """What the files of this app hold; `beside` is whatever no app claims. Raises CannotImport."""
