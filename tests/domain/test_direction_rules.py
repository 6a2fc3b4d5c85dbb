"""Rules that turn minutes backward: which walks they mean, and what they make of one."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import backward, forward, segment, walk
from webapp.domain.direction_rules import ClockSpan, DirectionRule, TurnedPart, WalkCondition, check, turned
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid
from webapp.domain.walks import Place, Segment, Walk, local_time

TUESDAY = dt.date(2026, 11, 17)
SEVEN = ClockSpan(dt.time(7), dt.time(7, 20))


def rule(portion: TurnedPart = TurnedPart.ALL, minutes: int | None = None, **condition: Any) -> DirectionRule:
    return DirectionRule(id=UUID(int=1), condition=WalkCondition(**condition), portion=portion, minutes=minutes)


def at(hour: int, minute: int = 0, *segments: Segment, day: dt.date = TUESDAY, **fields: Any) -> Walk:
    """A walk that began at a time in Paris: 40 minutes forward, unless the test says otherwise."""
    started_at = local_time(day, dt.time(hour, minute), "Europe/Paris")
    return walk(*(segments or (forward(40),)), started_at=started_at, **fields)


def minutes(walk: Walk, *rules: DirectionRule, is_imported: bool = True) -> list[tuple[str, float]]:
    """The ways of the stretches in short, each with its minutes."""
    found = turned(walk, rules, is_imported=is_imported).segments
    return [("back" if each.mode.is_backward else "on", each.seconds / 60) for each in found]


def test_a_walk_is_cut_where_the_time_of_the_rule_begins_and_ends() -> None:
    found = minutes(at(6, 50), rule(TurnedPart.SPAN, span=SEVEN, weekdays=frozenset({1})))
    assert found == [("on", 10), ("back", 20), ("on", 10)]


@pytest.mark.parametrize(
    ("portion", "found"),
    [
        (TurnedPart.ALL, [("back", 40)]),
        (TurnedPart.FIRST, [("back", 10), ("on", 30)]),
        (TurnedPart.LAST, [("on", 30), ("back", 10)]),
    ],
)
def test_all_of_a_walk_or_its_first_or_last_minutes_are_turned(portion: TurnedPart, found: list[Any]) -> None:
    assert minutes(at(7), rule(portion, 10)) == found


def test_more_minutes_than_the_walk_has_are_all_of_them() -> None:
    assert minutes(at(7), rule(TurnedPart.LAST, 90)) == [("back", 40)]


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"place": Place.TREADMILL}, True),
        ({"place": Place.TRACK}, False),
        ({"weekdays": frozenset({1, 3})}, True),
        ({"weekdays": frozenset({0, 2})}, False),
        ({"span": SEVEN}, True),
        ({"span": ClockSpan(dt.time(7, 6), dt.time(8))}, False),
        ({"span": ClockSpan(dt.time(22), dt.time(7, 6))}, True),
        ({"words": "walk RETRO"}, True),
        ({"words": "retro fog"}, False),
        ({"is_imported": True}, False),
    ],
)
def test_a_rule_is_for_the_walks_of_which_all_is_true(condition: dict[str, Any], fits: bool) -> None:
    mine = at(7, 5, place=Place.TREADMILL, note="A retro walk")
    assert (turned(mine, [rule(**condition)], is_imported=False) != mine) is fits


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    night: dict[str, Any] = {"span": ClockSpan(dt.time(23), dt.time(1)), "weekdays": frozenset({0})}
    assert minutes(at(0, 30), rule(TurnedPart.SPAN, **night)) == [("back", 30), ("on", 10)]
    assert minutes(at(23, 30), rule(TurnedPart.SPAN, **night)) == [("on", 40)]


def test_the_time_is_that_of_the_walks_own_zone_on_its_own_day() -> None:
    clocks_went_forward = dt.date(2026, 3, 29)
    early = walk(forward(120), started_at=dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC))
    span = ClockSpan(dt.time(3), dt.time(3, 30))
    assert early.walked_on == clocks_went_forward
    assert minutes(early, rule(TurnedPart.SPAN, span=span)) == [("on", 30), ("back", 30), ("on", 60)]


def test_only_what_is_forward_is_turned() -> None:
    whole = at(7, 0, forward(5), segment(Mode.FORWARD_RUN, 5), backward(5), segment(Mode.BACKWARD_SLED, 5, sled_kg=20))
    modes = [each.mode for each in turned(whole, [rule()], is_imported=True).segments]
    assert modes == [Mode.BACKWARD_WALK, Mode.BACKWARD_RUN, Mode.BACKWARD_WALK, Mode.BACKWARD_SLED]


def test_rules_that_overlap_turn_each_minute_once() -> None:
    rules = rule(TurnedPart.FIRST, 15), rule(TurnedPart.SPAN, span=SEVEN), rule(TurnedPart.LAST, 5)
    assert minutes(at(7), *rules) == [("back", 20), ("on", 15), ("back", 5)]


def test_a_distance_is_shared_by_time_and_all_else_is_kept() -> None:
    mine = at(7, 0, Segment(mode=Mode.FORWARD_WALK, seconds=2400, distance_m=3000.0, grade_percent=2.0, load_kg=5.0))
    first, rest = turned(mine, [rule(TurnedPart.FIRST, 10)], is_imported=True).segments
    assert (first.distance_m, rest.distance_m) == (750, 2250)
    assert {(each.grade_percent, each.load_kg, each.known_kmh) for each in (first, rest)} == {(2.0, 5.0, 4.5)}


def test_a_walk_that_would_be_in_too_many_pieces_stays_as_it_is() -> None:
    mine = at(7, 0, *[forward(1, speed_kmh=5)] * 500)
    assert turned(mine, [rule(TurnedPart.FIRST, 10)], is_imported=True) != mine
    span = ClockSpan(dt.time(7, 0, 30), dt.time(7, 1, 30))
    assert turned(mine, [rule(TurnedPart.SPAN, span=span)], is_imported=True) == mine


@given(
    lengths=st.lists(st.integers(1, 4000), min_size=1, max_size=5),
    metres=st.none() | st.floats(1, 9000),
    cuts=st.lists(st.tuples(st.sampled_from(TurnedPart), st.integers(1, 90)), max_size=3),
)
def test_whatever_is_cut_adds_up_as_before(lengths: list[int], metres: float | None, cuts: list[Any]) -> None:
    parts = [Segment(mode=Mode.FORWARD_WALK, seconds=length, distance_m=metres) for length in lengths]
    mine = at(6, 45, *parts)
    found = turned(mine, [rule(*cut, span=SEVEN) for cut in cuts], is_imported=True)

    assert found.seconds == mine.seconds and all(each.seconds >= 1 for each in found.segments)
    assert sum(each.distance_m or 0 for each in found.segments) == pytest.approx((metres or 0) * len(parts))
    assert found.backward_seconds <= mine.seconds
    assert turned(found, [rule(*cut, span=SEVEN) for cut in cuts], is_imported=True) == found


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (rule(TurnedPart.FIRST), "minutes"),
        (rule(TurnedPart.FIRST, 0), "minutes"),
        (rule(TurnedPart.SPAN), "begins_at"),
        (rule(span=ClockSpan(dt.time(7), dt.time(7))), "ends_at"),
        (rule(words="x" * 101), "words"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(wrong: DirectionRule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(wrong)
    assert [problem.field for problem in refused.value.problems] == [field]
