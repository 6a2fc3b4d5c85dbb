"""The tables that Backstride itself exports: walks with their minutes and metres, and body weights.

What the tables leave out (pain, plan, what was edited) only the whole document brings back.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.domain import walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.walks import Place
from webapp.importers import text_tables, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.quantities import number_or_none
from webapp.importers.recordings import Found, Recording, Weighing, checked, gathered
from webapp.importers.sources import Archived

_WALKS = frozenset(("id", "started_at", "time_zone", "walked_on", "minutes", "backward_minutes"))
_SEGMENTS = frozenset(("walk", "mode", "seconds", "speed_kmh", "distance_m"))
_WEIGHTS = frozenset(("weighed_on", "weight_kg"))
_NOON = dt.time(12, tzinfo=dt.UTC)

Row = Mapping[str, str]


def recognises(head: bytes) -> bool:
    names = _names(head)
    return names >= _WALKS or names >= _SEGMENTS or names == _WEIGHTS


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The walks, at their metres where the table of their segments is there, and the weights. Raises CannotImport."""
    segments: dict[str, _Sums] = defaultdict(_Sums)
    for row in _rows(mine, _SEGMENTS, allowance):
        segments[row.get("walk", "")].add(row)
    found = [_found(row, segments.get(row.get("id", ""))) for row in _rows(mine, _WALKS, allowance) if _is_kept(row)]
    return Archived(gathered([*found, *map(_weighing, _rows(mine, _WEIGHTS, allowance))]))


def _names(head: bytes) -> frozenset[str]:
    first = text_tables.decoded(head).partition("\n")[0]
    return frozenset(name.strip().strip('"') for name in re.split("[,;]", first))


def _rows(mine: Sequence[PackedFile], names: frozenset[str], allowance: Allowance) -> Iterator[Row]:
    """The rows of the tables that have these columns."""
    for entry in mine:
        head = entry.head()
        if _names(head) >= names:
            delimiter = ";" if b";" in head.partition(b"\n")[0] else ","
            with entry.stream() as stream:
                yield from text_tables.rows(text_tables.lines(stream), allowance, delimiter=delimiter)


def _is_kept(row: Row) -> bool:
    """Whether a walk was in the diary, and not in the bin."""
    return not row.get("deleted_at")


@dataclass
class _Sums:
    """What the segments of a walk are together; metres are None once a segment has neither them nor a speed."""

    seconds: float = 0.0
    backward_seconds: float = 0.0
    metres: float | None = 0.0
    has_run: bool = False

    def add(self, row: Row) -> None:
        seconds, mode = number_or_none(row.get("seconds", "")) or 0.0, row.get("mode", "")
        kmh = number_or_none(row.get("speed_kmh", ""))
        metres = number_or_none(row.get("distance_m", "")) or (kmh and kmh / 3.6 * seconds)
        self.seconds += seconds
        self.backward_seconds += seconds if mode.startswith("backward") else 0.0
        self.metres = self.metres + metres if self.metres is not None and metres else None
        self.has_run = self.has_run or mode == Mode.FORWARD_RUN


def _found(row: Row, sums: _Sums | None) -> Found:
    try:
        return _recording(row, sums or _Sums(_seconds(row, "minutes"), _seconds(row, "backward_minutes")))
    except CannotImport as refusal:
        return refusal


def _seconds(row: Row, name: str) -> float:
    return (number_or_none(row.get(name, "")) or 0.0) * 60


def _recording(row: Row, sums: _Sums) -> Recording:
    started_at, zone, place = values.moment(row.get("started_at")), row.get("time_zone", ""), row.get("place", "")
    if started_at is None:
        raise CannotImport(Refusal.NO_TIMES)
    recording = Recording(
        started_at=started_at.astimezone(dt.UTC),
        time_zone=None,
        named_zone=zone if weeks.is_zone(zone) else None,
        utc_offset=None,
        mode=Mode.FORWARD_RUN if sums.has_run else Mode.FORWARD_WALK,
        seconds=round(sums.seconds),
        distance_m=round(sums.metres or 0, 1) or None,
        place=Place(place) if place in list(Place) else None,
        backward_seconds=min(round(sums.backward_seconds), round(sums.seconds)),
        note=_text(row.get("note", ""))[: walks.LONGEST_NOTE],
    )
    return checked(recording)


def _text(cell: str) -> str:
    """A text without the mark that keeps a spreadsheet from taking it for a formula."""
    first = unicodedata.normalize("NFKC", cell[1:2])
    return cell[1:] if cell[:1] == "'" and first in ("=", "+", "-", "@", "\t", "\r", "\n") else cell


def _weighing(row: Row) -> Found:
    weighed_on, kilograms = values.day(row.get("weighed_on")), number_or_none(row.get("weight_kg", ""))
    if weighed_on is None or not kilograms:
        return CannotImport(Refusal.NO_TIMES)
    at_noon = dt.datetime.combine(weighed_on, _NOON)
    # The day is the one that is written, whatever zone the person is in.
    return Weighing(weighed_at=at_noon, utc_offset=dt.timedelta(0), weight_kg=kilograms)
