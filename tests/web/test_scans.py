"""A phone is signed in by a code on a screen and a yes there; the code alone lets nobody in."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, add_user
from tests.web.pages import Page
from webapp.storage.engine import Database
from webapp.storage.models import User


def new_phone(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return new_phone(app)


def shown(screen: FlaskClient) -> str:
    """The code that a screen shows."""
    location = screen.post("/settings/phones/scan").location or ""
    assert "<svg" in screen.get(location).text
    return location.rpartition("/")[2]


def answered(screen: FlaskClient, code: str, says: str = "yes", **more: str) -> str:
    answer = screen.post(f"/settings/phones/scan/{code}", data={"answer": says} | more)
    return Page(screen.get(answer.location) if answer.location else answer).text


def number_in(page: str) -> str:
    return next(word for word in page.split() if word.isdecimal() and len(word) == 2)


def test_a_phone_is_signed_in_by_a_code_and_a_yes(as_bob: FlaskClient, phone: FlaskClient) -> None:
    code = shown(as_bob)
    assert "Sign in here as Bob?" in phone.get(f"/scan/{code}").text
    waiting = phone.post(f"/scan/{code}").location or ""
    assert phone.get("/").location == "/login"
    both = [
        Page(client.get(path)).text for client, path in ((phone, waiting), (as_bob, f"/settings/phones/scan/{code}"))
    ]
    assert number_in(both[0].partition("Almost there")[2]) == number_in(both[1].partition("as Bob.")[2])
    assert "The phone is signed in." in answered(as_bob, code)
    assert phone.get(waiting).location == "/" and phone.get("/").status_code == 200


def test_a_page_that_looks_again_is_led_on_too(as_bob: FlaskClient, phone: FlaskClient) -> None:
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}
    code = shown(as_bob)
    waiting = phone.post(f"/scan/{code}").location or ""
    assert phone.get(waiting, headers=htmx).text.startswith("<section")
    assert "Is this the number" in as_bob.get(f"/settings/phones/scan/{code}", headers=htmx).text
    answered(as_bob, code)
    assert phone.get(waiting, headers=htmx).headers["HX-Redirect"] == "/"


def test_a_code_that_was_photographed_lets_nobody_in(app: Flask, as_bob: FlaskClient, phone: FlaskClient) -> None:
    code, thief = shown(as_bob), new_phone(app)
    thief.post(f"/scan/{code}")
    assert phone.get(f"/scan/{code}").status_code == phone.post(f"/scan/{code}").status_code == 410
    assert "That phone was not signed in." in answered(as_bob, code, "no")
    assert thief.get(f"/scan/{code}/wait").status_code == 410 and thief.get("/").location == "/login"


def test_who_did_not_come_with_the_code_does_not_wait_for_it(
    app: Flask, as_bob: FlaskClient, phone: FlaskClient
) -> None:
    code = shown(as_bob)
    phone.post(f"/scan/{code}")
    assert new_phone(app).get(f"/scan/{code}/wait").status_code == 410


@pytest.mark.parametrize("step", ["scanned", "claimed"])
def test_a_code_ends_after_two_minutes(
    as_bob: FlaskClient, phone: FlaskClient, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    code = shown(as_bob)
    if step == "claimed":
        phone.post(f"/scan/{code}")
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(minutes=2, seconds=1))
    assert phone.get(f"/scan/{code}").status_code == phone.get(f"/scan/{code}/wait").status_code == 410
    assert "That code does not work any more." in answered(as_bob, code)
    assert phone.get("/").location == "/login"


def test_a_code_works_once_and_a_new_one_ends_it(app: Flask, as_bob: FlaskClient, phone: FlaskClient) -> None:
    first, second = shown(as_bob), shown(as_bob)
    assert phone.get(f"/scan/{first}").status_code == 410
    phone.post(f"/scan/{second}")
    answered(as_bob, second)
    assert new_phone(app).get(f"/scan/{second}").status_code == 410


def test_a_yes_before_a_phone_came_signs_nobody_in(as_bob: FlaskClient, phone: FlaskClient) -> None:
    code = shown(as_bob)
    assert "That code does not work any more." in answered(as_bob, code)
    assert phone.get("/").location == "/login"


def test_nobody_says_yes_for_another(as_bob: FlaskClient, as_alice: FlaskClient, phone: FlaskClient) -> None:
    code = shown(as_bob)
    phone.post(f"/scan/{code}")
    assert as_alice.get(f"/settings/phones/scan/{code}").location == "/settings/phones?done=late"
    answered(as_alice, code)
    assert phone.get("/").location == "/login"


def test_where_a_child_lives_an_owners_open_screen_is_no_way_in(
    as_alice: FlaskClient, phone: FlaskClient, database: Database
) -> None:
    add_user(database, "Mia", role="child")
    code = shown(as_alice)
    phone.post(f"/scan/{code}")
    assert "Please enter your current password." in answered(as_alice, code)
    assert "This is not your current password." in answered(as_alice, code, password="wrong one")
    assert phone.get("/").location == "/login"
    assert "The phone is signed in." in answered(as_alice, code, password=PASSWORD)
    assert phone.get("/").status_code == 200


def test_a_child_signs_in_a_phone_of_their_own(app: Flask, database: Database, alice: User, phone: FlaskClient) -> None:
    add_user(database, "Mia", role="child")
    tablet = new_phone(app)
    tablet.post("/login", data={"name": "Mia", "password": PASSWORD})
    code = shown(tablet)
    phone.post(f"/scan/{code}")
    assert "The phone is signed in." in answered(tablet, code)
    assert 'data-name="Mia"' in phone.get("/").text


def test_who_is_signed_in_stays_who_they_are(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    code = shown(as_bob)
    assert as_alice.get(f"/scan/{code}").location == as_alice.post(f"/scan/{code}").location == "/"


def test_wrong_codes_have_to_wait(phone: FlaskClient) -> None:
    answers = [phone.get(f"/scan/wrong{number}").status_code for number in range(31)]
    assert answers == [410] * 30 + [429]
