"""How one site has been doing: its last light, and its change against what it was at first."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import pain
from webapp.domain.pain import Light, PainChange, Scored
from webapp.domain.walks import Pain, Site

MONDAY = dt.date(2026, 9, 7)


def scored(*worst: int | None, every: int = 2, **fields: int) -> list[Scored]:
    """A walk every so many days, with these worst scores."""
    return [
        Scored(MONDAY + dt.timedelta(days=every * number), Pain(site=Site.BACK, during=score, **fields))
        for number, score in enumerate(worst)
    ]


def test_nothing_said_is_no_course() -> None:
    assert pain.course([]) is None


def test_the_light_is_that_of_the_last_walk() -> None:
    course = pain.course(scored(7, 4))
    assert course and (course.light, course.is_too_much_twice) == (Light.AMBER, False)


def test_twice_in_a_row_too_much_is_said() -> None:
    courses = [pain.course(scored(*worst)) for worst in ((7, 8), (2, 7, 6), (8, 7, 2), (7, 2, 8), (8,))]
    assert [course and course.is_too_much_twice for course in courses] == [True, True, False, False, False]


def test_a_steady_pain_of_six_is_not_too_much_and_eight_is() -> None:
    usual = [pain.course(scored(*worst, before=6)) for worst in ((6, 6, 7), (8, 8))]
    assert [course and course.is_too_much_twice for course in usual] == [False, True]


def test_what_is_usual_follows_who_got_better() -> None:
    """Six before walks in spring, two now: a morning of four is worse than usual."""
    spring = [Scored(MONDAY - dt.timedelta(days=60 + number), Pain(site=Site.BACK, before=6)) for number in range(20)]
    now = Scored(MONDAY + dt.timedelta(days=6), Pain(site=Site.BACK, before=2, during=2, next_morning=4))
    course = pain.course([*spring, *scored(2, 2, before=2), now])
    assert course and course.light is Light.RED


def test_a_bad_morning_after_makes_the_light_red() -> None:
    walks = [*scored(2, 2, before=1), Scored(MONDAY, Pain(site=Site.BACK, before=1, during=2, next_morning=3))]
    course = pain.course(walks)
    assert course and course.light is Light.RED


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        ((6, 6, 6, 6, 4, 4, 3, 3), PainChange.BETTER),
        ((6, 6, 6, 6, 4, 4, 3), PainChange.TOO_EARLY),
        ((3, 3, 3, 3, 3, 3, 3, 3), PainChange.NO_CLEAR_CHANGE),
        ((3, 3, 3, 3, 5, 6, 6, 6), PainChange.WORSE),
        ((6, 6, None, 6, 6, 4, 4, 3, None), PainChange.TOO_EARLY),
    ],
)
def test_a_change_is_against_what_it_was_at_first(worst: tuple[int | None, ...], expected: PainChange) -> None:
    course = pain.course(scored(*worst))
    assert course and course.change is expected


def test_eight_sessions_in_one_week_are_not_compared_with_themselves() -> None:
    course = pain.course(scored(8, 7, 6, 5, 4, 3, 2, every=1) + scored(1, every=1))
    assert course and (course.sessions, course.change) == (8, PainChange.TOO_EARLY)


def test_who_walks_once_a_week_is_compared_by_three_scores() -> None:
    course = pain.course(scored(7, 6, 8, 5, 5, 4, 3, 2, every=7))
    assert course and (course.first_mean, course.lately_mean, course.change) == (7, 3, PainChange.BETTER)


def test_lately_never_reaches_into_the_first_week() -> None:
    course = pain.course(scored(9, 9, 9, 9, 9, 9, 9, 1, every=1))
    assert course and (course.first_mean, course.lately_mean) == (9, 1)


def test_weeks_have_the_means_of_what_was_said() -> None:
    found = pain.of_weeks(scored(2, None, 4, None, 6, before=1), first_weekday=0)
    assert [(one.day, one.worst, one.before, one.next_morning) for one in found] == [
        (MONDAY, 3, 1, None),
        (MONDAY + dt.timedelta(days=7), 6, 1, None),
    ]
    assert [one.worst for one in pain.of_walks(scored(2, None))] == [2, None]


@given(st.lists(st.none() | st.integers(0, 10), max_size=30), st.integers(1, 9))
def test_nothing_is_claimed_under_eight_sessions(worst: list[int | None], every: int) -> None:
    course = pain.course(scored(*worst, every=every))
    said = [score for score in worst if score is not None]
    if course and course.change is not PainChange.TOO_EARLY:
        assert len(said) >= pain.FEWEST_SESSIONS
        assert course.first_mean is not None
        assert course.lately_mean is not None
