"""Imports by a script: saved at once, looked at later, taken back."""

from io import BytesIO
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import log
from tests.importers import xml_files
from tests.web.uploads import OTHER, TCX, walks
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

UNKNOWN = TCX.replace(b"Walking", b"Other")


def bring(script: FlaskClient, data: bytes, query: str = "?name=walk.tcx") -> TestResponse:
    return script.post(f"/api/v1/imports{query}", data=data, content_type="application/octet-stream")


def test_a_file_as_the_body_is_saved_at_once(script: FlaskClient, database: Database, alice: User) -> None:
    answer = bring(script, TCX)
    (walk,) = walks(database, alice)
    recording = {"file": "walk.tcx", "outcome": "new", "reason": None, "walk": str(walk.uuid), "undone": None}
    assert (answer.status_code, answer.json and answer.json["state"]) == (201, "done")
    assert answer.json and answer.json["recordings"] == [recording]
    assert script.get(f"/api/v1/imports/{answer.json['id']}").json == answer.json


def test_a_file_as_a_form_is_the_same(script: FlaskClient, database: Database, alice: User) -> None:
    answer = script.post("/api/v1/imports", data={"file": (BytesIO(TCX), "walk.tcx")})
    assert answer.json and [found["outcome"] for found in answer.json["recordings"]] == ["new"]
    assert [found["outcome"] for found in (bring(script, TCX).json or {})["recordings"]] == ["known"]
    assert len(walks(database, alice)) == 1


@pytest.mark.parametrize(
    ("query", "outcome", "count"),
    [("", "unsure", 0), ("?unsure=skip", "unsure", 0), ("?unsure=walk", "new", 1), ("?unsure=run", "new", 1)],
)
def test_what_nobody_can_tell_follows_the_query_and_waits_on_the_page_without_one(
    script: FlaskClient, as_alice: FlaskClient, database: Database, alice: User, query: str, outcome: str, count: int
) -> None:
    answer = bring(script, UNKNOWN, query).json or {}
    assert [found["outcome"] for found in answer["recordings"]] == [outcome]
    assert len(walks(database, alice)) == count
    assert ("import-questions" in as_alice.get(f"/import/{answer['id']}").text) == (not query)


def test_what_is_no_recording_has_its_reason(script: FlaskClient) -> None:
    answer = bring(script, b"Dear diary").json or {}
    assert answer["recordings"] == [
        {"file": "walk.tcx", "outcome": "refused", "reason": "unknown_format", "walk": None, "undone": None}
    ]


def test_undo_takes_back_what_was_not_changed_and_names_the_rest(
    script: FlaskClient, database: Database, alice: User
) -> None:
    both = (
        script.post("/api/v1/imports", data={"file": [(BytesIO(TCX), "a.tcx"), (BytesIO(OTHER), "b.tcx")]}).json or {}
    )
    mine, other = (found["walk"] for found in both["recordings"])
    with database.writing() as session:
        (row,) = [row for row in store.named(session, alice.diary, [walks(database, alice)[1].uuid])]
        row.note = "Mine."
    undone = script.post(f"/api/v1/imports/{both['id']}/undo")
    assert undone.json and undone.json["state"] == "undone"
    assert {found["walk"]: found["undone"] for found in undone.json["recordings"]} == {mine: "kept", other: "taken"}
    assert script.post(f"/api/v1/imports/{both['id']}/undo").json == undone.json


@pytest.mark.parametrize(
    ("query", "field"), [("?unsure=fly", "unsure"), ("?unsure=", "unsure"), ("?dry=1", "dry")], ids=str
)
def test_what_the_call_does_not_know_is_refused(script: FlaskClient, query: str, field: str) -> None:
    answer = bring(script, TCX, query)
    assert answer.status_code == 422 and answer.json
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_without_a_file_or_in_another_form_it_says_what_to_send(script: FlaskClient) -> None:
    assert bring(script, b"").status_code == 422
    document = (script.get("/api/v1/openapi.json").json or {})["paths"]["/api/v1/imports"]["post"]
    assert document["requestBody"]["content"]["application/octet-stream"]["schema"]["minLength"] == 1
    assert script.post("/api/v1/imports", data={"title": "x"}, content_type="multipart/form-data").status_code == 422
    assert script.post("/api/v1/imports", json={}).status_code == 415


def test_an_import_of_somebody_else_is_not_there(script: FlaskClient, bobs_script: FlaskClient) -> None:
    uuid = (bring(script, TCX).json or {})["id"]
    assert bobs_script.get(f"/api/v1/imports/{uuid}").status_code == 404
    assert bobs_script.post(f"/api/v1/imports/{uuid}/undo").status_code == 404
    assert script.get(f"/api/v1/imports/{uuid4()}").status_code == 404


def test_a_large_body_is_taken_where_imports_go(script: FlaskClient) -> None:
    large = xml_files.tcx(xml_files.activity(xml_files.lap())) + b" " * 1_000_000
    assert bring(script, large).status_code == 201


def test_everything_of_the_same_person_is_taken_in_and_taken_back(
    script: FlaskClient, as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, effort=6)
    document = bytes(as_alice.get("/export/file", buffered=True).data)
    gone = [walk.uuid for walk in walks(database, alice)]
    as_alice.post(f"/walks/{gone[0]}/delete")
    with database.writing() as session:
        store.remove_from_bin(session, alice.diary, gone)
    answer = bring(script, document, "?name=all.json").json or {}
    assert [(found["outcome"], found["walk"]) for found in answer["recordings"]] == [("new", str(gone[0]))]
    assert [walk.uuid for walk in walks(database, alice)] == gone
    script.post(f"/api/v1/imports/{answer['id']}/undo")
    assert walks(database, alice) == []


def test_everything_of_somebody_else_is_refused_where_the_diary_is_in_use(
    script: FlaskClient, as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    for owner in (alice, bob):
        with database.writing() as session:
            log(session, owner, note=owner.name)
    answer = bring(script, bytes(as_bob.get("/export/file", buffered=True).data), "?name=all.json").json or {}
    assert [(found["outcome"], found["reason"]) for found in answer["recordings"]] == [("refused", "somebody_elses")]
    assert [walk.note for walk in walks(database, alice)] == ["Alice"]
    assert "everything of Bob, and your diary is in use" in as_alice.get(f"/import/{answer['id']}").text
