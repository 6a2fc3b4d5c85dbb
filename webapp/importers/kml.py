"""KML 2.2 and 2.3, alone or in a KMZ: tracks with times, as OpenTracks writes them. Lines and places have no times."""

import datetime as dt
from typing import BinaryIO

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import markup, tracks
from webapp.importers.allowance import Allowance
from webapp.importers.places import Position, position
from webapp.importers.recordings import Found, sift
from webapp.importers.sports import Sport, sport_of
from webapp.importers.times import local_offset, moment
from webapp.importers.tracks import Track, TrackPoint

# More than a day at one point a second.
MOST_POINTS = 100_000


def read(file: BinaryIO, allowance: Allowance) -> list[Found]:
    """The outings in a KML file. Raises CannotImport.

    The word for the sport is OpenTracks' `type`: a stable name, or that of the phone's language. A point whose time or
    place can't be is left out, while most can.
    """
    reader = _KmlReader()
    markup.read(file, reader, allowance)
    if not reader.points_seen:
        raise CannotImport(Refusal.NO_TIMES if reader.has_places else Refusal.NO_ACTIVITY)
    if reader.odd_seen * 2 > reader.points_seen:
        raise CannotImport(Refusal.DAMAGED)
    return sift([*tracks.recordings(reader.tracks), *reader.refused])


class _KmlReader:
    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.refused: list[CannotImport] = []
        self.points_seen = 0
        self.odd_seen = 0
        self.has_places = False
        self._word = self._title = ""
        self._data_name = ""
        self._segments: list[list[TrackPoint]] = []
        self._offset: dt.timedelta | None = None
        self._left_out = 0
        # All times may stand before all places, or each time before its place.
        self._times: list[str] = []
        self._places: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Placemark":
            self._word, self._title, self._segments, self._offset, self._left_out = "", "", [], None, 0
        elif name == "Track":
            self._times, self._places = [], []
        elif name == "Data":
            self._data_name = attributes.get("name", "")

    def closed(self, parent: str, name: str, text: str) -> None:
        match parent, name:
            case "Track", "when":
                self._times.append(self._counted(text))
            case "Track", "coord":
                self._places.append(text.strip())
            case "Data", "value" if self._data_name == "type":
                self._word = text.strip()
            case "Placemark", "name":
                self._title = text
            case _, "coordinates":
                self.has_places = True
            case _, "Track":
                self._add_segment()
            case _, "Placemark":
                self._add_tracks()

    def _counted(self, time: str) -> str:
        self.points_seen += 1
        if self.points_seen > MOST_POINTS:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_POINTS))
        return time.strip()

    def _add_segment(self) -> None:
        points = [self._point(*each) for each in zip(self._times, self._places, strict=False)]
        self._segments.append([point for point in points if point])
        self._times, self._places = [], []

    def _point(self, time: str, place: str) -> TrackPoint | None:
        if not place:
            # The phone had no fix then.
            return None
        try:
            when, here = moment(time), _position(place)
        except CannotImport:
            self.odd_seen += 1
            self._left_out += 1
            return None
        self._offset = self._offset or local_offset(when)
        return TrackPoint(when.timestamp(), here)

    def _add_tracks(self) -> None:
        sport = sport_of(self._word)
        segments = [points for points in self._segments if points]
        if sport is Sport.NOT_ON_FOOT:
            self.refused += [CannotImport(Refusal.NOT_A_WALK, self._word)] if segments else []
            return
        for points in segments:
            track = Track(sport, self._word, points, self._offset, self._left_out, title=self._title)
            self.tracks.append(track)
            self._left_out = 0


def _position(text: str) -> Position:
    """KML writes the longitude first. Raises CannotImport."""
    longitude, _, rest = text.replace(",", " ").partition(" ")
    return position(rest.strip().partition(" ")[0], longitude)
