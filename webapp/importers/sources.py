"""What an app hands out whole: files that belong together, of which one names or completes the other."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from webapp.domain.imports import CannotImport
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.recordings import Found


class Archived(NamedTuple):
    """What was found, and which of the files beside were used for it and are no recordings of their own."""

    found: list[Found]
    used: Collection[PackedFile] = ()


def of_each(mine: Iterable[PackedFile], read_one: Callable[[PackedFile], Iterable[Found]]) -> Iterator[Found]:
    """What the files hold, each by itself: one that can't be read to its end is a reason, and the others stay."""
    for entry in mine:
        try:
            yield from list(read_one(entry))
        except CannotImport as refusal:
            yield refusal


class SourceFormat(Protocol):
    """A module that reads the files of one app."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so is one of this app."""

    def read(self, mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
        """What the files of this app hold; `beside` is whatever no app claims. Raises CannotImport."""
