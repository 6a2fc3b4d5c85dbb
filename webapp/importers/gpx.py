"""GPX 1.0 and 1.1: tracks; waypoints and planned routes are nobody's walk."""

import datetime as dt
from typing import BinaryIO

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import markup, tracks
from webapp.importers.allowance import Allowance
from webapp.importers.places import position
from webapp.importers.recordings import Found, sift
from webapp.importers.sports import Sport, sport_of
from webapp.importers.times import local_offset, moment
from webapp.importers.tracks import Track, TrackPoint

# More than a day at one point a second.
MOST_POINTS = 100_000


def read(file: BinaryIO, allowance: Allowance) -> list[Found]:
    """The outings in a GPX file. Raises CannotImport.

    A track's `<type>` says whether it was a walk or a run; of a track without one, its speed has to tell. A point
    whose time or place can't be is left out, while most can.
    """
    reader = _GpxReader()
    markup.read(file, reader, allowance)
    if not reader.points_seen:
        raise CannotImport(Refusal.NO_ACTIVITY)
    if reader.odd_seen * 2 > reader.points_seen:
        raise CannotImport(Refusal.DAMAGED)
    if reader.times_seen * 2 <= reader.points_seen:
        raise CannotImport(Refusal.NO_TIMES)
    return sift([*tracks.recordings(reader.tracks), *reader.refused])


class _GpxReader:
    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.refused: list[CannotImport] = []
        self.points_seen = 0
        self.times_seen = 0
        self.odd_seen = 0
        self._segments: list[list[TrackPoint]] = []
        self._word = self._title = ""
        self._left_out = 0
        self._place = ("", "")
        self._time = ""
        self._offset: dt.timedelta | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkpt":
            self.points_seen += 1
            if self.points_seen > MOST_POINTS:
                raise CannotImport(Refusal.TOO_MANY, str(MOST_POINTS))
            self._place = attributes.get("lat", ""), attributes.get("lon", "")
            self._time = ""
        elif name == "trkseg":
            self._segments.append([])
        elif name == "trk":
            self._segments, self._word, self._title, self._offset, self._left_out = [], "", "", None, 0

    def closed(self, parent: str, name: str, text: str) -> None:
        if parent == "trkpt" and name == "time":
            self._time = text.strip()
        elif parent == "trkseg" and name == "trkpt":
            self._add_point()
        elif parent == "trk" and name == "type":
            self._word = text.strip()
        elif parent == "trk" and name == "name":
            self._title = text
        elif name == "trk":
            self._add_track()

    def _add_point(self) -> None:
        try:
            here = position(*self._place)
            when = moment(self._time) if self._time else None
        except CannotImport:
            self.odd_seen += 1
            self._left_out += 1
            return
        if when is None:
            return
        self.times_seen += 1
        self._offset = self._offset or local_offset(when)
        self._segments[-1].append(TrackPoint(when.timestamp(), here))

    def _add_track(self) -> None:
        sport = sport_of(self._word)
        if sport is Sport.NOT_ON_FOOT:
            self.refused.append(CannotImport(Refusal.NOT_A_WALK, self._word))
            return
        for points in filter(None, self._segments):
            track = Track(sport, self._word, points, self._offset, self._left_out, title=self._title)
            self.tracks.append(track)
            self._left_out = 0
