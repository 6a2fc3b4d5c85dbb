"""Strong and Hevy, diaries of a gym: among the sets of a workout, those that were walked or run.

A row is a set. Its time is the clock of the phone, in no zone, and that of the whole workout. Strong says no unit of a
distance, so there only the minutes are taken.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.importers import dates, summaries, text_tables, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.recordings import Found, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import Sport, sport_of

_STRONG = frozenset(("Date", "Workout Name", "Exercise Name", "Set Order", "Seconds"))
_HEVY = frozenset(("exercise_title", "start_time", "set_index", "duration_seconds"))
_METRES = {"distance_km": 1000.0, "distance_miles": 1609.344}
_UNITS = {"km": 1000.0, "mi": 1609.344, "miles": 1609.344, "m": 1.0}
# What is walked with a weight, or is no way at all.
_NO_WAY = re.compile(r"lunge|farmer|carry|carries|dumbbell|barbell|kettlebell|band|sled|plank|duck|crab|bear|yoke|hand")

Row = Mapping[str, str]


def recognises(head: bytes) -> bool:
    first = text_tables.decoded(head).partition("\n")[0]
    names = {name.strip().strip('"') for name in re.split("[,;]", first)}
    return names >= _STRONG or names >= _HEVY


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The exercises on foot in exports of either app. Raises CannotImport."""
    return Archived(gathered(of_each(mine, lambda entry: _found(entry, allowance))))


@dataclass
class _Exercise:
    seconds: float = 0.0
    metres: float = 0.0


def _found(entry: PackedFile, allowance: Allowance) -> Iterator[Found]:
    exercises: dict[tuple[str, str], _Exercise] = {}
    delimiter = ";" if b";" in entry.head().partition(b"\n")[0] else ","
    with entry.stream() as stream:
        for row in text_tables.rows(text_tables.lines(stream), allowance, delimiter=delimiter):
            name = row.get("exercise_title") or row.get("Exercise Name") or ""
            if _is_on_foot(name) and "rest" not in row.get("Set Order", "").casefold():
                key = row.get("start_time") or row.get("Date") or "", name
                exercise = exercises.setdefault(key, _Exercise())
                exercise.seconds += _number(row.get("duration_seconds") or row.get("Seconds"))
                exercise.metres += _metres(row)
    for (started, name), exercise in exercises.items():
        yield summaries.found(_summary(started, name, exercise))


def _is_on_foot(name: str) -> bool:
    is_told = sport_of(name) in (Sport.WALK, Sport.RUN) or "treadmill" in name.casefold()
    return is_told and not _NO_WAY.search(name.casefold())


def _metres(row: Row) -> float:
    unit = _UNITS.get(row.get("Distance Unit", "").strip().casefold(), 0.0)
    return (
        sum(_number(row.get(name)) * metres for name, metres in _METRES.items()) + _number(row.get("Distance")) * unit
    )


def _number(text: str | None) -> float:
    return values.at_least_0((text or "").strip().replace(",", "."))


def _summary(started: str, name: str, exercise: _Exercise) -> summaries.Summary:
    return summaries.Summary(
        started_at=dates.date_and_time(started),
        seconds=exercise.seconds,
        metres=exercise.metres,
        sport=sport_of(name),
        word=name,
        is_local=True,
    )
