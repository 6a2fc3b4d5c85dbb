"""Writes what Takeout packs of Google Fit."""

import datetime as dt
import json
from typing import Any

from tests.importers.archive_files import zipped

NAME = "2014-10-22T19_46_33.073+02_00_WALKING.json"
START = dt.datetime(2014, 10, 22, 17, 46, 33, tzinfo=dt.UTC)


def session(activity: str = "walking", **more: Any) -> bytes:
    said = {
        "fitnessActivity": activity,
        "startTime": "2014-10-22T17:46:33.073Z",
        "endTime": "2014-10-22T17:57:34.787Z",
        "duration": "599.052s",
        "segment": [{"fitnessActivity": activity, "startTime": "x", "endTime": "y"}],
        "aggregate": [
            {"metricName": "com.google.calories.expended", "floatValue": 46.5},
            {"metricName": "com.google.distance.delta", "floatValue": 780.25},
        ],
    }
    return json.dumps({name: value for name, value in (said | more).items() if value is not None}).encode()


def takeout(*sessions: bytes, folder: str = "Alle sessies", files: dict[str, bytes] | None = None) -> bytes:
    named = {f"Takeout/Fit/{folder}/{number}_{NAME}": data for number, data in enumerate(sessions)}
    return zipped({**named, "Takeout/Fit/Dagelijks/2014-10-22.csv": b"Start time,End time\n", **(files or {})})


def example() -> bytes:
    return takeout(session(), session("sleep"))
