"""What is said of a walk afterward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import walk
from webapp.domain import reviews
from webapp.domain.reviews import Moment, Review
from webapp.domain.walks import Pain, Site

KNEE = Site.KNEE_LEFT


def test_an_answer_changes_itself_alone() -> None:
    before = walk(effort=3, note="Fog.")
    after = reviews.reviewed(before, {"stumbles": 2}, {})
    assert (after.stumbles, after.effort, after.note, after.segments) == (2, 3, "Fog.", before.segments)


def test_none_takes_an_answer_back() -> None:
    answered = walk(effort=3, looked_back=True, with_partner=True)
    after = reviews.reviewed(answered, {"effort": None, "looked_back": None, "with_partner": False}, {})
    assert (after.effort, after.looked_back, after.with_partner) == (None, None, False)


def test_a_score_joins_those_that_were_said_of_the_site() -> None:
    before = walk(pain=(Pain(site=KNEE, before=2),))
    after = reviews.reviewed(before, {}, {(KNEE, Moment.DURING): 4, (Site.HEEL, Moment.AFTER): 1})
    assert after.pain == (Pain(site=KNEE, before=2, during=4), Pain(site=Site.HEEL, after=1))


def test_a_site_whose_last_score_was_taken_back_is_gone() -> None:
    before = walk(pain=(Pain(site=KNEE, before=2),))
    assert reviews.reviewed(before, {}, {(KNEE, Moment.BEFORE): None}).pain == ()


@given(
    st.fixed_dictionaries({}, optional={"effort": st.none() | st.integers(0, 10), "falls": st.none() | st.just(1)}),
    st.dictionaries(st.tuples(st.sampled_from(Site), st.sampled_from(Moment)), st.none() | st.integers(0, 10)),
)
def test_the_same_answers_twice_are_as_good_as_once(
    felt: Review, scores: dict[tuple[Site, Moment], int | None]
) -> None:
    once = reviews.reviewed(walk(), felt, scores)
    assert reviews.reviewed(once, felt, scores) == once
    assert all(reviews.is_scored(pain) for pain in once.pain)


@pytest.mark.parametrize(
    ("answers", "expected"), [((None, None, None, None), False), ((None, 0, None, None), True), ((3, 1, 2, 1), True)]
)
def test_a_walk_is_answered_once_anything_was_said(answers: tuple[int | None, ...], expected: bool) -> None:
    effort, stumbles, attention, falls = answers
    assert reviews.is_answered(effort, stumbles, attention, falls) is expected
