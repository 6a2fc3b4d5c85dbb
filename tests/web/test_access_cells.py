"""Who gets in, cell by cell, where one role or one method might differ from its neighbour."""

from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import SAME_ORIGIN, add_user, log, signed_in
from tests.web.conftest import with_token
from tests.web.declared import OWN, OWNED, OWNERS, PUBLIC
from tests.web.declared_calls import API_OWN, API_OWNED
from tests.web.test_access import ask, rules
from webapp.domain.keys import Scope
from webapp.domain.roles import Role
from webapp.storage.engine import Database
from webapp.storage.models import User

# They end what the next cell needs.
ENDS = {"account.sign_out", "goodbyes.create"}
# Who reads a child's diary is for an owner to say.
NOT_FOR_CHILDREN = {"POST /settings/readers", "POST /settings/readers/end"}


@pytest.fixture
def alices_walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def statuses(app: Flask, client: FlaskClient, walk: UUID) -> dict[str, int]:
    """How each page and form answers."""
    found = {}
    for rule, method in rules(app):
        if not rule.endpoint.startswith("api.") and rule.endpoint not in PUBLIC | ENDS:
            with closing(ask(client, rule, method, walk, number=99, headers=SAME_ORIGIN)) as answer:
                found[f"{method} {rule.rule}"] = answer.status_code
    return found


def test_a_child_finds_what_an_adult_finds(app: Flask, database: Database, alices_walk: UUID) -> None:
    adult, child = (
        statuses(app, signed_in(app.test_client(), add_user(database, role, role=role)), alices_walk)
        for role in (Role.ADULT, Role.CHILD)
    )
    assert {cell for cell in adult if adult[cell] != child[cell]} == NOT_FOR_CHILDREN
    assert {child[cell] for cell in NOT_FOR_CHILDREN} == {404}


def test_a_key_that_reads_asks_everything_and_changes_nothing(
    app: Flask, database: Database, alice: User, alices_walk: UUID
) -> None:
    reader = with_token(app, database, alice, scope=Scope.READ)
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            with closing(ask(reader, rule, method, alices_walk, json={})) as answer:
                assert (answer.status_code == 403) == (method != "GET"), rule


def test_a_key_that_may_do_everything_is_refused_nowhere(app: Flask, script: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            with closing(ask(script, rule, method, alices_walk, json={})) as answer:
                assert answer.status_code not in (401, 403), rule


def test_asking_for_a_head_or_for_methods_opens_nothing(
    app: Flask, as_bob: FlaskClient, stranger: FlaskClient, alices_walk: UUID
) -> None:
    public = {rule.rule for rule, _ in rules(app) if rule.endpoint in PUBLIC}
    for rule, method in rules(app):
        if rule.endpoint in OWN | OWNED | OWNERS and rule.rule not in public:
            assert ask(stranger, rule, "OPTIONS", alices_walk).status_code == 303, rule
            if method == "GET":
                assert ask(stranger, rule, "HEAD", alices_walk).status_code == 303, rule
            if method == "GET" and rule.endpoint in OWNED | OWNERS:
                assert ask(as_bob, rule, "HEAD", alices_walk).status_code == 404, rule
