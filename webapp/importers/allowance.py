"""How much may be read of one upload, counted in what takes the time: many files cost no more than one large one."""

from dataclasses import dataclass

from webapp.domain.imports import CannotImport, Refusal

# A day at one point a second is 86,400 points of up to 15 elements.
MOST_ELEMENTS = 1_500_000
# A day at one point a second has 86,400 messages. Skipping one takes 6 microseconds, decoding a field 3 to 9.
MOST_MESSAGES = 150_000
MOST_FIELDS = 100_000


@dataclass
class Allowance:
    """What is left; the readers of every file in an upload take from the same one."""

    elements: int = MOST_ELEMENTS
    messages: int = MOST_MESSAGES
    fields: int = MOST_FIELDS

    def take_element(self) -> None:
        """Raises CannotImport when it was one too many."""
        self.elements -= 1
        if self.elements < 0:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_ELEMENTS))

    def take_message(self, fields: int) -> None:
        """Raises CannotImport when it was one too many, or had too many fields."""
        self.messages -= 1
        self.fields -= fields
        if self.messages < 0 or self.fields < 0:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_MESSAGES))
