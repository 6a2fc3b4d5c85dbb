"""The export of Apple Health, as a file or in its zip: workouts on foot, body weights, and where a route began.

A gigabyte of it is measurements that nobody here needs. They are cut out as bytes before the parser sees them, and only
where that can change nothing else: a whole element, each of whose tags ends with the only `>` in it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from webapp.domain import weeks
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.walks import Place
from webapp.importers import markup, starts
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.places import zone_at
from webapp.importers.quantities import kilograms, metres, seconds
from webapp.importers.recordings import MOST_IN_ARCHIVE, Found, Recording, Weighing, gathered
from webapp.importers.sources import Archived
from webapp.importers.sports import Sport
from webapp.importers.times import offset_moment
from webapp.importers.verdicts import judged, mode_of

MOST_ELEMENTS = 10_000_000
# Ten years of a scale that is stepped on five times a day.
MOST_WEIGHINGS = 20_000
MOST_PAUSES = 1000
_CHUNK = 128 * 1024
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!DOCTYPE\s+)?HealthData\b", re.DOTALL
)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+HealthData\s*\[(.*?)\]\s*>", re.DOTALL)
_UNNEEDED = re.compile(
    rb'(?:<Record type="(?!HKQuantityTypeIdentifierBodyMass")[^<>]*+(?:(?<=/)>|>\s*+'
    rb"(?:</?(?:MetadataEntry|HeartRateVariabilityMetadataList|InstantaneousBeatsPerMinute)\b[^<>]*+>\s*+)*+"
    rb"</Record>)\s*+)++"
)
_ACTIVITY, _QUANTITY = "HKWorkoutActivityType", "HKQuantityTypeIdentifier"
_SPORTS = {"Walking": Sport.WALK, "Hiking": Sport.WALK, "Running": Sport.RUN, "Other": Sport.UNCLEAR, "": Sport.UNCLEAR}
_LONGEST_VALUE = 200
_WANTED = (
    *("workoutActivityType", "duration", "durationUnit", "totalDistance", "totalDistanceUnit", "sourceName"),
    *("startDate", "endDate", "key", "value", "type", "sum", "unit", "date", "path"),
)
_PLACES = {"1": Place.INDOORS, "0": Place.OUTDOORS}


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is what Apple Health exports, whatever the phone's language called it."""
    return bool(_BEGINS.match(head))


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], _allowance: Allowance) -> Archived:
    """The workouts on foot and the body weights; the routes that workouts name are no walks of their own."""
    routes = {entry.name: entry for entry in beside}
    reader = _HealthReader()
    for entry in mine:
        with entry.stream() as stream:
            allowance = Allowance(elements=MOST_ELEMENTS, step=entry.step)
            markup.read(cast(BinaryIO, _WithoutRecords(stream)), reader, allowance)
    used = [routes[workout.route] for workout in reader.workouts if workout.route in routes]
    return Archived(gathered([*_found(reader.workouts, routes), *reader.weighings]), frozenset(used))


