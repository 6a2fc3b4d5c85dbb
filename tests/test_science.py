"""The 45 claims as the code carries them, against the science file from which they come."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from webapp.domain import energy
from webapp.domain.claims import CLAIMS, STANDINGS, Source
from webapp.domain.energy import Band, Effort, Mode
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


def test_the_model_is_that_of_the_science_file(science: dict[str, Any]) -> None:
    model = science["model"]
    assert model["version"] == energy.MODEL
    assert {mode: list(band) for mode, band in energy.UNKNOWN_SPEED_MPH.items()} == model["unknown_speed"]["speeds_mph"]
    assert {mode: list(ends) for mode, ends in energy.SPEED_LIMITS_MPH.items()} == model["clamps"]["speed_mph"]
    assert {mode: list(ends) for mode, ends in energy.GRADE_LIMITS_PERCENT.items()} == model["clamps"]["grade_pct"]


def test_every_worked_example_of_the_science_file_comes_out(science: dict[str, Any]) -> None:
    for one in science["vectors"]:
        effort = Effort(
            mode=Mode(one["mode"]),
            minutes=one["minutes"],
            speed_mph=one["speed_mph"],
            assumed_mph=Band(*one["assumed_mph"]) if "assumed_mph" in one else None,
            grade_percent=one["grade_pct"],
            load_kg=one["load_kg"],
            sled_kg=one["sled_kg"],
        )
        found = energy.estimate(effort, one["body_kg"])
        kcal = [one[name] for name in ("mode_low", "kcal_mode", "mode_high", "extra_low", "kcal_extra", "extra_high")]
        assert [*found.kcal, *found.extra_kcal] == pytest.approx(kcal, abs=0.02), one["id"]
        assert [found.met_forward, found.met] == pytest.approx([one["met_forward"], one["met_mode"]], abs=0.0001)
