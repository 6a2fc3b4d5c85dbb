import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, backward, forward, segment, walk
from webapp.domain import walks
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Problem, Reason, outside
from webapp.domain.walks import Pain, Place, Segment, Site, Walk

SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)


def problems(tried: Walk) -> list[Problem]:
    try:
        walks.check(tried, now=NOW)
    except Invalid as invalid:
        return list(invalid.problems)
    return []


def seconds(count: int, **fields: Any) -> Segment:
    return Segment(mode=Mode.FORWARD_WALK, seconds=count, **fields)


def distance(metres: float, *, minutes: float = 60) -> Segment:
    return forward(minutes, speed_kmh=None, distance_m=metres)


@pytest.mark.parametrize(
    ("field", "limit", "beyond", "reason"),
    [
        ("grade_percent", 40, 40.1, Reason.TOO_LARGE),
        ("grade_percent", -40, -40.1, Reason.TOO_SMALL),
        ("load_kg", 100, 100.1, Reason.TOO_LARGE),
        ("load_kg", 0, -0.1, Reason.TOO_SMALL),
        ("speed_kmh", 25, 25.1, Reason.TOO_LARGE),
        ("speed_kmh", 0.1, 0.09, Reason.TOO_SMALL),
    ],
)
def test_a_segment_is_refused_just_beyond_each_limit(field: str, limit: float, beyond: float, reason: Reason) -> None:
    assert problems(walk(forward(**{field: limit}))) == []
    assert problems(walk(forward(**{field: beyond}))) == [Problem(f"segments.0.{field}", reason, limit)]


def test_a_segment_lasts_at_least_a_second() -> None:
    assert problems(walk(seconds(1))) == []
    assert problems(walk(seconds(0))) == [Problem("segments.0.seconds", Reason.TOO_SMALL, 1)]


def test_a_distance_is_refused_when_nobody_can_have_gone_it() -> None:
    assert problems(walk(distance(3))) == problems(walk(distance(25_000))) == []
    assert problems(walk(distance(0))) == [Problem("segments.0.distance_m", Reason.NOT_ABOVE_ZERO)]
    assert problems(walk(distance(25_001))) == [Problem("segments.0.distance_m", Reason.TOO_FAST, 25)]


def test_a_day_is_the_longest_walk() -> None:
    half = 12 * 60

    assert problems(walk(forward(half), backward(half))) == []
    assert problems(walk(forward(half), backward(half), seconds(1))) == [
        Problem("segments", Reason.TOO_LARGE, walks.LONGEST_SECONDS)
    ]


def test_a_sled_is_pulled_backward_only() -> None:
    sled = segment(Mode.BACKWARD_SLED, 5, sled_kg=400)
    heavier = segment(Mode.BACKWARD_SLED, 5, sled_kg=401)

    assert problems(walk(sled)) == []
    assert problems(walk(heavier)) == [Problem("segments.0.sled_kg", Reason.TOO_LARGE, 400)]
    assert problems(walk(backward(sled_kg=5))) == [Problem("segments.0.sled_kg", Reason.CONTRADICTS)]


def test_a_speed_and_a_distance_contradict_each_other() -> None:
    assert problems(walk(forward(speed_kmh=5, distance_m=1000))) == [
        Problem("segments.0.distance_m", Reason.CONTRADICTS)
    ]


