import datetime as dt
import json

import pytest

from tests.importers import app_files as files
from tests.importers.archive_files import found, reasons, walks, weighings, zipped
from tests.importers.xml_files import START
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording

LIST = "DI_CONNECT/DI-Connect-Fitness/ruth_0_summarizedActivities.json"


def only(*activities: files.Row) -> Recording:
    (recording,) = walks(files.garmin(*activities))
    return recording


def test_an_activity_is_a_walk_in_centimetres_and_milliseconds() -> None:
    walk = only(files.garmin_activity())

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (START, Mode.FORWARD_WALK, 1800, 2400)
    assert (walk.utc_offset, walk.doubt) == (dt.timedelta(hours=2), None)


def test_without_moving_time_the_watchs_own_time_is_taken() -> None:
    assert only(files.garmin_activity(movingDuration=0)).seconds == 1900
    assert only(files.garmin_activity(movingDuration=None, duration=None)).seconds == 2000


def test_the_place_says_the_zone() -> None:
    pytest.importorskip("tzfpy")

    assert only(files.garmin_activity(startLatitude=27.7, startLongitude=85.3)).time_zone == "Asia/Kathmandu"


@pytest.mark.parametrize("kind", ["casual_walking", "speed_walking", "hiking", {"typeId": 9, "typeKey": "walking"}])
def test_the_kinds_of_walking_are_walks(kind: object) -> None:
    assert only(files.garmin_activity(activityType=kind)).doubt is None


def test_a_treadmill_and_a_hall_are_places() -> None:
    run, walk = walks(files.garmin(files.garmin_activity("treadmill_running"), files.garmin_activity("indoor_walking")))

    assert (run.mode, run.place, walk.place) == (Mode.FORWARD_RUN, Place.TREADMILL, Place.INDOORS)


def test_what_the_kind_does_not_tell_the_sport_or_the_title_may() -> None:
    assert only(files.garmin_activity("uncategorized", sportType="WALKING")).doubt is None
    assert only(files.garmin_activity("other", name="Spaziergang")).doubt is None
    assert only(files.garmin_activity("other", sportType="GENERIC")).doubt is Unsure.SPORT


def test_many_rides_are_one_line() -> None:
    rides = [files.garmin_activity("cycling", after=day * 86400) for day in range(40)]

    assert reasons(files.garmin(files.garmin_activity(), *rides)) == [("not_a_walk", "cycling", 40)]


def test_the_archive_has_lists_weights_and_recordings_that_the_lists_know_already() -> None:
    recordings = zipped({"ruth_1.fit": b"x"})
    data = zipped(
        {
            LIST: files.garmin(files.garmin_activity()),
            LIST.replace("0", "1"): files.garmin(files.garmin_activity(after=9000)),
            "DI_CONNECT/DI-Connect-Wellness/1_userBioMetrics.json": files.garmin_weight(70_500),
            "DI_CONNECT/DI-Connect-Fitness-Uploaded-Files/UploadedFiles_0-_Part1.zip": recordings,
            "DI_CONNECT/DI-Connect-User/user_settings.json": b'{"weight": 70}',
        }
    )

    assert (len(walks(data)), [each.weight_kg for each in weighings(data)], len(found(data))) == (2, [70.5], 3)


def test_a_weight_that_is_not_in_grams_is_left_out() -> None:
    data = zipped({"list.json": files.garmin(files.garmin_activity()), "scale.json": files.garmin_weight(70.5)})

    assert weighings(data) == []


def test_a_list_of_many_years_is_read_a_piece_at_a_time() -> None:
    many = [files.garmin_activity(after=-86400 * day, splits=[{"distance": 1.0}] * 20) for day in range(3000)]

    assert len(walks(files.garmin(*many))) == 3000


def test_a_list_cut_short_is_damaged() -> None:
    assert reasons(files.garmin(files.garmin_activity())[:-20]) == [("damaged", "", 1)]


def test_a_damaged_list_takes_nothing_from_the_others() -> None:
    data = zipped(
        {"0.json": files.garmin(files.garmin_activity())[:-20], "1.json": files.garmin(files.garmin_activity())}
    )

    assert (len(walks(data)), reasons(data)) == (1, [("damaged", "", 1)])


def test_an_activity_that_makes_no_sense_takes_nothing_from_the_others() -> None:
    odd = {"activityId": "x", "beginTimestamp": "soon", "activityType": ["walking"], "distance": {"cm": 1}}
    data = json.loads(files.garmin(files.garmin_activity(), odd))

    assert len(walks(json.dumps(data).encode())) == 1
