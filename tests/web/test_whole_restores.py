"""A backup brought to a new server by who sets it up."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.copies import HOUSE, sealed_copy
from tests.factories import PASSWORD, SAME_ORIGIN, add_user, log
from webapp.config import Settings
from webapp.security import accounts
from webapp.storage.engine import Database
from webapp.storage.uploads import Uploads
from webapp.web import admission, uploads


@pytest.fixture
def backup(template: Path, tmp_path: Path) -> Path:
    """What Alice had on another machine."""
    database = Database.in_file(Path(shutil.copy(template, tmp_path / "elsewhere.db")))
    alice = add_user(database, "Alice", role="owner")
    with database.writing() as session:
        log(session, alice, note="Along the river.")
    assert database.file
    file = sealed_copy(database.file, tmp_path / "backup.db")
    database.close()
    return file


@pytest.fixture
def code(database: Database) -> str:
    with database.writing() as session:
        return accounts.setup_code(session) or ""


def bring(client: FlaskClient, code: str, content: bytes, name: str = "backup.db") -> TestResponse:
    form = {"file": (BytesIO(content), name)} if name else {}
    return client.post(f"/setup/backup/{code}", data=form, headers=SAME_ORIGIN, content_type="multipart/form-data")


def test_everything_is_back_and_its_owner_signs_in(
    client: FlaskClient, database: Database, code: str, backup: Path, settings: Settings
) -> None:
    assert f"/setup/backup/{code}" in client.get(f"/setup?code={code}").text
    assert "Bring everything back" in client.get(f"/setup/backup/{code}").text
    answer = bring(client, code, backup.read_bytes())
    assert answer.location == "/login?restored=1"
    assert "Your backup is back." in client.get(answer.location).text

    client.post("/login", data={"name": "Alice", "password": PASSWORD}, headers=SAME_ORIGIN)
    with database.reading() as session:
        assert session.scalar(text("SELECT note FROM walk")) == "Along the river."
    assert client.get("/walks/").status_code == 200
    ping = client.get("/api/ping").json
    assert ping and ping["instance"] == HOUSE
    assert list((settings.data / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"PK\x03\x04", "walks.zip", "This file is no backup of Backstride."),
        (b"", "backup.db", "There is no diary in this file."),
        (b"", "", "Please choose a file."),
    ],
)
def test_what_is_no_backup_is_told_at_its_field(
    client: FlaskClient, code: str, settings: Settings, content: bytes, name: str, told: str
) -> None:
    answer = bring(client, code, content, name)
    assert answer.status_code == 422
    assert told in answer.text and 'aria-invalid="true"' in answer.text
    assert list((settings.data / "uploads").glob("*")) == []
    assert client.get("/login").location == "/setup"


def test_a_damaged_backup_changes_nothing(client: FlaskClient, code: str, backup: Path) -> None:
    answer = bring(client, code, backup.read_bytes().replace(b"Along the river.", b"Along the rover."))
    assert answer.status_code == 422 and "This backup is damaged." in answer.text
    assert bring(client, code, backup.read_bytes()).status_code == 303


def test_without_the_code_and_once_somebody_is_here_it_is_not_there(
    client: FlaskClient, database: Database, code: str, backup: Path
) -> None:
    assert bring(client, "guessed", backup.read_bytes()).status_code == 404
    assert client.get("/setup/backup/guessed").status_code == 404
    add_user(database, "Bob", role="owner")
    assert bring(client, code, backup.read_bytes()).status_code == 404


def test_only_who_has_the_code_may_send_so_much(
    app: Flask, database: Database, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Uploads, "room", lambda self: 2 * uploads.MOST_BYTES)
    most = admission.most_bytes(app)
    sizes = [most("POST", f"/setup/backup/{given}", {}) for given in (code, "guessed")]
    assert sizes == [uploads.MOST_BYTES, app.config["MAX_CONTENT_LENGTH"]]
    add_user(database, "Bob", role="owner")
    assert most("POST", f"/setup/backup/{code}", {}) == app.config["MAX_CONTENT_LENGTH"]
