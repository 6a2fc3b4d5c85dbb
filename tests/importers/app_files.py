"""Writes what apps hand out as JSON and as tables: a walk of 30 minutes and 2.4 km, unless a test wants another."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from tests.importers.xml_files import START

Row = Mapping[str, object]
_UTC_TEXT = "%Y-%m-%d %H:%M:%S"


def at(seconds: float = 0) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


def ms(seconds: float = 0) -> int:
    return round(at(seconds).timestamp() * 1000)


def garmin_activity(kind: str = "walking", *, after: float = 0, hours_east: float = 2, **values: object) -> Row:
    """Centimetres and milliseconds."""
    times = {"beginTimestamp": ms(after), "startTimeGmt": ms(after), "startTimeLocal": ms(after + hours_east * 3600)}
    totals = {"duration": 1_900_000.0, "movingDuration": 1_800_000.0, "elapsedDuration": 2_000_000.0}
    return {"activityId": 1, "activityType": kind, "distance": 240_000.0, **times, **totals, **values}


def garmin(*activities: Row) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": activities}]).encode()


def garmin_weight(grams: float, day: str = "2026-05-03") -> bytes:
    about = {"calendarDate": f"{day}T00:00:00.0", "sequence": 1}
    return json.dumps([{"metaData": about, "weight": {"weight": grams, "sourceType": "INDEX_SCALE"}}]).encode()


def samsung_exercise(kind: object = 1001, *, after: float = 0, **values: object) -> Row:
    """The names as in the table, without Samsung's prefix."""
    times = {"start_time": f"{at(after):{_UTC_TEXT}}.000", "end_time": f"{at(after + 2000):{_UTC_TEXT}}.000"}
    usual = {"datauuid": "b0e7", "exercise_type": kind, "duration": 1_800_000, "distance": 2400.0}
    return {**usual, **times, "time_offset": "UTC+0200", **values}


def samsung(*rows: Row, table: str = "com.samsung.shealth.exercise", encoding: str = "utf-8-sig") -> bytes:
    """As the app writes it: a mark, a line about the table, most names with a prefix, and a comma too many."""
    bare = {"title", "start_latitude", "start_longitude"}
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["start_time"]
    headings = [name if name in bare else f"com.samsung.health.{table.rpartition('.')[2]}.{name}" for name in names]
    lines = [f"{table},7006011,17", ",".join(headings)]
    lines += [",".join(str(row.get(name, "")) for name in names) + "," for row in rows]
    return "\r\n".join(lines).encode(encoding)


def auto_export_workout(name: str = "Outdoor Walk", *, after: float = 0, hours_east: int = 2, **values: object) -> Row:
    local = dt.timezone(dt.timedelta(hours=hours_east))
    start, end = (f"{at(after + seconds).astimezone(local):{_UTC_TEXT} %z}" for seconds in (0, 1800))
    distance = {"qty": 2.4, "units": "km"}
    return {"id": "A1", "name": name, "start": start, "end": end, "duration": 1800, "distance": distance, **values}


def auto_export(workouts: Iterable[Row] = (), metrics: Iterable[Row] = ()) -> bytes:
    return json.dumps({"data": {"metrics": [*metrics], "workouts": [*workouts]}}).encode()


def auto_export_weights(quantity: float, units: str) -> Row:
    data = [{"date": "2026-05-03 07:00:00 +0200", "qty": quantity, "source": "Scale"}]
    return {"name": "weight_body_mass", "units": units, "data": data}


def fittrackee_workout(label: str = "Walking", *, after: float = 0, **values: object) -> Row:
    usual = {"id": "hvYBqYBRa7wwXpaStWR4V2", "sport_id": 6, "sport_label": label, "workout_date": f"{at(after)}"}
    return {**usual, "duration": "0:35:00", "moving": "0:30:00", "distance": 2.4, "original_file": None, **values}


def fittrackee(*workouts: Row, zone: str = "Europe/Amsterdam") -> dict[str, bytes]:
    """The files of an archive."""
    person = {"username": "ruth", "timezone": zone, "weekm": True}
    return {
        "user_data.json": json.dumps(person).encode(),
        "user_workouts_data.json": json.dumps(workouts).encode(),
    }


def workout_tracker_workout(**data: object) -> Row:
    """Nanoseconds and metres."""
    totals = {"totalDuration": 2_000_000_000_000, "pauseDuration": 200_000_000_000, "totalDistance": 2400.0}
    return {"id": 7, "name": "", "type": "walking", "date": at().isoformat(), "data": {**totals, **data}}


def workout_tracker(*workouts: Row) -> bytes:
    return json.dumps({"results": workouts, "errors": []}).encode()


def hevy_set(title: str = "Walking", **values: object) -> Row:
    """The clock of the phone, which has no zone."""
    times = {"title": "Evening", "start_time": "3 May 2026, 09:40", "end_time": "3 May 2026, 10:40"}
    return {**times, "exercise_title": title, "set_index": 0, "distance_km": 1.2, "duration_seconds": 900, **values}


def strong_set(name: str = "Walking", **values: object) -> Row:
    workout = {"Date": "2026-05-03 09:40:12", "Workout Name": "Evening", "Duration": "1h 5m"}
    return {**workout, "Exercise Name": name, "Set Order": 1, "Distance": 1.2, "Seconds": 900, **values}


def sets(*rows: Row, delimiter: str = ",") -> bytes:
    names = list(rows[0])
    lines = [delimiter.join(f'"{row[name]}"' for name in names) for row in ({name: name for name in names}, *rows)]
    return "\n".join(lines).encode()
