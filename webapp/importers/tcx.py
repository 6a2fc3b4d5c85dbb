"""TCX, the older format of Garmin's Training Center; minutes and metres are what the device says of each lap.

The schema knows the sports Running, Biking and Other; many programs write Walking or Hiking all the same. Other may
be paddling, so it is a walk only when the activity's own notes, a title of a few words, say so: a wrong walk in the
diary is worse than one clear line.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.energy import Mode
from webapp.importers import markup, sports
from webapp.importers.places import Position, position, zone_at
from webapp.importers.recordings import CannotImport, Recording, Refusal, checked, sift
from webapp.importers.times import local_offset, moment

# More than any device counts, and small enough to add up. NaN is not below it.
_LARGEST = 2**32


def read(data: bytes) -> list[Recording]:
    """The activities in a TCX file. Raises CannotImport."""
    reader = _Reader()
    markup.read(data, reader)
    return sift(_recordings(reader.activities))


@dataclass
class _Activity:
    sport: str
    notes: str = ""
    started_at: dt.datetime | None = None
    position: Position | None = None
    seconds: float = 0.0
    metres: float = 0.0

    @property
    def mode(self) -> Mode | None:
        is_walk = self.sport.casefold() == "other" and sports.names_a_walk(self.notes)
        return Mode.FORWARD_WALK if is_walk else sports.mode_of(self.sport)


class _Reader:
    def __init__(self) -> None:
        self.activities: list[_Activity] = []
        self._latitude = ""
        self._longitude = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Activity":
            self.activities.append(_Activity(attributes.get("Sport", "").strip()))
        elif name == "Lap" and self.activities:
            self._start(attributes.get("StartTime", ""))

    def closed(self, parent: str, name: str, text: str) -> None:
        if not self.activities:
            return
        activity = self.activities[-1]
        match parent, name:
            case "Activity", "Notes":
                activity.notes = text.strip()
            case "Activity", "Id":
                self._start(text)
            case "Lap", "TotalTimeSeconds":
                activity.seconds += _number(text)
            case "Lap", "DistanceMeters":
                activity.metres += _number(text)
            case "Position", "LatitudeDegrees":
                self._latitude = text
            case "Position", "LongitudeDegrees":
                self._longitude = text
            case "Trackpoint", "Position":
                activity.position = activity.position or position(self._latitude, self._longitude)

    def _start(self, text: str) -> None:
        activity = self.activities[-1]
        if activity.started_at is None and text.strip():
            activity.started_at = moment(text)


def _recordings(activities: list[_Activity]) -> Iterator[Recording | CannotImport]:
    for activity in activities:
        try:
            yield _recording(activity)
        except CannotImport as refusal:
            yield refusal


def _recording(activity: _Activity) -> Recording:
    if activity.mode is None:
        raise CannotImport(Refusal.NOT_A_WALK, activity.sport)
    if activity.started_at is None:
        raise CannotImport(Refusal.NO_TIMES)
    return checked(
        Recording(
            started_at=activity.started_at.astimezone(dt.UTC),
            time_zone=zone_at(activity.position),
            utc_offset=local_offset(activity.started_at),
            mode=activity.mode,
            seconds=round(activity.seconds),
            distance_m=round(activity.metres, 1) or None,
        )
    )


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise CannotImport(Refusal.DAMAGED) from None
    if not 0 <= value < _LARGEST:
        raise CannotImport(Refusal.DAMAGED)
    return value
