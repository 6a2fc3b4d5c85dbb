import datetime as dt
import json

import pytest

from tests.importers import app_files as files
from tests.importers.archive_files import found, reasons, walks, weighings
from tests.importers.xml_files import START
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording


def only(*workouts: files.Row) -> Recording:
    (recording,) = walks(files.auto_export(workouts))
    return recording


def test_a_workout_is_a_walk() -> None:
    walk = only(files.auto_export_workout())

    assert (walk.started_at, walk.mode, walk.seconds, walk.distance_m) == (START, Mode.FORWARD_WALK, 1800, 2400)
    assert (walk.utc_offset, walk.place) == (dt.timedelta(hours=2), None)


@pytest.mark.parametrize(
    "name", ["Walking", "Hiking", "Gehen Outdoor", "Marche en extérieur", "Caminata al aire libre"]
)
def test_the_name_is_in_the_language_of_the_phone(name: str) -> None:
    assert only(files.auto_export_workout(name)).doubt is None


def test_a_name_that_does_not_tell_is_a_question() -> None:
    assert only(files.auto_export_workout("Other")).doubt is Unsure.SPORT


@pytest.mark.parametrize("values", [{"isIndoor": True}, {"location": "Indoor"}, {"name": "Indoor Walk"}])
def test_indoors_is_a_place(values: files.Row) -> None:
    assert only({**files.auto_export_workout(), **values}).place is Place.INDOORS


@pytest.mark.parametrize(("quantity", "units", "metres"), [(2.4, "km", 2400), (1.5, "mi", 2414), (2400, "m", 2400)])
def test_a_distance_has_its_unit(quantity: float, units: str, metres: float) -> None:
    walk = only(files.auto_export_workout(distance={"qty": quantity, "units": units}))

    assert walk.distance_m == pytest.approx(metres, abs=0.1)


def test_old_files_have_minutes_for_seconds_and_no_id() -> None:
    assert only(files.auto_export_workout(duration=30, id=None)).seconds == 1800
    assert only(files.auto_export_workout(duration=29)).seconds == 1740
    assert only(files.auto_export_workout(duration=None)).seconds == 1800
    assert only(files.auto_export_workout(duration=1500)).seconds == 1500


@pytest.mark.parametrize("names", [("latitude", "longitude"), ("lat", "lon")])
def test_the_zone_is_that_of_the_route(names: tuple[str, str]) -> None:
    pytest.importorskip("tzfpy")
    route = [dict(zip(names, (52.09, 5.12), strict=True))] * 3

    assert only(files.auto_export_workout(route=route)).time_zone == "Europe/Amsterdam"


def test_half_a_day_clock_is_read() -> None:
    walk = only(files.auto_export_workout(start="2026-05-03 7:00:00 PM +0200", end="2026-05-03 7:30:00 PM +0200"))

    assert walk.started_at == dt.datetime(2026, 5, 3, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(("quantity", "units"), [(70.5, "kg"), (155.43, "lb"), (11.102, "st")])
def test_body_weights_are_read_and_other_measurements_are_not(quantity: float, units: str) -> None:
    steps = {"name": "step_count", "units": "count", "data": [{"date": "2026-05-03 07:00:00 +0200", "qty": 90}]}
    data = files.auto_export(metrics=[steps, files.auto_export_weights(quantity, units)])
    (weighing,) = weighings(data)

    assert weighing.weight_kg == pytest.approx(70.5, abs=0.01)
    assert found(data) == [weighing]


def test_the_name_of_a_measurement_may_come_last() -> None:
    metric = dict(reversed(list(files.auto_export_weights(70.5, "kg").items())))

    assert len(weighings(files.auto_export(metrics=[metric]))) == 1


def test_a_part_that_the_app_sends_alone_is_read() -> None:
    assert len(walks(json.dumps({"workouts": [files.auto_export_workout()]}).encode())) == 1


def test_a_workout_with_a_value_a_second_is_read() -> None:
    beat = {"date": "2026-05-03 07:00:00 +0200", "Min": 90, "Avg": 91, "Max": 92, "units": "bpm"}

    assert only(files.auto_export_workout(heartRateData=[beat] * 20_000)).seconds == 1800


def test_a_swim_is_no_walk_and_an_empty_sending_says_so() -> None:
    assert reasons(files.auto_export([files.auto_export_workout("Pool Swim")])) == [("not_a_walk", "Pool Swim", 1)]
    assert reasons(files.auto_export()) == [("no_activity", "", 1)]
