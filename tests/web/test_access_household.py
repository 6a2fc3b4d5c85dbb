"""Who gets in, by what they are in the household: the owner, an adult, a child, and who was taken out."""

from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, SAME_ORIGIN, add_user, log, signed_in
from tests.web.declared import OWN, OWNED, OWNERS, READERS
from tests.web.declared_calls import API_OWN, API_OWNED
from tests.web.test_access import ask, rules
from webapp.domain.roles import Role
from webapp.security import accounts
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture
def alices_walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


@pytest.mark.parametrize("role", [Role.ADULT, Role.CHILD])
def test_what_is_the_owners_is_not_there_for_others(app: Flask, database: Database, alice: User, role: Role) -> None:
    client = signed_in(app.test_client(), add_user(database, "Carol", role=role))
    for rule, method in rules(app):
        if rule.endpoint in OWNERS:
            assert ask(client, rule, method, UUID(int=1), headers=SAME_ORIGIN).status_code == 404, rule


def test_the_owner_finds_them(app: Flask, as_alice: FlaskClient, database: Database) -> None:
    child = add_user(database, "Carol", role=Role.CHILD)
    for rule, method in rules(app):
        if rule.endpoint in OWNERS:
            answer = ask(as_alice, rule, method, UUID(int=1), number=child.id, data={"id": "1"})
            assert answer.status_code in (200, 303, 422), rule


def test_who_was_taken_out_only_takes_along_what_is_theirs(
    app: Flask, as_bob: FlaskClient, database: Database, bob: User, alices_walk: UUID
) -> None:
    with database.writing() as session:
        accounts.take_out(session, users.get(session, bob.id), by=bob, now=NOW)
    for rule, method in rules(app):
        if rule.endpoint in OWNERS | READERS | OWNED | OWN - {"account.sign_out"}:
            is_left = rule.endpoint in ("leaving.index", "exports.download")
            with closing(ask(as_bob, rule, method, alices_walk)) as answer:
                assert (answer.status_code, answer.location) == ((200, None) if is_left else (303, "/leaving")), rule
    assert as_bob.post("/logout").location == "/login"


def test_the_keys_of_who_was_taken_out_open_nothing(
    app: Flask, bobs_script: FlaskClient, database: Database, bob: User, alices_walk: UUID
) -> None:
    with database.writing() as session:
        accounts.take_out(session, users.get(session, bob.id), by=bob, now=NOW)
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            assert ask(bobs_script, rule, method, alices_walk, json={}).status_code == 401, rule
