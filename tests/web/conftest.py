"""Browsers that are signed in, and scripts that have a token."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, SAME_ORIGIN, signed_in
from webapp.domain.keys import Scope
from webapp.security import keys
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser where nobody is signed in, on a page of the server itself."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


@pytest.fixture
def as_alice(stranger: FlaskClient, alice: User) -> FlaskClient:
    return signed_in(stranger, alice)


@pytest.fixture
def as_bob(app: Flask, bob: User) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return signed_in(client, bob)


@pytest.fixture
def script(app: Flask, database: Database, alice: User) -> FlaskClient:
    """A script with a token of Alice's."""
    return with_token(app, database, alice)


@pytest.fixture
def phone(app: Flask, database: Database, alice: User) -> FlaskClient:
    """A phone of Alice's on its own: its key may only add walks."""
    return with_token(app, database, alice, scope=Scope.WALKS)


@pytest.fixture
def bobs_script(app: Flask, database: Database, bob: User) -> FlaskClient:
    return with_token(app, database, bob)


def with_token(app: Flask, database: Database, user: User, *, scope: Scope = Scope.ALL) -> FlaskClient:
    with database.writing() as session:
        token = keys.add(session, user, "test", now=NOW, scope=scope)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client
