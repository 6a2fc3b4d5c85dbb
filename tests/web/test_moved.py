"""Pages that were left open over an upgrade: their forms go to the new address, or say what was typed."""

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY
from tests.web.pages import Page
from webapp.storage import weights
from webapp.storage.engine import Database
from webapp.storage.models import User

CHOICES = {"weight_unit": "lb", "distance_unit": "mi", "first_weekday": "6", "time_zone": "Asia/Tokyo", "theme": "dark"}


def test_a_weight_is_saved_and_removed_at_its_new_address(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    sent = {"weighed_on": TODAY.isoformat()}
    kg = []
    for path in ("/settings/weight", "/settings/weight/delete"):
        assert as_alice.post(path, data=sent | {"weight": "70"}, follow_redirects=True).status_code == 200
        with database.reading() as session:
            kg.append(weights.find(session, alice.diary, TODAY))
    assert kg == [70, None]


@pytest.mark.parametrize("path", ["/both", "/pain/later", "/plan/later", "/works/install/later"])
def test_not_now_leads_to_today(as_alice: FlaskClient, path: str) -> None:
    answer = as_alice.post(path, data={"walk": "1"})
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("path", ["/settings/choices", "/settings"])
def test_a_form_that_is_no_more_shows_what_was_typed_and_saves_nothing(as_alice: FlaskClient, path: str) -> None:
    answer = as_alice.post(path, data=CHOICES | {"id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11", "note": " "})
    page = Page(answer)
    assert answer.status_code == 410
    assert "We saved nothing" in page.text and "Week starts on" in page.text
    assert all(value in page.text for value in CHOICES.values())
    assert "0199f3b2" not in page.text and "Note" not in page.text
    assert "km" in as_alice.get("/settings").text


@pytest.mark.parametrize("path", ["/settings/choices", "/settings"])
def test_the_way_back_is_the_page_there_or_the_one_above(as_alice: FlaskClient, path: str) -> None:
    page = Page(as_alice.post(path, data=CHOICES))
    (again,) = (found["href"] for tag, found in page.elements if found.get("class") == "button")
    assert again == "/settings"


@pytest.mark.parametrize("fields", [{}, {"password": "three odd green hats", "name": "Alice"}])
def test_a_password_is_never_shown_and_without_fields_there_is_nothing_here(
    as_alice: FlaskClient, fields: dict[str, str]
) -> None:
    answer = as_alice.post("/settings/nothing", data=fields)
    assert answer.status_code == 404
    assert "three odd" not in answer.text


def test_a_stranger_and_somebody_else_are_shown_nothing(
    stranger: FlaskClient, as_bob: FlaskClient, alice: User
) -> None:
    assert stranger.post("/settings/choices", data=CHOICES).status_code == 404
    answer = as_bob.post(f"/settings/choices?for={alice.id}", data=CHOICES)
    assert answer.status_code == 403 and "Asia/Tokyo" not in answer.text


def test_what_was_typed_is_shown_as_text(as_alice: FlaskClient) -> None:
    assert "<b>Hi" not in as_alice.post("/settings/choices", data={"note": "<b>Hi</b>"}).text
