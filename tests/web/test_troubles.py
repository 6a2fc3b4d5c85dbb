"""A full, read-only, busy, failing or damaged disk: what is saved can be read, and every refusal is a sentence."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DatabaseError, OperationalError

from tests.factories import NOW, SAME_ORIGIN, signed_in
from tests.web.pages import Page
from webapp.security import sign_ins
from webapp.storage import files
from webapp.storage import sign_ins as store
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.troubles import CannotWrite, Trouble
from webapp.storage.turns import Turns

FULL = OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))
TROUBLES: dict[str, tuple[Exception, int, str]] = {
    "full": (FULL, 507, "The disk is full"),
    "busy": (CannotWrite(Trouble.BUSY), 503, "Not just now"),
    "locked": (OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked")), 503, "Not just now"),
    "read-only": (
        OperationalError("UPDATE", {}, sqlite3.OperationalError("attempt to write a readonly database")),
        503,
        "We can't save anything",
    ),
    "failing": (OperationalError("UPDATE", {}, sqlite3.OperationalError("disk I/O error")), 503, "Not just now"),
    "damaged": (
        DatabaseError("SELECT", {}, sqlite3.DatabaseError("database disk image is malformed")),
        503,
        "The database is damaged",
    ),
    "no memory": (MemoryError(), 503, "Not just now"),
    "a full disk elsewhere": (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 507, "The disk is full"),
    "no more files": (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), 503, "Not just now"),
}
every_trouble = pytest.mark.parametrize(("error", "status", "title"), TROUBLES.values(), ids=TROUBLES.keys())


def failing(app: Flask, monkeypatch: pytest.MonkeyPatch, endpoint: str, error: Exception) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setitem(app.view_functions, endpoint, fail)


@every_trouble
def test_a_page_says_what_the_trouble_is(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    failing(app, monkeypatch, "health.index", error)
    answer = as_alice.get("/health")

    assert (answer.status_code, f"<h1>{title}</h1>" in answer.text) == (status, True)
    assert "Nothing" in answer.text or "changed" in answer.text


@every_trouble
def test_a_script_is_told_so_too(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    failing(app, monkeypatch, "api.list_walks", error)
    answer = client.get("/api/v1/walks")

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert (answer.get_json() or {})["detail"].endswith("Nothing was changed.")


def test_whoever_came_at_a_busy_moment_is_told_when_to_come_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(app, monkeypatch, "api.list_walks", CannotWrite(Trouble.BUSY))
    assert client.get("/api/v1/walks").headers["Retry-After"] == "5"


def test_a_mistake_of_ours_is_no_trouble_of_the_disk(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(app, monkeypatch, "health.index", FileNotFoundError(errno.ENOENT, "No such file"))
    assert as_alice.get("/health").status_code == 500


# The first page of a day notes that the browser was here.
@pytest.fixture
def next_morning(app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    client = signed_in(app.test_client(), alice)
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + 2 * sign_ins.TOUCH_AFTER)
    return client


def is_noted(database: Database, client: FlaskClient) -> bool:
    cookie = client.get_cookie("backstride")
    assert cookie
    with database.reading() as session:
        found = sign_ins.find(session, cookie.value, now=NOW)
    assert found
    return found[1] > NOW


def test_the_first_page_of_a_day_is_shown_while_somebody_writes(database: Database, next_morning: FlaskClient) -> None:
    assert database.file
    with Turns(database.file.with_name(database.file.name + "-lock")).turn():
        assert next_morning.get("/").status_code == 200
        assert not is_noted(database, next_morning)
    assert next_morning.get("/").status_code == 200
    assert is_noted(database, next_morning)


@pytest.mark.parametrize("error", [FULL, TROUBLES["read-only"][0], TROUBLES["failing"][0]], ids=str)
def test_the_first_page_of_a_day_is_shown_on_a_disk_that_takes_nothing(
    next_morning: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(store, "turn", fail)
    for path in ("/", "/walks/", "/progress"):
        assert next_morning.get(path).status_code == 200


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO, errno.EMFILE])
def test_a_disk_that_dies_is_read_on_and_heals(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(path: Path) -> None:
        raise OSError(number, os.strerror(number), str(path))

    form = {"theme": "dark"}
    with monkeypatch.context() as broken:
        broken.setattr(files, "open_private", fail)
        refused = as_alice.post("/settings/units", data=form, headers=SAME_ORIGIN)
        assert refused.status_code == (507 if number == errno.ENOSPC else 503)
        assert as_alice.get("/").status_code == 200
        assert as_alice.get("/healthz").text == "ok"
    assert as_alice.post("/settings/units", data=form, headers=SAME_ORIGIN).status_code != refused.status_code


@pytest.mark.parametrize("error", [error for error, _, _ in TROUBLES.values()], ids=TROUBLES.keys())
def test_whoever_signs_out_is_out_of_this_browser_whatever_the_disk_takes(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("webapp.web.access.stop", fail)
    answer = as_alice.post("/logout", headers=SAME_ORIGIN)
    assert (answer.status_code, as_alice.get_cookie("backstride")) == (303, None)
    assert "You are signed out here, and this browser keeps no key" in as_alice.get(answer.location).text
    assert as_alice.get("/").location == "/login"


TYPED = {"date": "2026-11-20", "time": "12:00", "minutes": "20", "backward": "8", "note": 'Fog & "sun"\nby the canal'}


@every_trouble
def test_what_was_typed_is_sent_again_with_one_tap(
    as_alice: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    form, address = Page(as_alice.get("/walks/new")).form("/walks/"), f"/walks/?for={alice.id}"
    with monkeypatch.context() as broken:
        broken.setattr("webapp.actions.walks.log_walk", fail)
        answer = as_alice.post(address, data=form | TYPED)
        again = Page(as_alice.post(address, data=Page(answer).form("/walks/")))
    saved = as_alice.post(address, data=again.form("/walks/"))

    assert (answer.status_code, title in again.text) == (status, True)
    assert f'action="{address}"' in answer.text and "This page keeps what you typed." in answer.text
    assert saved.status_code == 303
    walk = f"/walks/{form['id']}"
    assert Page(as_alice.get(f"{walk}/edit")).form(walk)["note"] == TYPED["note"]


def test_a_password_is_not_kept_on_a_page(as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FULL

    monkeypatch.setattr(sign_ins, "try_password", fail)
    fields = {"current_password": "a long winding road", "new_password": "another long road"}
    answer = as_alice.post("/settings/password", data=fields, headers=SAME_ORIGIN)
    assert answer.status_code == 507
    assert "long" not in answer.text and "Try again" not in answer.text


def test_a_page_that_was_only_looked_at_has_nothing_to_send(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(app, monkeypatch, "health.index", FULL)
    assert "Try again" not in as_alice.get("/health").text


def test_the_owner_reads_on_today_and_at_the_server_that_the_database_is_damaged(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    app.extensions["backstride_database"].damage = "Tree 5 page 9: btreeInitPage() returns error code 11"
    for path in ("/", "/settings/server"):
        shown = " ".join(Page(as_alice.get(path)).text.split())
        assert "The database is damaged. You can read what can still be read." in shown
        assert "The database is damaged" not in as_bob.get(path).text
    refused = as_bob.post("/settings/units", data={"theme": "dark"}, headers=SAME_ORIGIN)
    assert (refused.status_code, "We changed nothing" in refused.text) == (503, True)
