"""The 45 claims as the code carries them, against the science file from which they come."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from webapp.domain.claims import CLAIMS, STANDINGS, Source
from webapp.web.claim_words import CARDS

SCIENCE = Path(__file__).parents[2] / "shared/science/science.json"


@pytest.fixture(scope="module")
def science() -> dict[str, Any]:
    if not SCIENCE.exists():
        pytest.skip(f"{SCIENCE} is not here: ids, verdicts and people are not compared with it")
    found: dict[str, Any] = json.loads(SCIENCE.read_text())
    return found


def test_the_claims_are_those_of_the_science_file(science: dict[str, Any]) -> None:
    assert [(claim.id, claim.verdict) for claim in CLAIMS] == [(one["id"], one["verdict"]) for one in science["claims"]]
    assert {one["verdict"] for one in science["claims"]} == set(STANDINGS)


def test_the_people_of_a_source_are_those_of_the_science_file(science: dict[str, Any]) -> None:
    sources: set[Source] = {source for claim in CLAIMS for source in claim.sources}
    known = {one["cite"]: one["n"] for one in [*science["studies"], *science["pain"]["trials"]] if one.get("n")}
    compared = {source: n for cite, n in known.items() for source in sources if cite.startswith(source.citation[:24])}
    assert len(compared) >= 12
    for source, n in compared.items():
        assert str(source.people or source.studies) == str(n).split()[0], source


def test_a_card_says_what_is_from_memory_and_no_figure_that_the_science_file_has_not(
    client: FlaskClient, science: dict[str, Any]
) -> None:
    text = SCIENCE.read_text()
    with client.application.test_request_context("/learn"):
        for one in science["claims"]:
            said = " ".join(str(part) for part in CARDS[one["id"]])
            assert (one["confidence"] != "M") or "from memory" in said, one["id"]
            figures = {figure for figure in re.findall(r"\d+(?:\.\d+)?", said) if len(figure) > 1}
            assert {figure for figure in figures if figure not in text} == set(), one["id"]
