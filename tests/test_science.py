"""The 45 claims as the code carries them, against the evidence, and that against the science file it comes from."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.evidence import EVIDENCE, Fact, Part
from webapp.domain.claims import CLAIMS, STANDINGS, Study
from webapp.words.claims import CARDS

SHARED = Path(__file__).parents[2] / "shared/science"
SCIENCE = SHARED / "science.json"
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?!\d|\.\d)")
FACTS = [(claim, fact) for claim, facts in EVIDENCE.items() for fact in facts]


def figures(text: str) -> set[float]:
    return {float(figure) for figure in FIGURE.findall(text)}


def unfounded(said: str, facts: tuple[Fact, ...]) -> list[str]:
    """What of a card does not rest on its facts: words of a fact that are not there, and figures that are in none."""
    missing = [fact.words for fact in facts if fact.words not in said]
    for words in sorted((fact.words for fact in facts), key=len, reverse=True):
        said = said.replace(words, " … ")
    return missing + FIGURE.findall(said)


@pytest.fixture
def cards(client: FlaskClient) -> Iterator[dict[str, str]]:
    with client.application.test_request_context("/learn"):
        yield {claim: " ".join(str(part) for part in card) for claim, card in CARDS.items()}


def test_every_figure_of_a_card_is_in_the_evidence_for_that_card(cards: dict[str, str]) -> None:
    wrong = {claim: unfounded(said, EVIDENCE.get(claim, ())) for claim, said in cards.items()}
    assert {claim: found for claim, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("claim", "right", "wrong"),
    [
        ("C29", "1.8 of 10", "4.8 of 10"),
        ("C36", "1.8 of 10", "4.8 of 10"),
        ("C13", "0.11 m/s", "0.99 m/s"),
        ("C07", "0.99 lower", "0.11 lower"),
        ("C17", "2.54 %", "9.54 %"),
        ("C11", "we found no trial", "we found no trial in 30 years"),
    ],
)
def test_a_figure_of_another_study_is_found_out(cards: dict[str, str], claim: str, right: str, wrong: str) -> None:
    said = cards[claim].replace(right, wrong)
    assert said != cards[claim]
    assert unfounded(said, EVIDENCE.get(claim, ()))


@pytest.mark.parametrize(("claim", "fact"), FACTS, ids=lambda part: part if isinstance(part, str) else part.words[:30])
def test_the_words_of_a_fact_have_its_figures(claim: str, fact: Fact) -> None:
    assert figures(fact.words) <= figures(fact.evidence), claim


@pytest.fixture(scope="module")
def science() -> dict[str, Any]:
    if not SCIENCE.exists():
        pytest.skip(f"{SCIENCE} is not here: ids, verdicts, people and evidence are not compared with it")
    found: dict[str, Any] = json.loads(SCIENCE.read_text())
    return found


def test_the_claims_are_those_of_the_science_file(science: dict[str, Any]) -> None:
    assert [(claim.id, claim.verdict) for claim in CLAIMS] == [(row["id"], row["verdict"]) for row in science["claims"]]
    assert {row["verdict"] for row in science["claims"]} == set(STANDINGS)


def test_the_people_of_a_source_are_those_of_the_science_file(science: dict[str, Any]) -> None:
    sources: set[Study] = {source for claim in CLAIMS for source in claim.sources}
    known = {study["cite"]: study["n"] for study in [*science["studies"], *science["pain"]["trials"]] if study.get("n")}
    compared = {source: n for cite, n in known.items() for source in sources if cite.startswith(source.citation[:24])}
    assert len(compared) >= 13
    for source, n in compared.items():
        assert str(source.people or source.studies) == str(n).split()[0], source


def test_the_evidence_is_that_of_the_science_file(science: dict[str, Any]) -> None:
    """A claim's own evidence is its row, the studies that its card cites, and what was read since."""
    rows = {row["id"]: row for row in science["claims"]}
    studies = [*science["studies"], *science["pain"]["trials"]]
    since = (SHARED / "science.md").read_text().partition("### 11.4")[2].splitlines()
    wrong = []
    for claim in CLAIMS:
        cited = [
            study for study in studies for source in claim.sources if study["cite"].startswith(source.citation[:20])
        ]
        own = figures(json.dumps([rows[claim.id], cited]) + " ".join(line for line in since if claim.id in line))
        for fact in EVIDENCE.get(claim.id, ()):
            there = own if fact.part is Part.OWN else figures(json.dumps(science.get(fact.part)))
            if fact.part is not Part.NOWHERE and not figures(fact.evidence) <= there:
                wrong.append((claim.id, fact.evidence, figures(fact.evidence) - there))
    assert wrong == []


def test_a_card_that_rests_on_memory_says_so(cards: dict[str, str], science: dict[str, Any]) -> None:
    from_memory = {row["id"] for row in science["claims"] if row["confidence"] == "M"}
    assert {claim for claim in from_memory if "not checked the source again" not in cards[claim]} == set()
