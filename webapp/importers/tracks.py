"""Points with times -> recordings: what of a track was walking.

Between two tracks nobody knows what happened, so it is no moving time. Within one, three things are left out:
- standing: 5 metres that took longer than 25 seconds. Somebody with a walking frame goes 0.3 to 0.5 m/s outdoors;
- a pause: more than five minutes without a point. A recorder writes more often than that while somebody moves;
- a ride: a stretch, between two times at walking pace of more than a minute, most of whose way went above 25 km/h.

A slower ride is left to the person: how much of the way went faster than anybody walks is counted by the minute, as
one leg is often a fix that jumped.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from webapp.domain import walks
from webapp.domain.imports import CannotImport, Notice, Refusal, Remark
from webapp.importers.places import Position, distance_m, zone_at
from webapp.importers.recordings import Found, Recording
from webapp.importers.sports import Sport, place_of
from webapp.importers.titles import title_of
from webapp.importers.verdicts import FAST_KMH, WALKED_UP_TO_KMH, judged, mode_of

# A fix of a satellite wanders. Summed each second, a walk of 5 km is 8 to 50 % too long; by 5 metres, 2 to 6 %.
LEG_M = 5.0
SLOWEST_M_S = 0.2
PAUSE_SECONDS = 300
# A rest at a hut or a museum belongs to an outing; a walk in the morning and one at night are two.
OUTING_GAP_SECONDS = 3 * 3600
TRAFFIC_LIGHT_SECONDS = 60
_STEADY_SECONDS = 60

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class TrackPoint(NamedTuple):
    """Seconds since 1970 in UTC, and where."""

    seconds: float
    position: Position


@dataclass(frozen=True)
class Track:
    """Points that a device recorded in one go, in order; how many more were no points, and what else is to be told."""

    sport: Sport
    word: str
    points: list[TrackPoint]
    utc_offset: dt.timedelta | None = None
    left_out: int = 0
    notes: tuple[Notice, ...] = ()
    title: str = ""


class Leg(NamedTuple):
    """The way from one point to the first that is 5 metres or 25 seconds away."""

    seconds: float
    metres: float

    @property
    def kmh(self) -> float:
        return self.metres / self.seconds * 3.6


def recordings(tracks: Iterable[Track]) -> Iterator[Found]:
    """The outings in tracks of any order, each as a recording or as the reason why it is none."""
    for outing in _outings(_pieces(tracks)):
        try:
            yield _recording(outing)
        except CannotImport as refusal:
            yield refusal


def moving(points: Iterable[TrackPoint]) -> tuple[float, float]:
    """Seconds and metres on foot between points of one go."""
    on_foot, _ridden = _sorted_by_foot(_pieces([Track(Sport.MISSING, "", _in_step(list(points)))]))
    return _total(on_foot)


def seconds_between(times: Iterable[float]) -> float:
    """Seconds between points of one go that have no place, as indoors: without pauses, and standing is not known."""
    ordered = sorted(times)
    gaps = (after - before for before, after in pairwise(ordered))
    return sum(gap for gap in gaps if gap <= PAUSE_SECONDS)


def _pieces(tracks: Iterable[Track]) -> Iterator[Track]:
    """The tracks in order of time, cut at pauses. What was recorded twice counts once."""
    latest = float("-inf")
    for track in sorted(map(_steady, tracks), key=lambda track: track.points[0].seconds if track.points else 0):
        rest = track
        for piece in _cut(track.points, latest):
            yield replace(rest, points=piece)
            rest, latest = replace(track, left_out=0), piece[-1].seconds


def _cut(points: Iterable[TrackPoint], latest: float) -> Iterator[list[TrackPoint]]:
    piece: list[TrackPoint] = []
    for point in points:
        if point.seconds <= latest:
            continue
        if piece and point.seconds - latest > PAUSE_SECONDS:
            yield piece
            piece = []
        piece.append(point)
        latest = point.seconds
    if piece:
        yield piece


def _steady(track: Track) -> Track:
    points = _in_step(track.points)
    return replace(track, points=points, left_out=track.left_out + len(track.points) - len(points))


def _in_step(points: list[TrackPoint]) -> list[TrackPoint]:
    """The points without those whose clock ran ahead for one moment: all that follow would look like the past."""
    ahead = {
        index
        for index, (before, point, after) in enumerate(zip(points, points[1:], points[2:], strict=False), start=1)
        if point.seconds > after.seconds >= before.seconds
    }
    return [point for index, point in enumerate(points) if index not in ahead] if ahead else points


def _outings(pieces: Iterable[Track]) -> Iterator[list[Track]]:
    outing: list[Track] = []
    for piece in pieces:
        if outing and (piece.sport is not outing[-1].sport or _gap_seconds(outing[-1], piece) > OUTING_GAP_SECONDS):
            yield outing
            outing = []
        outing.append(piece)
    if outing:
        yield outing


def _gap_seconds(before: Track, after: Track) -> float:
    return after.points[0].seconds - before.points[-1].seconds


def _recording(outing: list[Track]) -> Recording:
    first = outing[0]
    on_foot, ridden = _sorted_by_foot(outing)
    seconds, metres = _total(on_foot)
    left_out = sum(piece.left_out for piece in outing)
    recording = Recording(
        started_at=_EPOCH + dt.timedelta(seconds=first.points[0].seconds),
        time_zone=zone_at(first.points[0].position),
        utc_offset=first.utc_offset,
        mode=mode_of(first.sport),
        seconds=round(seconds),
        distance_m=round(metres, 1) or None,
        place=place_of(first.word),
        notes=(*first.notes, *([Notice(Remark.POINTS_LEFT_OUT, left_out)] if left_out else [])),
        title=title_of(first.title),
    )
    ride = Leg(*_total(ridden))
    if ride.seconds > seconds and recording.started_at >= walks.EARLIEST:
        raise CannotImport(Refusal.TOO_FAST, f"{ride.kmh:.0f}")
    return judged(recording, first.sport, first.word, fast_share=_fast_share(on_foot))


def _sorted_by_foot(pieces: Iterable[Track]) -> tuple[list[Leg], list[Leg]]:
    """The legs that were gone on foot, and those that were ridden."""
    on_foot: list[Leg] = []
    ridden: list[Leg] = []
    for piece in pieces:
        for stretch in _stretches(_legs(piece.points)):
            if _is_ride(stretch):
                ridden += stretch
            else:
                on_foot += filter(_is_on_foot, stretch)
    return on_foot, ridden


def _fast_share(legs: Iterable[Leg]) -> float:
    """The part of the way, 0 to 1, in whose minutes somebody went faster than FAST_KMH."""
    fast_m = all_m = seconds = metres = 0.0
    for leg in legs:
        seconds, metres, all_m = seconds + leg.seconds, metres + leg.metres, all_m + leg.metres
        if seconds >= _STEADY_SECONDS:
            fast_m += metres if Leg(seconds, metres).kmh > FAST_KMH else 0
            seconds = metres = 0.0
    return fast_m / all_m if all_m else 0.0


def _legs(points: list[TrackPoint]) -> Iterator[Leg]:
    start = points[0]
    for point in points[1:]:
        leg = Leg(point.seconds - start.seconds, distance_m(start.position, point.position))
        if leg.metres >= LEG_M or leg.seconds >= LEG_M / SLOWEST_M_S or point is points[-1]:
            yield leg
            start = point


def _stretches(legs: Iterable[Leg]) -> Iterator[list[Leg]]:
    """The legs cut where somebody may have got in or out: fast stretches and what lies between them."""
    fast: list[Leg] = []
    slow: list[Leg] = []
    for leg in legs:
        if leg.kmh > WALKED_UP_TO_KMH:
            if fast:
                fast += slow
            else:
                yield slow
            fast.append(leg)
            slow = []
            continue
        slow.append(leg)
        if fast and _total(slow)[0] > TRAFFIC_LIGHT_SECONDS:
            yield fast
            fast = []
    yield fast
    yield slow


def _is_ride(stretch: list[Leg]) -> bool:
    too_fast = (leg.metres for leg in stretch if leg.kmh > walks.FASTEST_KMH)
    return sum(too_fast) * 2 > sum(leg.metres for leg in stretch)


def _is_on_foot(leg: Leg) -> bool:
    # A leg above 25 km/h amid slower ones is a fix that jumped.
    return SLOWEST_M_S * 3.6 <= leg.kmh <= walks.FASTEST_KMH


def _total(legs: list[Leg]) -> tuple[float, float]:
    return sum(leg.seconds for leg in legs), sum(leg.metres for leg in legs)
