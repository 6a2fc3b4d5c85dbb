"""FIT, what watches write. Minutes and metres are the totals that the device itself made of each session."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from webapp.domain.imports import CannotImport, Notice, Refusal, Remark
from webapp.importers import tracks
from webapp.importers.allowance import Allowance
from webapp.importers.places import Position, zone_at
from webapp.importers.recordings import Found, Recording, sift
from webapp.importers.sports import Sport, place_of, sport_of
from webapp.importers.titles import title_of
from webapp.importers.tracks import Track, TrackPoint
from webapp.importers.verdicts import judged, mode_of

# An hour of a point a second is 0.08 to 0.2 of them. The checksum alone takes up to half a second for each.
MOST_MEGABYTES = 4

_EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
_DEGREES_PER_SEMICIRCLE = 180 / 2**31
_QUARTER_SECONDS = 15 * 60
_FARTHEST_OFFSET = dt.timedelta(hours=14)

# The values of a message as the file has them: seconds since 1989, semicircles; text or a tuple in a damaged one.
Values = Mapping[str, object]


def is_fit(file: IO[bytes]) -> bool:
    """Whether the bytes have the mark of a FIT file. It is left at its start."""
    head = file.read(12)
    file.seek(0)
    return is_fit_head(head)


def is_fit_head(head: bytes) -> bool:
    """Whether a file that begins so has the mark of a FIT file."""
    return head[8:12] == b".FIT"


def first_position(data: bytes, allowance: Allowance) -> Position | None:
    """Where a FIT file begins, read no further than that. Raises CannotImport."""
    from webapp.importers.fit_messages import messages

    for name, values in messages(data, allowance):
        prefix = "start_position" if name == "session" else "position"
        here = _position(values, f"{prefix}_lat", f"{prefix}_long")
        if here:
            return here
    return None


def read(file: BinaryIO, allowance: Allowance) -> list[Found]:
    """The sessions in a FIT file, or what its records make when the watch died before it wrote one.

    Raises CannotImport; a wrong checksum or a cut end is DAMAGED.
    """
    data = file.read(MOST_MEGABYTES * 1_000_000 + 1)
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise CannotImport(Refusal.TOO_LARGE, str(MOST_MEGABYTES))
    # Loading the decoder takes 10 ms, so only who imports a FIT file waits for it.
    from webapp.importers.fit_messages import messages

    activity = _FitActivity()
    for name, values in messages(data, allowance):
        activity.take(name, values)
    if activity.sessions:
        return sift(_recordings(activity))
    activity = _FitActivity()
    for name, values in messages(data, allowance, with_records=True):
        activity.take(name, values)
    return sift(_from_records(activity))


@dataclass
class _FitActivity:
    sessions: list[Values] = field(default_factory=list)
    position: Position | None = None
    utc_offset: dt.timedelta | None = None
    sport: Values = field(default_factory=dict)
    points: list[TrackPoint] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    counted_m: list[float] = field(default_factory=list)

    def take(self, name: str, values: Values) -> None:
        if name == "session":
            self.sessions.append(values)
        elif name == "record":
            self._take_record(values)
        elif name == "activity":
            self.utc_offset = self.utc_offset or _utc_offset(values)
        elif name == "sport":
            self.sport = values

    def _take_record(self, values: Values) -> None:
        here, seconds = _position(values, "position_lat", "position_long"), _number(values, "timestamp")
        self.position = self.position or here
        if seconds is None:
            return
        self.times.append(_EPOCH.timestamp() + seconds)
        metres = _number(values, "distance")
        self.counted_m += [] if metres is None else [metres]
        if here:
            self.points.append(TrackPoint(_EPOCH.timestamp() + seconds, here))

    @property
    def title(self) -> str:
        """The name of what the watch was set to, which its wearer may have chosen."""
        return title_of(self.sport.get("name"))

    def track(self) -> Track:
        word, sport = _sport(self.sport)
        notes = (Notice(Remark.FROM_POINTS),)
        return Track(sport, word, self.points, self.utc_offset, notes=notes, title=self.title)


def _from_records(activity: _FitActivity) -> Iterator[Found]:
    """The recordings that the points make; indoors those have times, and perhaps the metres that the device counted."""
    if activity.points:
        yield from tracks.recordings([activity.track()])
    elif activity.times:
        try:
            yield _indoors(activity)
        except CannotImport as refusal:
            yield refusal


def _indoors(activity: _FitActivity) -> Recording:
    word, sport = _sport(activity.sport)
    metres = max(activity.counted_m, default=0) - min(activity.counted_m, default=0)
    recording = Recording(
        started_at=dt.datetime.fromtimestamp(min(activity.times), dt.UTC),
        time_zone=None,
        utc_offset=activity.utc_offset,
        mode=mode_of(sport),
        seconds=round(tracks.seconds_between(activity.times)),
        distance_m=round(metres, 1) or None,
        place=place_of(_text(activity.sport, "sub_sport")),
        notes=(Notice(Remark.FROM_POINTS),),
        title=activity.title,
    )
    return judged(recording, sport, word)


def _recordings(activity: _FitActivity) -> Iterator[Found]:
    for session in activity.sessions:
        try:
            yield _recording(session, activity)
        except CannotImport as refusal:
            yield refusal


def _recording(session: Values, activity: _FitActivity) -> Recording:
    word, sport = _sport(session)
    if sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, word)
    started = _number(session, "start_time")
    seconds = _number(session, "total_timer_time") or _number(session, "total_elapsed_time")
    if started is None or seconds is None:
        raise CannotImport(Refusal.NO_TIMES)
    position = _position(session, "start_position_lat", "start_position_long") or activity.position
    recording = Recording(
        started_at=_EPOCH + dt.timedelta(seconds=started),
        time_zone=zone_at(position),
        utc_offset=activity.utc_offset,
        mode=mode_of(sport),
        seconds=round(seconds),
        distance_m=round(_number(session, "total_distance") or 0, 1) or None,
        place=place_of(_text(session, "sub_sport")),
        title=title_of(session.get("sport_profile_name")) or activity.title,
    )
    return judged(recording, sport, word)


def _sport(values: Values) -> tuple[str, Sport]:
    """The file's words for the sport, and what they tell: where the sport does not, the sub-sport may."""
    word, finer = _text(values, "sport"), _text(values, "sub_sport")
    sport, finer_sport = sport_of(word), sport_of(finer)
    if sport is Sport.UNCLEAR and finer_sport in (Sport.WALK, Sport.RUN, Sport.NOT_ON_FOOT):
        return finer, finer_sport
    is_finer = sport is Sport.UNCLEAR and finer not in ("", "generic")
    return f"{word}, {finer}" if is_finer else word, sport


