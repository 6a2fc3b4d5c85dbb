import datetime as dt
import json

import pytest

from tests.importers import app_files as files
from tests.importers.archive_files import found, reasons, walks, weighings, zipped
from tests.importers.xml_files import START
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.importers import Recording

FOLDER = "samsunghealth_ruth_20260503/"
TABLE = FOLDER + "com.samsung.shealth.exercise.20260503074012.csv"
ROUTE = FOLDER + "jsons/com.samsung.shealth.exercise/b/b0e7.com.samsung.health.exercise.location_data.json"


def only(row: files.Row, **options: str) -> Recording:
    (recording,) = walks(files.samsung(row, **options))
    return recording


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_an_exercise_is_a_walk_at_a_time_in_utc(encoding: str) -> None:
    walk = only(files.samsung_exercise(), encoding=encoding)

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (START, Mode.FORWARD_WALK, 1800, 2400)
    assert walk.utc_offset == dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("written", "hours"), [("UTC+0900", 9), ("UTC-0330", -3.5), ("7200000", 2), ("+05:45", 5.75), ("", None)]
)
def test_the_offset_stands_beside_the_time(written: str, hours: float | None) -> None:
    expected = None if hours is None else dt.timedelta(hours=hours)

    assert only(files.samsung_exercise(time_offset=written)).utc_offset == expected


def test_old_tables_have_milliseconds_and_other_names() -> None:
    row = files.samsung_exercise(start_time=files.ms(), end_time=files.ms(1800), duration="")
    walk = only(row, table="com.samsung.health.exercise")

    assert (walk.started_at, walk.seconds) == (START, 1800)


@pytest.mark.parametrize(("kind", "mode"), [(1002, Mode.FORWARD_RUN), (13001, Mode.FORWARD_WALK)])
def test_runs_and_hikes_have_numbers_that_are_sure(kind: int, mode: Mode) -> None:
    assert only(files.samsung_exercise(kind)).mode is mode


def test_other_numbers_are_a_question_and_a_title_may_answer_it() -> None:
    asked = only(files.samsung_exercise(10007))

    assert (asked.doubt, asked.word) == (Unsure.SPORT, "exercise 10007")
    assert only(files.samsung_exercise(0, title="Spaziergang")).doubt is None
    assert only(files.samsung_exercise(0, title="My thing")).word == "My thing"


def test_a_ride_is_no_walk() -> None:
    assert reasons(files.samsung(files.samsung_exercise(11007))) == [("not_a_walk", "cycling", 1)]


def test_the_zone_is_that_of_the_first_place_of_the_route() -> None:
    pytest.importorskip("tzfpy")
    route = [{"start_time": files.ms()}, {"start_time": files.ms(1), "latitude": 40.71, "longitude": -74.0}]
    data = zipped({TABLE: files.samsung(files.samsung_exercise()), ROUTE: json.dumps(route).encode()})

    assert [walk.time_zone for walk in walks(data)] == ["America/New_York"]


@pytest.mark.parametrize("route", [b"", b"[{]", b"{}"])
def test_a_route_that_is_damaged_takes_nothing_from_the_walk(route: bytes) -> None:
    data = zipped({TABLE: files.samsung(files.samsung_exercise()), ROUTE: route})

    assert [walk.seconds for walk in walks(data)] == [1800]


def test_the_archive_has_weights_and_other_tables_that_are_no_exercises() -> None:
    weight = {"start_time": "2026-05-03 05:00:00.000", "weight": 70.5, "time_offset": "UTC+0200"}
    data = zipped(
        {
            TABLE: files.samsung(files.samsung_exercise()),
            "hr": files.samsung(files.samsung_exercise(), table="com.samsung.shealth.exercise.hr_zone"),
            "kg": files.samsung(weight, table="com.samsung.health.weight"),
        }
    )

    assert (len(walks(data)), [each.weight_kg for each in weighings(data)], len(found(data))) == (1, [70.5], 2)


def test_a_title_may_have_a_comma_and_a_new_line() -> None:
    assert only(files.samsung_exercise(comment='"By the sea,\nwith ""Bo"""')).seconds == 1800
