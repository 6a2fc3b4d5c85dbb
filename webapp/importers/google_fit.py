"""Google Fit, as Takeout packs it: a JSON file for each session, and for most of them a track of the same outing.

The folders have names in the person's language, so nothing is told by them. What local time was, only the name of a
file says: `2014-10-22T19_46_33.073+02_00_WALKING.json`.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import json_pieces, starts
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.places import zone_at
from webapp.importers.quantities import number_or_none
from webapp.importers.recordings import Found, Recording, gathered
from webapp.importers.sources import Archived
from webapp.importers.sports import Sport, place_of
from webapp.importers.times import moment_or_none
from webapp.importers.values import Fields, children, text_in
from webapp.importers.verdicts import judged, mode_of

SAME_START = dt.timedelta(seconds=2)
_SPORTS = {
    **dict.fromkeys(("walking", "hiking"), Sport.WALK),
    **dict.fromkeys(("running", "jogging"), Sport.RUN),
    **dict.fromkeys(("on_foot", "unknown", "other", ""), Sport.UNCLEAR),
}
_OFFSET = re.compile(r"T\d\d_\d\d_\d\d(?:\.\d+)?([+-])(\d\d)_(\d\d)_", re.ASCII)
_ACTIVITIES = b"<Activities"
_STARTED = re.compile(rb"<Id>\s*([^<]{10,40}?)\s*</Id>")


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a session of Google Fit."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    ends = any(name in head for name in (b'"endTime"', b'"aggregate"', b'"segment"', b'"duration"'))
    return ends and (b'"fitnessActivity"' in head or (b'"activity"' in head and b'"segment"' in head))


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], _allowance: Allowance) -> Archived:
    """The walks and runs among the sessions; a track of the same start is the same outing and tells its zone."""
    tracks = dict(_tracks(beside))
    found: list[Found] = []
    used: set[PackedFile] = set()
    left = starts.allowance()
    for entry in mine:
        try:
            for session in json_pieces.objects(entry):
                track = _track_of(session, tracks)
                used |= {track} if track else set()
                found.append(_recording(session, entry, track, left))
        except CannotImport as refusal:
            found.append(refusal)
    return Archived(gathered(found), used)


def _tracks(beside: Sequence[PackedFile]) -> Iterator[tuple[int, PackedFile]]:
    """The files of tracks by the second of their start."""
    for entry in beside:
        try:
            head = entry.head()
        except CannotImport:
            continue
        started = _STARTED.search(head)
        when = moment_or_none(started[1].decode("ascii", "replace")) if started and _ACTIVITIES in head else None
        if when:
            yield int(when.timestamp()), entry


def _track_of(session: Fields, tracks: Mapping[int, PackedFile]) -> PackedFile | None:
    when = moment_or_none(text_in(session, "startTime"))
    if when is None:
        return None
    reach = int(SAME_START.total_seconds())
    seconds = (int(when.timestamp()) + off for off in range(-reach, reach + 1))
    return next((tracks[second] for second in seconds if second in tracks), None)


def _recording(session: Fields, entry: PackedFile, track: PackedFile | None, left: Allowance) -> Recording:
    word = (text_in(session, "fitnessActivity") or text_in(session, "activity")).lower()
    sport = _SPORTS.get(word.split(".")[0], Sport.NOT_ON_FOOT)
    if sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, word)
    started_at = moment_or_none(text_in(session, "startTime"))
    if started_at is None:
        raise CannotImport(Refusal.NO_TIMES)
    recording = Recording(
        started_at=started_at.astimezone(dt.UTC),
        time_zone=zone_at(starts.first_position(track, left)) if track else None,
        utc_offset=_offset(entry.name),
        mode=mode_of(sport),
        seconds=round(_seconds(session, started_at)),
        distance_m=_metres(session),
        place=place_of(word),
        source=f"fit:{int(started_at.timestamp() * 1000)}:{word}",
    )
    return judged(recording, sport, word)


def _offset(name: str) -> dt.timedelta | None:
    said = _OFFSET.search(name)
    if not said:
        return None
    offset = dt.timedelta(hours=int(said[2]), minutes=int(said[3]))
    return -offset if said[1] == "-" else offset


def _seconds(session: Fields, started_at: dt.datetime) -> float:
    known = number_or_none(text_in(session, "duration").removesuffix("s"))
    if known is not None:
        return known
    end = moment_or_none(text_in(session, "endTime"))
    if end is None:
        raise CannotImport(Refusal.NO_TIMES)
    return (end - started_at).total_seconds()


def _metres(session: Fields) -> float | None:
    for sums in children(session, "aggregate"):
        if text_in(sums, "metricName") == "com.google.distance.delta":
            value = text_in(sums, "floatValue") or text_in(sums, "intValue")
            return round(number_or_none(value) or 0, 1) or None
    return None
