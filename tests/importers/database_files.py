"""Writes SQLite databases as phones do: as much of their tables as the tests need."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

START = dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC)
SAMSUNG, STRAVA = 1, 2
# As Android writes them, without what no reader of ours looks at.
_HEALTH_CONNECT = {
    "application_info_table": "row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT",
    "exercise_session_record_table": (
        "row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, start_time INTEGER, start_zone_offset INTEGER,"
        " end_time INTEGER, end_zone_offset INTEGER, notes TEXT, exercise_type INTEGER, title TEXT, has_route INTEGER"
    ),
    "exercise_route_table": "parent_key INTEGER, timestamp_millis INTEGER, latitude REAL, longitude REAL",
    "exercise_segments_table": (
        "parent_key INTEGER, segment_start_time INTEGER, segment_end_time INTEGER, segment_type INTEGER"
    ),
    "distance_record_table": "app_info_id INTEGER, start_time INTEGER, end_time INTEGER, distance REAL",
    "weight_record_table": "uuid BLOB, app_info_id INTEGER, time INTEGER, zone_offset INTEGER, weight REAL",
}
_GADGETBRIDGE = {
    "DEVICE": "_id INTEGER PRIMARY KEY, NAME TEXT, MANUFACTURER TEXT, IDENTIFIER TEXT",
    "BASE_ACTIVITY_SUMMARY": (
        "_id INTEGER PRIMARY KEY, NAME TEXT, START_TIME INTEGER, END_TIME INTEGER, ACTIVITY_KIND INTEGER,"
        " BASE_LONGITUDE INTEGER, BASE_LATITUDE INTEGER, BASE_ALTITUDE INTEGER, GPX_TRACK TEXT, DEVICE_ID INTEGER,"
        " USER_ID INTEGER, SUMMARY_DATA TEXT, RAW_SUMMARY_DATA BLOB"
    ),
}
Row = Mapping[str, object]


def database(schema: Mapping[str, str], rows: Iterable[tuple[str, Row]], *extra: str) -> bytes:
    """The bytes of a database with these tables and rows, and what else its writer wanted to run."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table, columns in schema.items():
            connection.execute(f"CREATE TABLE {table} ({columns})")
        for table, row in rows:
            places = ", ".join("?" * len(row))
            insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"  # noqa: S608 - rows of the tests.
            connection.execute(insert, [*row.values()])
        for statement in extra:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def ms(seconds: float = 0) -> int:
    """Milliseconds since 1970, so many seconds after the start."""
    return round((START.timestamp() + seconds) * 1000)


def health_connect(*rows: tuple[str, Row], schema: Mapping[str, str] = _HEALTH_CONNECT, extra: str = "") -> bytes:
    return database(schema, rows, *([extra] if extra else []))


def session(key: int = 1, kind: int = 53, *, at: float = 0, seconds: float = 1800, **values: object) -> tuple[str, Row]:
    """A session in Health Connect; 53 is a walk."""
    usual = {"row_id": key, "uuid": bytes([key] * 16), "app_info_id": SAMSUNG, "start_zone_offset": 7200}
    times = {"start_time": ms(at), "end_time": ms(at + seconds), "exercise_type": kind}
    return "exercise_session_record_table", {**usual, **times, **values}


def stretch(metres: float, *, at: float = 0, seconds: float = 60, app: int = SAMSUNG) -> tuple[str, Row]:
    values = {"app_info_id": app, "start_time": ms(at), "end_time": ms(at + seconds), "distance": metres}
    return "distance_record_table", values


def route_point(latitude: float, longitude: float, *, key: int = 1, at: float = 0) -> tuple[str, Row]:
    values = {"parent_key": key, "timestamp_millis": ms(at), "latitude": latitude, "longitude": longitude}
    return "exercise_route_table", values


def pause(*, at: float, seconds: float, key: int = 1, kind: int = 67) -> tuple[str, Row]:
    times = {"segment_start_time": ms(at), "segment_end_time": ms(at + seconds)}
    return "exercise_segments_table", {"parent_key": key, **times, "segment_type": kind}


def gadgetbridge(*activities: Row) -> bytes:
    rows: list[tuple[str, Row]] = [("BASE_ACTIVITY_SUMMARY", activity) for activity in activities]
    return database(_GADGETBRIDGE, rows)


def activity(kind: int = 0x20, *, at: float = 0, seconds: float = 1800, **values: object) -> Row:
    """An activity in Gadgetbridge; 0x20 is a walk."""
    usual = {"START_TIME": ms(at), "END_TIME": ms(at + seconds), "ACTIVITY_KIND": kind, "DEVICE_ID": 1}
    return {**usual, **values}
