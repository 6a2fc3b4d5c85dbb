"""What opens the levels."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tests.domain.histories import MONDAY, moment
from webapp.domain import gates
from webapp.domain.felt import Done
from webapp.domain.gates import Gate, PlanFacts
from webapp.domain.problems import Problem, Reason
from webapp.domain.safety import Advice, Advised, Answer, Check
from webapp.domain.standings import OUTDATED, Standing, Status
from webapp.domain.walks import Pain, Planned, Site

ALONE = Advised(advice=Advice.ALONE, reasons=(), highest_level=5)
READY = PlanFacts(
    check=Check(birth_year=1980),
    advised=ALONE,
    may_be_older=False,
    finished=frozenset({1, 2}),
    longest_clean_s=1200,
    clean_level_2=4,
    clean=10,
    backward_3m_s=4.5,
    back_pain=2,
    knee_pain=2,
)


def done(**fields: Any) -> Done:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "at": moment(MONDAY, 0),
        "day": MONDAY,
        "backward_seconds": 600,
        "stumbles": 0,
    }
    return Done(**usual | fields)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_who_meets_every_gate_may_begin_every_level(level: int) -> None:
    assert gates.is_open(level, READY)


@pytest.mark.parametrize(
    ("level", "gate", "missing"),
    [
        (2, Gate.LEVEL_1_FINISHED, {"finished": frozenset()}),
        (2, Gate.LONG_CLEAN_SESSION, {"longest_clean_s": 1199}),
        (2, Gate.STEADY_OR_SUPPORTED, {"backward_3m_s": 4.6}),
        (2, Gate.STEADY_OR_SUPPORTED, {"backward_3m_s": None}),
        (3, Gate.CLEAN_LEVEL_2, {"clean_level_2": 3}),
        (4, Gate.LEVEL_2_FINISHED, {"finished": frozenset({1})}),
        (4, Gate.CLEAN_SESSIONS, {"clean": 9}),
        (4, Gate.UNDER_65_OR_CLEARED, {"may_be_older": True}),
        (4, Gate.NO_SWELLING_OR_PRESSURE, {"check": Check(answers=frozenset({Answer.BLOOD_PRESSURE}))}),
        (4, Gate.BACK_CALM, {"back_pain": 3}),
        (5, Gate.LEVEL_2_FINISHED, {"finished": frozenset({1, 3, 4})}),
        (5, Gate.NO_SWELLING_OR_PRESSURE, {"check": Check(answers=frozenset({Answer.KNEE_SWELLING}))}),
        (5, Gate.KNEE_CALM, {"knee_pain": 3}),
        (5, Gate.BACK_CALM, {"back_pain": 3}),
    ],
)
def test_one_gate_that_is_not_met_keeps_a_level_closed(level: int, gate: Gate, missing: dict[str, Any]) -> None:
    facts = replace(READY, **missing)
    assert not gates.is_open(level, facts)
    assert [line.gate for line in gates.lines(level, facts) if not line.is_met and not line.is_own_word] == [gate]


def test_the_sled_needs_no_jog() -> None:
    assert gates.is_open(5, replace(READY, may_be_older=True, clean=0, clean_level_2=0))


def test_rails_every_time_stand_for_the_test_of_balance() -> None:
    assert gates.is_open(2, replace(READY, backward_3m_s=None, check=Check(is_supported=True)))


def test_from_65_on_a_clinicians_word_opens_the_jog() -> None:
    assert gates.is_open(4, replace(READY, may_be_older=True, check=Check(is_cleared=True)))


def test_no_level_opens_above_what_the_check_allows() -> None:
    assert not gates.is_open(2, replace(READY, advised=replace(ALONE, highest_level=1)))


def test_what_only_the_person_knows_is_asked() -> None:
    assert [gates.own_words(level) for level in range(1, 6)] == [
        *((), (Gate.RAILS_OR_TRACK,), (Gate.RAILS_AND_CLIP,), (Gate.LANE,), (Gate.STRIP,))
    ]


def test_the_facts_of_a_diary() -> None:
    knee = (Pain(site=Site.KNEE_RIGHT, during=7), Pain(site=Site.BACK, after=1))
    walks = [
        done(backward_seconds=1500, stumbles=1),
        done(backward_seconds=1300, pain=knee),
        done(backward_seconds=900, planned=Planned(2, 1)),
        done(stumbles=None, planned=Planned(2, 2)),
        done(falls=1, planned=Planned(2, 3)),
    ]
    found = gates.facts(
        walks, check=Check(), advised=ALONE, may_be_older=True, finished=frozenset(), backward_3m_s=None
    )
    assert (found.longest_clean_s, found.clean_level_2, found.clean) == (1300, 1, 1)
    assert (found.knee_pain, found.back_pain) == (7, 1)


def test_pain_of_long_ago_is_forgotten() -> None:
    walks = [done(pain=(Pain(site=Site.BACK, during=score),)) for score in (8, 1, 2, 0)]
    found = gates.facts(
        walks, check=Check(), advised=ALONE, may_be_older=False, finished=frozenset(), backward_3m_s=None
    )
    assert found.back_pain == 2


def test_the_way_down_asks_no_gate_but_goes_no_higher_than_the_check() -> None:
    closed = replace(READY, finished=frozenset(), clean=0, clean_level_2=0)
    assert gates.may_begin(2, current=3, facts=closed)
    assert not gates.may_begin(3, current=2, facts=closed)
    assert not gates.may_begin(2, current=3, facts=replace(closed, advised=replace(ALONE, highest_level=1)))


def test_a_level_up_is_refused_until_its_own_words_are_said() -> None:
    standing = Standing(status=Status.RUNNING, level=1, week=6)
    assert gates.refusals(2, standing, READY, {}) == [Problem("rails_or_track", Reason.MISSING)]
    assert gates.refusals(2, standing, READY, {Gate.RAILS_OR_TRACK: True}) == []
    assert gates.refusals(7, standing, READY, {}) == [Problem("level", Reason.NOT_A_CHOICE)]
    assert gates.refusals(2, None, READY, {}) == [OUTDATED]
