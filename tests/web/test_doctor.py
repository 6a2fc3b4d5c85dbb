"""The server's check-up is the owner's, and shows first what there is to do."""

import dataclasses
import sqlite3
from contextlib import closing

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY
from tests.web.pages import Page
from webapp import create_app
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.troubles import CannotWrite


@pytest.fixture(autouse=True)
def _made_before_the_clock_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.machine_looks.made_on", lambda: TODAY)


def states(client: FlaskClient) -> dict[str, str]:
    """The state of each checkup on the page, in its order."""
    found = [found for _, found in Page(client.get("/doctor")).elements if "data-checkup" in found]
    return {found["data-checkup"] or "": found["data-state"] or "" for found in found}


def test_the_owner_alone_sees_it(as_alice: FlaskClient, as_bob: FlaskClient, stranger: FlaskClient) -> None:
    assert 'href="/doctor"' in as_alice.get("/settings/server").text
    assert "/doctor" not in as_bob.get("/settings/server").text
    assert as_bob.get("/doctor").status_code == 404


def test_it_has_every_check_with_words_beside_the_signs(as_alice: FlaskClient) -> None:
    found, text = states(as_alice), " ".join(Page(as_alice.get("/doctor")).text.split())

    assert len(found) >= 35
    assert found["owner"] == found["pages"] == found["week-sums"] == "ok"
    assert "things are fine" in text and "✓ Owner Alice" in text


def test_what_is_broken_stands_first(as_alice: FlaskClient, bob: User, database: Database) -> None:
    with closing(sqlite3.connect(str(database.file), isolation_level=None)) as connection:
        connection.execute("UPDATE account SET time_zone = 'Moon/Sea' WHERE name = 'Bob'")
        connection.execute("DROP INDEX ix_walk_day")
        connection.execute("INSERT INTO week_total SELECT 1, '2020-01-06', 1, 9, 0, 9, 0, 1, 1, 1, 1, 150, 0, 1")
    order = list(states(as_alice).items())

    assert [name for name, state in order if state == "failure"] == ["schema-parts", "zones"]
    assert [state for _, state in order] == sorted((state for _, state in order), key="failure warning ok".find)
    assert "week-sums" in dict(order[2:]) and dict(order)["week-sums"] == "warning"


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("forwarded", {"X-Forwarded-For": "203.0.113.9"}),
        ("refused-host", {"Host": "walks.example.org"}),
        ("public-address", {"Host": "walks.example"}),
    ],
)
def test_what_comes_by_a_way_that_nobody_set_up_is_told(
    as_alice: FlaskClient, settings: Settings, name: str, headers: dict[str, str]
) -> None:
    app = create_app(dataclasses.replace(settings, base_url="https://walks.example"))
    client = app.test_client()
    client.set_cookie("backstride", cookie.value if (cookie := as_alice.get_cookie("backstride")) else "")
    before = states(client)[name]
    client.get("/healthz", headers=headers)

    assert (before, states(client)[name]) == ("ok", "warning")
    app.extensions["backstride_database"].close()


def test_a_walk_of_a_phone_that_was_refused_is_told(as_alice: FlaskClient, phone: FlaskClient) -> None:
    assert states(as_alice)["refused-walks"] == "ok"
    assert phone.post("/api/v1/walks", json={"segments": []}).status_code == 422

    assert states(as_alice)["refused-walks"] == "warning"


def test_looking_writes_nothing_into_the_database(
    as_alice: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_alice.get("/")

    def refuse(*_arguments: object) -> None:
        raise CannotWrite("busy")  # type: ignore[arg-type]  # It is never raised.

    monkeypatch.setattr("webapp.storage.turns.Turns.turn", refuse)
    assert len(states(as_alice)) >= 35


def test_it_works_for_a_damaged_database(as_alice: FlaskClient, alice: User) -> None:
    as_alice.application.extensions["backstride_database"].damage = "wrong page"
    assert next(iter(states(as_alice).items())) == ("database", "failure")
