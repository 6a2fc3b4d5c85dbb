"""FitTrackee: the archive of an account, or saved pages of its API. The recordings themselves lie beside the list."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from webapp.domain.imports import CannotImport
from webapp.importers import json_pieces, starts, summaries, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.json_pieces import ELEMENT, KeyPath
from webapp.importers.recordings import Found, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import Sport, sport_of

_KILOMETRE = 1000
_WORKOUT = {"sport_id", "workout_date"}
_PERSON = {"username", "timezone"}
# The API has numbers: those of the sports that every server begins with. Trail is a run on trails.
_BY_NUMBER = {1: "Cycling", 2: "Cycling", 3: "Hiking", 4: "Mountain Biking", 5: "Running", 6: "Walking", 8: "Trail"}
_DURATION = re.compile(r"(?:(\d{1,3}) days?, )?(\d{1,3}):(\d\d):(\d\d)(?:\.\d+)?\Z")

Values = Mapping[str, object]


def recognises(head: bytes) -> bool:
    names = json_pieces.names_in(head)
    return names >= _WORKOUT or names >= _PERSON


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The workouts in an archive or in pages. Raises CannotImport.

    Of the recordings beside no more is read than where they began: their figures stand in the list.
    """
    archive = _FitTrackee(_zone(mine, allowance), {entry.name: entry for entry in beside})
    found = gathered(of_each(mine, lambda entry: archive.found(entry, allowance)))
    return Archived(found, archive.used)


def _zone(mine: Sequence[PackedFile], allowance: Allowance) -> str | None:
    """The person's own zone; the list has instants only."""
    for entry in mine:
        with suppress(CannotImport), entry.stream() as stream:
            for path, value in json_pieces.pieces(stream, lambda path: not path, allowance):
                if path == ("timezone",):
                    return values.text(value) or None
                if path[:1] == (ELEMENT,):
                    break
    return None


class _FitTrackee:
    """The person's own zone, the files beside the list, and which of them it named."""

    def __init__(self, zone: str | None, files: Mapping[str, PackedFile]) -> None:
        self.used: list[PackedFile] = []
        self._zone, self._files, self._left = zone, files, starts.allowance()

    def found(self, entry: PackedFile, allowance: Allowance) -> Iterator[Found]:
        with entry.stream() as stream:
            for _, value in json_pieces.pieces(stream, _is_list, allowance):
                if isinstance(value, dict) and "workout_date" in value:
                    yield summaries.found(self._summary(value))

    def _summary(self, workout: Values) -> summaries.Summary:
        word = _word(workout)
        file = self._files.get(values.text(workout.get("original_file")).rpartition("/")[2])
        self.used += [file] if file else []
        return summaries.Summary(
            started_at=values.moment(workout.get("workout_date")),
            seconds=_seconds(workout.get("moving")) or _seconds(workout.get("duration")),
            metres=values.at_least_0(workout.get("distance")) * _KILOMETRE,
            sport=Sport.RUN if word.casefold() == "trail" else sport_of(word),
            word=word,
            position=starts.first_position(file, self._left) if file else None,
            named_zone=self._zone,
            title=values.text(workout.get("title")),
        )


def _is_list(path: KeyPath) -> bool:
    return path in ((), ("data",), ("workouts",), ("data", "workouts"))


def _word(workout: Values) -> str:
    number = int(values.number(workout.get("sport_id")) or 0)
    return values.text(workout.get("sport_label")) or _BY_NUMBER.get(number, f"sport {number}")


def _seconds(duration: object) -> float:
    """Of `0:30:00`, `1 day, 0:10:00` or a number of seconds; 0 for none."""
    written = _DURATION.match(values.text(duration))
    if not written:
        return values.at_least_0(duration)
    days, hours, minutes, seconds = (int(number or 0) for number in written.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
