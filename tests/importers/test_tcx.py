import datetime as dt
import re

import pytest

from tests.importers.reading import of_bytes, refusal_of
from tests.importers.xml_files import DEGREES_PER_M, START, activity, lap, tcx
from webapp.domain.energy import Mode
from webapp.domain.imports import Notice, Refusal, Remark, Unsure
from webapp.importers import tcx as tcx_format

POSITION = (
    "<Track><Trackpoint><Position><LatitudeDegrees>{}</LatitudeDegrees>"
    "<LongitudeDegrees>5.12</LongitudeDegrees></Position></Trackpoint></Track>"
)

read = of_bytes(tcx_format.read)


def trackpoint(second: int) -> str:
    time = (START + dt.timedelta(seconds=second)).isoformat()
    place = f"<LatitudeDegrees>{52.09 + second * 1.25 * DEGREES_PER_M}</LatitudeDegrees>"
    place = f"<Position>{place}<LongitudeDegrees>5.12</LongitudeDegrees></Position>"
    counted = f"<DistanceMeters>{second * 1.25}</DistanceMeters>"
    return f"<Trackpoint><Time>{time}</Time>{place}{counted}</Trackpoint>"


def refusal(data: bytes) -> tuple[Refusal, str]:
    return refusal_of(read, data)


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


def test_a_ride_is_refused_by_its_name() -> None:
    assert refusal(tcx(activity(lap(), sport="Biking"))) == (Refusal.NOT_A_WALK, "Biking")


@pytest.mark.parametrize(("metres", "doubt"), [("1200", Unsure.SPORT), ("3000", Unsure.A_RIDE)])
def test_other_is_asked(metres: str, doubt: Unsure) -> None:
    (found,) = read(tcx(activity(lap(metres=metres), sport="Other")))

    assert (found.doubt, found.word) == (doubt, "Other")


def test_other_is_a_walk_when_its_title_says_so() -> None:
    (walk,) = read(tcx(activity(lap(), sport="Other", notes="Utrecht Walking")))

    assert walk.mode is Mode.FORWARD_WALK


def test_a_story_that_speaks_of_a_walk_does_not_make_one() -> None:
    notes = "Paddled across the lake and went for a walk on the island"

    assert read(tcx(activity(lap(), sport="Other", notes=notes)))[0].doubt is Unsure.SPORT


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


def test_a_place_outside_the_earth_costs_one_point_and_the_recording_says_so() -> None:
    (walk,) = read(tcx(activity(lap(inside=POSITION.format("1e308")))))

    assert (walk.seconds, walk.notes) == (900, (Notice(Remark.POINTS_LEFT_OUT, 1),))


def test_the_lap_says_the_start_to_the_second_and_the_id_is_known_too() -> None:
    written = activity(lap(start="2026-05-03T07:40:12Z")).replace("<Lap", "<Id>2026-05-03T07:40:00Z</Id><Lap", 1)
    (walk,) = read(tcx(written))

    assert (walk.started_at, walk.also_started) == (START, (START.replace(second=0),))


def test_a_lap_without_totals_is_worked_out_from_its_points() -> None:
    bare = f'<Lap StartTime="2026-05-03T07:40:12Z"><Track>{"".join(map(trackpoint, range(0, 601, 10)))}</Track></Lap>'
    (walk,) = read(tcx(activity(bare)))

    assert (walk.seconds, walk.distance_m, walk.notes) == (600, 750, (Notice(Remark.FROM_POINTS),))


@pytest.mark.parametrize(("counts", "metres"), [(True, 750), (False, None)])
def test_a_lap_indoors_without_totals_has_its_time_from_its_points(counts: bool, metres: float | None) -> None:
    points = "".join(re.sub("<Position>.*</Position>", "", trackpoint(second)) for second in range(0, 601, 10))
    points = points if counts else re.sub("<DistanceMeters>[^<]*</DistanceMeters>", "", points)
    (walk,) = read(tcx(activity(f'<Lap StartTime="2026-05-03T07:40:12Z"><Track>{points}</Track></Lap>')))

    assert (walk.seconds, walk.distance_m, walk.notes) == (600, metres, (Notice(Remark.FROM_POINTS),))


def test_points_are_not_counted_beside_the_totals_that_come_after_them() -> None:
    track = f"<Track>{''.join(map(trackpoint, range(0, 601, 10)))}</Track>"
    total = "<TotalTimeSeconds>900</TotalTimeSeconds><DistanceMeters>1200</DistanceMeters>"
    (walk,) = read(tcx(activity(f'<Lap StartTime="2026-05-03T07:40:12Z">{track}{total}</Lap>')))

    assert (walk.seconds, walk.distance_m, walk.notes) == (900, 1200, ())


def test_too_few_metres_for_the_time_are_left_out_and_the_recording_says_so() -> None:
    (walk,) = read(tcx(activity(lap(metres="10"))))

    assert (walk.distance_m, walk.notes) == (None, (Notice(Remark.DISTANCE_LEFT_OUT, 10),))
