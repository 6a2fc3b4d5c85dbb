import json

import pytest

from tests.importers import app_files as files
from tests.importers.archive_files import reasons, walks
from tests.importers.xml_files import START
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.importers import Recording


def only(*workouts: files.Row) -> Recording:
    (recording,) = walks(files.workout_tracker(*workouts))
    return recording


def test_a_workout_is_a_walk_in_nanoseconds_without_its_pauses() -> None:
    walk = only(files.workout_tracker_workout())

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (START, Mode.FORWARD_WALK, 1800, 2400)


def test_the_middle_of_the_way_tells_the_zone() -> None:
    pytest.importorskip("tzfpy")

    assert only(files.workout_tracker_workout(center={"lat": 52.09, "lng": 5.12})).time_zone == "Europe/Amsterdam"


def test_the_points_of_a_workout_are_read_over() -> None:
    points = [{"lat": 1, "lng": 1, "totalDistance": 1, "totalDuration": 1, "extraMetrics": {"speed": 1}}] * 20_000

    assert only(files.workout_tracker_workout(details={"points": points})).seconds == 1800


def test_a_list_that_was_cut_out_and_a_workout_alone_are_read() -> None:
    workout = files.workout_tracker_workout()

    assert len(walks(json.dumps([workout, workout]).encode())) == 2
    assert len(walks(json.dumps({"results": workout, "errors": []}).encode())) == 1


def test_the_name_may_tell_what_the_type_does_not() -> None:
    other = files.workout_tracker_workout()

    assert only({**other, "type": "other", "name": "Wandeling"}).doubt is None
    assert only({**other, "type": "other"}).doubt is Unsure.SPORT


def test_a_ride_is_no_walk() -> None:
    ride = {**files.workout_tracker_workout(), "type": "cycling"}

    assert reasons(files.workout_tracker(ride)) == [("not_a_walk", "cycling", 1)]
