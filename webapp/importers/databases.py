"""SQLite databases: which of the formats one is, its tables tell."""

from typing import BinaryIO

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import health_connect, sqlite_files
from webapp.importers.recordings import Found

_FORMATS = ((health_connect.is_health_connect, health_connect.read),)


def read(file: BinaryIO) -> list[Found]:
    """What is in a database of one of the formats. Raises CannotImport."""
    with sqlite_files.opened(file) as tables:
        for is_format, reads in _FORMATS:
            if is_format(tables):
                return reads(tables)
    raise CannotImport(Refusal.UNKNOWN_FORMAT)
