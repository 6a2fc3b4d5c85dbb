"""The archive of Strava: a list of all activities, and beside it the files that were sent there.

The list is read by position: the names of its columns are in the person's language, and five of them stand in it
twice. Its times are UTC; metres are in the second Distance, since the first is in the person's own unit. Of the file
only the place where it began is read, which tells the zone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import DateOrder
from webapp.importers import starts, text_tables
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.dates import date_and_time, order_of
from webapp.importers.places import zone_at
from webapp.importers.quantities import number_or_none
from webapp.importers.recordings import MOST_IN_ARCHIVE, Found, Recording, gathered
from webapp.importers.sources import Archived
from webapp.importers.sports import place_of, sport_of
from webapp.importers.titles import title_of
from webapp.importers.verdicts import judged, mode_of

_ID, _DATE, _NAME, _SPORT, _FILE, _METRES = 0, 1, 2, 3, 12, 17
# Moving time; where there is none, elapsed time in its two forms.
_SECONDS = (16, 15, 5)
_FEWEST_COLUMNS = 40
_LONGEST_CELL = 200
_FOLDER = "activities/"
_ENGLISH = "Activity ID"


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is the list of activities, in whatever language."""
    if head.count(b",") < 2 * (_FEWEST_COLUMNS - 1):
        return False
    # The last line may be cut.
    text = text_tables.decoded(head)
    lines = iter(text[: text.rfind("\n") + 1].splitlines(keepends=True))
    try:
        rows = list(text_tables.cells(lines, Allowance()))
    except CannotImport:
        return False
    return any(map(_is_activity, rows[1:2]))


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The walks and runs of the list; the files that it names are no walks of their own."""
    files = {PurePosixPath(entry.path).name: entry for entry in beside}
    found: list[Found] = []
    used: set[PackedFile] = set()
    for entry in mine:
        with entry.stream() as stream:
            rows = text_tables.cells(text_tables.lines(stream), allowance)
            header = next(rows, [])
            activities = [_needed(row) for row in islice(filter(_is_activity, rows), MOST_IN_ARCHIVE + 1)]
        if len(activities) > MOST_IN_ARCHIVE:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_IN_ARCHIVE))
        used |= {files[name] for name in map(_file_of, activities) if name in files}
        found += _found(activities, files, _order(header, activities))
    return Archived(gathered(found), used)


def _is_activity(row: Sequence[str]) -> bool:
    if len(row) < _FEWEST_COLUMNS or not row[_ID].isdecimal() or not row[_DATE].strip():
        return False
    return not row[_FILE].strip() or row[_FILE].startswith(_FOLDER)


def _needed(row: Sequence[str]) -> list[str]:
    return [cell[:_LONGEST_CELL] for cell in row[: _METRES + 1]]


def _order(header: Sequence[str], activities: Sequence[Sequence[str]]) -> DateOrder:
    usual = DateOrder.MONTH_FIRST if header[:1] == [_ENGLISH] else DateOrder.DAY_FIRST
    return order_of((row[_DATE] for row in activities), usual)


def _file_of(row: Sequence[str]) -> str:
    return PurePosixPath(row[_FILE].strip()).name


def _found(activities: Sequence[Sequence[str]], files: Mapping[str, PackedFile], order: DateOrder) -> Iterator[Found]:
    left = starts.allowance()
    for row in activities:
        try:
            yield _recording(row, files.get(_file_of(row)), order, left)
        except CannotImport as refusal:
            yield refusal


def _recording(row: Sequence[str], file: PackedFile | None, order: DateOrder, left: Allowance) -> Recording:
    word, started_at = row[_SPORT].strip(), date_and_time(row[_DATE], order)
    sport = sport_of(word)
    seconds = next((known for known in (number_or_none(row[column]) for column in _SECONDS) if known), None)
    if started_at is None or seconds is None:
        raise CannotImport(Refusal.NO_TIMES)
    recording = Recording(
        started_at=started_at,
        time_zone=None,
        utc_offset=None,
        mode=mode_of(sport),
        seconds=round(seconds),
        distance_m=round(number_or_none(row[_METRES]) or 0, 1) or None,
        place=place_of(word),
        source=f"strava:{row[_ID]}",
        title=title_of(row[_NAME]),
    )
    on_foot = judged(recording, sport, word)
    return replace(on_foot, time_zone=zone_at(starts.first_position(file, left)) if file else None)
