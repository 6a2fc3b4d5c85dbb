import datetime as dt

import pytest

from tests.importers import fit_files
from tests.importers.fit_files import activity, fit, record, semicircles, session
from tests.importers.reading import of_bytes, refusal_of
from webapp.domain.energy import Mode
from webapp.domain.imports import Notice, Refusal, Remark, Unsure
from webapp.domain.walks import Place
from webapp.importers import fit as fit_format
from webapp.importers.allowance import MOST_MESSAGES

read = of_bytes(fit_format.read)


def refusal(data: bytes) -> tuple[Refusal, str]:
    return refusal_of(read, data)


def test_a_session_on_foot_is_a_recording() -> None:
    (walk,) = read(fit([session(), activity()]))

    assert walk.started_at == dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC)
    assert (walk.mode, walk.seconds, walk.distance_m) == (Mode.FORWARD_WALK, 1800, 2400)
    assert walk.utc_offset == dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("sport", "mode"),
    [("walking", Mode.FORWARD_WALK), ("hiking", Mode.FORWARD_WALK), ("running", Mode.FORWARD_RUN)],
)
def test_the_sport_says_walk_or_run(sport: str, mode: Mode) -> None:
    assert read(fit([session(sport)]))[0].mode is mode


def test_a_ride_is_refused_by_its_name() -> None:
    assert refusal(fit([session("cycling")])) == (Refusal.NOT_A_WALK, "cycling")


def test_of_several_sessions_those_on_foot_are_taken() -> None:
    found = read(fit([session("cycling"), session("running"), session("walking")]))

    assert [each.mode for each in found] == [Mode.FORWARD_RUN, Mode.FORWARD_WALK]


def test_a_file_without_a_session_has_no_activity() -> None:
    assert refusal(fit([activity()])) == (Refusal.NO_ACTIVITY, "")


def test_the_zone_is_that_of_the_start() -> None:
    pytest.importorskip("tzfpy")
    utrecht = session(start_position_lat=semicircles(52.09), start_position_long=semicircles(5.12))

    assert read(fit([utrecht]))[0].time_zone == "Europe/Amsterdam"


def test_the_zone_is_that_of_the_first_fix_when_the_session_has_none() -> None:
    pytest.importorskip("tzfpy")

    assert read(fit([record(46.05, 14.5), record(52.09, 5.12), session()]))[0].time_zone == "Europe/Ljubljana"


def test_without_a_position_there_is_no_zone() -> None:
    assert read(fit([session()]))[0].time_zone is None


def test_a_local_time_days_away_is_no_offset() -> None:
    assert read(fit([session(), activity(seconds_east=-90_000)]))[0].utc_offset is None


def test_a_clock_that_was_never_set_is_wrong() -> None:
    assert refusal(fit([session(start_time=3600)])) == (Refusal.WRONG_CLOCK, "1989")


def test_a_session_without_a_start_has_no_times() -> None:
    assert refusal(fit([(fit_files.SESSION, {"sport": 11, "total_timer_time": 1_800_000})])) == (Refusal.NO_TIMES, "")


def test_the_elapsed_time_stands_for_a_timer_that_is_missing() -> None:
    values = {"start_time": fit_files.START, "sport": 11, "total_elapsed_time": 600_000}

    (walk,) = read(fit([(fit_files.SESSION, values)]))

    assert (walk.seconds, walk.distance_m) == (600, None)


def test_a_session_that_no_legs_can_do_is_too_fast() -> None:
    assert refusal(fit([session(total_distance=2_000_000)])) == (Refusal.TOO_FAST, "40")


def test_a_session_of_two_days_is_too_long() -> None:
    assert refusal(fit([session(total_timer_time=48 * 3_600_000)])) == (Refusal.TOO_LONG, "48")


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(fit([session()]))
    data[-1] ^= 0xFF

    assert refusal(bytes(data)) == (Refusal.DAMAGED, "")


def test_a_second_file_behind_the_first_must_be_whole_too() -> None:
    whole = fit([session()])

    assert len(read(whole + whole)) == 2
    assert refusal(whole + whole[:-1]) == (Refusal.DAMAGED, "")


def test_more_messages_than_two_days_have_are_refused() -> None:
    body = fit([(fit_files.RECORD, {"timestamp": 0})] * 20)
    data = body * (MOST_MESSAGES // 40 + 1)

    assert refusal(data)[0] is Refusal.TOO_MANY


def test_a_file_beyond_four_megabytes_is_too_large() -> None:
    assert refusal(fit([session()]) + bytes(4_000_000)) == (Refusal.TOO_LARGE, "4")


@pytest.mark.parametrize(
    ("sport", "sub_sport", "place", "doubt"),
    [
        ("walking", fit_files.TREADMILL, Place.TREADMILL, None),
        ("walking", fit_files.INDOOR_WALKING, Place.INDOORS, None),
        ("walking", fit_files.TRACK, Place.TRACK, None),
        ("fitness_equipment", fit_files.INDOOR_WALKING, Place.INDOORS, None),
        ("fitness_equipment", fit_files.TREADMILL, Place.TREADMILL, Unsure.SPORT),
        ("generic", 0, None, Unsure.SPORT),
    ],
)
def test_the_sub_sport_says_the_place_and_sometimes_the_sport(
    sport: str, sub_sport: int, place: Place | None, doubt: Unsure | None
) -> None:
    (walk,) = read(fit([session(sport, sub_sport=sub_sport)]))

    assert (walk.mode, walk.place, walk.doubt) == (Mode.FORWARD_WALK, place, doubt)


def test_a_number_that_the_decoder_does_not_know_is_asked() -> None:
    assert read(fit([session(sport=200)]))[0].word == "sport 200"


def test_a_field_of_an_odd_size_is_no_damage() -> None:
    (walk,) = read(fit([session(num_active_lengths=7)]))

    assert (walk.seconds, walk.distance_m) == (1800, 2400)


def test_zeros_behind_a_whole_file_are_no_damage_and_anything_else_is() -> None:
    whole = fit([session()])

    assert len(read(whole + bytes(64))) == 1
    assert refusal(whole + bytes(60) + b"walk") == (Refusal.DAMAGED, "")


def test_a_watch_that_died_before_its_totals_has_them_from_its_points() -> None:
    (walk,) = read(fit([(fit_files.SPORT, {"sport": 11}), *fit_files.walked(seconds=600, m_s=1.25), activity()]))

    assert (walk.started_at, walk.seconds) == (dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC), 600)
    assert walk.distance_m == pytest.approx(750, rel=0.01)
    assert (walk.utc_offset, walk.notes) == (dt.timedelta(hours=2), (Notice(Remark.FROM_POINTS),))


def test_a_walk_indoors_without_totals_has_its_time_and_its_metres_from_its_points() -> None:
    sport = (fit_files.SPORT, {"sport": 11})
    records = [
        (fit_files.RECORD, {"timestamp": fit_files.START + second, "distance": second * 125})
        for second in range(0, 601, 10)
    ]
    (walk,) = read(fit([sport, *records]))

    assert (walk.started_at, walk.seconds) == (dt.datetime(2026, 5, 3, 7, 40, 12, tzinfo=dt.UTC), 600)
    assert (walk.distance_m, walk.time_zone, walk.notes) == (750, None, (Notice(Remark.FROM_POINTS),))


def test_a_ride_without_totals_is_asked() -> None:
    (ride,) = read(fit(fit_files.walked(seconds=1200, m_s=5.9)))

    assert ride.doubt is Unsure.A_RIDE
