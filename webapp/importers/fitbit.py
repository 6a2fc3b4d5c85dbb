"""Fitbit, by its old export (`exercise-0.json`, `weight-2023-01-01.json`) and by the Takeout of Google Health.

The old files write a start without a zone; they are read as UTC, and a note says so. The new tables have the instant
and its offset, so where both hold an exercise the table is right. In a table 0 is what was not measured, and speeds are
not what their columns say, so none is read.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from webapp.domain.imports import CannotImport, Notice, Refusal, Remark
from webapp.domain.sheets import DateOrder
from webapp.importers import json_pieces, text_tables
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.dates import date_and_time
from webapp.importers.quantities import kilograms, metres, number_or_none
from webapp.importers.recordings import MOST_IN_ARCHIVE, Found, Recording, Weighing, gathered
from webapp.importers.sources import Archived
from webapp.importers.sports import Sport, place_of, sport_of
from webapp.importers.times import moment_or_none
from webapp.importers.values import Fields, text_in
from webapp.importers.verdicts import judged, mode_of

T = TypeVar("T")
_KINDS = {"90013": Sport.WALK, "90012": Sport.WALK, "90009": Sport.RUN}
_UNITS = {"kilometer": "km", "mile": "mi", "meter": "m"}
_LONGEST = 200
_OLD_NAMES = (
    *("logId", "activityName", "activityTypeId", "startTime", "duration", "activeDuration"),
    *("distance", "distanceUnit"),
)
_NEW_NAMES = (
    *("exercise_id", "exercise_start", "exercise_end", "utc_offset", "activity_name"),
    *("tracker_total_distance_mm", "manually_logged_total_distance_mm"),
)
_EXERCISES, _WEIGHTS = "exercise_id", "weight grams"
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)
# Who weighs so much and has this body mass index is so tall, if the weight is in the unit that is tried.
_SHORTEST_M, _TALLEST_M = 1.25, 2.3
# Local time is a whole number of quarters of an hour from UTC, and never more than this.
_FARTHEST, _QUARTER_S = dt.timedelta(hours=14), 900
_SAME_SECONDS = 2


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is one of exercises or weights."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return b'"logId"' in start and (b'"activityName"' in start or (b'"weight"' in start and b'"bmi"' in start))
    line = start.split(b"\n", 1)[0]
    return line.startswith(b"exercise_id,") or line.startswith(b"timestamp,weight grams")


def read(mine: Sequence[PackedFile], _beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The walks, runs and body weights of all these files, each exercise once."""
    reader = _FitbitReader()
    for entry in mine:
        try:
            reader.take(entry, allowance)
        except CannotImport as refusal:
            reader.refused.append(refusal)
        if reader.exercises > MOST_IN_ARCHIVE:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_IN_ARCHIVE))
    return Archived(gathered([*reader.recordings(), *reader.refused, *reader.weighings]))


class _FitbitReader:
    def __init__(self) -> None:
        self.weighings: list[Weighing] = []
        self.refused: list[CannotImport] = []
        self._old: list[Fields] = []
        self._new: list[Mapping[str, str]] = []

    @property
    def exercises(self) -> int:
        return len(self._old) + len(self._new)

    def take(self, entry: PackedFile, allowance: Allowance) -> None:
        """Raises CannotImport."""
        if entry.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            for fields in json_pieces.objects(entry):
                if "activityName" in fields:
                    self._old.append({name: text_in(fields, name) for name in _OLD_NAMES if name in fields})
                elif "weight" in fields:
                    self.weighings += _old_weighings(fields)
            return
        with entry.stream() as stream:
            for row in islice(text_tables.rows(text_tables.lines(stream), allowance), MOST_IN_ARCHIVE + 1):
                if _EXERCISES in row:
                    self._new.append({name: row[name][:_LONGEST] for name in _NEW_NAMES if name in row})
                else:
                    self.weighings += _new_weighings(row)

    def recordings(self) -> Iterator[Found]:
        """Each exercise once, from the table where it stands in both."""
        known = {fields.get(_EXERCISES, ""): fields for fields in self._new}
        spans = {span for fields in known.values() if (span := _span(fields))}
        for fields in known.values():
            yield from _tried(_new_recording, fields)
        seen: set[str] = set()
        for old in self._old:
            number = text_in(old, "logId")
            if number not in known and number not in seen and not _is_in(spans, old):
                yield from _tried(_old_recording, old)
            seen.add(number)


def _tried(read_fields: Callable[[T], Recording], fields: T) -> Iterator[Found]:
    try:
        yield read_fields(fields)
    except CannotImport as refusal:
        yield refusal


