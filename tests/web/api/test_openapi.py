"""The document of the API: every call is in it, and it says of every field what the server does with it."""

import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import log
from webapp.domain.shapes import Kind, Shape
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web.api import examples, openapi
from webapp.web.api.openapi import Call

URL = "/api/v1/openapi.json"
# What no field of a kind takes.
NOT_OF_KIND: dict[Kind, object] = {kind: 7 if kind is Kind.OBJECT else {} for kind in Kind}


@pytest.fixture
def document(client: FlaskClient) -> Any:
    return client.get(URL).get_json()


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def calls(app: Flask) -> list[Call]:
    with app.test_request_context():
        return openapi.calls()


def send(client: FlaskClient, call: Call, uuid: UUID, **more: Any) -> Any:
    return client.open(call.path.replace("{id}", str(uuid)), method=call.method, **more)


def fields(shape: Shape, document: dict[str, Any], path: str = "") -> Iterator[tuple[dict[str, Any], str, str, Kind]]:
    """Each field of a shape in an example that is filled as far as this needs, with its path."""
    for name, field in shape.fields.items():
        yield document, name, path + name, field.kind
        if field.shape and field.kind is Kind.OBJECTS:
            document[name] = document.get(name) or [{}]
            yield from fields(field.shape, document[name][0], f"{path}{name}.0.")
        elif field.shape:
            document[name] = document.get(name) or {}
            yield from fields(field.shape, document[name], f"{path}{name}.")


def test_a_stranger_reads_it(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert document["servers"] == [{"url": "/"}]


def test_every_call_of_the_application_is_in_it_and_no_other(app: Flask, document: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    routes = {
        (rule.rule.replace("<uuid:uuid>", "{id}"), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert described == routes | {("/api/ping", "get")}


def test_every_reference_leads_somewhere(document: Any) -> None:
    schemas = document["components"]["schemas"]

    def references(part: Any) -> Iterator[str]:
        for name, value in (
            part.items() if isinstance(part, dict) else enumerate(part if isinstance(part, list) else [])
        ):
            yield from [value] if name == "$ref" else references(value)

    assert {reference.rpartition("/")[2] for reference in references(document)} == set(schemas)


def test_every_example_is_taken(app: Flask, script: FlaskClient, walk: UUID) -> None:
    with_body = [call for call in calls(app) if call.operation.body]
    assert {call.name for call in with_body} == set(examples.BODIES)
    for call in with_body:
        assert send(script, call, walk, json=examples.BODIES[call.name]).status_code in call.operation.answers, call


def test_every_field_of_a_body_is_checked(app: Flask, script: FlaskClient, walk: UUID) -> None:
    for call in [call for call in calls(app) if call.operation.body]:
        assert call.operation.body
        example = deepcopy(examples.BODIES[call.name])
        for within, name, path, kind in list(fields(call.operation.body, example)):
            before = within.get(name)
            within[name] = NOT_OF_KIND[kind]
            answer = send(script, call, walk, json=example)
            assert path in [error["field"] for error in answer.get_json()["errors"]], (call, path)
            within[name] = before


def test_every_limit_is_kept(app: Flask, script: FlaskClient, document: Any) -> None:
    walk = document["components"]["schemas"]["Walk"]["properties"]
    start = {"started_at": "2026-11-20T08:00:00Z", "segments": [{"mode": "backward_walk", "seconds": 60}]}
    limited = {name: schema for name, schema in walk.items() if "maximum" in schema}
    assert set(limited) == {"effort", "stumbles", "falls", "attention"}
    for name, schema in limited.items():
        for value, status in ((schema["maximum"], 201), (schema["maximum"] + 1, 422), (schema["minimum"] - 1, 422)):
            assert script.post("/api/v1/walks", json=start | {name: value}).status_code == status


def test_every_name_in_an_address_is_checked_and_no_other_is_taken(app: Flask, script: FlaskClient, walk: UUID) -> None:
    for call in calls(app):
        if call.name == "ping":
            continue
        checked = [name for name, field in call.operation.query.items() if field.kind is not Kind.TEXT]
        for name in (*checked, "form"):
            answer = send(script, call, walk, query_string={name: "ä"}, json=examples.BODIES.get(call.name))
            assert answer.status_code == 422, (call, name)
            assert [error["field"] for error in answer.get_json()["errors"]] == [name]


def test_what_needs_no_key_says_so(document: Any) -> None:
    open_to_all = [
        path for path, methods in document["paths"].items() for call in methods.values() if not call["security"]
    ]
    assert open_to_all == ["/api/ping", URL]
    assert document["paths"]["/api/v1/walks"]["get"]["security"] == [{"key": ["all"]}, {"key": ["read"]}]
    assert document["paths"]["/api/v1/walks"]["post"]["security"] == [{"key": ["all"]}, {"key": ["walks"]}]


def test_below_a_path_the_calls_are_there_too(client: FlaskClient) -> None:
    answer = client.get(URL, environ_overrides={"SCRIPT_NAME": "/walks"})
    assert answer.get_json()["servers"] == [{"url": "/walks"}]


def test_it_costs_nothing_until_somebody_asks() -> None:
    code = "import sys, webapp; print([name for name in sys.modules if name in sys.argv[1:]])"
    names = ("webapp.web.api.openapi", "webapp.web.api.examples", "webapp.words.api", "webapp.web.api.figures")
    found = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['webapp.web.api.figures']"
