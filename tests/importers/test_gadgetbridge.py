import json

import pytest

from tests.importers import database_files as files
from tests.importers import xml_files
from tests.importers.archive_files import found, reasons, walks, zipped
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording

GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=1800, m_s=1.4), sport="walking"))


def only(row: files.Row) -> Recording:
    (recording,) = walks(files.gadgetbridge(row))
    return recording


def details(**values: object) -> str:
    return json.dumps({name: {"value": value, "unit": "meters"} for name, value in values.items()})


def test_an_activity_is_a_walk_with_what_the_watch_summed_up() -> None:
    walk = only(files.activity(SUMMARY_DATA=details(distanceMeters=2400, activeSeconds=1700)))

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (files.START, Mode.FORWARD_WALK, 1700, 2400)


@pytest.mark.parametrize("broken", [None, "{", "[1]", '{"activeSeconds": null}', "[" * 100_000])
def test_without_a_summary_it_lasts_from_start_to_end(broken: str | None) -> None:
    assert only(files.activity(SUMMARY_DATA=broken)).seconds == 1800


def test_times_may_be_in_seconds() -> None:
    seconds = files.ms() // 1000

    assert only(files.activity(START_TIME=seconds, END_TIME=seconds + 600)).seconds == 600


@pytest.mark.parametrize("kind", [0x20, 0x400000, 0x040000D5, 0x040000E2, 0x04000012])
def test_the_kinds_of_walking_are_walks(kind: int) -> None:
    walk = only(files.activity(kind))

    assert (walk.mode, walk.doubt) == (Mode.FORWARD_WALK, None)
    assert walk.place is (Place.INDOORS if kind == 0x04000012 else None)


@pytest.mark.parametrize(("kind", "word"), [(0x100, "treadmill"), (0x0400002E, "snowshoeing"), (1, "activity 1")])
def test_what_does_not_tell_is_a_question(kind: int, word: str) -> None:
    recording = only(files.activity(kind))

    assert (recording.doubt, recording.word) == (Unsure.SPORT, word)


def test_rides_and_wheelchairs_are_no_walks() -> None:
    rows = [files.activity(kind) for kind in (0x80, 0x0400004C)]

    assert reasons(files.gadgetbridge(*rows)) == [("not_a_walk", "cycling", 1), ("not_a_walk", "wheelchair", 1)]


def test_the_track_beside_tells_the_place_and_is_no_other_walk() -> None:
    pytest.importorskip("tzfpy")
    data = files.gadgetbridge(files.activity(GPX_TRACK="/storage/emulated/0/files/gadgetbridge-track-1.gpx"))
    (walk,) = found(zipped({"database/Gadgetbridge": data, "files/gadgetbridge-track-1.gpx": GPX}))

    assert isinstance(walk, Recording) and (walk.time_zone, walk.seconds) == ("Europe/Amsterdam", 1800)


def test_a_track_that_is_absent_leaves_the_place_of_the_start() -> None:
    pytest.importorskip("tzfpy")
    row = files.activity(GPX_TRACK="gone.gpx", BASE_LATITUDE=356_800_000, BASE_LONGITUDE=1_396_900_000)

    assert only(row).time_zone == "Asia/Tokyo"


def test_a_track_that_the_database_does_not_name_is_read_by_itself() -> None:
    data = zipped({"database/Gadgetbridge": files.gadgetbridge(files.activity(at=9000)), "other.gpx": GPX})

    assert [walk.seconds for walk in walks(data)] == [1800, 1800]


def test_a_database_of_another_app_is_passed_over_beside_recordings() -> None:
    other = files.database({"place": "name TEXT"}, [])

    assert [walk.seconds for walk in walks(zipped({"places.db": other, "walk.gpx": GPX}))] == [1800]
    assert reasons(zipped({"places.db": other, "walk.gpx": GPX})) == []
    assert reasons(zipped({"places.db": other})) == [("unknown_format", ".zip", 1)]


def test_a_damaged_database_takes_nothing_from_the_recordings_beside() -> None:
    broken = files.gadgetbridge(files.activity())[:5000]

    assert [walk.seconds for walk in walks(zipped({"Gadgetbridge": broken, "walk.gpx": GPX}))] == [1800]
    assert reasons(zipped({"Gadgetbridge": broken, "walk.gpx": GPX})) == [("damaged", "", 1)]