def _text(values: Values, name: str) -> str:
    """The word for a value; for one that the decoder does not know, a word with its number."""
    value = values.get(name)
    if isinstance(value, int):
        return f"{name} {value}"
    return value if isinstance(value, str) else ""


def _utc_offset(activity: Values) -> dt.timedelta | None:
    """Local time less UTC, to the quarter of an hour that all zones keep to; None when it can't be one."""
    utc, local = _number(activity, "timestamp"), _number(activity, "local_timestamp")
    if utc is None or local is None:
        return None
    offset = dt.timedelta(seconds=round((local - utc) / _QUARTER_SECONDS) * _QUARTER_SECONDS)
    return offset if abs(offset) <= _FARTHEST_OFFSET else None


def _position(values: Values, latitude_name: str, longitude_name: str) -> Position | None:
    latitude, longitude = _number(values, latitude_name), _number(values, longitude_name)
    if latitude is None or longitude is None:
        return None
    here = Position(latitude * _DEGREES_PER_SEMICIRCLE, longitude * _DEGREES_PER_SEMICIRCLE)
    return here if abs(here.latitude) <= 90 and abs(here.longitude) <= 180 else None


def _number(values: Values, name: str) -> float | None:
    """A number that a 32-bit field can hold, whatever type the file claims for it."""
    value = values.get(name)
    is_number = isinstance(value, int | float) and math.isfinite(value) and abs(value) < 2**32
    return value if is_number and isinstance(value, int | float) else None
