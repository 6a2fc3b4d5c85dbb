"""Looking at a page changes nothing, whoever looks."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, log
from tests.web.test_access import ask, rules
from webapp.actions import demo
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User


def rows(settings: Settings) -> list[str]:
    """Everything that is in the database but the count of wrong links, by which guessing is slowed."""
    with closing(sqlite3.connect(settings.data / "backstride.db")) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "failed_sign_in"')]


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        demo.fill(session, alice, now=NOW)
        return log(session, alice).uuid


def test_looking_at_every_page_changes_nothing(
    app: Flask, as_alice: FlaskClient, script: FlaskClient, settings: Settings, walk: UUID
) -> None:
    # Once a day it is noted that a key was used.
    script.get("/api/v1/weeks")
    browsers, before = (as_alice, script, app.test_client()), rows(settings)
    for rule, method in rules(app):
        if method == "GET":
            for browser in browsers:
                with closing(ask(browser, rule, method, walk)) as answer:
                    assert answer.status_code < 500, rule
    assert rows(settings) == before
