"""What holds of every history: nobody is ever sent forward after a fall, pain above 5 or a red flag."""

from collections.abc import Sequence

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.domain.histories import History, follow
from tests.factories import times
from webapp.domain import felt, offers, plan, verdicts
from webapp.domain.programme import REST_DAYS
from webapp.domain.standings import ChoiceKind, Portion, Standing, Status

SAID = st.sampled_from(["", "", "", "?", "x1", "x2", "p3", "p5", "p6", "p9", "m", "e4", "e8", "f", "w"])
WALKS = st.builds(lambda kind, said: kind + said, st.sampled_from("sssbf"), SAID)
CHOICES = st.sampled_from([">1", ">3", ">6", "go1", "go6", "off", "L1", "L2", "half"])
WORDS = st.one_of(WALKS, WALKS, WALKS, WALKS, st.just("."), CHOICES)
WEEKS = st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=7)
LEVEL = st.integers(1, 5)
EXAMPLES = times(200, long=20_000)


def is_bad(walk: felt.Done) -> bool:
    """Whether a walk had a fall, a warning sign or pain above 5, reckoned apart from the plan."""
    return bool(walk.falls) or walk.had_warning_sign or any((one.worst or 0) > 5 for one in walk.pain)


def position(standing: Standing) -> tuple[int, int]:
    return standing.level, standing.week


def steps(weeks: Sequence[Sequence[str]], level: int) -> list[tuple[History, str]]:
    """The history after each of its words, each week ended by a "|"."""
    words, found = "", []
    for week in weeks:
        for word in [*week, "|"]:
            words += f" {word}"
            found.append((follow(words, level=level), word))
    return found


def is_choice(word: str) -> bool:
    return word[0] in ">goLh"


def check_nobody_is_sent_forward(weeks: Sequence[Sequence[str]], level: int) -> None:
    before, bad, minutes = (level, 1), False, 1e9
    for history, word in steps(weeks, level):
        standing = history.standing()
        if is_choice(word):
            bad, minutes, before = False, 1e9, position(standing)
            continue
        if word[0] in "sbf" and is_bad(history.walks[-1]):
            bad = True
            planned = history.walks[-1].planned
            minutes = min(minutes, history.walks[-1].backward_seconds / 60) if planned else minutes
        if bad:
            assert position(standing) <= before
        if bad and standing.next:
            assert standing.next.session.all_backward_minutes <= minutes or standing.next.session.week < before[1]
            assert (standing.next.session.level, standing.next.session.week) <= before
        if word == "|":
            is_floor = bad and before[1] == 1 and position(standing) == before
            bad, before, minutes = False, position(standing), minutes if is_floor else 1e9
            if is_floor and standing.next:
                assert standing.next.session.all_backward_minutes <= minutes or standing.next.dose is Portion.HALVED


# After pain of 6 in a halved session of week 1 there is no lower week: once the next one offered five minutes.
@example([["sp6", "sp6", "go1"], ["sp6", "s"]], 1)
@example([["sp6", "s"], ["s"]], 1)
@given(WEEKS, LEVEL)
@settings(max_examples=EXAMPLES)
def test_nobody_is_sent_forward_after_a_fall_pain_above_5_or_a_red_flag(weeks: list[list[str]], level: int) -> None:
    check_nobody_is_sent_forward(weeks, level)


@given(WEEKS, LEVEL)
@settings(max_examples=EXAMPLES)
def test_a_plan_stops_at_an_alarm_and_stays_stopped_without_the_person(weeks: list[list[str]], level: int) -> None:
    was_stopped = False
    for history, word in steps(weeks, level):
        standing = history.standing()
        if word[0] in "sbf" and felt.felt(history.walks)[-1].is_alarm and standing.status is not Status.OFF:
            assert standing.status is Status.STOPPED
        if was_stopped and word[0] not in "gL":
            assert standing.status is Status.STOPPED
        assert standing.next is None or standing.status is Status.RUNNING
        was_stopped = standing.status is Status.STOPPED


@given(WEEKS, LEVEL, st.integers(0, 5))
@settings(max_examples=EXAMPLES)
def test_no_session_lies_above_what_is_allowed_or_before_the_day_of_rest(
    weeks: list[list[str]], level: int, highest: int
) -> None:
    for history, _ in steps(weeks, level):
        found = history.standing(highest_level=highest).next
        if found is None:
            continue
        assert found.session.level <= highest
        assert found.from_day >= history.today
        assert all((found.from_day - walk.day).days > REST_DAYS for walk in history.walks if walk.planned)


@given(WEEKS, LEVEL, st.integers(1, 6))
@settings(max_examples=EXAMPLES)
def test_the_person_goes_wherever_they_say(weeks: list[list[str]], level: int, week: int) -> None:
    history, _ = steps(weeks, level)[-1]
    before = history.standing()
    history.choose(ChoiceKind.GO_TO, level=before.level, week=week)
    after = history.standing()
    if before.status is Status.RUNNING:
        assert (after.level, after.week) == (before.level, week)
        assert after.next and after.next.session.week == week
    else:
        assert position(after) == position(before)


@given(WEEKS, LEVEL)
@settings(max_examples=EXAMPLES)
def test_who_goes_on_after_a_stop_goes_on_at_the_same_week_or_lower(weeks: list[list[str]], level: int) -> None:
    for history, _ in steps(weeks, level):
        before = history.standing()
        if before.status is Status.RUNNING:
            continue
        history.choose(ChoiceKind.RESUME, level=5, week=6)
        assert position(history.standing()) <= position(before)
        history.choices.pop()


RULES = {
    "pain leads back": (verdicts, "MOST_TOLERABLE", 10, verdicts, "MOST_FINE", 10),
    "an alarm stops the plan and speaks against going on": (
        *(felt.FeltWalk, "is_alarm", False, verdicts, "_alarms", lambda _walks: iter(())),
    ),
    "after a red light the dose is held and halved": (
        *(plan._Way, "_hold", lambda *_: None, offers, "ceil", lambda sets: round(sets * 2)),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_property_finds_a_rule_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, rule: tuple[object, str, object, object, str, object]
) -> None:
    for place, name, value in (rule[:3], rule[3:]):
        monkeypatch.setattr(place, name, value)
    search = given(WEEKS, LEVEL)(check_nobody_is_sent_forward)
    with pytest.raises(AssertionError):
        settings(max_examples=3000, database=None, phases=[Phase.generate])(search)()
