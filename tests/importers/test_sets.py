import datetime as dt

import pytest

from tests.importers import app_files as files
from tests.importers.archive_files import reasons, walks
from webapp.domain.energy import Mode
from webapp.domain.imports import Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording

START = dt.datetime(2026, 5, 3, 9, 40, tzinfo=dt.UTC)


def only(*rows: files.Row, delimiter: str = ",") -> Recording:
    (recording,) = walks(files.sets(*rows, delimiter=delimiter))
    return recording


def test_the_sets_of_an_exercise_are_one_walk_by_the_clock_of_the_person() -> None:
    walk = only(files.hevy_set(), files.hevy_set(set_index=1))

    assert (walk.started_at, walk.is_local, walk.mode) == (START, True, Mode.FORWARD_WALK)
    assert (walk.seconds, walk.distance_m) == (1800, 2400)


@pytest.mark.parametrize(
    "written", ["3 Mai 2026, 09:40", "3. mai 2026, 09:40", "3 mayo 2026, 09:40", "3 May 2026, 09:40"]
)
def test_the_month_is_in_the_language_of_the_app(written: str) -> None:
    assert only(files.hevy_set(start_time=written)).started_at == START


def test_miles_are_miles() -> None:
    row = {name.replace("_km", "_miles"): value for name, value in files.hevy_set().items()}

    assert only(row).distance_m == pytest.approx(1931.2, abs=0.1)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_strong_says_no_unit_so_only_the_minutes_are_taken(delimiter: str) -> None:
    walk = only(files.strong_set(), files.strong_set(**{"Set Order": "Rest Timer"}), delimiter=delimiter)

    assert (walk.started_at, walk.seconds, walk.distance_m) == (START + dt.timedelta(seconds=12), 900, None)
    assert only({**files.strong_set(), "Distance Unit": "km"}).distance_m == 1200


def test_a_treadmill_is_a_question_and_walking_on_one_is_not() -> None:
    asked, walk = walks(files.sets(files.hevy_set("Treadmill"), files.hevy_set("Walking (Treadmill)")))

    assert (asked.doubt, asked.place) == (Unsure.SPORT, Place.TREADMILL)
    assert (walk.doubt, walk.place) == (None, Place.TREADMILL)


@pytest.mark.parametrize("title", ["Bench Press", "Walking Lunge (Dumbbell)", "Farmers Walk", "Cycling"])
def test_what_is_no_way_on_foot_is_passed_over(title: str) -> None:
    assert walks(files.sets(files.hevy_set(title), files.hevy_set())) == walks(files.sets(files.hevy_set()))
    assert reasons(files.sets(files.hevy_set(title))) == [("no_activity", "", 1)]
