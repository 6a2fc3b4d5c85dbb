"""The sessions of the plan against the table of the science."""

import pytest

from webapp.domain import programme
from webapp.domain.energy import Mode
from webapp.domain.programme import LEVEL_1, LEVELS

TABLE = """
1 1 5 5x1/1 3 5 18 1.0 4
1 2 5 5x1/1 3 5 18 1.0 4
1 3 5 5x1/1 3 5 18 1.0 4
2 4 5 3x2/1 3 6 17 1.5 4
2 5 5 3x2/1 3 6 17 1.5 4
2 6 5 4x2/1 3 8 20 1.5 4
3 7 5 4x2/1 3 8 20 1.5 5
3 8 5 3x3/1 3 9 20 1.5 5
3 9 5 3x3/1 3 9 20 1.5 5
4 10 5 2x5/2 3 10 22 2.0 5
4 11 5 2x5/2 3 10 22 2.0 5
4 12 5 4x3/1 3 12 24 2.0 5
5 13 5 3x4/1 3 12 23 2.5 6
5 14 5 2x6/2 3 12 24 2.5 6
5 15 5 3x5/1 3 15 26 2.5 6
6 16 5 3x5/1 3 15 26 3.0 6
6 17 5 2x8/2 3 16 28 3.0 6
6 18 5 2x10/2 3 20 32 3.0 6
"""


def test_level_1_is_exactly_the_table() -> None:
    assert (
        "\n".join(
            f"{one.week} {one.number} {one.warm_up_minutes} {one.sets}x{one.backward_minutes}/{one.forward_minutes} "
            f"{programme.COOL_DOWN_MINUTES} {one.all_backward_minutes} {one.minutes} {one.pace_mph} {one.effort_max}"
            for one in LEVEL_1
        )
        == TABLE.strip()
    )


def test_the_forward_minutes_to_150_are_those_of_the_table() -> None:
    weeks = [LEVELS[1].of_week(week) for week in range(1, 7)]
    to_go = [programme.forward_to_go(150, sum(one.minutes for one in week)) for week in weeks]
    assert to_go == [96, 96, 90, 82, 77, 64]
    assert programme.forward_to_go(60, 54, 20) == 0


@pytest.mark.parametrize(("level", "days"), [(1, 3), (2, 3), (3, 3), (4, 2), (5, 2)])
def test_every_level_has_six_weeks_and_its_sessions_are_numbered_through(level: int, days: int) -> None:
    sessions = LEVELS[level].sessions
    assert [one.number for one in sessions] == list(range(1, 6 * days + 1))
    assert {one.level for one in sessions} == {level}
    assert all(len(LEVELS[level].of_week(week)) == days for week in range(1, 7))


def test_level_2_goes_backward_for_15_to_20_minutes_and_touches_the_fastest_pace_at_its_end() -> None:
    sessions = LEVELS[2].sessions
    assert all(15 <= one.all_backward_minutes <= 20 for one in sessions)
    assert all(2.5 <= one.pace_mph <= 3.5 for one in sessions)
    assert {one.week for one in sessions if one.fast_minutes} == {5, 6}


def test_level_3_goes_uphill_slowly() -> None:
    weeks = [LEVELS[3].of_week(week)[0] for week in range(1, 7)]
    assert [(one.grade_percent, one.uphill_sets * one.backward_minutes) for one in weeks] == [
        *((2, 5), (2, 5), (5, 5), (5, 10), (10, 5), (10, 5))
    ]
    assert {one.pace_mph for one in weeks} == {2.0}


def test_level_4_jogs_a_little_more_each_week() -> None:
    dose = [(one.sets, round(one.backward_minutes * 60)) for one in LEVELS[4].sessions]
    assert dose[::2] == [(6, 15), (7, 15), (8, 15), (9, 15), (10, 15), (10, 20)]
    assert dose[-1] == (10, 30)


def test_level_5_never_drags_beyond_20_metres() -> None:
    assert [(one.sets, one.metres) for one in LEVELS[5].sessions[::2]] == [
        *((4, 10), (4, 10), (4, 15), (6, 15), (6, 20), (6, 20))
    ]


def test_the_segments_of_a_session_are_its_minutes() -> None:
    for level in LEVELS.values():
        for one in level.sessions:
            segments = one.segments()
            assert sum(segment.seconds for segment in segments) == pytest.approx(one.minutes * 60)
            backward = [segment for segment in segments if segment.mode.is_backward]
            assert sum(segment.seconds for segment in backward) == pytest.approx(one.all_backward_minutes * 60)
            assert {segment.mode for segment in backward} == {one.mode}
            assert sum(1 for segment in backward if segment.grade_percent) == one.uphill_sets


def test_after_the_last_set_the_cool_down_begins_at_once() -> None:
    segments = LEVEL_1[3].segments()
    assert [(one.mode, one.seconds // 60) for one in segments[-2:]] == [(Mode.BACKWARD_WALK, 2), (Mode.FORWARD_WALK, 4)]


def test_a_shorter_session_has_whole_sets_or_one_shorter_one() -> None:
    long = LEVELS[1].session(18)
    assert (long.within(12).sets, long.within(12).backward_minutes) == (1, 10)
    assert (long.within(4).sets, long.within(4).backward_minutes) == (1, 4)
    assert LEVEL_1[0].with_sets(0).sets == 1
