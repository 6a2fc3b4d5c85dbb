"""Where a recording began. Of a file that an archive's own list describes no more is read than its first place."""

from typing import BinaryIO

from webapp.domain.imports import CannotImport
from webapp.importers import fit, markup
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.places import Position, position

# For all the files of an archive together: a first place comes within some hundred elements or messages.
MOST_ELEMENTS, MOST_MESSAGES, MOST_FIELDS = 3_000_000, 300_000, 1_000_000


def allowance() -> Allowance:
    """What may be read of all the files of one archive to find where they began."""
    return Allowance(elements=MOST_ELEMENTS, messages=MOST_MESSAGES, fields=MOST_FIELDS)


def first_position(entry: PackedFile, left: Allowance) -> Position | None:
    """The first position in a recording; None where it has none, or can't be read so far."""
    try:
        with entry.stream() as stream:
            head = stream.read(fit.MOST_MEGABYTES * 1_000_000 if fit.is_fit_head(entry.head()) else 0)
            return fit.first_position(head, left) if head else _in_markup(stream, left)
    except CannotImport:
        return None


def _in_markup(stream: BinaryIO, left: Allowance) -> Position | None:
    reader = _FirstPosition()
    try:
        markup.read(stream, reader, left)
    except _PositionFound:
        return reader.position
    return None


class _PositionFound(Exception):
    pass


class _FirstPosition:
    def __init__(self) -> None:
        self.position: Position | None = None
        self._latitude = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkpt":
            self._end(attributes.get("lat", ""), attributes.get("lon", ""))

    def closed(self, parent: str, name: str, text: str) -> None:
        if name == "LatitudeDegrees":
            self._latitude = text
        elif name == "LongitudeDegrees":
            self._end(self._latitude, text)

    def _end(self, latitude: str, longitude: str) -> None:
        try:
            self.position = position(latitude, longitude)
        except CannotImport:
            return
        raise _PositionFound
