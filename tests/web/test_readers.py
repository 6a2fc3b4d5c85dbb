"""Who may read a diary: given and ended by taps, with Undo, and always seen by whose diary it is."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, add_user, signed_in
from tests.web.pages import Page
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.domain.roles import Role
from webapp.security import accounts, reading_rights
from webapp.storage import reading_rights as store
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

READERS = "/settings/readers"


@pytest.fixture
def child(database: Database) -> User:
    return add_user(database, "Mia", role=Role.CHILD)


@pytest.fixture
def as_child(app: Flask, child: User) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return signed_in(client, child)


def given(database: Database, person: User) -> list[tuple[str, str, dt.datetime | None]]:
    with database.reading() as session:
        rows = store.given(session, person.diary, now=NOW)
        return [(reader.name, right.reads_as, right.ends_at) for right, reader in rows]


def give(client: FlaskClient, whom: User, *, path: str = READERS, **fields: str) -> Page:
    form = {"reader": str(whom.id), "reads_as": "physio", "reads_for": "months"} | fields
    return Page(client.post(path, data=form, follow_redirects=True))


def undo(client: FlaskClient, page: Page) -> Page:
    action, sent = page.notice or ("", {})
    return Page(client.post(action, data=sent, follow_redirects=True))


@pytest.mark.parametrize(
    ("lasts", "ends_at"),
    [
        ("week", NOW + dt.timedelta(days=7)),
        ("months", NOW + dt.timedelta(days=91)),
        ("year", NOW + dt.timedelta(days=365)),
        ("open", None),
    ],
)
def test_somebody_lets_another_adult_read_for_a_time(
    as_alice: FlaskClient, database: Database, alice: User, bob: User, lasts: str, ends_at: dt.datetime | None
) -> None:
    assert "Only you." in Page(as_alice.get(READERS)).text
    page = give(as_alice, bob, reads_for=lasts)
    assert given(database, alice) == [("Bob", "physio", ends_at)]
    assert "Physiotherapist" in page.text and "Has not read it yet" in page.text
    assert "1 person" in Page(as_alice.get("/settings")).text


def test_undo_takes_it_back_and_ending_it_has_an_undo_too(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    undo(as_alice, give(as_alice, bob))
    assert given(database, alice) == []
    give(as_alice, bob, reads_for="open")
    address = next(
        a["href"] or "" for _, a in Page(as_bob.get("/diaries/")).elements if str(a.get("href")).startswith("/diaries/")
    )
    ended = Page(as_alice.post(f"{READERS}/end", data={"reader": str(bob.id)}, follow_redirects=True))
    assert as_bob.get(address).status_code == 404 and "Removed." in ended.text
    undo(as_alice, ended)
    assert given(database, alice) == [("Bob", "physio", None)] and as_bob.get(address).status_code == 200


def test_a_second_tap_on_the_end_changes_nothing_more(as_alice: FlaskClient, bob: User) -> None:
    give(as_alice, bob)
    for _ in range(2):
        assert as_alice.post(f"{READERS}/end", data={"reader": str(bob.id)}).status_code == 303


def test_another_time_takes_the_place_of_the_one_before(
    as_alice: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    give(as_alice, bob, reads_for="open")
    page = give(as_alice, bob, reads_for="week", reads_as="helper")
    assert given(database, alice) == [("Bob", "helper", NOW + dt.timedelta(days=7))]
    undo(as_alice, page)
    assert given(database, alice) == [("Bob", "physio", None)]


@pytest.mark.parametrize(("field", "value"), [("reader", ""), ("reader", "999"), ("reads_for", "x"), ("reads_as", "")])
def test_a_choice_that_there_is_not_names_its_field(
    as_alice: FlaskClient, database: Database, alice: User, bob: User, field: str, value: str
) -> None:
    page = give(as_alice, bob, **{field: value})
    assert page.refuses(field) and given(database, alice) == []


def test_neither_oneself_nor_a_child_nor_who_was_taken_out_can_be_named(
    as_alice: FlaskClient, database: Database, alice: User, bob: User, child: User
) -> None:
    with database.writing() as session:
        accounts.take_out(session, users.get(session, bob.id), by=alice, now=NOW)
    for reader in (alice, child, bob):
        assert "Please choose one from the list." in give(as_alice, reader).text
    assert "No other adult has an account here." in Page(as_alice.get(READERS)).text


def test_today_tells_once_who_may_read(as_alice: FlaskClient, bob: User) -> None:
    give(as_alice, bob)
    page = Page(as_alice.get("/"))
    assert "Bob may now read your diary, until 19 Feb 2027." in page.text
    as_alice.post(f"{READERS}/told")
    assert "may now read your diary" not in Page(as_alice.get("/")).text


def test_whose_diary_it_is_sees_when_it_was_read_last(as_alice: FlaskClient, as_bob: FlaskClient, bob: User) -> None:
    give(as_alice, bob)
    page = Page(as_bob.get("/diaries/"))
    address = next(a["href"] or "" for _, a in page.elements if str(a.get("href")).startswith("/diaries/"))
    assert as_bob.get(address).status_code == 200
    assert "Last read on 20 Nov 2026" in Page(as_alice.get(READERS)).text


def test_an_owner_names_who_reads_a_childs_diary_and_the_child_sees_it(
    as_alice: FlaskClient, as_child: FlaskClient, database: Database, alice: User, child: User
) -> None:
    path = f"/household/people/{child.id}/readers"
    assert "Who may read Mia's diary" in Page(as_alice.get(f"/household/people/{child.id}")).text
    page = give(as_alice, alice, path=path, reads_as="family")
    assert given(database, child) == [("Alice", "family", NOW + dt.timedelta(days=91))]
    assert "Alice" in Page(as_child.get(READERS)).text
    assert "Alice may now read your diary" in Page(as_child.get("/")).text
    undo(as_alice, page)
    assert given(database, child) == []


def test_a_child_decides_nothing_there(as_child: FlaskClient, database: Database, bob: User, child: User) -> None:
    with database.writing() as session:
        reading_rights.give(session, child, bob, ReadsAs.FAMILY, Lasts.OPEN, by=bob, now=NOW)
    page = Page(as_child.get(READERS))
    assert "An owner of this server chooses" in page.text and not [a for a in page.forms if "readers" in a]
    assert as_child.post(f"{READERS}/end", data={"reader": str(bob.id)}).status_code == 404
    assert given(database, child)


def test_an_owner_has_no_say_about_the_diary_of_an_adult(as_alice: FlaskClient, bob: User) -> None:
    for path in ("", "/end"):
        assert as_alice.post(f"/household/people/{bob.id}/readers{path}").status_code == 404
    assert as_alice.get(f"/household/people/{bob.id}/readers").status_code == 404
