"""Deleting one's account: the password is asked, and then nothing of it is left in any table."""

from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import households
from tests.factories import PASSWORD, SAME_ORIGIN, add_user, log, signed_in, walk
from tests.web.conftest import with_token
from tests.web.pages import Page
from tests.web.uploads import send
from webapp.domain.documents import walk_document
from webapp.domain.keys import Scope
from webapp.storage import users
from webapp.storage.columns import Base
from webapp.storage.engine import Database
from webapp.storage.models import User

TABLES = Base.metadata.sorted_tables
PATH = "/settings/delete-account"


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has, but for the days on which the server was at work."""
    with database.reading() as session:
        counts = {table.name: session.scalar(select(func.count()).select_from(table)) for table in TABLES}
    return {name: count for name, count in counts.items() if count and name != "clock_day"}


def test_the_page_says_what_goes_and_leads_to_the_export_first(as_alice: FlaskClient) -> None:
    page = as_alice.get(PATH)

    assert 'href="/export"' in page.text
    assert "every walk, also those in the bin" in Page(page).text
    assert f'href="{PATH}"' in as_alice.get("/settings/you").text


@pytest.mark.parametrize(("password", "why"), [("", "enter your current password"), ("wrong one", "is not your")])
def test_without_the_right_password_nothing_is_deleted(
    as_alice: FlaskClient, database: Database, alice: User, password: str, why: str
) -> None:
    answer = as_alice.post(PATH, data={"password": password})

    assert answer.status_code == 422
    assert why in answer.text
    with database.reading() as session:
        assert users.find(session, alice.id)


def test_a_file_that_waits_goes_too(app: Flask, as_alice: FlaskClient) -> None:
    send(as_alice, ("walks.csv", b"Date,Minutes\n2026-11-03,32\n"))
    folder = app.extensions["backstride_imports"].uploads.folder
    waiting = list(folder.iterdir())
    as_alice.post(PATH, data={"password": PASSWORD})

    assert waiting and list(folder.iterdir()) == []


def test_every_row_of_the_person_goes_and_none_of_others(
    app: Flask, as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    before = rows(database)
    bob = add_user(database, "Bob")
    with database.writing() as session:
        households.fill(session, bob, Random(4), parts=households.PARTS)
    as_phone = with_token(app, database, bob, scope=Scope.WALKS)
    as_phone.post("/api/v1/walks", json=walk_document(walk()))
    client = signed_in(app.test_client(), bob)
    assert set(rows(database)) - set(before) > {"test_result", "plan_choice", "key_walk"}

    answer = client.post(PATH, data={"password": PASSWORD}, headers=SAME_ORIGIN, follow_redirects=True)
    assert answer.request.path == "/login"
    assert rows(database) == before
    assert client.get("/").location == "/login"


def test_where_nobody_is_left_the_server_begins_anew(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert "Nobody else uses this server." in Page(as_alice.get(PATH)).text
    answer = as_alice.post(PATH, data={"password": PASSWORD})

    assert answer.location.startswith("/setup?code=")
    form = Page(as_alice.get(answer.location)).form("/setup")
    as_alice.post("/setup", data=form | {"name": "Dora", "password": PASSWORD, "time_zone": "UTC"})
    with database.reading() as session:
        (dora,) = users.all_users(session)
    assert (dora.name, dora.is_owner) == ("Dora", True)
    assert dora.id > alice.id


def test_a_house_is_never_without_an_owner(as_alice: FlaskClient, database: Database, alice: User) -> None:
    add_user(database, "Mia", role="child")
    bob = add_user(database, "Bob")
    assert "When you are gone, Bob is its owner." in Page(as_alice.get(PATH)).text
    as_alice.post(PATH, data={"password": PASSWORD})

    with database.reading() as session:
        assert [user.name for user in users.all_users(session) if user.is_owner] == [bob.name]


def test_guessing_is_slowed_down_here_too(as_alice: FlaskClient) -> None:
    answers = [as_alice.post(PATH, data={"password": "wrong one"}).status_code for _ in range(7)]

    assert answers[-1] == 429
