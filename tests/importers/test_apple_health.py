import datetime as dt

import pytest

from tests.importers import xml_files
from tests.importers.apple_files import (
    CDA,
    WATCH,
    event,
    export,
    heart_rates,
    metadata,
    record,
    route,
    statistics,
    workout,
)
from tests.importers.archive_files import found, reasons, walks, weighings, zipped
from tests.importers.test_read import sample
from webapp.domain.energy import Mode
from webapp.domain.imports import Refusal, Unsure
from webapp.domain.walks import Place

START = dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC)
KM = statistics("DistanceWalkingRunning", "1.75", "km")
ROUTE = xml_files.gpx(xml_files.track(xml_files.steps(seconds=1500, m_s=1.2)))


def test_a_walk_of_today_has_its_figures_in_its_statistics() -> None:
    energy = statistics("ActiveEnergyBurned", 250, "kJ")
    (walk,) = walks(export(workout("Walking", KM, energy, metadata("HKTimeZone", "Asia/Tokyo"))))

    assert (walk.started_at, walk.seconds, walk.distance_m) == (START, 1500, 1750)
    assert (walk.named_zone, walk.time_zone, walk.utc_offset) == ("Asia/Tokyo", None, dt.timedelta(hours=2))
    assert (walk.mode, walk.place, walk.source, walk.doubt) == (Mode.FORWARD_WALK, None, WATCH, None)


@pytest.mark.parametrize(
    ("said", "seconds", "metres"),
    [
        ({"totalDistance": "1.5", "totalDistanceUnit": "mi"}, 1500, 2414.0),
        ({"totalDistance": "1500", "totalDistanceUnit": "m", "totalEnergyBurned": 90}, 1500, 1500),
        ({"totalDistance": "0", "totalDistanceUnit": "km"}, 1500, None),
        ({"totalDistance": "1", "totalDistanceUnit": "furlong"}, 1500, None),
        ({"duration": "900.4", "durationUnit": "s"}, 900, None),
        ({"duration": "0.5", "durationUnit": "hr"}, 1800, None),
    ],
)
def test_a_walk_of_before_ios_16_has_them_as_attributes(said: dict[str, str], seconds: int, metres: float) -> None:
    (walk,) = walks(export(workout(**said)))

    assert (walk.seconds, walk.distance_m) == (seconds, metres)


def test_without_a_duration_the_pauses_are_taken_off() -> None:
    pauses = [
        event("Pause", "2026-05-03 09:50:00 +0200"),
        event("Lap", "2026-05-03 09:51:00 +0200"),
        event("Resume", "2026-05-03 09:55:00 +0200"),
        event("Pause", "2026-05-03 10:04:12 +0200"),
    ]

    assert [walk.seconds for walk in walks(export(workout("Walking", *pauses, duration=None)))] == [1500 - 300 - 60]


@pytest.mark.parametrize(
    ("kind", "mode", "doubt"),
    [
        ("Hiking", Mode.FORWARD_WALK, None),
        ("Running", Mode.FORWARD_RUN, None),
        ("Other", Mode.FORWARD_WALK, Unsure.SPORT),
    ],
)
def test_what_was_on_foot_is_taken(kind: str, mode: Mode, doubt: Unsure | None) -> None:
    assert [(walk.mode, walk.doubt) for walk in walks(export(workout(kind, KM)))] == [(mode, doubt)]


def test_other_sports_are_one_line_of_each_kind() -> None:
    others = [workout(kind) for kind in ("Cycling", "Cycling", "WheelchairWalkPace")]
    later = [text.replace("09:40", f"09:4{number}") for number, text in enumerate(others)]

    assert reasons(export(*later)) == [
        (Refusal.NOT_A_WALK, "Cycling", 2),
        (Refusal.NOT_A_WALK, "WheelchairWalkPace", 1),
    ]


@pytest.mark.parametrize(("said", "place"), [("1", Place.INDOORS), ("0", Place.OUTDOORS)])
def test_indoors_is_what_the_watch_says(said: str, place: Place) -> None:
    assert [walk.place for walk in walks(export(workout("Walking", metadata("HKIndoorWorkout", said))))] == [place]


@pytest.mark.parametrize("time", ["9:40:12 AM", "9:40:12\u202fAM"])
def test_a_clock_of_twelve_hours_is_read(time: str) -> None:
    assert [walk.started_at for walk in walks(export(workout(start=f"2026-05-03 {time} +0200")))] == [START]


