"""workout-tracker has no export of its own: what people keep are answers of its API, with the totals of each workout.

Durations are nanoseconds there, as Go counts them, and lengths metres.
"""

from collections.abc import Iterator, Sequence

from webapp.importers import json_pieces, summaries, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.json_pieces import BEGUN, ELEMENT, KeyPath
from webapp.importers.recordings import Found, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import Sport, sport_of, sport_of_title
from webapp.importers.times import local_offset

_NANOSECONDS = 1e9
_NAMES = frozenset(("totalDistance", "totalDuration", "pauseDuration"))
# The list is what an answer holds, or it was cut out of it; one workout may be an answer as well.
_WORKOUTS: tuple[KeyPath, ...] = (("results", ELEMENT), (ELEMENT,), ("results",))
_DEEPEST = 8


def recognises(head: bytes) -> bool:
    return json_pieces.names_in(head) >= _NAMES


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The workouts in answers of the API. Raises CannotImport."""
    return Archived(gathered(of_each(mine, lambda entry: _found(entry, allowance))))


def _found(entry: PackedFile, allowance: Allowance) -> Iterator[Found]:
    workout: dict[str, object] = {}
    with entry.stream() as stream:
        for path, value in json_pieces.pieces(stream, lambda path: len(path) < _DEEPEST, allowance):
            if value is BEGUN and path in _WORKOUTS:
                yield from _recorded(workout)
                workout = {}
            elif value is not BEGUN:
                # Its points may be many, and stand deeper than what is wanted.
                _put(workout, path, value)
    yield from _recorded(workout)


def _put(workout: dict[str, object], path: KeyPath, value: object) -> None:
    inside = path[next((len(start) for start in _WORKOUTS if path[: len(start)] == start), 0) :]
    if inside and inside[0] in ("date", "name", "type", "data") and len(inside) <= 3:
        workout[".".join(inside)] = value


def _recorded(workout: dict[str, object]) -> Iterator[Found]:
    if "data.totalDuration" not in workout:
        return
    started_at = values.moment(workout.get("date"))
    word, sport = _sport(workout)
    whole, paused = (values.at_least_0(workout.get(f"data.{name}")) for name in ("totalDuration", "pauseDuration"))
    yield summaries.found(
        summaries.Summary(
            started_at=started_at,
            seconds=(whole - paused if paused < whole else whole) / _NANOSECONDS,
            metres=values.at_least_0(workout.get("data.totalDistance")),
            sport=sport,
            word=word,
            utc_offset=local_offset(started_at) if started_at else None,
            position=values.place(workout.get("data.center.lat"), workout.get("data.center.lng")),
            title=values.text(workout.get("name")),
        )
    )


def _sport(workout: dict[str, object]) -> tuple[str, Sport]:
    """What the type tells, and where that does not, the name."""
    word = values.text(workout.get("type"))
    sport = sport_of(word)
    titled = sport_of_title(values.text(workout.get("name")))
    is_told = sport is Sport.UNCLEAR and titled in (Sport.WALK, Sport.RUN)
    return word, titled if is_told else sport
