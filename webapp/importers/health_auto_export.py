"""Health Auto Export, an app that hands on what an iPhone knows: as a file, or by itself to a server, in one form."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from webapp.domain.walks import Place
from webapp.importers import json_pieces, summaries, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.json_pieces import BEGUN, ELEMENT, KeyPath
from webapp.importers.places import Position
from webapp.importers.recordings import Found, Weighing, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import sport_of
from webapp.importers.times import local_offset

_METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}
_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "lbs": 0.45359237, "st": 6.35029318}
_WEIGHTS = frozenset(("weight_body_mass", "body_mass", "weight"))
_MOST_WEIGHINGS = 20_000
# Some old files have minutes where the others have seconds.
_MINUTE = 60
_DEEPEST = 6

Values = dict[str, object]


def recognises(head: bytes) -> bool:
    names = json_pieces.names_in(head)
    # Others have workouts as well: of these only this one has a unit for each quantity.
    return bool({"workouts", "metrics"} & names) and (
        {"qty", "units"} <= names or names <= {"data", "workouts", "metrics"}
    )


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The workouts and weights in files of this app. Raises CannotImport."""
    return Archived(gathered(of_each(mine, lambda entry: _found(entry, allowance))))


def _found(entry: PackedFile, allowance: Allowance) -> Iterator[Found]:
    with entry.stream() as stream:
        yield from read_document(stream, allowance)


def read_document(stream: BinaryIO, allowance: Allowance) -> Iterator[Found]:
    """The workouts and weights in one document, as the app sends it. Raises CannotImport."""
    workout, metric = _SentWorkout(), _SentMetric()
    for path, value in json_pieces.pieces(stream, _enters, allowance):
        where = path[1:] if path[:1] == ("data",) else path
        if where == ("workouts", ELEMENT) and value is BEGUN:
            yield from workout.done()
            workout = _SentWorkout()
        elif where == ("metrics", ELEMENT) and value is BEGUN:
            yield from metric.done()
            metric = _SentMetric()
        elif where[:2] == ("workouts", ELEMENT):
            workout.take(where[2:], value)
        elif where[:2] == ("metrics", ELEMENT):
            metric.take(where[2:], value)
    yield from workout.done()
    yield from metric.done()


def _enters(path: KeyPath) -> bool:
    """Lists of a value a second are long, so all are entered; what is in them is small."""
    return len(path) < _DEEPEST and path[-2:] not in (("route", ELEMENT), ("data", ELEMENT))


@dataclass
class _SentWorkout:
    values: Values = field(default_factory=dict)
    position: Position | None = None

    def take(self, where: KeyPath, value: object) -> None:
        if len(where) == 1 or (len(where) == 2 and where[1] in ("qty", "units")):
            self.values[".".join(where)] = value
        elif where == ("route", ELEMENT) and isinstance(value, dict) and self.position is None:
            latitude, longitude = value.get("latitude", value.get("lat")), value.get("longitude", value.get("lon"))
            self.position = values.place(latitude, longitude)

    def done(self) -> Iterator[Found]:
        started_at = values.moment(self.values.get("start"))
        if not self.values:
            return
        word = values.text(self.values.get("name"))
        yield summaries.found(
            summaries.Summary(
                started_at=started_at,
                seconds=self._seconds(started_at),
                metres=self._metres(),
                sport=sport_of(word),
                word=word,
                utc_offset=local_offset(started_at) if started_at else None,
                position=self.position,
                place=Place.INDOORS if self._is_indoors() else None,
            )
        )

    def _seconds(self, started_at: dt.datetime | None) -> float:
        ended_at = values.moment(self.values.get("end"))
        whole = max(0.0, (ended_at - started_at).total_seconds()) if started_at and ended_at else 0.0
        written = values.at_least_0(self.values.get("duration", self.values.get("duration.qty")))
        is_in_minutes = bool(written) and whole / _MINUTE * 0.5 <= written <= whole / _MINUTE * 1.05
        return written * _MINUTE if is_in_minutes else written or whole

    def _metres(self) -> float:
        unit = values.text(self.values.get("distance.units")).casefold()
        return values.at_least_0(self.values.get("distance.qty")) * _METRES.get(unit, 0.0)

    def _is_indoors(self) -> bool:
        return self.values.get("isIndoor") is True or values.text(self.values.get("location")).casefold() == "indoor"


@dataclass
class _SentMetric:
    """A kind of measurement; its name may stand behind what was measured."""

    name: str = ""
    units: str = ""
    measured: list[tuple[object, object]] = field(default_factory=list)

    def take(self, where: KeyPath, value: object) -> None:
        if where == ("name",):
            self.name = values.text(value)
        elif where == ("units",):
            self.units = values.text(value).casefold()
        elif where == ("data", ELEMENT) and isinstance(value, dict) and self._may_weigh():
            self.measured.append((value.get("date"), value.get("qty")))

    def _may_weigh(self) -> bool:
        return self.name in _WEIGHTS | {""} and len(self.measured) < _MOST_WEIGHINGS

    def done(self) -> Iterator[Weighing]:
        kilograms = _KILOGRAMS.get(self.units)
        if self.name not in _WEIGHTS or kilograms is None:
            return
        for date, quantity in self.measured:
            weighed_at, amount = values.moment(date), values.at_least_0(quantity)
            if weighed_at and amount:
                offset = weighed_at.utcoffset()
                yield Weighing(weighed_at=weighed_at, utc_offset=offset, weight_kg=amount * kilograms)
