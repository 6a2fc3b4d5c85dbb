"""Bytes -> recordings: pure, one module per format. The words for a refusal stand in the web and the commands."""

from pathlib import PurePath

from webapp.importers import fit, gpx, markup, tcx
from webapp.importers.recordings import CannotImport, Recording, Refusal

__all__ = ["CannotImport", "Recording", "Refusal", "read"]

MOST_MEGABYTES = 32
_READERS = {"gpx": gpx.read, "TrainingCenterDatabase": tcx.read}


def read(name: str, data: bytes) -> list[Recording]:
    """The recordings in a file, at least one. What it holds says which format it is, never its name.

    Raises CannotImport and nothing else.
    """
    if not data.strip():
        raise CannotImport(Refusal.EMPTY)
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise CannotImport(Refusal.TOO_LARGE, str(MOST_MEGABYTES))
    if fit.is_fit(data):
        return fit.read(data)
    reader = _READERS.get(markup.root_of(data) or "")
    if reader is None:
        raise CannotImport(Refusal.UNKNOWN_FORMAT, PurePath(name).suffix.lower())
    return reader(data)
