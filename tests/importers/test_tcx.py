import datetime as dt

import pytest

from tests.importers.xml_files import START, activity, lap, tcx
from webapp.domain.energy import Mode
from webapp.importers import CannotImport, Refusal
from webapp.importers.tcx import read

POSITION = (
    "<Track><Trackpoint><Position><LatitudeDegrees>{}</LatitudeDegrees>"
    "<LongitudeDegrees>5.12</LongitudeDegrees></Position></Trackpoint></Track>"
)


def refusal(data: bytes) -> tuple[Refusal, str]:
    with pytest.raises(CannotImport) as caught:
        read(data)
    return caught.value.reason, caught.value.detail


def test_the_laps_make_one_walk() -> None:
    (walk,) = read(tcx(activity(lap(), lap(seconds="300.4", metres="400.5", start="2026-05-03T08:00:00Z"))))

    assert (walk.started_at, walk.mode) == (START, Mode.FORWARD_WALK)
    assert (walk.seconds, walk.distance_m) == (1200, 1600.5)


@pytest.mark.parametrize(
    ("sport", "mode"),
    [("Running", Mode.FORWARD_RUN), ("Walking", Mode.FORWARD_WALK), ("Hiking", Mode.FORWARD_WALK)],
)
def test_the_sport_says_walk_or_run(sport: str, mode: Mode) -> None:
    assert read(tcx(activity(lap(), sport=sport)))[0].mode is mode


@pytest.mark.parametrize("sport", ["Biking", "Other", ""])
def test_any_other_sport_is_refused(sport: str) -> None:
    assert refusal(tcx(activity(lap(), sport=sport))) == (Refusal.NOT_A_WALK, sport)


def test_other_is_a_walk_when_its_title_says_so() -> None:
    (walk,) = read(tcx(activity(lap(), sport="Other", notes="Utrecht Walking")))

    assert walk.mode is Mode.FORWARD_WALK


def test_a_story_that_speaks_of_a_walk_does_not_make_one() -> None:
    notes = "Paddled across the lake and went for a walk on the island"

    assert refusal(tcx(activity(lap(), sport="Other", notes=notes))) == (Refusal.NOT_A_WALK, "Other")


def test_of_several_activities_those_on_foot_are_taken() -> None:
    found = read(tcx(activity(lap(), sport="Biking"), activity(lap(), sport="Running"), activity(lap())))

    assert [each.mode for each in found] == [Mode.FORWARD_RUN, Mode.FORWARD_WALK]


def test_the_zone_is_that_of_the_first_fix() -> None:
    pytest.importorskip("tzfpy")

    assert read(tcx(activity(lap(inside=POSITION.format("52.09")))))[0].time_zone == "Europe/Amsterdam"


def test_a_start_with_an_offset_says_what_local_time_was() -> None:
    (walk,) = read(tcx(activity(lap(start="2026-05-03T09:40:12+02:00"))))

    assert (walk.started_at, walk.utc_offset) == (START, dt.timedelta(hours=2))


def test_a_treadmill_has_no_place_and_may_have_no_distance() -> None:
    (walk,) = read(tcx(activity(lap(metres="0"))))

    assert (walk.time_zone, walk.distance_m) == (None, None)


def test_a_file_without_activities_is_refused() -> None:
    assert refusal(tcx("<Courses/>")) == (Refusal.NO_ACTIVITY, "")


def test_an_activity_without_a_start_has_no_times() -> None:
    assert refusal(tcx(activity(lap(start="")))) == (Refusal.NO_TIMES, "")


def test_laps_of_no_length_are_too_short() -> None:
    assert refusal(tcx(activity(lap(seconds="0")))) == (Refusal.TOO_SHORT, "")


def test_a_ride_called_a_walk_is_too_fast() -> None:
    assert refusal(tcx(activity(lap(metres="9000")))) == (Refusal.TOO_FAST, "36")


@pytest.mark.parametrize("seconds", ["-1", "nan", "1e308", "long"])
def test_a_time_that_is_no_number_is_damage(seconds: str) -> None:
    assert refusal(tcx(activity(lap(seconds=seconds)))) == (Refusal.DAMAGED, "")


def test_a_place_outside_the_earth_is_damage() -> None:
    assert refusal(tcx(activity(lap(inside=POSITION.format("1e308"))))) == (Refusal.DAMAGED, "")
