import datetime as dt
from functools import partial

import pytest

from tests.importers import database_files as files
from tests.importers.reading import everything, read, refusal_of
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Refusal, Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording, Weighing

UTRECHT = (52.09, 5.12)


def only(*rows: tuple[str, files.Row]) -> Recording:
    (recording,) = read("export.db", files.health_connect(*rows))
    return recording


def refusal(data: bytes) -> Refusal:
    return refusal_of(partial(read, "health_connect_export.db"), data)[0]


def test_a_session_is_a_walk_with_the_distance_that_its_app_wrote_of_the_time() -> None:
    before = files.stretch(500, at=-600)
    of_another_app = files.stretch(999, at=60, app=files.STRAVA)
    walk = only(files.session(), before, *[files.stretch(80, at=60 * minute) for minute in range(30)], of_another_app)

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (files.START, Mode.FORWARD_WALK, 1800, 2400)
    assert (walk.utc_offset, walk.doubt, walk.place) == (dt.timedelta(hours=2), None, None)


def test_a_stretch_that_began_before_counts_for_its_share() -> None:
    assert only(files.session(seconds=600), files.stretch(100, at=-30)).distance_m == 50


def test_the_distance_of_a_whole_day_says_nothing_of_the_walk() -> None:
    assert only(files.session(), files.stretch(9000, at=-3600 * 7, seconds=86400)).distance_m is None


def test_the_place_of_the_route_says_the_zone() -> None:
    pytest.importorskip("tzfpy")
    points = [files.route_point(52.1, 5.2, at=60), files.route_point(35.68, 139.69), files.route_point(999, 0, at=-5)]

    assert only(files.session(), *points).time_zone == "Asia/Tokyo"


def test_pauses_are_no_moving_time() -> None:
    assert only(files.session(), files.pause(at=600, seconds=300)).seconds == 1500
    assert only(files.session(), files.pause(at=600, seconds=300, kind=60)).seconds == 1800


@pytest.mark.parametrize("offset", [None, 0])
def test_without_an_offset_the_file_says_nothing_of_local_time(offset: int | None) -> None:
    assert only(files.session(start_zone_offset=offset)).utc_offset is None


@pytest.mark.parametrize(("kind", "mode"), [(21, Mode.FORWARD_WALK), (33, Mode.FORWARD_RUN), (34, Mode.FORWARD_RUN)])
def test_hikes_and_runs_are_told_by_androids_own_numbers(kind: int, mode: Mode) -> None:
    assert only(files.session(kind=kind)).mode is mode


@pytest.mark.parametrize(("kind", "word"), [(0, "unknown"), (58, "other workout"), (79, "exercise 79")])
def test_a_type_that_does_not_tell_is_a_question(kind: int, word: str) -> None:
    recording = only(files.session(kind=kind))

    assert (recording.doubt, recording.word, recording.mode) == (Unsure.SPORT, word, Mode.FORWARD_WALK)


def test_a_title_may_name_what_the_type_does_not() -> None:
    assert only(files.session(kind=58, title="Spaziergang")).doubt is None


def test_a_slow_run_on_a_treadmill_is_a_question() -> None:
    slow = only(files.session(kind=34), files.stretch(2400, seconds=1800))

    assert (slow.doubt, slow.place, slow.mode) == (Unsure.SPORT, Place.TREADMILL, Mode.FORWARD_WALK)


def test_a_ride_is_no_walk() -> None:
    found = everything("export.db", files.health_connect(files.session(), files.session(2, kind=4, at=9000)))

    assert [str(each) for each in found if isinstance(each, CannotImport)] == ["not_a_walk biking"]


def test_the_same_walk_of_two_apps_is_that_with_the_route() -> None:
    twin = files.session(2, at=40, seconds=1700, app_info_id=files.STRAVA)
    walk = only(
        files.session(), twin, files.route_point(*UTRECHT, key=2), files.stretch(2100, seconds=1700, at=40, app=2)
    )

    assert (walk.seconds, walk.distance_m) == (1700, 2100)


def test_without_routes_the_same_walk_of_two_apps_is_the_longer() -> None:
    walk = only(files.session(2, at=40, seconds=1700, app_info_id=files.STRAVA), files.session())

    assert walk.seconds == 1800


def test_a_ride_at_the_time_of_a_walk_takes_nothing_from_it() -> None:
    rows = files.session(), files.session(2, kind=4, seconds=9000, app_info_id=files.STRAVA)

    assert only(*rows).seconds == 1800


def test_an_older_phone_lacks_tables_and_columns() -> None:
    columns = "row_id INTEGER PRIMARY KEY, start_time INTEGER, end_time INTEGER, exercise_type INTEGER"
    row = {"row_id": 1, "start_time": files.ms(), "end_time": files.ms(600), "exercise_type": 53}
    data = files.database({"exercise_session_record_table": columns}, [("exercise_session_record_table", row)])

    assert [walk.seconds for walk in read("export.db", data)] == [600]


def test_twenty_years_of_walks_are_read() -> None:
    rows = [files.session(key % 250 + 1, row_id=key, uuid=b"", at=86400 * -key) for key in range(1, 7001)]

    assert len(read("export.db", files.health_connect(*rows))) == 7000


def test_a_manual_entry_without_a_time_is_too_short() -> None:
    assert refusal(files.health_connect(files.session(seconds=0))) is Refusal.TOO_SHORT


def test_an_export_without_sessions_says_so() -> None:
    assert refusal(files.health_connect()) is Refusal.NO_ACTIVITY


def test_body_weights_are_in_grams() -> None:
    row = {"app_info_id": files.SAMSUNG, "time": files.ms(), "zone_offset": 7200, "weight": 70_500.0}
    (weighing,) = everything("export.db", files.health_connect(("weight_record_table", row)))

    assert isinstance(weighing, Weighing)
    assert (weighing.weighed_at, weighing.weight_kg) == (files.START, 70.5)
