"""Phones and keys: each is listed with its last use, and can be removed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, signed_in
from tests.web.pages import Page
from tests.web.test_queries import queries
from webapp.security import keys
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_key_is_listed_and_removed_and_never_shown(
    as_alice: FlaskClient, phone: FlaskClient, database: Database, alice: User
) -> None:
    card = as_alice.get("/settings/phones").text
    assert "since 20 Nov 2026, may add walks, never used" in card
    assert phone.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ") not in card
    form = Page(as_alice.get("/settings/phones")).form("/settings/keys/delete")
    assert as_alice.post("/settings/keys/delete", data=form).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == 401


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "9" * 30])
def test_a_key_that_is_none_is_not_removed(as_alice: FlaskClient, phone: FlaskClient, key: str) -> None:
    assert as_alice.post("/settings/keys/delete", data={"id": key}).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == 422


def test_bob_does_not_remove_alices_key(as_bob: FlaskClient, as_alice: FlaskClient, phone: FlaskClient) -> None:
    form = Page(as_alice.get("/settings/phones")).form("/settings/keys/delete")
    as_bob.post("/settings/keys/delete", data=form)
    assert phone.post("/api/v1/walks", json={}).status_code == 422


def test_of_many_keys_the_last_used_are_shown_and_the_others_open(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        for number in range(8):
            keys.add(session, alice, f"script {number}", now=NOW)
    text = as_alice.get("/settings/phones").text
    assert text.index("script 7") < text.index("3 more") < text.index("script 2")


def phones(client: FlaskClient, database: Database, user: User) -> None:
    """Two old phones and the one that asks."""
    with database.writing() as session:
        for name in ("old phone", "lost phone"):
            keys.pair(session, user, name, f"http {name}", now=NOW)
    client.post("/phone")


def test_all_phones_but_this_one_go_in_one_tap_and_scripts_stay(
    as_alice: FlaskClient, script: FlaskClient, database: Database, alice: User
) -> None:
    phones(as_alice, database, alice)
    text = as_alice.get("/settings/phones").text
    assert "Remove 2 other phones." in text and "(this phone)" in text
    answer = as_alice.post("/settings/keys/delete-others")
    text = as_alice.get(answer.location).text
    assert "Removed 2 keys." in text and "(this phone)" in text
    assert "old phone" not in text and "Remove all but this phone" not in text
    assert script.get("/api/v1/walks").status_code == 200


def test_this_phone_keeps_the_keys_of_both_its_addresses(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    phones(as_alice, database, alice)
    this_phone = as_alice.get_cookie("backstride-device")
    assert this_phone
    with database.writing() as session:
        keys.pair(session, alice, "Chrome on Android", f"https {this_phone.value}", now=NOW)
    text = as_alice.get("/settings/phones").text
    assert "Remove 2 other phones." in text and "(this phone, at its other address)" in text
    as_alice.post("/settings/keys/delete-others")
    text = as_alice.get("/settings/phones").text
    assert "(this phone)" in text and "(this phone, at its other address)" in text and "old phone" not in text


def test_bobs_phones_stay_when_alice_removes_hers(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, bob: User
) -> None:
    phones(as_bob, database, bob)
    as_alice.post("/settings/keys/delete-others")
    assert "Remove 2 other phones." in as_bob.get("/settings/phones").text


def test_nobody_is_told_that_fewer_than_no_keys_are_gone(as_alice: FlaskClient) -> None:
    assert "Removed" not in as_alice.get("/settings/phones?removed=-3").text


def test_who_left_a_sign_in_on_another_computer_ends_it_from_here(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, alice: User
) -> None:
    elsewhere = signed_in(app.test_client(), alice)
    assert "Sign out everywhere else" in as_alice.get("/settings/phones").text

    done = as_alice.post("/settings/sign-out-elsewhere", follow_redirects=True).text
    assert "You are signed in here alone." in done and "Sign out everywhere else" not in done
    assert elsewhere.get("/").location == "/login"
    assert as_alice.get("/").status_code == as_bob.get("/").status_code == 200


CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def on_another_phone(app: Flask, name: str) -> FlaskClient:
    """A phone on which somebody has typed their password."""
    client = app.test_client()
    client.environ_base |= {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_USER_AGENT": CHROME}
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
    return client


def test_one_phone_is_signed_out_from_another_by_its_name(app: Flask, as_alice: FlaskClient) -> None:
    elsewhere, kept = on_another_phone(app, "Alice"), on_another_phone(app, "Alice")
    page = Page(as_alice.get("/settings/phones"))
    assert "Chrome on Android" in page.text and "since 20 Nov 2026, last here on 20 Nov 2026" in page.text
    (first, *_) = [found["value"] for _, found in page.elements if found.get("name") == "id"]
    done = as_alice.post("/settings/sign-ins/end", data={"id": first}, follow_redirects=True)
    assert "You are signed out there." in done.text
    # The newest stands first.
    assert kept.get("/").location == "/login"
    assert elsewhere.get("/").status_code == as_alice.get("/").status_code == 200


def test_this_browser_is_marked_and_is_not_ended_here(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/settings/phones"))
    assert "(this one)" in page.text
    assert not [action for action in page.forms if action.endswith("/sign-ins/end")]


@pytest.mark.parametrize("number", ["", "x", "1", "9" * 30])
def test_bob_signs_alice_out_nowhere(as_bob: FlaskClient, as_alice: FlaskClient, number: str) -> None:
    assert as_bob.post("/settings/sign-ins/end", data={"id": number}).location == "/settings/phones"
    assert as_alice.get("/").status_code == 200


def test_many_sign_ins_take_as_many_queries_as_few(app: Flask, as_alice: FlaskClient, alice: User) -> None:
    asked = []
    for more in (2, 18):
        for _ in range(more):
            signed_in(app.test_client(), alice)
        with queries(as_alice) as sent:
            as_alice.get("/settings/phones")
        asked.append(len(sent))
    assert asked[0] == asked[1]
