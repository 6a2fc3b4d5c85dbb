"""Somebody else's diary as its reader sees it: whose it is on every page, what is in it, and nothing to tap in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.factories import NOW, TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.security import reading_rights
from webapp.storage import reading_rights as store
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGES = ("", "walks/", "physio")


@pytest.fixture
def address(database: Database, alice: User, bob: User) -> str:
    with database.writing() as session:
        reading_rights.give(session, alice, bob, ReadsAs.FAMILY, Lasts.OPEN, by=alice, now=NOW)
        return f"/diaries/{store.given(session, alice.diary, now=NOW)[0][0].code}/"


@contextmanager
def counted(client: FlaskClient) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = client.application.extensions["backstride_database"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def queries(client: FlaskClient, path: str) -> int:
    with counted(client) as statements:
        assert client.get(path).status_code == 200
    return len(statements)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_whose_diary_it_is_and_has_no_way_to_change_it(
    as_bob: FlaskClient, database: Database, alice: User, address: str, page: str
) -> None:
    with database.writing() as session:
        log(session, alice)
    shown = Page(as_bob.get(address + page))
    assert "Alice's diary" in shown.text and 'id="tabs"' not in shown.text
    assert shown.forms == {}
    assert ("a", {"class": "button plain small", "href": "/diaries/"}) in shown.elements


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_diary_has_its_pages_too(as_bob: FlaskClient, address: str, page: str) -> None:
    assert as_bob.get(address + page).status_code == 200


def test_the_week_has_the_minutes_and_the_weeks_before(
    as_bob: FlaskClient, database: Database, alice: User, address: str
) -> None:
    with database.writing() as session:
        log(session, alice, forward(20), backward(8))
    text = " ".join(Page(as_bob.get(address)).text.split())
    assert "20 forward 8 backward" in text
    assert "28 minutes, 8 of them backward" in text and "Minutes a week" in text


def test_a_walk_is_found_from_the_list_and_from_the_notes_on_paper(
    as_bob: FlaskClient, database: Database, alice: User, address: str
) -> None:
    with database.writing() as session:
        walk = log(session, alice, note="Along the river. " * 20, stumbles=0).uuid
    there = f"{address}walks/{walk}"
    for page in ("walks/", "physio"):
        assert f'href="{there}"' in as_bob.get(address + page).text, page
    text = Page(as_bob.get(there)).text
    assert "No stumble" in text and "you" not in text.partition("You are reading")[2].lower().split()


def test_a_reader_sees_in_settings_that_there_is_something_to_read(
    as_bob: FlaskClient, as_alice: FlaskClient, address: str
) -> None:
    assert "Diaries you may read" in Page(as_bob.get("/settings")).text
    assert "Diaries you may read" not in Page(as_alice.get("/settings")).text
    assert "Nobody lets you read their diary" in Page(as_alice.get("/diaries/")).text


@pytest.mark.parametrize("page", PAGES)
def test_twenty_walks_cost_as_many_queries_as_two(
    as_bob: FlaskClient, database: Database, alice: User, address: str, page: str
) -> None:
    as_bob.get(address)
    counts = []
    for more in (2, 18):
        with database.writing() as session:
            for _ in range(more):
                log(session, alice, day=TODAY, note="Fog.")
        counts.append(queries(as_bob, address + page))
    assert counts[0] == counts[1]
