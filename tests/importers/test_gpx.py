import datetime as dt
import sys

import pytest

from tests.importers.reading import of_bytes, refusal_of
from tests.importers.xml_files import START, gpx, point, steps, track
from webapp.domain.energy import Mode
from webapp.domain.imports import Notice, Refusal, Remark, Unsure
from webapp.domain.walks import Place
from webapp.importers import Recording
from webapp.importers import gpx as gpx_format
from webapp.importers.gpx import MOST_POINTS

read = of_bytes(gpx_format.read)
WALK = steps(seconds=600, m_s=1.4)
FIRST_POINT = '<trkpt lat="{}" lon="{}"><time>2026-05-03T07:40:12Z</time></trkpt>'


def only(data: bytes) -> Recording:
    (recording,) = read(data)
    return recording


def refusal(data: bytes) -> tuple[Refusal, str]:
    return refusal_of(read, data)


def test_a_track_is_a_walk() -> None:
    walk = only(gpx(track(WALK)))

    assert (walk.started_at, walk.mode, walk.seconds) == (START, Mode.FORWARD_WALK, 600)
    assert walk.distance_m == pytest.approx(840, rel=0.001)
    assert walk.utc_offset is None


def test_the_zone_is_that_of_the_first_point() -> None:
    pytest.importorskip("tzfpy")

    assert only(gpx(track(WALK))).time_zone == "Europe/Amsterdam"


def test_without_tzfpy_there_is_no_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tzfpy", None)

    assert only(gpx(track(WALK))).time_zone is None


@pytest.mark.parametrize("sport", ["running", "trail_running", "Laufen"])
def test_a_track_that_says_so_is_a_run(sport: str) -> None:
    assert only(gpx(track(WALK, sport=sport))).mode is Mode.FORWARD_RUN


@pytest.mark.parametrize("sport", ["cycling", "stand_up_paddling", "1"])
def test_a_sport_that_is_not_on_foot_is_refused(sport: str) -> None:
    assert refusal(gpx(track(WALK, sport=sport))) == (Refusal.NOT_A_WALK, sport)


def test_the_walk_beside_a_ride_is_taken() -> None:
    ride = track(steps(seconds=600, m_s=6), sport="cycling")

    assert only(gpx(ride, track(WALK, sport="walking"))).seconds == 600


def test_the_time_between_tracks_is_no_moving_time() -> None:
    later = steps(seconds=300, m_s=1.4, start_s=3600)

    assert only(gpx(track(WALK, later))).seconds == 900
    assert only(gpx(track(WALK), track(later))).seconds == 900


def test_three_hours_apart_are_two_outings() -> None:
    evening = steps(seconds=300, m_s=1.4, start_s=600 + 3 * 3600 + 1)

    assert [each.seconds for each in read(gpx(track(evening), track(WALK)))] == [600, 300]


def test_a_walk_that_turns_into_a_run_is_two_recordings() -> None:
    run = steps(seconds=300, m_s=3, start_s=700)

    assert [each.mode for each in read(gpx(track(WALK), track(run, sport="running")))] == [
        Mode.FORWARD_WALK,
        Mode.FORWARD_RUN,
    ]


def test_standing_is_no_moving_time() -> None:
    waits = steps(seconds=400, m_s=0, start_s=600, start_m=840)
    walks_on = steps(seconds=600, m_s=1.4, start_s=1000, start_m=840)

    assert only(gpx(track([*WALK, *waits, *walks_on]))).seconds == pytest.approx(1200, abs=30)


def test_a_slow_walk_with_a_frame_is_moving_time() -> None:
    assert only(gpx(track(steps(seconds=600, m_s=0.35)))).seconds == 600


def test_a_minute_without_a_fix_is_walked_and_six_are_a_pause() -> None:
    after_a_tunnel = steps(seconds=60, m_s=1.4, start_s=660, start_m=924)
    after_lunch = steps(seconds=60, m_s=1.4, start_s=960, start_m=1344)

    assert only(gpx(track([*WALK, *after_a_tunnel]))).seconds == 720
    assert only(gpx(track([*WALK, *after_lunch]))).seconds == 660


def test_the_drive_home_is_left_out() -> None:
    drive = steps(seconds=300, m_s=14, start_s=720, start_m=840)
    light = steps(seconds=40, m_s=1.5, start_s=1020, start_m=5040)
    on = steps(seconds=100, m_s=14, start_s=1060, start_m=5100)

    walk = only(gpx(track(WALK, [*drive, *light, *on])))

    assert walk.seconds == 600
    assert walk.distance_m == pytest.approx(840, rel=0.001)


def test_a_file_that_is_mostly_a_drive_is_too_fast() -> None:
    drive = steps(seconds=900, m_s=14, start_s=700)

    assert refusal(gpx(track(WALK, drive))) == (Refusal.TOO_FAST, "50")


def test_a_fix_that_jumps_adds_no_distance() -> None:
    jumped = [(second, metres + 500 * (second == 300)) for second, metres in WALK]

    assert only(gpx(track(jumped))).distance_m == pytest.approx(840, abs=20)


def test_what_was_recorded_twice_counts_once() -> None:
    assert only(gpx(track(WALK), track(WALK))).seconds == 600


