import datetime as dt
from typing import Any

import pytest

from tests.importers.archive_files import reasons, walks, weighings, zipped
from tests.importers.fitbit_files import KM, exercise, new, old, row, weights
from webapp.domain.energy import Mode
from webapp.domain.imports import Refusal, Remark, Unsure
from webapp.domain.walks import Place


def test_an_exercise_of_the_old_export_is_read_as_utc_with_a_note() -> None:
    (walk,) = walks(old(exercise(**KM)))

    assert (walk.started_at, walk.seconds) == (dt.datetime(2022, 12, 31, 23, 50, tzinfo=dt.UTC), 1200)
    assert (walk.distance_m, walk.mode, walk.source) == (1500, Mode.FORWARD_WALK, "fitbit:1")
    assert [note.remark for note in walk.notes] == [Remark.TIMES_IN_UTC]


@pytest.mark.parametrize(
    ("more", "metres"), [({"distance": 1, "distanceUnit": "Mile"}, 1609.3), ({}, None), ({"distance": 1}, None)]
)
def test_miles_and_no_distance_are_read(more: dict[str, Any], metres: float | None) -> None:
    assert [walk.distance_m for walk in walks(old(exercise(**more)))] == [metres]


@pytest.mark.parametrize(
    ("name", "kind", "mode", "place", "doubt"),
    [
        ("Spaziergang am See", 90013, Mode.FORWARD_WALK, None, None),
        ("Outdoor Run", 90009, Mode.FORWARD_RUN, None, None),
        ("Treadmill", 90019, Mode.FORWARD_WALK, Place.TREADMILL, Unsure.SPORT),
        ("Hike", 0, Mode.FORWARD_WALK, None, None),
    ],
)
def test_the_kind_decides_then_the_name(
    name: str, kind: int, mode: Mode, place: Place | None, doubt: Unsure | None
) -> None:
    (walk,) = walks(old(exercise(name=name, activityTypeId=kind)))

    assert (walk.mode, walk.place, walk.doubt) == (mode, place, doubt)


def test_swims_are_counted_and_what_has_no_start_says_so() -> None:
    data = old(exercise(1, "Swim"), exercise(2, "Swim"), exercise(3, start=""), exercise(3))

    assert reasons(data) == [(Refusal.NOT_A_WALK, "Swim", 2), (Refusal.NO_TIMES, "", 1)]


@pytest.mark.parametrize("more_columns", [0, 21, 34])
def test_a_row_of_the_takeout_has_its_instant_and_its_offset(more_columns: int) -> None:
    data = new(
        row(1, "2026-03-01T19:00:00Z", "2026-03-01T19:30:00Z", "+05:30"),
        row(2, "2026-03-02T19:00:00Z", "2026-03-02T19:20:00Z", "-03:00", mm=0),
        more_columns=more_columns,
    )
    first, second = walks(data)

    assert first.started_at.astimezone(dt.timezone(first.utc_offset or dt.timedelta())).date() == dt.date(2026, 3, 2)
    assert (first.seconds, first.distance_m, first.utc_offset) == (1800, 1500, dt.timedelta(hours=5, minutes=30))
    assert (second.seconds, second.distance_m) == (1200, None)


def test_where_both_hold_an_exercise_the_table_is_right() -> None:
    files = {
        "Global Export Data/exercise-0.json": old(
            exercise(1),
            exercise(9, start="03/02/26 00:30:00", duration=1_800_000),
            exercise(3, start="01/01/26 08:00:00"),
        ),
        "GoogleData/UserExercises_2026-03-01.csv": new(
            row(1, "2022-12-31T22:50:00Z", "2022-12-31T23:11:00Z", "+01:00"),
            row(2, "2026-03-01T19:00:00Z", "2026-03-01T19:30:00Z", "+05:30"),
        ),
    }

    assert sorted((walk.source, bool(walk.notes)) for walk in walks(zipped(files))) == [
        ("fitbit:1", False),
        ("fitbit:2", False),
        ("fitbit:3", True),
    ]


@pytest.mark.parametrize(("weight", "bmi", "kg"), [(165.3, 25.1, 75.0), (75.0, 25.1, 75.0), (165.3, 0, 75.0)])
def test_a_weight_is_pounds_unless_nobody_could_be_so_tall(weight: float, bmi: float, kg: float) -> None:
    (weighing,) = weighings(weights(weight, bmi))

    assert round(weighing.weight_kg, 1) == kg
    assert (weighing.weighed_at.date(), weighing.utc_offset) == (dt.date(2023, 3, 20), dt.timedelta())


def test_a_weight_of_the_takeout_is_grams_at_an_instant() -> None:
    data = b"timestamp,weight grams,data source\n2026-03-01T23:30:00Z,74200,Aria\n2026-03-02T07:00:00Z,,Aria\n"

    assert [(weighing.weight_kg, weighing.utc_offset) for weighing in weighings(data)] == [(74.2, None)]
