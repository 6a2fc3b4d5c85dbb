"""Signing in without a password: made after the password was typed once, listed, removed, and used."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN
from tests.passkeys import Phone
from tests.web.pages import Page
from webapp.security import accounts
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

pytestmark = pytest.mark.usefixtures("certificates_here")
URL, SIGN_IN = "/settings/passkeys", "/login/passkey"
OVER_HTTPS = {"base_url": "https://walk.local:8151"}


def options_of(page: Page) -> dict[str, Any]:
    (options,) = (found["data-passkey"] for _, found in page.elements if found.get("data-passkey"))
    asked: dict[str, Any] = json.loads(options or "")
    return asked


def added(client: FlaskClient, phone: Phone, **sent: str) -> str:
    """Make a passkey on this phone; answers what the page says then."""
    page = Page(client.post(f"{URL}/new", data={"name": "My phone", "password": PASSWORD} | sent))
    form = page.form(URL)
    return Page(client.get(client.post(URL, data=form | {"answer": phone.made(options_of(page))}).location or "")).text


def signed(browser: FlaskClient, phone: Phone, **sent: str) -> Any:
    asked = browser.post(f"{SIGN_IN}/options").get_json()
    return browser.post(SIGN_IN, data={"answer": phone.signed(asked)} | sent)


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in, while `stranger` is the one in which Alice is."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


@pytest.fixture
def phone(as_alice: FlaskClient) -> Phone:
    phone = Phone()
    assert "Your passkey is ready." in added(as_alice, phone)
    return phone


def test_a_passkey_signs_in_without_a_name_or_a_password(tablet: FlaskClient, phone: Phone) -> None:
    assert "Sign in with a passkey" in tablet.get("/login").text
    answer = signed(tablet, phone, next="/walks/", time_zone="Europe/Paris")
    assert (answer.status_code, answer.location) == (303, "/walks/")
    assert tablet.get("/settings/phones").status_code == 200


def test_where_one_is_signed_in_says_by_which_way(tablet: FlaskClient, phone: Phone) -> None:
    signed(tablet, phone)
    assert "since 20 Nov 2026, with a passkey, last here" in Page(tablet.get("/settings/phones")).text


def test_a_form_that_waited_comes_back_after_it(tablet: FlaskClient, phone: Phone, alice: User) -> None:
    kept = json.dumps([f"/walks/?for={alice.id}", [["note", "fog"]], str(alice.id)])
    answer = signed(tablet, phone, kept=kept)
    assert answer.status_code == 200 and "fog" in answer.text


def test_a_wrong_answer_keeps_the_page_with_what_it_brings(tablet: FlaskClient, phone: Phone) -> None:
    asked = tablet.post(f"{SIGN_IN}/options").get_json()
    answer = tablet.post(SIGN_IN, data={"answer": phone.signed(asked, flags=1), "next": "/walks/"})
    assert answer.status_code == 422 and "That passkey did not work." in answer.text
    assert Page(answer).form("/login")["next"] == "/walks/"
    assert tablet.get("/").status_code == 303


def test_it_is_offered_only_where_somebody_has_one(tablet: FlaskClient, alice: User) -> None:
    page = tablet.get("/login").text
    assert "passkey" not in page
    assert tablet.post(f"{SIGN_IN}/options").status_code == 404


def test_over_plain_http_the_sign_in_says_where_it_works(tablet: FlaskClient, phone: Phone, app: Flask) -> None:
    http = {"base_url": "http://walk.local:8150"}
    assert "passkey" not in tablet.get("/login", **http).text
    app.extensions["backstride_https"].turn_on("walk.local", now=NOW)
    over_http = Page(tablet.get("/login", **http))
    assert "It works over https only" in over_http.text and "Sign in with a passkey" not in over_http.text
    assert "passkey" not in tablet.get("/login", **OVER_HTTPS).text


def test_the_settings_say_what_is_in_the_way(as_alice: FlaskClient) -> None:
    cookie = as_alice.get_cookie("backstride")
    assert cookie is not None
    for base, says in (("http://walk.local", "over plain http"), ("https://192.168.1.2", "figures: 192.168.1.2")):
        host = base.partition("//")[2]
        name = "__Host-backstride" if base.startswith("https") else "backstride"
        as_alice.set_cookie(name, cookie.value, domain=host, secure=base.startswith("https"))
        page = Page(as_alice.get(URL, base_url=base))
        assert says in page.text and f"{URL}/new" not in page.forms
        assert as_alice.post(f"{URL}/new", base_url=base, data={"password": PASSWORD}).status_code == 422


def test_none_is_made_without_the_password(as_alice: FlaskClient) -> None:
    for typed, says in (("", "Type your password"), ("wrong", "That is not your password")):
        answer = as_alice.post(f"{URL}/new", data={"name": "Tablet", "password": typed})
        assert answer.status_code == 422 and Page(answer).refuses("password"), says
        assert Page(answer).named("name")["value"] == "Tablet"
        assert "data-passkey" not in answer.text
    for _ in range(5):
        answer = as_alice.post(f"{URL}/new", data={"password": "wrong"})
    assert answer.status_code == 429


def test_an_answer_to_no_question_makes_none(as_alice: FlaskClient) -> None:
    answer = as_alice.post(URL, data={"name": "Mine", "answer": "{}"})
    page = Page(as_alice.get(answer.location or ""))
    assert "No passkey was made" in page.text and "There are none yet." in page.text


def test_it_is_listed_and_removed_with_a_way_back(as_alice: FlaskClient, tablet: FlaskClient, phone: Phone) -> None:
    page = Page(as_alice.get(URL))
    assert "My phone" in page.text and "since 20 Nov 2026, never used" in page.text
    gone = Page(as_alice.get(as_alice.post(f"{URL}/remove", data=page.form(f"{URL}/remove")).location or ""))
    assert "There are none yet." in gone.text and tablet.post(f"{SIGN_IN}/options").status_code == 404
    assert gone.notice is not None
    address, fields = gone.notice
    as_alice.post(address, data=fields)
    assert signed(tablet, phone).status_code == 303
    assert "last used 20 Nov 2026" in Page(as_alice.get(URL)).text


def test_bob_removes_nothing_of_alices(as_alice: FlaskClient, as_bob: FlaskClient, phone: Phone) -> None:
    fields = Page(as_alice.get(URL)).form(f"{URL}/remove")
    assert as_bob.post(f"{URL}/remove", data=fields).location == URL
    assert "My phone" in as_alice.get(URL).text and "My phone" not in as_bob.get(URL).text


def test_a_name_is_kept_as_text_and_an_empty_name_gets_the_browsers(as_alice: FlaskClient) -> None:
    added(as_alice, Phone(), name="<b>my</b>  key")
    added(as_alice, Phone(), name="")
    page = as_alice.get(URL)
    assert "&lt;b&gt;my&lt;/b&gt; key" in page.text and "a phone" in page.text


def test_a_new_password_for_a_lost_phone_ends_them_too(database: Database, tablet: FlaskClient, phone: Phone) -> None:
    with database.writing() as session:
        alice = users.find_named(session, "alice")
        assert alice is not None
        accounts.set_password(session, alice, "another way home", ends_keys=False)
    assert signed(tablet, phone).status_code == 303
    with database.writing() as session:
        accounts.set_password(session, users.get(session, alice.id), "a third way home", ends_keys=True)
    assert tablet.post(f"{SIGN_IN}/options").status_code == 404


def test_who_was_taken_out_may_only_take_everything_along(
    database: Database, tablet: FlaskClient, phone: Phone, alice: User, bob: User
) -> None:
    with database.writing() as session:
        person = users.get(session, alice.id)
        person.taken_out_at = person.created_at
    assert signed(tablet, phone).status_code == 303
    assert tablet.get(URL).location == "/leaving"
