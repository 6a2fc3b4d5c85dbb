"""Bytes -> recordings: pure, one module per format. What they find in words is the business of `words`."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import archives, databases, fit, gpx, kml, markup, sqlite_files, tcx
from webapp.importers.allowance import Allowance
from webapp.importers.recordings import Found, Recording

__all__ = ["Found", "Reading", "Recording", "read"]

MOST_MEGABYTES = 32
_READERS = {"gpx": gpx.read, "TrainingCenterDatabase": tcx.read, "kml": kml.read}


class Reading(NamedTuple):
    """A file, perhaps from an archive, and what was found in it: at least one thing."""

    name: str
    found: list[Found]


def read(name: str, file: BinaryIO) -> Iterator[Reading]:
    """The recordings in a file or an archive, and each reason why there is none. Raises nothing.

    Files in an archive that are no recordings, such as a picture, are passed over beside those that are.
    """
    allowance = Allowance()
    try:
        if not archives.is_archive(file):
            yield _reading(name, file, allowance)
            return
        readings = [_reading(inner, opened, allowance) for inner, opened in archives.files_in(name, file)]
    except CannotImport as refusal:
        yield Reading(name, [refusal])
        return
    known = [reading for reading in readings if not _is_unknown(reading)]
    yield from known or [Reading(name, [CannotImport(Refusal.UNKNOWN_FORMAT, _ending(name))])]


def _read_file(name: str, file: BinaryIO, allowance: Allowance) -> list[Found]:
    """What is in one file that is no archive. What it holds says which format it is, never its name.

    Raises CannotImport and nothing else.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_MEGABYTES * 1_000_000:
        raise CannotImport(Refusal.TOO_LARGE, str(MOST_MEGABYTES))
    if fit.is_fit(file):
        return fit.read(file, allowance)
    if sqlite_files.is_sqlite(file):
        return databases.read(file)
    reader = _READERS.get(markup.root_of(file) or "")
    if reader:
        return reader(file, allowance)
    is_empty = not any(chunk.strip() for chunk in iter(lambda: file.read(markup.LONGEST_TAG), b""))
    raise CannotImport(Refusal.EMPTY) if is_empty else CannotImport(Refusal.UNKNOWN_FORMAT, _ending(name))


def _reading(name: str, opened: BinaryIO | CannotImport, allowance: Allowance) -> Reading:
    try:
        return Reading(name, [opened] if isinstance(opened, CannotImport) else _read_file(name, opened, allowance))
    except CannotImport as refusal:
        return Reading(name, [refusal])


def _is_unknown(reading: Reading) -> bool:
    reasons = (Refusal.UNKNOWN_FORMAT, Refusal.EMPTY)
    return any(isinstance(each, CannotImport) and each.reason in reasons for each in reading.found)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()
