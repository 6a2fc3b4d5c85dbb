"""Learn: the cards of what is known, how to walk backward, and who may read it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import Attributes, Page
from webapp.domain.claims import CLAIMS, Certainty, Question, Study
from webapp.words import claims as claim_words


def cards(page: Page) -> dict[str, Attributes]:
    found = [one for tag, one in page.elements if tag == "details" and re.fullmatch(r"C\d\d", one.get("id") or "")]
    assert len(found) == len({one["id"] for one in found})
    return {one["id"] or "": one for one in found}


def links(page: Page) -> list[str]:
    return [found.get("href") or "" for tag, found in page.elements if tag == "a"]


def words(page: Page) -> str:
    return " ".join(page.text.split())


@pytest.fixture
def topics(as_alice: FlaskClient) -> dict[Question, Page]:
    """The page of each question."""
    return {question: Page(as_alice.get(f"/learn/{question.value}")) for question in Question}


def test_every_question_has_a_page_with_the_cards_of_its_claims(topics: dict[Question, Page]) -> None:
    for question, page in topics.items():
        assert list(cards(page)) == [claim.id for claim in CLAIMS if claim.question is question]


def test_the_questions_come_first_each_with_its_number_of_claims(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/learn"))
    assert [link for link in links(page) if link.startswith("/learn/")][: len(Question)] == [
        f"/learn/{question.value}" for question in Question
    ]
    assert "Does it help balance? 4" in words(page)


def test_an_old_link_to_a_card_finds_the_row_of_its_question(as_alice: FlaskClient) -> None:
    ids = [found.get("id") for _, found in Page(as_alice.get("/learn")).elements]
    assert {claim.id for claim in CLAIMS} <= set(ids)


def test_a_question_that_nobody_asks_has_no_page(as_alice: FlaskClient) -> None:
    assert as_alice.get("/learn/moon").status_code == 404


def test_a_card_has_its_words_its_verdict_and_its_sources(topics: dict[Question, Page]) -> None:
    for claim in CLAIMS:
        page = topics[claim.question]
        text = words(page)
        card = claim_words.CARDS[claim.id]
        for part in (str(card.statement), str(card.finding), *(source.citation for source in claim.sources)):
            assert part in text, claim.id
        assert f"is-{claim.standing.value}" in (cards(page)[claim.id]["class"] or "")


def test_what_is_not_verified_says_so_before_anything_else(topics: dict[Question, Page]) -> None:
    for claim in CLAIMS:
        text = words(topics[claim.question])
        card, verdict = claim_words.CARDS[claim.id], str(claim_words.VERDICTS[claim.standing])
        before = text.partition(str(card.statement))[0].rstrip().endswith(verdict)
        assert before == (claim.standing is Certainty.NOT_VERIFIED), claim.id


def test_every_verdict_differs_in_word_and_sign_and_is_explained(topics: dict[Question, Page]) -> None:
    for texts in (claim_words.SIGNS, claim_words.VERDICTS, claim_words.MEANINGS):
        assert len({str(one) for one in texts.values()}) == len(Certainty)
    for page in topics.values():
        assert all(str(meaning) in words(page) for meaning in claim_words.MEANINGS.values())


def test_a_repeated_card_leads_to_the_other_one(topics: dict[Question, Page]) -> None:
    found = {link for page in topics.values() for link in links(page)}
    assert {"/learn/knees#C36", "/learn/older#C27", "/learn/calories#C14"} <= found


def test_a_note_on_numb_feet_stands_among_the_risks(topics: dict[Question, Page]) -> None:
    risks = words(topics[Question.RISKS])
    assert "60 people with diabetic neuropathy" in risks
    assert "ask a doctor first" in risks


def test_energy_and_technique_are_one_tap_away(as_alice: FlaskClient, topics: dict[Question, Page]) -> None:
    assert {"/learn/energy", "/learn/technique"} <= set(links(Page(as_alice.get("/learn"))))
    found = [link for page in topics.values() for link in links(page)]
    assert found.count("/learn/energy") == len(claim_words.ENERGY_CARDS)
    assert found.count("/learn/technique") == len(claim_words.TECHNIQUE_CARDS)
    assert "/learn" in links(Page(as_alice.get("/health")))


@pytest.mark.parametrize(
    ("study", "said"),
    [
        (Study("A", people=1), "1 person"),
        (Study("A", people=1601), "1,601 people"),
        (Study("A", studies=11), "a review of 11 studies; we don't know how many people"),
        (Study("A"), "we don't know how many people"),
    ],
)
def test_the_number_of_people_is_said_or_said_to_be_unknown(app: Flask, study: Study, said: str) -> None:
    with app.test_request_context("/learn"):
        assert claim_words.people(study) == said


def test_how_to_walk_backward_has_every_card(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/learn/technique"))
    ids = {found.get("id") for _, found in page.elements}
    assert ids >= {"place", "technique", "stop", "partner", "treadmill", "phone", "finish", "sled", "muscles"}
    assert "Take shorter steps. Take quicker ones if you keep the speed." in words(page)
    assert "/safety" in links(page)


def test_every_drawing_says_what_it_shows(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/learn/technique"))
    drawings = [found for _, found in page.elements if "drawing" in (found.get("class") or "").split()]
    assert len(drawings) == 4
    assert all(found["role"] == "img" and len(found["aria-label"] or "") > 30 for found in drawings)


def test_the_start_on_a_treadmill_is_in_the_units_of_the_person(as_alice: FlaskClient) -> None:
    assert "Start at 1.6 km/h" in words(Page(as_alice.get("/learn/technique")))
    assert "Walking forward at 5.6 km/h" in words(Page(as_alice.get("/learn/energy")))
    as_alice.post("/settings/units", data={"distance_unit": "mi"})
    assert "Start at 1 mph" in words(Page(as_alice.get("/learn/technique")))
    assert "Walking forward at 3.5 mph" in words(Page(as_alice.get("/learn/energy")))


@pytest.mark.parametrize("address", ["/learn", "/learn/technique", "/learn/energy", "/learn/balance"])
def test_a_stranger_may_read_it_too(stranger: FlaskClient, address: str) -> None:
    assert stranger.get(address).status_code == 200
    assert stranger.post(address).status_code in (303, 405)


def test_the_range_says_which_ends_rest_on_an_assumption_of_ours(client: FlaskClient) -> None:
    found = client.get("/learn/energy").text

    assert "The studies we read found 0.7 to 1.6 times our extra." in found
    assert "0.6 to 1.9, because two more studies need an assumption of ours" in found
    assert "For walking downhill, the Compendium is 22 to 25 % above us." in found


def test_no_id_stands_twice_so_that_a_link_finds_its_place(as_alice: FlaskClient) -> None:
    ids = [element["id"] for _, element in Page(as_alice.get("/learn")).elements if element.get("id")]
    assert len(ids) == len(set(ids))
