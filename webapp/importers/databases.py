"""SQLite databases: which app's one is, its tables tell."""

from collections.abc import Iterator, Sequence

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import gadgetbridge, health_connect, sqlite_files
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.recordings import gathered
from webapp.importers.sources import Archived

_APPS = (
    (health_connect.is_health_connect, health_connect.read),
    (gadgetbridge.is_gadgetbridge, gadgetbridge.read),
)


def recognises(head: bytes) -> bool:
    return sqlite_files.is_sqlite(head)


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], _allowance: Allowance) -> Archived:
    """What the databases hold of which the app is known; others are passed over beside them. Raises CannotImport."""
    read = [archived for entry in mine for archived in _read(entry, beside)]
    if not read:
        raise CannotImport(Refusal.UNKNOWN_FORMAT)
    found = (each for archived in read for each in archived.found)
    return Archived(gathered(found), [entry for archived in read for entry in archived.used])


def _read(entry: PackedFile, beside: Sequence[PackedFile]) -> Iterator[Archived]:
    with entry.stream() as stream, sqlite_files.opened(stream, entry.step) as tables:
        for is_app, reads in _APPS:
            if is_app(tables):
                yield reads(tables, beside)