@pytest.mark.parametrize(
    "written",
    ["2026-05-03T07:40:12.2073437Z", "2026-05-03t07:40:12z", "2026-05-03T07:40:12", "2026-05-03T07:40:12+00"],
)
def test_times_are_read_as_utc(written: str) -> None:
    walk = only(gpx(track(WALK)).replace(b"2026-05-03T07:40:12Z", written.encode()))

    assert walk.started_at.replace(microsecond=0) == START
    assert walk.utc_offset is None


def test_a_time_with_an_offset_says_what_local_time_was() -> None:
    walk = only(gpx(track(WALK)).replace(b"2026-05-03T07:40:12Z", b"2026-05-03T09:40:12+02:00"))

    assert (walk.started_at, walk.utc_offset) == (START, dt.timedelta(hours=2))


def test_a_clock_before_2000_is_wrong() -> None:
    long_ago = dt.datetime(1901, 12, 13, tzinfo=dt.UTC)

    assert refusal(gpx(track(WALK, start=long_ago))) == (Refusal.WRONG_CLOCK, "1901")


def test_a_single_point_is_too_short() -> None:
    assert refusal(gpx(track([(0, 0)]))) == (Refusal.TOO_SHORT, "")


def test_waypoints_and_routes_are_no_activity() -> None:
    route = '<wpt lat="52" lon="5"/><rte><rtept lat="52" lon="5"><time>2026-05-03T07:40:12Z</time></rtept></rte>'

    assert refusal(gpx(route)) == (Refusal.NO_ACTIVITY, "")


def test_points_that_mostly_have_no_time_are_refused() -> None:
    mostly = '<trkpt lat="52" lon="5"/>' * 2 + point(0, 0) + point(60, 80)

    assert refusal(gpx(f"<trk><trkseg>{mostly}</trkseg></trk>")) == (Refusal.NO_TIMES, "")


@pytest.mark.parametrize("degrees", ["90.1", "-91", "1e308", "nan", "inf", "", "north"])
def test_a_place_outside_the_earth_is_damage(degrees: str) -> None:
    data = gpx(f"<trk><trkseg>{FIRST_POINT.format(degrees, 5)}</trkseg></trk>")

    assert refusal(data) == (Refusal.DAMAGED, "")


@pytest.mark.parametrize("written", ["yesterday", "2026-05-03", "2026-13-03T07:40:12Z", "0001-01-01T00:00:00+05:00"])
def test_a_time_that_is_none_costs_one_point_and_the_recording_says_so(written: str) -> None:
    walk = only(gpx(track(WALK)).replace(b"2026-05-03T07:40:22Z", written.encode()))

    assert (walk.started_at, walk.seconds, walk.notes) == (START, 600, (Notice(Remark.POINTS_LEFT_OUT, 1),))


@pytest.mark.parametrize("odd", ['<trkpt lat="100" lon="0"/>', "<trkpt/>", '<trkpt lat="nan" lon="5"/>'])
def test_a_mark_that_is_no_place_costs_one_point_and_the_recording_says_so(odd: str) -> None:
    walk = only(gpx(track(WALK)).replace(b"<trkseg>", f"<trkseg>{odd}".encode()))

    assert (walk.seconds, walk.notes) == (600, (Notice(Remark.POINTS_LEFT_OUT, 1),))


def test_a_clock_that_runs_ahead_for_a_moment_costs_one_point() -> None:
    walk = only(gpx(track(WALK)).replace(b"2026-05-03T07:40:22Z", b"2099-05-03T07:40:22Z"))

    assert (walk.seconds, walk.notes) == (600, (Notice(Remark.POINTS_LEFT_OUT, 1),))


@pytest.mark.parametrize(
    ("sport", "m_s", "doubt"),
    [
        ("", 1.4, None),
        ("", 5.9, Unsure.A_RIDE),
        ("walking", 2.4, None),
        ("walking", 3, Unsure.A_RIDE),
        ("running", 3.5, None),
        ("unknown", 1.4, Unsure.SPORT),
        ("unknown", 5.9, Unsure.A_RIDE),
        ("snowshoeing", 1, Unsure.SPORT),
        ("treadmill", 3, Unsure.SPORT),
    ],
)
def test_what_nobody_can_tell_has_a_doubt(sport: str, m_s: float, doubt: Unsure | None) -> None:
    assert only(gpx(track(steps(seconds=1200, m_s=m_s), sport=sport))).doubt is doubt


def test_a_slow_ride_goes_fast_between_its_climbs() -> None:
    climb, descent = steps(seconds=900, m_s=1.2), steps(seconds=200, m_s=4, start_s=900, start_m=1080)
    found = only(gpx(track([*climb, *descent])))

    assert found.kmh < 8
    assert found.doubt is Unsure.A_RIDE


def test_a_walker_who_hurries_for_a_bus_still_walks() -> None:
    hurry = steps(seconds=60, m_s=3, start_s=600, start_m=840)

    assert only(gpx(track([*WALK, *hurry]))).doubt is None


@pytest.mark.parametrize(
    ("sport", "place"), [("treadmill_walking", Place.TREADMILL), ("indoor walking", Place.INDOORS), ("walking", None)]
)
def test_the_word_for_the_sport_may_name_the_place(sport: str, place: Place | None) -> None:
    assert only(gpx(track(WALK, sport=sport))).place is place


def test_more_points_than_a_day_has_seconds_are_refused() -> None:
    points = '<trkpt lat="52" lon="5"/>' * (MOST_POINTS + 1)

    assert refusal(gpx(f"<trk><trkseg>{points}</trkseg></trk>")) == (Refusal.TOO_MANY, str(MOST_POINTS))