def _new_recording(fields: Mapping[str, str]) -> Recording:
    word = fields.get("activity_name", "").strip()
    started_at, end = (moment_or_none(fields.get(name, "")) for name in ("exercise_start", "exercise_end"))
    if started_at is None or end is None:
        raise CannotImport(Refusal.NO_TIMES)
    kinds = ("tracker_total_distance_mm", "manually_logged_total_distance_mm")
    return _recording(
        started_at=started_at,
        utc_offset=_offset(fields.get("utc_offset", "")),
        seconds=(end - started_at).total_seconds(),
        distance_m=next((known for name in kinds if (known := metres(fields.get(name, ""), "mm"))), None),
        sport=sport_of(word),
        word=word,
        number=fields.get(_EXERCISES, ""),
    )


def _old_recording(fields: Fields) -> Recording:
    word, started_at = text_in(fields, "activityName").strip(), _old_start(fields)
    seconds = _old_seconds(fields)
    if started_at is None or seconds is None:
        raise CannotImport(Refusal.NO_TIMES)
    unit = text_in(fields, "distanceUnit").lower()
    recording = _recording(
        started_at=started_at,
        utc_offset=None,
        seconds=seconds,
        distance_m=metres(text_in(fields, "distance"), _UNITS.get(unit, unit)),
        sport=_KINDS.get(text_in(fields, "activityTypeId")) or sport_of(word),
        word=word,
        number=text_in(fields, "logId"),
    )
    return replace(recording, notes=(*recording.notes, Notice(Remark.TIMES_IN_UTC)))


def _recording(
    *,
    started_at: dt.datetime,
    utc_offset: dt.timedelta | None,
    seconds: float,
    distance_m: float | None,
    sport: Sport,
    word: str,
    number: str,
) -> Recording:
    recording = Recording(
        started_at=started_at.astimezone(dt.UTC),
        time_zone=None,
        utc_offset=utc_offset,
        mode=mode_of(sport),
        seconds=round(seconds),
        distance_m=round(distance_m or 0, 1) or None,
        place=place_of(word),
        source=f"fitbit:{number}",
    )
    return judged(recording, sport, word)


def _old_start(fields: Fields) -> dt.datetime | None:
    return date_and_time(text_in(fields, "startTime"), DateOrder.MONTH_FIRST)


def _old_seconds(fields: Fields) -> float | None:
    known = (number_or_none(text_in(fields, name)) for name in ("activeDuration", "duration"))
    milliseconds = next(filter(None, known), None)
    return milliseconds / 1000 if milliseconds else None


def _span(fields: Mapping[str, str]) -> tuple[dt.datetime, dt.datetime] | None:
    started_at, end = (moment_or_none(fields.get(name, "")) for name in ("exercise_start", "exercise_end"))
    return (started_at, end) if started_at and end else None


def _is_in(spans: Collection[tuple[dt.datetime, dt.datetime]], fields: Fields) -> bool:
    """Whether an exercise of the old form is in the table: as long, and at the same time in some zone."""
    when, milliseconds = _old_start(fields), number_or_none(text_in(fields, "duration"))
    if when is None or milliseconds is None:
        return False
    return any(
        abs((end - start).total_seconds() - milliseconds / 1000) <= _SAME_SECONDS and _is_zone_apart(when - start)
        for start, end in spans
    )


def _is_zone_apart(apart: dt.timedelta) -> bool:
    seconds = apart.total_seconds()
    return abs(apart) <= _FARTHEST and abs(seconds - round(seconds / _QUARTER_S) * _QUARTER_S) <= _SAME_SECONDS


def _old_weighings(fields: Fields) -> Iterator[Weighing]:
    day, time = text_in(fields, "date"), text_in(fields, "time")
    when = date_and_time(f"{day} {time}", DateOrder.MONTH_FIRST)
    weight_kg = _old_kilograms(text_in(fields, "weight"), text_in(fields, "bmi"))
    if when and weight_kg:
        # The date is the person's own, in whatever zone.
        yield Weighing(weighed_at=when, utc_offset=dt.timedelta(), weight_kg=weight_kg)


def _old_kilograms(weight: str, bmi: str) -> float | None:
    """Pounds, whatever the profile says; kilograms where only these make somebody of a possible height."""
    in_pounds, in_kg, index = kilograms(weight, "lb"), kilograms(weight, "kg"), number_or_none(bmi)
    if in_pounds and in_kg and index and not _is_height(in_pounds, index) and _is_height(in_kg, index):
        return in_kg
    return in_pounds


def _is_height(weight_kg: float, bmi: float) -> bool:
    return _SHORTEST_M <= math.sqrt(weight_kg / bmi) <= _TALLEST_M


def _new_weighings(fields: Mapping[str, str]) -> Iterator[Weighing]:
    when, weight_kg = moment_or_none(fields.get("timestamp", "")), kilograms(fields.get(_WEIGHTS, ""), "g")
    if when and weight_kg:
        yield Weighing(weighed_at=when.astimezone(dt.UTC), utc_offset=None, weight_kg=weight_kg)


def _offset(text: str) -> dt.timedelta | None:
    said = _OFFSET.fullmatch(text.strip())
    if not said:
        return None
    offset = dt.timedelta(hours=int(said[2]), minutes=int(said[3]))
    return -offset if said[1] == "-" else offset
