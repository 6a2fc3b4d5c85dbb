import json

import pytest

from tests.importers import app_files as files
from tests.importers import xml_files
from tests.importers.archive_files import reasons, walks, zipped
from tests.importers.xml_files import START
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure

GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=1800, m_s=1.4), sport="walking"))


def page(*workouts: files.Row) -> bytes:
    """As the API answers."""
    return json.dumps({"data": {"workouts": workouts}, "pagination": {"has_next": False}, "status": "success"}).encode()


def test_a_workout_of_the_archive_is_a_walk_in_the_zone_of_the_person() -> None:
    (walk,) = walks(zipped(files.fittrackee(files.fittrackee_workout())))

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (START, Mode.FORWARD_WALK, 1800, 2400)
    assert (walk.named_zone, walk.time_zone) == ("Europe/Amsterdam", None)


def test_the_file_of_a_workout_tells_the_place_and_is_no_other_walk() -> None:
    pytest.importorskip("tzfpy")
    archive = files.fittrackee(files.fittrackee_workout(original_file="walk.gpx"), zone="Asia/Tokyo")
    (walk,) = walks(zipped({**archive, "workout_files/walk.gpx": GPX}))

    assert (walk.time_zone, walk.seconds) == ("Europe/Amsterdam", 1800)


def test_a_page_of_the_api_has_mail_times_and_numbers_for_sports() -> None:
    workout = {**files.fittrackee_workout(), "workout_date": "Sun, 03 May 2026 07:40:12 GMT", "sport_label": None}
    (walk,) = walks(page(workout))

    assert (walk.started_at, walk.doubt, walk.seconds) == (START, None, 1800)


@pytest.mark.parametrize(
    ("duration", "seconds"), [("0:10:00", 600), ("10:00:00.5", 36000), (1234, 1234), ("1 day, 0:00:00", 86400)]
)
def test_a_duration_is_a_text_or_seconds(duration: object, seconds: int) -> None:
    workout = files.fittrackee_workout(moving=None, duration=duration, distance=None)

    assert [walk.seconds for walk in walks(page(workout))] == [seconds]


def test_hikes_runs_and_what_does_not_tell() -> None:
    labels = ["Hiking", "Trail", "Snowshoes", "Mountaineering"]
    rows = [files.fittrackee_workout(label, after=9000 * turn) for turn, label in enumerate(labels)]
    hike, run, *asked = walks(page(*rows))

    assert (hike.mode, run.mode) == (Mode.FORWARD_WALK, Mode.FORWARD_RUN)
    assert [walk.doubt for walk in asked] == [Unsure.SPORT] * 2


def test_a_ride_is_no_walk() -> None:
    assert reasons(page(files.fittrackee_workout("Cycling (Sport)"))) == [("not_a_walk", "Cycling (Sport)", 1)]
