"""Passwords on pages: a browser may keep and fill them, and the server takes them as they were typed."""

from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW
from tests.web.pages import Page
from webapp.security import accounts, sign_ins
from webapp.security.sign_ins import Browser, WrongPassword
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

LONG = "Ä 64 and more: " + "pass word " * 18 + "Zebra"


def test_a_password_manager_knows_every_field(app: Flask, as_alice: FlaskClient, bob: User) -> None:
    paths, found = ("/login", "/settings/you", "/settings/delete-account", f"/household/people/{bob.id}"), []
    for path in paths:
        with closing(as_alice.get(path) if path != "/login" else app.test_client().get(path)) as answer:
            found += [field for _, field in Page(answer).elements if field.get("type") == "password"]
    assert {field.get("autocomplete") for field in found} == {"current-password", "new-password"}
    assert len(found) >= 6
    assert not any(name.startswith("on") for field in found for name in field)


@pytest.mark.parametrize(
    "other", [LONG[:-1], LONG[:-1] + "b", LONG.lower(), LONG + " ", " " + LONG, LONG.replace("Ä", "A\u0308"), LONG[:72]]
)
def test_a_password_is_compared_to_the_last_letter_as_it_was_typed(database: Database, alice: User, other: str) -> None:
    assert len(LONG) == 200
    with database.writing() as session:
        accounts.set_password(session, users.get(session, alice.id), LONG)
    assert sign_ins.try_password(database, "Alice", LONG, Browser("127.0.0.1"), now=NOW).id == alice.id
    with pytest.raises(WrongPassword):
        sign_ins.try_password(database, "Alice", other, Browser("127.0.0.1"), now=NOW)
