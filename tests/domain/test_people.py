"""Seven people by the plan: nobody is stuck without a word, and nobody is sent forward after what speaks against it."""

from collections import Counter
from random import Random

import pytest

from tests.domain.histories import History
from tests.domain.people import PEOPLE, place
from tests.factories import times
from webapp.domain import breaks, felt, gates, offers, pain, plan, verdicts
from webapp.domain.gates import Gate, GateState
from webapp.domain.programme import WEEKS
from webapp.domain.safety import Advice, Advised, Check
from webapp.domain.standings import Standing, Status
from webapp.domain.verdicts import Verdict, VerdictReason

LIVES = times(30, long=1000)
FINISH = ("two sessions a week", "half the sets", "steady pain of 4", "two weeks on and two off")
KEPT = {"a stumble in every session": VerdictReason.STUMBLES, "steady pain of 6": VerdictReason.PAIN}
KEEPS_BACK = {
    VerdictReason.SESSIONS,
    VerdictReason.STUMBLES,
    VerdictReason.PAIN,
    VerdictReason.MORNING,
    VerdictReason.EFFORT,
}
ALONE = Advised(advice=Advice.ALONE, reasons=(), highest_level=5)


def at_the_end(name: str) -> History:
    return [*PEOPLE[name].live(Random(1))][-1]


def gates_of_level_2(history: History) -> dict[Gate, GateState]:
    facts = gates.facts(
        history.walks,
        check=Check(),
        advised=ALONE,
        may_be_older=False,
        finished=history.standing().finished,
        backward_3m_s=None,
    )
    return {line.gate: line for line in gates.lines(2, facts)}


def check_that_level_2_comes_near(name: str) -> None:
    """Level 1 is finished, the long session is shown until it was done, and it was done."""
    for history in PEOPLE[name].live(Random(1)):
        standing, long = history.standing(), gates_of_level_2(history)[Gate.LONG_CLEAN_SESSION]
        if history.slot == 0 and standing.is_level_finished and standing.week == WEEKS and not long.is_met:
            assert standing.offers_whole or (standing.next and standing.next.is_long)
    assert 1 in standing.finished
    assert long.is_met


@pytest.mark.parametrize("name", FINISH)
def test_who_walks_by_the_plan_finishes_level_1_and_meets_what_level_2_asks_of_the_walks(name: str) -> None:
    check_that_level_2_comes_near(name)


def check_that_it_is_told(name: str) -> None:
    """The third week for one reason tells it, no week before, and the plan goes on."""
    first, *_, third = [history.standing().held_by for history in PEOPLE[name].live(Random(1), weeks=3)]
    assert (first, third) == (None, KEPT[name])
    assert at_the_end(name).standing().status is Status.RUNNING


@pytest.mark.parametrize("name", KEPT)
def test_who_is_kept_in_a_week_is_told_so_after_three_times_and_not_stopped(name: str) -> None:
    check_that_it_is_told(name)


def test_who_never_says_how_it_went_finishes_and_is_told_at_the_gate_what_is_missing() -> None:
    history = at_the_end("never says how it went")
    line = gates_of_level_2(history)[Gate.LONG_CLEAN_SESSION]
    assert 1 in history.standing().finished
    assert (line.is_met, line.is_untold) == (False, True)


def check_a_life(name: str, seed: int) -> None:
    """Half a year with accidents: what must hold of it, found apart from the plan."""
    before, bad, walks = (1, 1), False, 0
    for history in PEOPLE[name].live(Random(seed), accidents=0.03):
        if history.slot == 0:
            standing = history.standing()
            check_not_ahead(standing, before, bad=bad)
            check_word(history, standing)
            before, bad = place(standing), False
        elif len(history.walks) > walks and speaks_against(history):
            bad = True
            check_not_ahead(history.standing(), before, bad=bad)
        walks = len(history.walks)


def check_not_ahead(standing: Standing, before: tuple[int, int], *, bad: bool) -> None:
    """After a fall, a warning sign or pain above 5 nobody is further than before, and nothing ahead is offered."""
    coming = standing.next.session if standing.next else None
    assert not bad or place(standing) <= before
    assert not bad or coming is None or (coming.level, coming.week) <= before


def speaks_against(history: History) -> bool:
    walk = history.walks[-1]
    return bool(walk.falls) or walk.had_warning_sign or any((one.worst or 0) > 5 for one in walk.pain)


def check_word(history: History, standing: Standing) -> None:
    """Whoever is stopped knows why; whoever is kept three times for one reason is told it, and no other is."""
    assert (standing.status is Status.STOPPED) == (standing.alarm is not None)
    if standing.status is Status.RUNNING:
        assert standing.next
        assert (standing.held_by is not None) == (max(kept_by(history, standing).values(), default=0) >= 3)


def kept_by(history: History, standing: Standing) -> Counter[VerdictReason]:
    """How often each reason kept somebody back since the last choice, or since they came further than before."""
    since, furthest, found = history.choices[-1].day, None, Counter[VerdictReason]()
    for week in (one for one in standing.judged if one.start >= since):
        furthest = furthest or (week.level, week.week)
        if (week.to_level, week.to_week) > furthest:
            furthest, found = (week.to_level, week.to_week), Counter()
        elif week.verdict is not Verdict.ADVANCE:
            found.update({one.reason for one in week.because} & KEEPS_BACK)
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_in_no_life_somebody_is_stuck_without_a_word_or_sent_forward_after_what_speaks_against_it(name: str) -> None:
    for seed in range(LIVES):
        check_a_life(name, seed)


BROKEN = {
    "the long session comes first": (offers.Offers, "_asks_for_long", lambda *_: False, "two sessions a week"),
    "whole sessions are offered": (Standing, "offers_whole", False, "half the sets"),
    "steady pain goes on": (pain, "is_steady", lambda *_: False, "steady pain of 4"),
    "two weeks off cost one": (
        breaks,
        "met_at",
        lambda level, week, *_: (level, max(1, week - 2)),
        "two weeks on and two off",
    ),
    "three times are told": (plan, "TOLD_AFTER", 99, "a stumble in every session"),
    "usual pain does not stop": (pain, "ABOVE_USUAL", 0, "steady pain of 6"),
}


@pytest.mark.parametrize(("place_of_rule", "attribute", "value", "name"), BROKEN.values(), ids=BROKEN.keys())
def test_a_rule_that_is_gone_leaves_somebody_behind(
    monkeypatch: pytest.MonkeyPatch, place_of_rule: object, attribute: str, value: object, name: str
) -> None:
    monkeypatch.setattr(place_of_rule, attribute, value)
    with pytest.raises(AssertionError):
        (check_that_it_is_told if name in KEPT else check_that_level_2_comes_near)(name)


GONE = {
    "a fall and a warning sign speak against going on": (
        *(felt.FeltWalk, "is_alarm", False),
        *(verdicts, "_alarms", lambda _: iter(())),
    ),
    "pain leads back": (verdicts, "MOST_TOLERABLE", 10, verdicts, "MOST_FINE", 10),
}


@pytest.mark.parametrize("rule", GONE.values(), ids=GONE.keys())
def test_a_life_finds_a_rule_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, rule: tuple[object, str, object, object, str, object]
) -> None:
    for where, attribute, value in (rule[:3], rule[3:]):
        monkeypatch.setattr(where, attribute, value)
    with pytest.raises(AssertionError):
        for seed in range(30):
            check_a_life("half the sets", seed)
