"""The archive of a Garmin account: lists of all activities, with the watch's own totals, and what scales weighed.

Lengths are centimetres there, times milliseconds. The recordings themselves lie in zips within the zip; as the lists
have each of them, those are left where they are.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from webapp.importers import json_pieces, summaries, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.json_pieces import BEGUN, ELEMENT, KeyPath
from webapp.importers.recordings import Found, Weighing, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import Sport, sport_of, sport_of_title

_ACTIVITIES = "summarizedActivitiesExport"
_MILLISECONDS, _CENTIMETRES, _GRAMS = 1000, 100, 1000
# The unit is not said, and whoever weighs a kilogram has not been on the scales.
_LEAST_GRAMS = 10_000
_MOST_OF_DAY = 100
_NOON = dt.time(12, tzinfo=dt.UTC)

Values = Mapping[str, object]


def recognises(head: bytes) -> bool:
    names = json_pieces.names_in(head)
    return _ACTIVITIES in names or {"metaData", "calendarDate", "weight"} <= names


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The activities and weights in the lists of an archive. Raises CannotImport."""
    return Archived(gathered(of_each(mine, lambda entry: _found(entry, allowance))))


def _found(entry: PackedFile, allowance: Allowance) -> Iterator[Found]:
    day: dict[str, object] = {}
    with entry.stream() as stream:
        for path, value in json_pieces.pieces(stream, _is_list, allowance):
            if path == (ELEMENT,) and value is BEGUN:
                yield from _weighings(day)
                day = {}
            elif _ACTIVITIES in path and isinstance(value, dict):
                yield summaries.found(_summary(value))
            elif len(path) == 2 and len(day) < _MOST_OF_DAY:
                day[path[1]] = value
    yield from _weighings(day)


def _is_list(path: KeyPath) -> bool:
    """Whether to look into the container at a path: the list of activities and what is around it, or a day."""
    return path in ((), (ELEMENT,)) or path[-1] == _ACTIVITIES


def _summary(activity: Values) -> summaries.Summary:
    word, sport = _sport(activity)
    milliseconds = next(filter(None, map(values.at_least_0, _times(activity))), 0.0)
    return summaries.Summary(
        started_at=values.instant(activity.get("beginTimestamp")) or values.instant(activity.get("startTimeGmt")),
        seconds=milliseconds / _MILLISECONDS,
        metres=values.at_least_0(activity.get("distance")) / _CENTIMETRES,
        sport=sport,
        word=word,
        utc_offset=_utc_offset(activity),
        title=values.text(activity.get("name")),
        position=values.place(activity.get("startLatitude"), activity.get("startLongitude")),
    )


def _times(activity: Values) -> Iterator[object]:
    # A watch does not tell moving from standing in everything that it records.
    yield from map(activity.get, ("movingDuration", "duration", "elapsedDuration"))


def _sport(activity: Values) -> tuple[str, Sport]:
    """The word for the sport, and what it tells: where the finer one does not, the other or the title may."""
    kind = activity.get("activityType")
    word = values.text(kind.get("typeKey") if isinstance(kind, dict) else kind)
    other = values.text(activity.get("sportType"))
    for told, sport in (
        (word, sport_of(word)),
        (other, sport_of(other)),
        (word, sport_of_title(values.text(activity.get("name")))),
    ):
        if sport in (Sport.WALK, Sport.RUN, Sport.NOT_ON_FOOT):
            return told, sport
    return word or other, Sport.UNCLEAR


def _utc_offset(activity: Values) -> dt.timedelta | None:
    local, utc = values.number(activity.get("startTimeLocal")), values.number(activity.get("startTimeGmt"))
    return values.offset((local - utc) / _MILLISECONDS) if local and utc else None


def _weighings(day: Values) -> Iterator[Weighing]:
    about, weight = day.get("metaData"), day.get("weight")
    if not isinstance(about, dict) or not isinstance(weight, dict):
        return
    grams = values.at_least_0(weight.get("weight"))
    weighed_on = values.day(about.get("calendarDate"))
    if grams >= _LEAST_GRAMS and weighed_on:
        # Only the day is known.
        weighed_at = dt.datetime.combine(weighed_on, _NOON)
        yield Weighing(weighed_at=weighed_at, utc_offset=None, weight_kg=grams / _GRAMS)
