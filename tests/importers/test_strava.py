import datetime as dt
import gzip

import pytest

from tests.importers import xml_files
from tests.importers.archive_files import found, reasons, walks
from tests.importers.strava_files import FIT, NINE_SIX, TCX, archive, row
from tests.importers.test_read import sample
from webapp.domain.energy import Mode
from webapp.domain.imports import Refusal, Unsure


@pytest.mark.parametrize(
    ("date", "sport", "language"),
    [
        ("Mar 6, 2024, 2:23:15 PM", "Walk", "en"),
        ("06.03.2024, 14:23:15", "Spaziergang", "de"),
        ("6 mrt. 2024 14:23:15", "Wandeling", "de"),
        ("6 mar 2024, 14:23:15", "Caminata", "de"),
        ("6 mars 2024, 14:23:15", "Marche", "de"),
        ("2024年3月6日 14:23:15", "散歩", "de"),
    ],
)
def test_a_walk_is_read_in_every_language_and_its_time_is_utc(date: str, sport: str, language: str) -> None:
    (walk,) = walks(archive(row(date, sport), language=language))

    assert (walk.started_at, walk.seconds, walk.distance_m) == (NINE_SIX, 1411, 3322.9)
    assert (walk.mode, walk.doubt, walk.source) == (Mode.FORWARD_WALK, None, "strava:1")


@pytest.mark.parametrize("width", [85, 94, 101])
def test_the_number_of_columns_does_not_matter(width: int) -> None:
    assert [walk.seconds for walk in walks(archive(row(width=width)))] == [1411]


@pytest.mark.parametrize(
    ("moving", "metres", "read"),
    [("", "", (1428, None)), ("1411,0", "3322,9", (1411, 3322.9)), ("0", "x", (1428, None))],
)
def test_decimal_commas_and_missing_figures_are_read(moving: str, metres: str, read: tuple[int, float | None]) -> None:
    assert [(walk.seconds, walk.distance_m) for walk in walks(archive(row(moving=moving, metres=metres)))] == [read]


def test_the_day_and_the_month_are_told_apart_once_for_the_file() -> None:
    dates = ["06/03/2024, 14:23:15", "25/03/2024, 14:23:15"]
    rows = [row(date, number=number) for number, date in enumerate(dates)]

    assert [walk.started_at.date() for walk in walks(archive(*rows))] == [dt.date(2024, 3, 6), dt.date(2024, 3, 25)]


@pytest.mark.parametrize(
    ("name", "data", "zone"),
    [
        ("1.fit.gz", FIT, "Europe/Amsterdam"),
        ("1.tcx.gz", gzip.compress(TCX), "Asia/Tokyo"),
        ("1.gpx", xml_files.gpx(xml_files.track(xml_files.steps(seconds=60, m_s=1))), "Europe/Amsterdam"),
        ("1.fit.gz", FIT[:40], None),
    ],
)
def test_the_file_tells_the_zone_and_is_no_second_walk(name: str, data: bytes, zone: str | None) -> None:
    pytest.importorskip("tzfpy")
    (walk,) = found(archive(row(file=f"activities/{name}"), files={f"my folder/activities/{name}": data}))

    assert getattr(walk, "time_zone", "") == zone


def test_rides_are_counted_and_a_word_of_many_things_is_asked() -> None:
    rows = [
        row(sport=sport, number=number, metres="1800")
        for number, sport in enumerate(["Ride", "Ride", "Workout", "Run"])
    ]
    data = archive(*rows)

    assert [(walk.mode, walk.doubt) for walk in walks(data)] == [
        (Mode.FORWARD_WALK, Unsure.SPORT),
        (Mode.FORWARD_RUN, None),
    ]
    assert reasons(data) == [(Refusal.NOT_A_WALK, "Ride", 2)]


def test_a_row_without_a_time_takes_nothing_from_the_others() -> None:
    data = archive(row(), row("yesterday", number=2))

    assert len(walks(data)) == 1
    assert reasons(data) == [(Refusal.NO_TIMES, "", 1)]


def test_a_real_archive_is_right() -> None:
    pytest.importorskip("tzfpy")
    (run,) = walks(sample("strava-archive.zip"))

    assert (run.mode, run.seconds, run.distance_m) == (Mode.FORWARD_RUN, 1411, 3322.9)
    assert (run.started_at, run.time_zone) == (dt.datetime(2022, 5, 29, 15, 53, 35, tzinfo=dt.UTC), "Europe/Berlin")
