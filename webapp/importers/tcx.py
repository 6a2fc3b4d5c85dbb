"""TCX, the older format of Garmin's Training Center; minutes and metres are what the device says of each lap.

The schema knows the sports Running, Biking and Other; many programs write Walking or Hiking all the same. Other may
be paddling, so the person is asked, unless the activity's own notes, a title of a few words, name the sport.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from webapp.domain.imports import CannotImport, Notice, Refusal, Remark
from webapp.importers import markup, tracks
from webapp.importers.allowance import Allowance
from webapp.importers.places import Position, position, zone_at
from webapp.importers.recordings import Found, Recording, sift
from webapp.importers.sports import Sport, place_of, sport_of, sport_of_title
from webapp.importers.times import local_offset, moment_or_none
from webapp.importers.titles import title_of
from webapp.importers.tracks import TrackPoint
from webapp.importers.verdicts import judged, mode_of

# More than a day at one point a second.
MOST_POINTS = 100_000
# More than any device counts, and small enough to add up. NaN is not below it.
_LARGEST = 2**32


def read(file: BinaryIO, allowance: Allowance) -> list[Found]:
    """The activities in a TCX file. Raises CannotImport."""
    reader = _TcxReader()
    markup.read(file, reader, allowance)
    return sift(_recordings(reader.activities))


@dataclass
class _TcxActivity:
    word: str
    notes: str = ""
    id_at: dt.datetime | None = None
    lap_at: dt.datetime | None = None
    position: Position | None = None
    seconds: float = 0.0
    metres: float = 0.0
    left_out: int = 0
    is_from_points: bool = False

    @property
    def sport(self) -> Sport:
        is_other = self.word.casefold() == "other"
        return sport_of_title(self.notes) if is_other and self.notes else sport_of(self.word)

    @property
    def started_at(self) -> dt.datetime | None:
        # Garmin Connect cuts the Id to the minute.
        return self.lap_at or self.id_at


@dataclass
class _Lap:
    """What stands in a lap: its totals, and the points in case it has none."""

    seconds: float = 0.0
    metres: float = 0.0
    points: list[TrackPoint] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    counted_m: list[float] = field(default_factory=list)

    def add_up(self) -> bool:
        """Work out the totals from the points, where the device wrote none; whether that was so."""
        if self.seconds or not self.times:
            return False
        # Indoors no point has a place.
        self.seconds, metres = tracks.moving(self.points) if self.points else (tracks.seconds_between(self.times), 0.0)
        counted = max(self.counted_m, default=0) - min(self.counted_m, default=0)
        self.metres = self.metres or counted or metres
        return True


class _TcxReader:
    def __init__(self) -> None:
        self.activities: list[_TcxActivity] = []
        self._lap = _Lap()
        self._points_left = MOST_POINTS
        self._degrees = ("", "")
        self._time: dt.datetime | None = None
        self._here: Position | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Activity":
            self.activities.append(_TcxActivity(attributes.get("Sport", "").strip()))
        elif name == "Lap" and self.activities:
            self._lap = _Lap()
            activity = self.activities[-1]
            activity.lap_at = activity.lap_at or moment_or_none(attributes.get("StartTime", ""))
        elif name == "Trackpoint":
            self._time = self._here = None
            self._points_left -= 1
            if self._points_left < 0:
                raise CannotImport(Refusal.TOO_MANY, str(MOST_POINTS))

    def closed(self, parent: str, name: str, text: str) -> None:
        if not self.activities:
            return
        activity, lap = self.activities[-1], self._lap
        match parent, name:
            case "Activity", "Notes":
                activity.notes = text.strip()
            case "Activity", "Id":
                activity.id_at = activity.id_at or moment_or_none(text)
            case "Lap", "TotalTimeSeconds":
                lap.seconds += _number(text)
            case "Lap", "DistanceMeters":
                lap.metres += _number(text)
            case "Activity", "Lap":
                self._add_lap(activity)
            case _:
                self._close_in_track(activity, parent, name, text)

    def _close_in_track(self, activity: _TcxActivity, parent: str, name: str, text: str) -> None:
        match parent, name:
            case "Position", "LatitudeDegrees":
                self._degrees = text, self._degrees[1]
            case "Position", "LongitudeDegrees":
                self._degrees = self._degrees[0], text
            case "Trackpoint", "Position":
                self._place(activity)
            case "Trackpoint", "Time":
                self._time = moment_or_none(text)
            case "Trackpoint", "DistanceMeters":
                self._lap.counted_m += _numbers(text)
            case "Track", "Trackpoint":
                self._add_point(activity)

    def _place(self, activity: _TcxActivity) -> None:
        try:
            self._here = position(*self._degrees)
        except CannotImport:
            activity.left_out += 1
            return
        activity.position = activity.position or self._here

    def _add_point(self, activity: _TcxActivity) -> None:
        if self._time is None:
            return
        activity.id_at = activity.id_at or self._time
        if self._lap.seconds:
            return
        self._lap.times.append(self._time.timestamp())
        if self._here:
            self._lap.points.append(TrackPoint(self._time.timestamp(), self._here))

    def _add_lap(self, activity: _TcxActivity) -> None:
        activity.is_from_points |= self._lap.add_up()
        activity.seconds += self._lap.seconds
        activity.metres += self._lap.metres
        self._lap = _Lap()


def _recordings(activities: list[_TcxActivity]) -> Iterator[Found]:
    for activity in activities:
        try:
            yield _recording(activity)
        except CannotImport as refusal:
            yield refusal


def _recording(activity: _TcxActivity) -> Recording:
    sport = activity.sport
    if sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, activity.word)
    if activity.started_at is None:
        raise CannotImport(Refusal.NO_TIMES)
    recording = Recording(
        started_at=activity.started_at.astimezone(dt.UTC),
        time_zone=zone_at(activity.position),
        utc_offset=local_offset(activity.started_at),
        mode=mode_of(sport),
        seconds=round(activity.seconds),
        distance_m=round(activity.metres, 1) or None,
        place=place_of(activity.word),
        notes=tuple(_notes(activity)),
        title=title_of(activity.notes),
        also_started=(activity.id_at,) if activity.id_at and activity.id_at != activity.lap_at else (),
    )
    return judged(recording, sport, activity.word)


def _notes(activity: _TcxActivity) -> Iterator[Notice]:
    if activity.left_out:
        yield Notice(Remark.POINTS_LEFT_OUT, activity.left_out)
    if activity.is_from_points:
        yield Notice(Remark.FROM_POINTS)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise CannotImport(Refusal.DAMAGED) from None
    if not 0 <= value < _LARGEST:
        raise CannotImport(Refusal.DAMAGED)
    return value


def _numbers(text: str) -> list[float]:
    """The number in a text, or none at all: the counter of one point decides nothing."""
    try:
        return [_number(text)]
    except CannotImport:
        return []