class _WithoutRecords:
    """The document without its declarations, and without most of the measurements that are no body weight."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = _without_declarations(stream.read(_CHUNK))

    def read(self, _size: int) -> bytes:
        kept, is_over = b"", False
        while not kept and not is_over:
            chunk = self._stream.read(_CHUNK)
            is_over = not chunk
            data = self._rest + chunk
            # The last tag may not be whole yet.
            until = len(data) if is_over else data.rfind(b"<")
            until = len(data) if until < 0 or len(data) - until > _CHUNK else until
            self._rest = data[until:]
            kept = _UNNEEDED.sub(b"", data[:until])
        return kept


def _without_declarations(head: bytes) -> bytes:
    """The beginning without what it declares: some versions of iOS wrote that in a way that no parser takes."""
    doctype = _DOCTYPE.search(head)
    if not doctype:
        return head
    if b"<!ENTITY" in doctype[1]:
        raise CannotImport(Refusal.DAMAGED)
    return head[: doctype.start()] + head[doctype.end() :]


@dataclass
class _Workout:
    attributes: Mapping[str, str]
    metadata: dict[str, str] = field(default_factory=dict)
    pauses: list[tuple[str, str]] = field(default_factory=list)
    metres: float | None = None
    route: str = ""

    @property
    def kind(self) -> str:
        return self.attributes.get("workoutActivityType", "").removeprefix(_ACTIVITY)


class _HealthReader:
    def __init__(self) -> None:
        self.workouts: list[_Workout] = []
        self.weighings: list[Weighing] = []
        self._path: list[str] = []
        self._workout: _Workout | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) == 2:
            self._workout = _Workout(_kept(attributes)) if name == "Workout" else None
            if name == "Record" and attributes.get("type") == f"{_QUANTITY}BodyMass":
                self.weighings += _weighings(attributes)
            if len(self.workouts) > MOST_IN_ARCHIVE or len(self.weighings) > MOST_WEIGHINGS:
                raise CannotImport(Refusal.TOO_MANY, str(MOST_IN_ARCHIVE))
        elif self._workout:
            _take_child(self._workout, self._path[-2], name, _kept(attributes))

    def closed(self, parent: str, name: str, text: str) -> None:
        self._path.pop()
        if len(self._path) == 1 and self._workout:
            self.workouts.append(self._workout)
            self._workout = None


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: attributes[name][:_LONGEST_VALUE] for name in _WANTED if name in attributes}


def _take_child(workout: _Workout, parent: str, name: str, attributes: Mapping[str, str]) -> None:
    match parent, name:
        case "Workout", "MetadataEntry" if attributes.get("key") in ("HKTimeZone", "HKIndoorWorkout"):
            workout.metadata[attributes["key"]] = attributes.get("value", "").strip()
        case "Workout", "WorkoutStatistics" if attributes.get("type") == f"{_QUANTITY}DistanceWalkingRunning":
            workout.metres = metres(attributes.get("sum", ""), attributes.get("unit", ""))
        case "Workout", "WorkoutEvent" if len(workout.pauses) < MOST_PAUSES:
            workout.pauses.append((attributes.get("type", ""), attributes.get("date", "")))
        case "WorkoutRoute", "FileReference":
            workout.route = PurePosixPath(attributes.get("path", "")).name


def _weighings(attributes: Mapping[str, str]) -> Iterator[Weighing]:
    weight_kg = kilograms(attributes.get("value", ""), attributes.get("unit", ""))
    try:
        when = offset_moment(attributes.get("startDate", ""))
    except CannotImport:
        return
    if weight_kg is not None:
        yield Weighing(weighed_at=when, utc_offset=when.utcoffset(), weight_kg=weight_kg)


def _found(workouts: Sequence[_Workout], routes: Mapping[str, PackedFile]) -> Iterator[Found]:
    seen: set[tuple[str | None, ...]] = set()
    left = starts.allowance()
    for workout in workouts:
        key = (workout.kind, *(workout.attributes.get(name) for name in ("sourceName", "startDate", "endDate")))
        if key in seen:
            continue
        seen.add(key)
        try:
            yield _recording(workout, routes.get(workout.route), left)
        except CannotImport as refusal:
            yield refusal


def _recording(workout: _Workout, route: PackedFile | None, left: Allowance) -> Recording:
    attributes, sport = workout.attributes, _SPORTS.get(workout.kind, Sport.NOT_ON_FOOT)
    if sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, workout.kind)
    started_at = offset_moment(attributes.get("startDate", ""))
    zone = workout.metadata.get("HKTimeZone", "")
    named_zone = zone if weeks.is_zone(zone) else None
    place = _PLACES.get(workout.metadata.get("HKIndoorWorkout", ""))
    recording = Recording(
        started_at=started_at.astimezone(dt.UTC),
        time_zone=zone_at(starts.first_position(route, left)) if route and not named_zone else None,
        named_zone=named_zone,
        utc_offset=started_at.utcoffset(),
        mode=mode_of(sport),
        seconds=round(_seconds(workout)),
        distance_m=_metres(workout),
        place=place or (Place.OUTDOORS if route else None),
        source=attributes.get("sourceName", ""),
    )
    return judged(recording, sport, workout.kind)


def _metres(workout: _Workout) -> float | None:
    whole = metres(workout.attributes.get("totalDistance", ""), workout.attributes.get("totalDistanceUnit", ""))
    known = workout.metres if whole is None else whole
    return round(known, 1) or None if known is not None else None


def _seconds(workout: _Workout) -> float:
    """The duration, which is without pauses; else what lies between start and end without them."""
    attributes = workout.attributes
    known = seconds(attributes.get("duration", ""), attributes.get("durationUnit", "min"))
    if known is not None:
        return known
    start, end = (offset_moment(attributes.get(name, "")) for name in ("startDate", "endDate"))
    return (end - start - _paused(workout, end)).total_seconds()


def _paused(workout: _Workout, end: dt.datetime) -> dt.timedelta:
    total, since = dt.timedelta(), None
    for kind, text in workout.pauses:
        if not kind.endswith(("TypePause", "TypeResume")):
            continue
        when = min(offset_moment(text), end)
        if kind.endswith("TypePause"):
            since = since or when
        elif since:
            total, since = total + max(dt.timedelta(), when - since), None
    return total + (end - since if since else dt.timedelta())
