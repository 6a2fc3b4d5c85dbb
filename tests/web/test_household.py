"""The household: the owner sees who is there, and lets somebody in by a link that works once."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, add_user
from tests.web.pages import Page
from tests.web.test_queries import queries
from webapp.domain.roles import Role
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

JOINING = {"password": PASSWORD, "time_zone": "Europe/Paris"}


def invited(owner: FlaskClient, **form: str) -> str:
    """The path that the owner's page shows as a link."""
    answer = owner.post("/household/invite", data={"whom": "Carol", "role": "adult"} | form)
    elements = Page(owner.get(answer.location)).elements
    address = next(found["value"] or "" for _, found in elements if found.get("id") == "link-address")
    return address[address.index("/join/") :]


@pytest.fixture
def carols(app: Flask) -> FlaskClient:
    """Carol's phone, on which nobody is signed in yet."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


def test_the_owner_sees_who_is_there_and_when_they_were_last(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database
) -> None:
    add_user(database, "Mia", role="child")
    text = Page(as_alice.get("/household")).text
    assert "Alice (you)" in text and "Owner, last here on 20 Nov 2026" in text
    assert "Adult, last here on 20 Nov 2026" in text
    assert "Child, not here yet" in text


@pytest.mark.parametrize("role", ["adult", "child"])
def test_somebody_new_comes_from_their_own_phone_alone(
    as_alice: FlaskClient, carols: FlaskClient, database: Database, role: str
) -> None:
    path = invited(as_alice, role=role)
    form = Page(carols.get(path)).form(path)
    assert form["name"] == "Carol"
    answer = carols.post(path, data=form | JOINING)
    assert answer.location == "/welcome" and carols.get("/welcome").status_code == 200
    with database.reading() as session:
        carol = users.find_named(session, "Carol")
        assert carol and carol.role == role


def test_a_link_works_once(as_alice: FlaskClient, carols: FlaskClient, app: Flask) -> None:
    path = invited(as_alice)
    carols.post(path, data={"name": "Carol"} | JOINING)
    second = app.test_client()
    assert second.get(path).status_code == 410
    answer = second.post(path, data={"name": "Dora"} | JOINING, headers=SAME_ORIGIN)
    assert answer.status_code == 410
    assert "This link does not work any more" in answer.text and "Ask the owner for a new one." in answer.text
    assert "Links that wait" not in as_alice.get("/household").text


def test_a_link_works_for_a_day(as_alice: FlaskClient, carols: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = invited(as_alice)
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(hours=23))
    assert carols.get(path).status_code == 200
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(hours=25))
    assert carols.get(path).status_code == 410
    assert "Links that wait" not in as_alice.get("/household").text


def test_a_link_is_listed_and_can_be_taken_back(as_alice: FlaskClient, carols: FlaskClient) -> None:
    path = invited(as_alice, whom="", role="child")
    page = Page(as_alice.get("/household"))
    assert "No name yet" in page.text and "Child, until Sat 21 Nov, 18:10" in page.text.replace("\u202f", " ")
    answer = as_alice.post("/household/links/withdraw", data=page.form("/household/links/withdraw"))
    assert "That link does not work any more." in as_alice.get(answer.location).text
    assert carols.get(path).status_code == 410


def test_the_code_itself_is_nowhere_in_the_database(as_alice: FlaskClient, database: Database) -> None:
    code = invited(as_alice).removeprefix("/join/")
    assert len(code) >= 22
    assert database.file
    files = [database.file, database.file.with_name("backstride.db-wal")]
    assert not [file for file in files if file.exists() and code.encode() in file.read_bytes()]


def test_what_was_typed_stays_when_something_is_wrong(
    as_alice: FlaskClient, carols: FlaskClient, database: Database, bob: User
) -> None:
    path = invited(as_alice)
    page = Page(carols.post(path, data=JOINING | {"name": "bob", "password": "short"}))
    assert page.refuses("name") and page.refuses("password")
    assert page.form(path)["name"] == "bob"
    assert carols.post(path, data=JOINING | {"name": "Carol"}).status_code == 303


def test_a_wrong_link_waits_like_a_wrong_password_and_holds_up_no_sign_in(
    carols: FlaskClient, as_alice: FlaskClient
) -> None:
    path = invited(as_alice)
    answers = [carols.get(f"/join/wrong{number}").status_code for number in range(31)]
    assert answers == [410] * 30 + [429]
    assert carols.get(path).status_code == carols.post(path, data=JOINING).status_code == 429
    assert carols.post("/login", data={"name": "Alice", "password": PASSWORD}).status_code == 303


def test_who_is_signed_in_does_not_use_up_the_link_of_another(as_alice: FlaskClient, carols: FlaskClient) -> None:
    path = invited(as_alice)
    assert "signed in as Alice" in as_alice.get(path).text
    assert as_alice.post(path, data={"name": "Carol"} | JOINING).status_code == 403
    assert carols.get(path).status_code == 200


@pytest.mark.parametrize("form", [{"role": "owner"}, {"role": ""}, {"role": "x"}, {"whom": "x" * 61}])
def test_an_invitation_that_cannot_be_is_refused(as_alice: FlaskClient, form: dict[str, str]) -> None:
    answer = as_alice.post("/household/invite", data={"whom": "Carol", "role": Role.ADULT} | form)
    assert answer.status_code == 422
    assert Page(answer).refuses(next(iter(form)))


@pytest.mark.parametrize("number", ["", "x", "9" * 30])
def test_a_link_that_is_none_is_not_taken_back(as_alice: FlaskClient, number: str) -> None:
    assert as_alice.post("/household/links/withdraw", data={"id": number}).status_code == 404


def test_the_page_of_a_link_that_was_used_leads_back(as_alice: FlaskClient) -> None:
    assert as_alice.get("/household/links/wrong").location == "/household"


def test_a_big_household_takes_as_many_queries_as_a_small_one(as_alice: FlaskClient, database: Database) -> None:
    asked = []
    for names in ("B", "CDEFGHIJ"):
        for name in names:
            add_user(database, name)
            invited(as_alice, whom=name)
        with queries(as_alice) as sent:
            as_alice.get("/household")
        asked.append(len(sent))
    assert asked[0] == asked[1]
