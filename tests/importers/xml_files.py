"""Writes GPX and TCX files."""

import datetime as dt
from collections.abc import Sequence

START = dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC)
UTRECHT = (52.09, 5.12)
DEGREES_PER_M = 1 / 111_195
# Seconds after the start, and metres to the north.
Way = Sequence[tuple[float, float]]


def steps(*, seconds: int, m_s: float, start_s: float = 0, start_m: float = 0) -> list[tuple[float, float]]:
    """A point a second."""
    return [(start_s + second, start_m + second * m_s) for second in range(seconds + 1)]


def point(second: float, metres: float, *, start: dt.datetime = START) -> str:
    when = (start + dt.timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
    return f'<trkpt lat="{UTRECHT[0] + metres * DEGREES_PER_M:.8f}" lon="{UTRECHT[1]}"><time>{when}</time></trkpt>'


def track(*ways: Way, sport: str = "", start: dt.datetime = START) -> str:
    kind = f"<type>{sport}</type>" if sport else ""
    segments = ("".join(point(*each, start=start) for each in way) for way in ways)
    return f"<trk>{kind}{''.join(f'<trkseg>{segment}</trkseg>' for segment in segments)}</trk>"


def gpx(*tracks: str) -> bytes:
    inside = "".join(tracks)
    return f'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>'.encode()


def placemark(*ways: Way, sport: str = "", start: dt.datetime = START, is_old: bool = False) -> str:
    """A track as OpenTracks writes it; of old all times of a stretch stood before all places."""
    kind = f'<ExtendedData><Data name="type"><value>{sport}</value></Data></ExtendedData>' if sport else ""
    return (
        f"<Placemark>{kind}<MultiTrack>{''.join(_stretch(way, start, is_old) for way in ways)}</MultiTrack></Placemark>"
    )


def _stretch(way: Way, start: dt.datetime, is_old: bool) -> str:
    whens = [f"<when>{(start + dt.timedelta(seconds=second)).isoformat()}</when>" for second, _ in way]
    coords = [f"<coord>{UTRECHT[1]} {UTRECHT[0] + metres * DEGREES_PER_M:.8f} 12.0</coord>" for _, metres in way]
    if not is_old:
        return f"<Track>{''.join(when + coord for when, coord in zip(whens, coords, strict=True))}</Track>"
    places = "".join(coords).replace("coord>", "gx:coord>")
    return f"<gx:Track>{''.join(whens)}{places}</gx:Track>"


def kml(*placemarks: str) -> bytes:
    inside = "".join(placemarks)
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.3"><Document>{inside}</Document></kml>'.encode()
    )


def lap(*, seconds: str = "900", metres: str = "1200", start: str = "2026-05-03T07:40:12Z", inside: str = "") -> str:
    total = f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters>"
    return f'<Lap StartTime="{start}">{total}{inside}</Lap>'


def activity(*laps: str, sport: str = "Walking", notes: str = "") -> str:
    return f'<Activity Sport="{sport}">{"".join(laps)}<Notes>{notes}</Notes></Activity>'


def tcx(*activities: str) -> bytes:
    inside = "".join(activities)
    return f"<TrainingCenterDatabase><Activities>{inside}</Activities></TrainingCenterDatabase>".encode()
