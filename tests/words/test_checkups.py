"""Every finding of a checkup has its words, and no sentence is there for nothing."""

import pytest

from tests.domain.checkup_cases import CASES
from webapp.domain.checkups import Checkup, CheckupResult, CheckupState
from webapp.words import checkup_sentences
from webapp.words import checkups as words


def result(checkup: Checkup) -> CheckupResult:
    return CheckupResult(checkup.name, checkup.group, checkup.judged())


@pytest.mark.parametrize("checkup", [checkup for checkup, _, _ in CASES])
def test_a_finding_is_a_whole_sentence_where_something_is_wrong(checkup: Checkup) -> None:
    found = result(checkup)
    sentence = words.sentence(found)

    assert words.name(found) and sentence and "%(" not in sentence
    assert found.state is CheckupState.OK or len(sentence.split()) > 3


def test_every_sentence_is_that_of_a_finding() -> None:
    told = {f"{checkup.name}/{says}" for checkup, _, says in CASES}
    assert set(checkup_sentences.SENTENCES) == {key for key in told if not key.endswith("/ok")}


@pytest.mark.parametrize(
    ("states", "headline"),
    [("o", "All is well"), ("owo", "1 thing needs you"), ("fwo", "2 things need you")],
)
def test_the_headline_counts_what_is_to_do(states: str, headline: str) -> None:
    by_letter = {state.value[0]: checkup for checkup, state, _ in CASES}
    assert words.headline([result(by_letter[letter]) for letter in states]) == headline


def test_sizes_are_written_in_the_unit_that_fits() -> None:
    sentences = {words.sentence(result(checkup)) for checkup, _, _ in CASES}
    assert "500 MB are free." in sentences
    assert any("0.1 MB. The largest parts: walk 0.1 MB" in sentence for sentence in sentences)
