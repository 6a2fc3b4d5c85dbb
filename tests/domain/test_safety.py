"""Who may begin alone, and who asks first."""

import datetime as dt
from typing import Any

import pytest

from webapp.domain import safety
from webapp.domain.safety import Advice, Advised, Answer, Check, Finding, Signs

TODAY = dt.date(2026, 11, 20)
SAID_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
FELL_BEFORE, FELL_AFTER = (Signs(has_fallen=True, fell_since_check=is_after) for is_after in (False, True))


def advise(*answers: Answer, born: int | None = 1980, signs: Signs | None = None, **fields: Any) -> Advised:
    check = Check(birth_year=born, answers=frozenset(answers), answered_at=SAID_AT, **fields)
    return safety.advise(check, signs or Signs(), today=TODAY)


def test_with_nothing_to_tick_one_goes_alone_up_to_the_last_level() -> None:
    assert advise() == Advised(advice=Advice.ALONE, reasons=(), highest_level=5)


@pytest.mark.parametrize("answer", [Answer.PULLED_BACKWARD, Answer.EASIER_BACKWARD])
@pytest.mark.parametrize("is_cleared", [False, True])
def test_being_pulled_backward_is_for_a_doctor(answer: Answer, is_cleared: bool) -> None:
    found = advise(answer, Answer.PARKINSON, is_cleared=is_cleared)
    assert (found.advice, found.reasons, found.allows_plan) == (Advice.SEE_DOCTOR, (answer,), False)


@pytest.mark.parametrize("answer", [Answer.PARKINSON, Answer.STROKE, Answer.MULTIPLE_SCLEROSIS])
@pytest.mark.parametrize("is_cleared", [False, True])
def test_a_neurological_condition_is_walked_with_a_physiotherapist(answer: Answer, is_cleared: bool) -> None:
    found = advise(answer, Answer.DIZZINESS, is_cleared=is_cleared, is_supported=True)
    assert (found.advice, found.reasons, found.allows_plan) == (Advice.SUPERVISED, (answer,), False)


@pytest.mark.parametrize("answer", sorted(safety.ASKS_FIRST))
def test_every_other_condition_asks_first_and_then_goes_with_support(answer: Answer) -> None:
    assert advise(answer).advice is Advice.ASK_FIRST
    assert not advise(answer).allows_plan
    cleared = advise(answer, is_cleared=True)
    assert (cleared.advice, cleared.reasons) == (Advice.SUPPORTED, (answer,))
    assert cleared.allows_plan


def test_the_conditions_that_ask_first_are_those_of_the_list() -> None:
    assert len(safety.ASKS_FIRST) == 10
    assert advise(Answer.KNEE_ARTHRITIS) == advise()
    assert advise(Answer.KNEE_SWELLING).advice is Advice.ALONE


@pytest.mark.parametrize("answer", [Answer.KNEE_SWELLING, Answer.BLOOD_PRESSURE])
def test_jog_and_sled_stay_closed_with_a_swollen_knee_or_high_blood_pressure(answer: Answer) -> None:
    assert advise(answer, is_cleared=True).highest_level == 3


def test_a_logged_fall_counts_as_said() -> None:
    found = advise(signs=FELL_BEFORE)
    assert (found.advice, found.reasons) == (Advice.ASK_FIRST, (Finding.LOGGED_FALL,))
    assert advise(signs=FELL_BEFORE, is_cleared=True).advice is Advice.SUPPORTED


def test_what_a_clinician_said_before_a_fall_no_longer_holds() -> None:
    found = advise(Answer.DIZZINESS, signs=FELL_AFTER, is_cleared=True)
    assert (found.advice, found.allows_plan) == (Advice.ASK_FIRST, False)


@pytest.mark.parametrize("days", [9, 400, 4000])
def test_a_logged_warning_sign_asks_first_however_long_ago_it_was(days: int) -> None:
    warned = Signs(warned_at=SAID_AT - dt.timedelta(days=days))
    found = advise(signs=warned)
    assert (found.advice, found.reasons, found.allows_plan) == (
        *(Advice.ASK_FIRST, (Finding.LOGGED_WARNING_SIGN,), False),
    )
    assert advise(signs=warned, is_cleared=True).allows_plan


def test_a_cleared_warning_sign_asks_for_support_for_a_year() -> None:
    lately, long_ago = (Signs(warned_at=SAID_AT - dt.timedelta(days=days)) for days in (9, 400))
    assert advise(signs=lately, is_cleared=True).advice is Advice.SUPPORTED
    assert advise(signs=long_ago, is_cleared=True) == advise()


def test_what_a_clinician_said_before_a_warning_sign_no_longer_holds() -> None:
    found = advise(signs=Signs(warned_at=SAID_AT, warned_since_check=True), is_cleared=True)
    assert (found.advice, found.allows_plan) == (Advice.ASK_FIRST, False)


@pytest.mark.parametrize(
    ("born", "signs", "cleared", "advice", "highest"),
    [
        (1980, Signs(backward_3m_s=4.5), False, Advice.ALONE, 5),
        (1980, Signs(backward_3m_s=4.6), False, Advice.SUPPORTED, 5),
        (1980, Signs(up_and_go_s=20), False, Advice.ALONE, 5),
        (1961, Signs(backward_3m_s=4.5, up_and_go_s=11.9), False, Advice.ALONE, 5),
        (1961, Signs(backward_3m_s=4.6), False, Advice.SUPPORTED, 1),
        (1961, Signs(up_and_go_s=12), False, Advice.SUPPORTED, 1),
        (1962, Signs(up_and_go_s=12), False, Advice.ALONE, 5),
        (1961, FELL_BEFORE, True, Advice.SUPPORTED, 1),
        (1980, FELL_BEFORE, True, Advice.SUPPORTED, 5),
        (None, Signs(up_and_go_s=12), False, Advice.SUPPORTED, 1),
        (None, Signs(), False, Advice.ALONE, 5),
    ],
)
def test_age_and_tests(born: int | None, signs: Signs, cleared: bool, advice: Advice, highest: int) -> None:
    found = advise(born=born, signs=signs, is_cleared=cleared)
    assert (found.advice, found.highest_level) == (advice, highest)
