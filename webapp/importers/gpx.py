"""GPX 1.0 and 1.1: tracks; waypoints and planned routes are nobody's walk."""

import datetime as dt

from webapp.importers import markup, sports, tracks
from webapp.importers.places import Position, position
from webapp.importers.recordings import CannotImport, Recording, Refusal, sift
from webapp.importers.times import local_offset, moment
from webapp.importers.tracks import Point, Track

# More than a day at one point a second.
MOST_POINTS = 100_000


def read(data: bytes) -> list[Recording]:
    """The outings in a GPX file. Raises CannotImport.

    A track's `<type>` says whether it was a walk or a run; a track without one is a walk.
    """
    reader = _Reader()
    markup.read(data, reader)
    if not reader.points_seen:
        raise CannotImport(Refusal.NO_ACTIVITY)
    if reader.times_seen * 2 <= reader.points_seen:
        raise CannotImport(Refusal.NO_TIMES)
    return sift([*tracks.recordings(reader.tracks), *reader.refused])


class _Reader:
    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.refused: list[CannotImport] = []
        self.points_seen = 0
        self.times_seen = 0
        self._segments: list[list[Point]] = []
        self._points: list[Point] = []
        self._sport = ""
        self._position = Position(0, 0)
        self._moment: dt.datetime | None = None
        self._offset: dt.timedelta | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkpt":
            self.points_seen += 1
            if self.points_seen > MOST_POINTS:
                raise CannotImport(Refusal.TOO_MANY, str(MOST_POINTS))
            self._position = position(attributes.get("lat", ""), attributes.get("lon", ""))
            self._moment = None
        elif name == "trkseg":
            self._points = []
            self._segments.append(self._points)
        elif name == "trk":
            self._segments, self._sport, self._offset = [], "", None

    def closed(self, parent: str, name: str, text: str) -> None:
        if parent == "trkpt" and name == "time":
            self._moment = moment(text) if text.strip() else None
        elif parent == "trkseg" and name == "trkpt":
            self._add_point()
        elif parent == "trk" and name == "type":
            self._sport = text.strip()
        elif name == "trk":
            self._add_track()

    def _add_point(self) -> None:
        if self._moment is None:
            return
        self.times_seen += 1
        self._offset = self._offset or local_offset(self._moment)
        self._points.append(Point(self._moment.timestamp(), self._position))

    def _add_track(self) -> None:
        mode = sports.mode_of(self._sport or "walking")
        if mode is None:
            self.refused.append(CannotImport(Refusal.NOT_A_WALK, self._sport))
            return
        self.tracks += [Track(mode, points, self._offset) for points in self._segments]
