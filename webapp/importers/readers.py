"""What an upload holds: which format each file has, and what its reader finds in it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import Layout
from webapp.importers import (
    apple_health,
    archives,
    databases,
    fit,
    fitbit,
    fittrackee,
    garmin,
    google_fit,
    gpx,
    health_auto_export,
    kml,
    markup,
    own_tables,
    samsung,
    sets,
    strava,
    tcx,
    unknown_sheets,
    workout_tracker,
)
from webapp.importers.allowance import Allowance, Step
from webapp.importers.archives import PackedFile
from webapp.importers.recordings import MOST_IN_ARCHIVE, Found, Reading, gathered
from webapp.importers.sources import Archived, SourceFormat

MOST_MEGABYTES = 32
# Of tables whose columns only the person knows: nobody answers for more of them at once.
MOST_TABLES = 5
_READERS = {"gpx": gpx.read, "TrainingCenterDatabase": tcx.read, "kml": kml.read}
# What comes out of an app whole, in files that belong together: told by their first bytes, in this order.
_SOURCES: tuple[SourceFormat, ...] = (
    *(apple_health, strava, google_fit, fitbit),
    *(databases, garmin, samsung, health_auto_export, fittrackee, workout_tracker, sets, own_tables),
)
# Byte order marks and blanks.
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def read(name: str, file: BinaryIO, layouts: Mapping[str, Layout], member: str | None, step: Step) -> Iterator[Reading]:
    """What `importers.read` says."""
    try:
        yield from _readings(name, file, layouts, member, step)
    except CannotImport as refusal:
        yield Reading(name, [refusal])


def _readings(
    name: str, file: BinaryIO, layouts: Mapping[str, Layout], member: str | None, step: Step
) -> Iterator[Reading]:
    allowance, is_archive = Allowance(step=step), archives.is_archive(file)
    upload = _Upload(archives.entries(name, file, step))
    if member is not None:
        yield from (_table(entry, layouts, allowance) for entry in upload.rest if entry.name == member)
        return
    is_known = False
    for source, mine in upload.by_source.items():
        found, used = _archived(source, mine, upload.rest, allowance)
        upload.rest = [entry for entry in upload.rest if entry not in used]
        if not (is_archive and _is_unknown(found)):
            is_known = True
            yield Reading(name, found)
    loose = upload.loose()
    own_tables = [] if is_known or loose else upload.tables()
    yield from (_table(entry, layouts, allowance) for entry in own_tables)
    if own_tables:
        return
    if is_archive:
        if len(loose) > archives.MOST_FILES:
            yield from _of_years(name, loose, step)
        else:
            yield from (_reading(entry.name, entry.copied(), allowance) for entry in loose)
        if not (is_known or loose):
            yield Reading(name, [CannotImport(Refusal.UNKNOWN_FORMAT, _ending(name))])
    elif not upload.by_source:
        if file.seek(0, 2) > MOST_MEGABYTES * 1_000_000:
            raise CannotImport(Refusal.TOO_LARGE, str(MOST_MEGABYTES))
        file.seek(0)
        yield _reading(name, nullcontext(file), allowance)


class _Upload:
    """The files of an upload, sorted by their first bytes."""

    def __init__(self, entries: Sequence[PackedFile]) -> None:
        self.by_source: dict[SourceFormat, list[PackedFile]] = {}
        self.rest: list[PackedFile] = []
        for entry in entries:
            source = _source_of(entry)
            (self.by_source.setdefault(source, []) if source else self.rest).append(entry)

    def loose(self) -> list[PackedFile]:
        """The recordings that no app's archive names. Raises CannotImport when they are too many."""
        loose = [entry for entry in self.rest if _may_be_recording(entry)]
        if len(loose) > MOST_IN_ARCHIVE:
            raise CannotImport(Refusal.TOO_MANY_FILES, str(MOST_IN_ARCHIVE))
        return loose

    def tables(self) -> list[PackedFile]:
        """The tables that no app wrote; none when they are too many to ask about."""
        own = [entry for entry in self.rest if _may_be_table(entry)]
        return own if len(own) <= MOST_TABLES else []


def _archived(
    source: SourceFormat, mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance
) -> Archived:
    try:
        return source.read(mine, beside, allowance)
    except CannotImport as refusal:
        return Archived([refusal])


def _is_unknown(found: Sequence[Found]) -> bool:
    return all(isinstance(each, CannotImport) and each.reason is Refusal.UNKNOWN_FORMAT for each in found)


def _source_of(entry: PackedFile) -> SourceFormat | None:
    with suppress(CannotImport):
        head = entry.head()
        return next((source for source in _SOURCES if source.recognises(head)), None)
    return None


def _may_be_recording(entry: PackedFile) -> bool:
    """Whether a file is one that is read by itself; so is one that can't be opened, for its line."""
    try:
        head = entry.head()
        if fit.is_fit(BytesIO(head)):
            return True
        is_markup = head.lstrip(_BEFORE_MARKUP).startswith(b"<")
        return is_markup and markup.root_of(BytesIO(entry.head(markup.LONGEST_TAG))) in _READERS
    except CannotImport:
        return True


def _may_be_table(entry: PackedFile) -> bool:
    try:
        return unknown_sheets.recognises(entry.head())
    except CannotImport:
        return False


def _table(entry: PackedFile, layouts: Mapping[str, Layout], allowance: Allowance) -> Reading:
    """What a table holds; one that can't be read to its end gives nothing."""
    try:
        sheet, found = unknown_sheets.read(entry, layouts, allowance)
        return Reading(entry.name, found, sheet)
    except CannotImport as refusal:
        return Reading(entry.name, [refusal])


def _reading(name: str, opened: AbstractContextManager[BinaryIO], allowance: Allowance) -> Reading:
    try:
        with opened as file:
            return Reading(name, _read_file(name, file, allowance))
    except CannotImport as refusal:
        return Reading(name, [refusal])


def _of_years(name: str, entries: Sequence[PackedFile], step: Step) -> Iterator[Reading]:
    """The recordings of years, one after another, such as those in a zip within Garmin's archive.

    Most files of a watch are of its sleep or settings, so why one is no recording is told once for all of them.
    """
    of_years, refused = Allowance.of_years(step), list[CannotImport]()
    for entry in entries:
        with of_years.shared() as allowance:
            found = _reading(entry.name, entry.copied_alone(), allowance).found
        refused += [each for each in found if isinstance(each, CannotImport)]
        recordings: list[Found] = [each for each in found if not isinstance(each, CannotImport)]
        if recordings:
            yield Reading(entry.name, recordings)
    if refused:
        yield Reading(name, gathered(refused))


def _read_file(name: str, file: BinaryIO, allowance: Allowance) -> list[Found]:
    """What is in one file that is no archive. What it holds says which format it is, never its name.

    Raises CannotImport and nothing else.
    """
    if fit.is_fit(file):
        return fit.read(file, allowance)
    reader = _READERS.get(markup.root_of(file) or "")
    if reader:
        return reader(file, allowance)
    is_empty = not any(chunk.strip() for chunk in iter(lambda: file.read(markup.LONGEST_TAG), b""))
    raise CannotImport(Refusal.EMPTY) if is_empty else CannotImport(Refusal.UNKNOWN_FORMAT, _ending(name))


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()
