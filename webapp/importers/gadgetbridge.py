"""Gadgetbridge's database: what watches summed up of each activity, and beside it the files of their tracks."""

import json
from collections.abc import Iterator, Mapping, Sequence

from webapp.domain.walks import Place
from webapp.importers import starts, summaries, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.places import Position
from webapp.importers.recordings import Found
from webapp.importers.sources import Archived
from webapp.importers.sports import Sport
from webapp.importers.sqlite_files import SqliteTables, SqliteValue

_ACTIVITIES = "BASE_ACTIVITY_SUMMARY"
_COLUMNS = (
    *("START_TIME", "END_TIME", "ACTIVITY_KIND", "BASE_LONGITUDE", "BASE_LATITUDE"),
    *("GPX_TRACK", "SUMMARY_DATA", "DEVICE_ID", "NAME"),
)
_DEGREES = 1e-7
_INDOOR_WALK, _TREADMILL = 0x04000012, 0x100
# The numbers of its kinds of activity. A treadmill was a run in old versions, whoever walked on it.
_SPORTS = {
    0x10: ("running", Sport.RUN),
    0x20: ("walking", Sport.WALK),
    0x400000: ("hiking", Sport.WALK),
    _INDOOR_WALK: ("indoor walking", Sport.WALK),
    0x040000D5: ("race walking", Sport.WALK),
    0x040000E2: ("mountain hike", Sport.WALK),
    _TREADMILL: ("treadmill", Sport.UNCLEAR),
    0x0400002E: ("snowshoeing", Sport.UNCLEAR),
    0x80: ("cycling", Sport.NOT_ON_FOOT),
    0x0400004C: ("wheelchair", Sport.NOT_ON_FOOT),
    0x0400004D: ("wheelchair", Sport.NOT_ON_FOOT),
}
_PLACES = {_INDOOR_WALK: Place.INDOORS, _TREADMILL: Place.TREADMILL}
_METRES = {"meters": 1.0, "m": 1.0, "kilometers": 1000.0, "km": 1000.0}

Row = Mapping[str, SqliteValue]


def is_gadgetbridge(tables: SqliteTables) -> bool:
    return tables.has(_ACTIVITIES, "START_TIME", "END_TIME", "ACTIVITY_KIND")


def read(tables: SqliteTables, beside: Sequence[PackedFile]) -> Archived:
    """The activities in a database; the track that one names tells its place, and is no recording of its own.

    Raises CannotImport.
    """
    files = {entry.name: entry for entry in beside}
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in tables.rows(_ACTIVITIES, _COLUMNS)]
    tracks = {name: files[name] for name in map(_track, rows) if name in files}
    return Archived(list(_found(rows, tracks, starts.allowance())), list(tracks.values()))


def _found(rows: Sequence[Row], tracks: Mapping[str, PackedFile], left: Allowance) -> Iterator[Found]:
    for row in rows:
        yield summaries.found(_summary(row, tracks.get(_track(row)), left))


def _track(row: Row) -> str:
    """The name of the file of a track, from its path on the phone."""
    return values.text(row["GPX_TRACK"]).replace("\\", "/").rpartition("/")[2]


def _summary(row: Row, track: PackedFile | None, left: Allowance) -> summaries.Summary:
    number = int(values.number(row["ACTIVITY_KIND"]) or 0)
    word, sport = _SPORTS.get(number, (f"activity {number}", Sport.UNCLEAR))
    started_at, ended_at = values.instant(row["START_TIME"]), values.instant(row["END_TIME"])
    whole = (ended_at - started_at).total_seconds() if started_at and ended_at else 0.0
    details = _details(row["SUMMARY_DATA"])
    seconds, _ = _detail(details, "activeSeconds")
    metres, unit = _detail(details, "distanceMeters")
    is_on_foot = sport is not Sport.NOT_ON_FOOT
    return summaries.Summary(
        started_at=started_at,
        seconds=seconds or max(0.0, whole),
        metres=metres * _METRES.get(unit, 1.0),
        sport=sport,
        word=word,
        position=(starts.first_position(track, left) if track and is_on_foot else None) or _position(row),
        place=_PLACES.get(number),
        source=f"device {values.number(row['DEVICE_ID']) or 0:.0f}",
        title=values.text(row["NAME"]),
    )


def _details(written: SqliteValue) -> Mapping[str, object]:
    """What the watch told besides; nothing where it is damaged."""
    try:
        details = json.loads(values.text(written) or "{}")
    except (ValueError, RecursionError):
        return {}
    return details if isinstance(details, dict) else {}


def _detail(details: Mapping[str, object], name: str) -> tuple[float, str]:
    """A value and its unit."""
    detail = details.get(name)
    if not isinstance(detail, dict):
        return values.at_least_0(detail), ""
    return values.at_least_0(detail.get("value")), values.text(detail.get("unit")).casefold()


def _position(row: Row) -> Position | None:
    latitude, longitude = values.number(row["BASE_LATITUDE"]), values.number(row["BASE_LONGITUDE"])
    return None if latitude is None or longitude is None else values.place(latitude * _DEGREES, longitude * _DEGREES)