@pytest.mark.parametrize("name", ["speed_kmh", "grade_percent", "load_kg", "sled_kg"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_within_no_limit(name: str, value: float) -> None:
    assert f"segments.0.{name}" in [problem.field for problem in problems(walk(forward(**{name: value})))]


@pytest.mark.parametrize("metres", [float("nan"), float("inf"), -1])
def test_a_distance_that_is_no_length_is_refused(metres: float) -> None:
    assert [problem.field for problem in problems(walk(distance(metres)))] == ["segments.0.distance_m"]


@pytest.mark.parametrize(
    ("started_at", "reason"),
    [
        (NOW + walks.CLOCK_TOLERANCE, None),
        (NOW + walks.CLOCK_TOLERANCE + SECOND, Reason.IN_THE_FUTURE),
        (walks.EARLIEST, None),
        (walks.EARLIEST - SECOND, Reason.TOO_EARLY),
    ],
)
def test_a_walk_starts_between_2000_and_now(started_at: dt.datetime, reason: Reason | None) -> None:
    assert [problem.reason for problem in problems(walk(started_at=started_at))] == [reason] * (reason is not None)


@pytest.mark.parametrize(
    ("taken", "refused", "problem"),
    [
        ({"effort": 10}, {"effort": 11}, Problem("effort", Reason.TOO_LARGE, 10)),
        ({"effort": 0}, {"effort": -1}, Problem("effort", Reason.TOO_SMALL, 0)),
        ({"stumbles": 1000}, {"stumbles": 1001}, Problem("stumbles", Reason.TOO_LARGE, 1000)),
        ({"stumbles": 0}, {"stumbles": -1}, Problem("stumbles", Reason.TOO_SMALL, 0)),
        ({"note": "x" * 2000}, {"note": "x" * 2001}, Problem("note", Reason.TOO_LONG, 2000)),
    ],
)
def test_a_remark_is_refused_just_beyond_each_limit(
    taken: dict[str, Any], refused: dict[str, Any], problem: Problem
) -> None:
    assert problems(walk(**taken)) == []
    assert problems(walk(**refused)) == [problem]


def test_pain_is_told_from_0_to_10_and_once_a_site() -> None:
    left, worse = Pain(site=Site.KNEE_LEFT, before=0, after=10), Pain(site=Site.BACK, before=-1, after=11)

    assert problems(walk(pain=(left, Pain(site=Site.KNEE_RIGHT)))) == []
    assert [problem.field for problem in problems(walk(pain=(left, worse)))] == ["pain.1.before", "pain.1.after"]
    assert problems(walk(pain=(left, left))) == [Problem("pain", Reason.CONTRADICTS)]


def test_a_walk_needs_a_segment_and_takes_500() -> None:
    assert problems(walk(segments=())) == [Problem("segments", Reason.MISSING)]
    assert problems(walk(*[seconds(60)] * 500)) == []
    assert problems(walk(*[seconds(60)] * 501)) == [Problem("segments", Reason.TOO_MANY, 500)]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = problems(walk(forward(speed_kmh=99), seconds(0), effort=11, started_at=NOW + DAY))

    assert [problem.field for problem in found] == [
        "started_at", "segments.0.speed_kmh", "segments.1.seconds", "effort"
    ]  # fmt: skip


@given(st.floats(0, 10), st.floats(0.001, 10))
def test_a_number_is_outside_its_limits_or_not(inside: float, beyond: float) -> None:
    assert outside("x", inside, 0, 10) == []
    assert outside("x", 10 + beyond, 0, 10) == [Problem("x", Reason.TOO_LARGE, 10)]
    assert outside("x", -beyond, 0, 10) == [Problem("x", Reason.TOO_SMALL, 0)]


def test_a_walk_counts_for_the_local_date_on_which_it_started() -> None:
    instant = dt.datetime(2026, 11, 15, 23, 30, tzinfo=dt.UTC)

    assert walk(started_at=instant, time_zone="Europe/Paris").walked_on == dt.date(2026, 11, 16)
    assert walk(started_at=instant, time_zone="America/New_York").walked_on == dt.date(2026, 11, 15)


def test_backward_seconds_are_those_of_every_backward_mode() -> None:
    modes = [Mode.BACKWARD_WALK, Mode.BACKWARD_RUN, Mode.BACKWARD_SLED, Mode.FORWARD_RUN]
    found = walk(*(segment(mode, 1) for mode in modes))

    assert (found.seconds, found.backward_seconds) == (240, 180)


def test_a_distance_gives_the_speed() -> None:
    assert distance(1000, minutes=12).known_kmh == pytest.approx(5)
    assert forward(speed_kmh=4.2).known_kmh == 4.2
    assert forward(speed_kmh=None).known_kmh is None


def test_places_and_sites_are_those_of_the_contract() -> None:
    assert list(Place) == ["outdoors", "indoors", "treadmill", "track"]
    assert list(Site) == ["knee_left", "knee_right", "back", "heel", "calf", "thigh", "other"]
