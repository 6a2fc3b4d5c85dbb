"""What each kind of key may do, and what a phone's key is told."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, log
from tests.web.conftest import with_token
from webapp.domain.keys import Scope
from webapp.storage.access_models import ApiToken
from webapp.storage.engine import Database
from webapp.storage.models import User

URL = "/api/v1/walks"
WALK: dict[str, Any] = {
    "id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11",
    "started_at": "2026-11-20T17:00:00+01:00",
    "segments": [{"mode": "backward_walk", "seconds": 300}],
    "note": "Knee.",
}


@pytest.fixture
def private(database: Database, alice: User) -> UUID:
    """A walk that a form added."""
    with database.writing() as session:
        return log(session, alice, note="Private.", effort=4).uuid


def test_a_phone_is_told_the_id_and_the_status_of_its_walk_alone(phone: FlaskClient) -> None:
    first, second = (phone.post(URL, json=WALK) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json() == {"id": WALK["id"], "status": "saved"}


def test_a_phone_learns_nothing_of_a_walk_whose_id_it_knows(phone: FlaskClient, private: UUID) -> None:
    answer = phone.post(URL, json=WALK | {"id": str(private)})
    assert (answer.status_code, answer.get_json()) == (200, {"id": str(private), "status": "saved"})


def test_a_phone_takes_back_what_it_added_and_nothing_else(
    phone: FlaskClient, script: FlaskClient, private: UUID
) -> None:
    phone.post(URL, json=WALK)
    assert phone.delete(f"{URL}/{private}").status_code == 404
    assert script.get(f"{URL}/{private}").status_code == 200
    assert [phone.delete(f"{URL}/{WALK['id']}").status_code for _ in range(2)] == [204, 204]
    assert phone.post(URL, json=WALK).get_json()["status"] == "deleted"


def test_a_second_phone_does_not_take_back_the_walk_of_the_first(
    app: Flask, database: Database, phone: FlaskClient, alice: User
) -> None:
    phone.post(URL, json=WALK)
    other = with_token(app, database, alice, scope=Scope.WALKS)
    assert other.delete(f"{URL}/{WALK['id']}").status_code == 404


def test_a_reading_key_reads_and_changes_nothing(
    app: Flask, database: Database, alice: User, script: FlaskClient, private: UUID
) -> None:
    reader = with_token(app, database, alice, scope=Scope.READ)
    for path in (URL, f"{URL}/{private}", "/api/v1/weeks", "/api/v1/summary", "/api/v1/weights"):
        assert reader.get(path).get_json() == script.get(path).get_json()
    for method, path in (("POST", URL), ("PUT", f"{URL}/{private}"), ("DELETE", f"{URL}/{private}")):
        assert reader.open(path, method=method, json=WALK).status_code == 403
    assert reader.post("/api/v1/estimate", json={}).status_code == 403
    assert reader.post("/api/v1/weights", json={}).status_code == 403


@pytest.mark.parametrize("change", [{}, {"segments": []}, {"segments": [0]}, {"nonsense": 1}], ids=str)
def test_a_known_id_is_answered_whatever_else_is_sent(script: FlaskClient, change: dict[str, Any]) -> None:
    first = script.post(URL, json=WALK)
    again = script.post(URL, json=WALK | change)
    assert (again.status_code, again.get_json()) == (200, first.get_json())


@pytest.mark.parametrize("path", [URL, "/api/v1/weeks", "/api/v1/summary", "/api/v1/weights"])
def test_a_question_that_a_call_does_not_know_is_refused(script: FlaskClient, path: str) -> None:
    answer = script.get(path, query_string={"form": "2026-01-01"})
    assert answer.status_code == 422
    assert [(error["field"], error["reason"]) for error in answer.get_json()["errors"]] == [("form", "unknown_field")]
    assert script.get(path).status_code == 200


def test_the_use_of_a_key_is_noted_once_a_day(script: FlaskClient, database: Database) -> None:
    script.get(URL)
    with database.writing() as session:
        (key,) = session.query(ApiToken).all()
        assert key.used_at == NOW
        key.used_at = NOW.replace(year=2030)
    script.get(URL)
    with database.reading() as session:
        assert session.query(ApiToken).one().used_at == NOW
