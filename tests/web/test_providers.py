"""Signing in by a provider: whoever is connected gets in, and nobody by anything less than that."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, signed_in
from tests.provider import AT, CLIENT_ID, SECRET, HomeProvider, serving
from webapp import create_app
from webapp.config import Provider, Settings
from webapp.security import accounts, identities
from webapp.storage import identities as store
from webapp.storage.engine import Database
from webapp.storage.models import User

BACK = "/login/provider/back"


@pytest.fixture
def provider() -> Iterator[HomeProvider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def app(settings: Settings, database: Database, provider: HomeProvider) -> Iterator[Flask]:
    theirs = Provider(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=SECRET, name="Authelia")
    app = create_app(Settings(data=settings.data, base_url="http://localhost", provider=theirs))
    yield app
    app.extensions["backstride_database"].close()


@pytest.fixture
def ann(database: Database, provider: HomeProvider, alice: User) -> User:
    """Alice, who is Ann at the provider."""
    with database.writing() as session:
        identities.link(session, alice, provider.issuer, "4711", "ann", now=NOW)
    return alice


def sent_off(browser: FlaskClient, path: str = "/login/provider") -> str:
    answer = browser.get(path)
    assert answer.status_code == 303
    return answer.location


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/settings").status_code == 200


def connect(browser: FlaskClient, provider: HomeProvider, password: str = PASSWORD) -> Any:
    browser.get(BACK, query_string=provider.say_yes(sent_off(browser, "/settings/provider/begin")))
    return browser.post("/settings/provider", data={"provider_password": password})


def test_who_is_connected_is_signed_in_where_they_wanted_to_be(
    stranger: FlaskClient, provider: HomeProvider, ann: User
) -> None:
    assert "Sign in with Authelia" in stranger.get("/login?next=/progress").text
    given = provider.say_yes(sent_off(stranger, "/login/provider?next=/progress"))
    answer = stranger.get(BACK, query_string=given)
    assert (answer.status_code, answer.location) == (303, "/progress")
    assert is_in(stranger)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/logout"])
def test_it_leads_to_no_page_but_ours(stranger: FlaskClient, provider: HomeProvider, ann: User, wanted: str) -> None:
    begin = stranger.get("/login/provider", query_string={"next": wanted})
    answer = stranger.get(BACK, query_string=provider.say_yes(begin.location))
    assert (answer.status_code, answer.location) == (303, "/")


def test_what_came_back_is_good_once(app: Flask, stranger: FlaskClient, provider: HomeProvider, ann: User) -> None:
    address = sent_off(stranger)
    given = provider.say_yes(address)
    assert stranger.get(BACK, query_string=given).status_code == 303
    assert stranger.get(BACK, query_string=given).status_code == 403

    other = app.test_client()
    fresh = provider.say_yes(sent_off(other))
    assert other.get(BACK, query_string={"code": given["code"], "state": fresh["state"]}).status_code == 403


def test_what_somebody_else_was_sent_off_for_lets_nobody_in_here(
    app: Flask, stranger: FlaskClient, provider: HomeProvider, ann: User
) -> None:
    """Else a link could sign somebody in as another, who then reads what they write."""
    elsewhere = provider.say_yes(sent_off(app.test_client()))
    assert stranger.get(BACK, query_string=elsewhere).status_code == 403
    sent_off(stranger)
    assert stranger.get(BACK, query_string=elsewhere).status_code == 403
    assert not is_in(stranger)


@pytest.mark.parametrize("age_min", [11, -1])
def test_who_takes_too_long_begins_anew(
    stranger: FlaskClient, provider: HomeProvider, ann: User, monkeypatch: pytest.MonkeyPatch, age_min: int
) -> None:
    given = provider.say_yes(sent_off(stranger))
    monkeypatch.setattr("webapp.web.trips.clock.now", lambda: NOW.fromtimestamp(AT + age_min * 60, NOW.tzinfo))
    assert stranger.get(BACK, query_string=given).status_code == 403


def test_who_proves_nothing_is_not_signed_in(stranger: FlaskClient, provider: HomeProvider, ann: User) -> None:
    given = provider.say_yes(sent_off(stranger), nonce="another")
    answer = stranger.get(BACK, query_string=given)
    assert (answer.status_code, "That did not work" in answer.text) == (403, True)
    assert not is_in(stranger)


def test_without_the_provider_the_password_lets_in(app: Flask, stranger: FlaskClient, ann: User) -> None:
    settings = app.extensions["backstride_settings"]
    away = Provider(issuer="http://127.0.0.1:9", client_id=CLIENT_ID, name="Authelia")
    app.extensions["backstride_settings"] = Settings(data=settings.data, base_url="http://localhost", provider=away)
    answer = stranger.get("/login/provider")
    assert (answer.status_code, "your password lets you in" in answer.text) == (503, True)
    stranger.post("/login", data={"name": "Alice", "password": PASSWORD})
    assert is_in(stranger)


def test_who_is_not_connected_is_told_what_to_do(stranger: FlaskClient, provider: HomeProvider, alice: User) -> None:
    """Not even by the same name: whoever may choose their name there would else be anybody here."""
    given = provider.say_yes(sent_off(stranger), preferred_username="Alice", email="alice@example.org")
    answer = stranger.get(BACK, query_string=given)
    assert (answer.status_code, "Ask the owner for an invitation" in answer.text) == (403, True)
    assert not is_in(stranger)


def test_somebody_connects_themselves_by_their_password(
    as_alice: FlaskClient, provider: HomeProvider, database: Database, alice: User
) -> None:
    assert connect(as_alice, provider, "wrong").status_code == 422
    assert "At Authelia you are ann." in as_alice.get("/settings/provider").text
    assert as_alice.post("/settings/provider", data={"provider_password": PASSWORD}).status_code == 303
    assert "You are connected as ann." in as_alice.get("/settings/you").text
    with database.reading() as session:
        found = store.find_user(session, provider.issuer, "4711")
    assert found and found.id == alice.id


def test_nobody_connects_what_came_back_for_somebody_else(
    app: Flask, as_alice: FlaskClient, provider: HomeProvider, bob: User
) -> None:
    as_alice.get(BACK, query_string=provider.say_yes(sent_off(as_alice, "/settings/provider/begin")))
    as_alice.delete_cookie("backstride")
    as_bob = signed_in(as_alice, bob)
    assert as_bob.post("/settings/provider", data={"provider_password": PASSWORD}).status_code == 403


def test_what_belongs_to_somebody_else_can_not_be_connected(
    as_bob: FlaskClient, provider: HomeProvider, ann: User
) -> None:
    answer = connect(as_bob, provider)
    assert (answer.status_code, "somebody else here" in answer.text) == (409, True)


def test_a_connection_is_ended_and_brought_back(
    app: Flask, as_alice: FlaskClient, provider: HomeProvider, ann: User
) -> None:
    page = as_alice.post("/settings/provider/end", follow_redirects=True).text
    undo = page.partition('name="undo" value="')[2].partition('"')[0]
    stranger = app.test_client()
    assert stranger.get(BACK, query_string=provider.say_yes(sent_off(stranger))).status_code == 403

    as_alice.post("/settings/provider/restore", data={"undo": undo})
    assert stranger.get(BACK, query_string=provider.say_yes(sent_off(stranger))).status_code == 303


def test_a_new_password_that_ends_all_keys_ends_the_connection(
    database: Database, provider: HomeProvider, ann: User
) -> None:
    with database.writing() as session:
        identities.link(session, ann, identities.PROXY, "ann", "ann", now=NOW)
        accounts.set_password(session, session.get_one(User, ann.id), "another of forty miles")
    with database.reading() as session:
        assert store.find_user(session, provider.issuer, "4711") is None
        assert store.find_user(session, identities.PROXY, "ann")


def test_a_browser_at_another_address_goes_to_the_public_one_first(stranger: FlaskClient, alice: User) -> None:
    at_home = {"Host": "192.168.1.5:8150"}
    answer = stranger.get("/login/provider?next=/plan", headers=at_home)
    assert answer.location == "http://localhost/login/provider?next=%2Fplan&moved=1"
    # A proxy that does not hand the name on would else send it round for ever.
    assert "/authorize?" in stranger.get("/login/provider?moved=1", headers=at_home).location


def test_without_a_provider_there_is_nothing_of_it(client: FlaskClient, settings: Settings, alice: User) -> None:
    app = create_app(settings)
    stranger = app.test_client()
    stranger.environ_base |= {"HTTP_SEC_FETCH_SITE": SAME_ORIGIN["Sec-Fetch-Site"]}
    assert "Sign in with" not in stranger.get("/login").text
    assert [stranger.get(path).status_code for path in ("/login/provider", BACK)] == [404, 404]
    app.extensions["backstride_database"].close()
