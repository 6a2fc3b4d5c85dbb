"""What holds for every answer: its type, its methods, and what counts of what comes twice."""

from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.declared_calls import API_OWN, API_OWNED
from tests.web.test_access import ask, rules
from webapp.storage import users, weights
from webapp.storage.engine import Database
from webapp.storage.models import User

# Types whose bytes are letters in a way that has to be said.
LETTERS = ("text/", "application/xml", "image/svg")


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def test_every_answer_names_its_type_and_its_letters(
    app: Flask, as_alice: FlaskClient, script: FlaskClient, walk: UUID
) -> None:
    for rule, method in rules(app):
        browser = script if rule.endpoint in API_OWN | API_OWNED else as_alice
        with closing(ask(browser, rule, method, walk)) as answer:
            kind = answer.content_type or ""
            assert kind or not answer.get_data(), rule
            assert not kind.startswith(LETTERS) or "charset=utf-8" in kind.lower(), (rule, kind)


@pytest.mark.parametrize("method", ["TRACE", "PATCH"])
def test_a_method_that_a_route_does_not_know_is_refused(
    app: Flask, as_alice: FlaskClient, walk: UUID, method: str
) -> None:
    for rule, _ in rules(app):
        if method not in (rule.methods or ()) and not rule.endpoint.startswith("api."):
            assert ask(as_alice, rule, method, walk).status_code == 405, rule


def test_what_comes_twice_counts_once_and_never_from_the_other_side(
    as_alice: FlaskClient, script: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    with database.writing() as session:
        log(session, alice)
    as_alice.post("/body/weight?weight=99", data={"weight": ["70", "90"]})
    with database.reading() as session:
        assert weights.find(session, alice.diary, TODAY) == 70
    assert as_alice.post("/body/weight?weight=99", data={}).status_code == 422
    document = script.get("/api/v1/walks?limit=1&limit=50").get_json()
    assert (len(document["walks"]), bool(document["next"])) == (1, True)


def test_a_form_sets_no_field_that_it_does_not_show(
    app: Flask, as_bob: FlaskClient, database: Database, bob: User, walk: UUID
) -> None:
    given = {"role": "owner", "name": "Root", "name_key": "root", "password_hash": "x", "is_owner": "yes", "id": "1"}
    given |= {"user_id": "1", "created_at": "2020-01-01", "taken_out_at": "", "is_proven": "yes"}
    for rule, method in rules(app):
        if method == "POST" and rule.endpoint not in ("account.sign_out", "goodbyes.create"):
            ask(as_bob, rule, method, walk, number=bob.id, data=given)
    with database.reading() as session:
        now = users.get(session, bob.id)
        for field in ("id", "role", "name", "name_key", "password_hash", "created_at", "taken_out_at"):
            assert getattr(now, field) == getattr(bob, field), field