@pytest.mark.parametrize(("value", "unit", "kg"), [("74.2", "kg", 74.2), ("163.6", "lb", 74.2), ("11.7", "st", 74.3)])
def test_a_weight_is_read_in_any_unit_on_its_local_day(value: str, unit: str, kg: float) -> None:
    (weighing,) = weighings(export(record("BodyMass", value, unit, "2026-03-20", tail="00:30:00 +1100")))

    assert round(weighing.weight_kg, 1) == kg
    assert weighing.weighed_at.date() == dt.date(2026, 3, 20) and weighing.utc_offset == dt.timedelta(hours=11)


def test_what_lies_between_the_measurements_is_found_and_the_rest_is_skipped() -> None:
    between = list(heart_rates(4000))
    inner = f"<Correlation>{record('BodyMass', 99, 'kg', '2026-03-21')}</Correlation>"
    said = record("BodyMass", 74.2, "kg", "2026-03-20", metadata("HKWasUserEntered", 1))
    data = export(*between, workout("Walking", KM), *between, said, inner, record("BodyMassIndex", 22, "count", "x"))

    assert [walk.distance_m for walk in walks(data)] == [1750]
    assert [weighing.weight_kg for weighing in weighings(data)] == [74.2]


@pytest.mark.parametrize("name", ["apple_health_export/导出.xml", "eksport.xml", "Export.xml"])
def test_the_zip_is_told_by_what_is_in_it(name: str) -> None:
    files = {"apple_health_export/export_cda.xml": CDA, "me.png": b"\x89PNG", name: export(workout("Walking", KM))}

    assert [walk.seconds for walk in walks(zipped(files))] == [1500]


def test_a_route_tells_the_zone_and_is_no_second_walk() -> None:
    pytest.importorskip("tzfpy")
    said = export(workout("Walking", KM, route("route_2026-05-03_9.40am.gpx")), workout("Cycling", route("ride.gpx")))
    folder = "apple_health_export/workout-routes/"
    files = {"e.xml": said, f"{folder}route_2026-05-03_9.40am.gpx": ROUTE, f"{folder}ride.gpx": ROUTE}
    (walk,) = walks(zipped(files))

    assert (walk.time_zone, walk.place, walk.distance_m) == ("Europe/Amsterdam", Place.OUTDOORS, 1750)


def test_a_zip_that_grows_beyond_all_measure_is_refused() -> None:
    data = zipped({"export.xml": export(workout(), " " * 60_000_000)})

    assert [reason for reason, *_ in reasons(data)] == [Refusal.TOO_MUCH_UNPACKED]


def test_the_same_entry_twice_is_read_once() -> None:
    assert len(walks(export(workout(), workout(), workout(source="iPhone")))) == 2


def test_a_declaration_that_no_parser_takes_is_read_over_and_an_entity_is_not() -> None:
    odd = "<!DOCTYPE HealthData [\n<!ELEMENT (((>\n<!ATTLIST Record\n]>"

    assert len(walks(export(workout(), doctype=odd))) == 1
    assert reasons(export(workout(), doctype="<!DOCTYPE HealthData [<!ENTITY a 'b'>]>")) == [(Refusal.DAMAGED, "", 1)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (export(), Refusal.NO_ACTIVITY),
        (export(workout())[:-20], Refusal.DAMAGED),
        (export(workout(start="yesterday")), Refusal.DAMAGED),
        (export(workout(duration=None, end="?")), Refusal.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: Refusal) -> None:
    assert reasons(data) == [(reason, "", 1)]


def test_records_in_comments_and_text_change_nothing() -> None:
    hidden = f"<!-- {record('StepCount', 1, 'count', '2026-05-03')} {workout('Running')} -->"
    text = f"<Note><![CDATA[ {workout('Running')} {record('StepCount', 1, 'count', 'x')} ]]></Note>"

    assert [walk.mode for walk in walks(export(hidden, text, workout()))] == [Mode.FORWARD_WALK]


def test_the_exports_that_lie_beside_the_project_are_right() -> None:
    assert [(walk.mode, walk.seconds, walk.distance_m) for walk in walks(sample("apple-health-export.xml"))] == [
        (Mode.FORWARD_WALK, 1500, 1773.0),
        (Mode.FORWARD_WALK, 1875, 2200.0),
        (Mode.FORWARD_RUN, 750, 1900.0),
        (Mode.FORWARD_WALK, 1200, 1770.3),
    ]
    assert [weighing.weight_kg for weighing in weighings(sample("apple-health-export.xml"))] == [74.2, 73.1, 71.6]
    (run,) = walks(sample("apple-health-old-export.zip"))
    assert (run.mode, run.seconds, run.distance_m) == (Mode.FORWARD_RUN, 312, 800.1)
    assert run.named_zone == "America/Los_Angeles"
    assert len(found(sample("apple-health-old-export.zip"))) == 1
