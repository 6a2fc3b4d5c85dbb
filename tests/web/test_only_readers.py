"""A helper: comes by a link of the owner's, has no diary, and reads those that people give them."""

from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, add_user, log, signed_in
from tests.web.conftest import with_token
from tests.web.declared import OWN, OWNED, OWNERS, PUBLIC, READERS
from tests.web.declared_calls import API_OWN, API_OWNED
from tests.web.declared_reading import FOR_HELPERS
from tests.web.pages import Page
from tests.web.test_access import ask, rules
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.domain.roles import Role
from webapp.security import reading_rights
from webapp.storage import reading_rights as store
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture
def carer(database: Database) -> User:
    return add_user(database, "Dr Lee", role=Role.HELPER)


@pytest.fixture
def as_carer(app: Flask, carer: User) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return signed_in(client, carer)


@pytest.fixture
def address(database: Database, alice: User, carer: User) -> str:
    """Alice's diary, which the helper may read."""
    with database.writing() as session:
        log(session, alice)
        reading_rights.give(session, alice, carer, ReadsAs.PHYSIO, Lasts.MONTHS, by=alice, now=NOW)
        return f"/diaries/{store.given(session, alice.diary, now=NOW)[0][0].code}/"


def test_a_helper_comes_by_a_link_and_reads_what_they_are_given(
    app: Flask, as_alice: FlaskClient, database: Database
) -> None:
    link = as_alice.post("/household/invite", data={"whom": "Dr Lee", "role": "helper"}).location or ""
    phone, form = app.test_client(), {"name": "Dr Lee", "password": PASSWORD, "time_zone": "Europe/Paris"}
    path = link.replace("/household/links/", "/join/")
    assert "the diaries that people here let you read" in Page(phone.get(path)).text
    phone.post(path, data=form, headers=SAME_ORIGIN)
    assert "Nobody lets you read their diary" in Page(phone.get("/", follow_redirects=True)).text
    with database.reading() as session:
        number = next(user.id for user in users.all_users(session) if user.role == Role.HELPER)
    as_alice.post("/settings/readers", data={"reader": str(number), "reads_as": "physio", "reads_for": "week"})
    assert "Alice" in Page(phone.get("/diaries/")).text


def test_a_helper_finds_the_diaries_their_own_account_and_nothing_else(
    app: Flask, as_carer: FlaskClient, address: str
) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OWNERS | OWNED | OWN - {"account.sign_out", "goodbyes.create"}:
            with closing(ask(as_carer, rule, method, UUID(int=1))) as answer:
                is_led_away = (answer.status_code, answer.location) == (303, "/diaries/")
                assert is_led_away != (rule.endpoint in FOR_HELPERS), rule


def test_a_helper_sends_nothing_to_what_is_open_to_everybody(app: Flask, as_carer: FlaskClient) -> None:
    for rule, method in rules(app):
        # Who opens a link to a page is nobody there, whoever is signed in.
        if rule.endpoint in PUBLIC - {"page_links.unlock"} and method != "GET":
            answer = ask(as_carer, rule, method, UUID(int=1))
            assert (answer.status_code, answer.location) == (303, "/diaries/"), rule


def test_a_helper_reads_every_page_of_a_diary_that_they_were_given(
    app: Flask, as_carer: FlaskClient, database: Database, alice: User, address: str
) -> None:
    with database.writing() as session:
        walk = log(session, alice).uuid
    code = address.split("/")[2]
    pages = [rule for rule, _ in rules(app) if rule.endpoint in READERS]
    assert {ask(as_carer, rule, "GET", walk, code=code).status_code for rule in pages} == {200}


def test_no_key_of_a_helper_opens_anything(app: Flask, database: Database, carer: User) -> None:
    script = with_token(app, database, carer)
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            assert ask(script, rule, method, UUID(int=1), json={}).status_code == 401, rule


@pytest.mark.parametrize("path", ["/diaries/", "/settings/you", "/settings/units"])
def test_the_pages_of_a_helper_have_no_tabs_and_no_walk(as_carer: FlaskClient, path: str) -> None:
    page = Page(as_carer.get(path))
    ids = {found.get("id") for _, found in page.elements}
    assert not ids & {"tabs", "gear", "outbox"} and "data-person" not in dict(page.elements)["body"]
    assert ("way-back" in ids) == (path != "/diaries/")
    assert "Usual pace" not in page.text


def test_who_has_a_diary_is_made_no_helper_and_a_helper_can_get_one(
    as_alice: FlaskClient, as_carer: FlaskClient, bob: User, carer: User
) -> None:
    def make(person: User, role: str) -> int:
        form = {"role": role, "role_password": PASSWORD}
        return as_alice.post(f"/household/people/{person.id}/role", data=form).status_code

    assert make(bob, "helper") == 422 and "Helper" not in Page(as_alice.get(f"/household/people/{bob.id}")).text
    assert make(carer, "adult") == 303 and as_carer.get("/").status_code == 200
