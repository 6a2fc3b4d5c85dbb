"""Writes what Fitbit and the Takeout of Google Health pack."""

import json
from typing import Any

from tests.importers.archive_files import zipped

HEADER = (
    "exercise_id,exercise_start,exercise_end,utc_offset,exercise_created,exercise_last_updated,activity_name,log_type,"
    "distance_units,tracker_total_calories,tracker_total_distance_mm,manually_logged_total_distance_mm"
)
KM: dict[str, Any] = {"distance": 1.5, "distanceUnit": "Kilometer"}


def exercise(number: int = 1, name: str = "Walk", start: str = "12/31/22 23:50:00", **more: Any) -> dict[str, Any]:
    said = {"logId": number, "activityName": name, "activityTypeId": 0, "startTime": start, "calories": 120}
    return said | {"duration": 1_260_000, "activeDuration": 1_200_000, "logType": "tracker"} | more


def old(*exercises: dict[str, Any]) -> bytes:
    return json.dumps(exercises).encode()


def row(number: int, start: str, end: str, offset: str, name: str = "Outdoor Walk", mm: int = 1_500_000) -> str:
    return f"{number},{start},{end},{offset},,,{name},TRACKER,METRIC,120,{mm},0"


def new(*rows: str, more_columns: int = 0) -> bytes:
    names, values = "".join(f",c{n}" for n in range(more_columns)), ",0" * more_columns
    return "\r\n".join([HEADER + names, *(each + values for each in rows), ""]).encode()


def weights(weight: float = 165.3, bmi: float = 25.1) -> bytes:
    said = {"logId": 5, "weight": weight, "bmi": bmi, "date": "03/20/23", "time": "23:59:59", "source": "Aria"}
    return json.dumps([said]).encode()


def example() -> bytes:
    return zipped(
        {
            "exercise-0.json": old(exercise(1, **KM), exercise(2, "Swim")),
            "weight-2023-03-01.json": weights(),
            "UserExercises_2026-03-01.csv": new(row(3, "2026-03-01T19:00:00Z", "2026-03-01T19:30:00Z", "+05:30")),
        }
    )
