"""How much may be read of one upload, counted in what takes the time: many files cost no more than one large one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from webapp.domain.imports import CannotImport, Refusal

# A day at one point a second is 86,400 points of up to 15 elements.
MOST_ELEMENTS = 1_500_000
# A day at one point a second has 86,400 messages. Skipping one takes 6 microseconds, decoding a field 3 to 9.
MOST_MESSAGES = 150_000
MOST_FIELDS = 100_000
# What the watch of somebody wrote in years is read for minutes, and can be cancelled.
_MOST_OF_YEARS = 100
_MOST = (MOST_ELEMENTS, MOST_MESSAGES, MOST_FIELDS)
# What a reader calls between two pieces of work of a millisecond at most; it may wait, or raise what ends the reading.
Step = Callable[[], None]


def no_step() -> None:
    """Where nobody has to be let past."""


@dataclass
class Allowance:
    """What is left; the readers of every file in an upload take from the same one."""

    elements: int = MOST_ELEMENTS
    messages: int = MOST_MESSAGES
    fields: int = MOST_FIELDS
    step: Step = field(default=no_step, kw_only=True)

    @classmethod
    def of_years(cls, step: Step = no_step) -> "Allowance":
        """That of an archive with the recordings of years."""
        return cls(*(most * _MOST_OF_YEARS for most in _MOST), step=step)

    @contextmanager
    def shared(self) -> Iterator["Allowance"]:
        """What one file of many may take: no more than if it came alone, and than is left."""
        most_here = (min(most, left) for most, left in zip(_MOST, self._left(), strict=True))
        share = Allowance(*most_here, step=self.step)
        given = replace(share)
        try:
            yield share
        finally:
            self.elements -= given.elements - share.elements
            self.messages -= given.messages - share.messages
            self.fields -= given.fields - share.fields

    def _left(self) -> tuple[int, int, int]:
        return max(0, self.elements), max(0, self.messages), max(0, self.fields)

    def take_element(self) -> None:
        """Raises CannotImport when it was one too many."""
        self.step()
        self.elements -= 1
        if self.elements < 0:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_ELEMENTS))

    def take_message(self, fields: int) -> None:
        """Raises CannotImport when it was one too many, or had too many fields."""
        self.step()
        self.messages -= 1
        self.fields -= fields
        if self.messages < 0 or self.fields < 0:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_MESSAGES))
