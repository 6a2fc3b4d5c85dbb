"""Who may send how much, asked before a body is read."""

import pytest
from flask import Flask

from tests.factories import NOW
from webapp.security import keys, sign_ins
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.uploads import Uploads
from webapp.web import admission, uploads

USUAL, LARGE = 256 * 1024, uploads.MOST_BYTES
FORGED = {"COOKIE": "backstride=forged; theme=dark", "AUTHORIZATION": "Bearer forged"}


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Uploads, "room", lambda self: 2 * LARGE)


@pytest.fixture
def cookie(database: Database, alice: User) -> str:
    with database.writing() as session:
        return sign_ins.start(session, alice, now=NOW)


@pytest.mark.parametrize("path", ["/import", "/import/share", "/login", "/api/v1/walks", "/nowhere"])
@pytest.mark.parametrize("head", [{}, FORGED], ids=["stranger", "forged"])
def test_a_stranger_may_send_what_a_form_needs(app: Flask, path: str, head: dict[str, str]) -> None:
    assert admission.most_bytes(app)("POST", path, head) == USUAL


@pytest.mark.parametrize("name", ["backstride", "__Host-backstride"])
def test_who_is_signed_in_may_send_a_recording_where_recordings_go(app: Flask, cookie: str, name: str) -> None:
    most = admission.most_bytes(app)
    head = {"COOKIE": f"theme=dark; {name}={cookie}"}

    assert [most("POST", path, head) for path in ("/import", "/import/share", "/walks/")] == [LARGE, LARGE, USUAL]
    assert most("PUT", "/import", head) == USUAL


def test_a_key_may_send_a_recording_too(app: Flask, database: Database, alice: User) -> None:
    with database.writing() as session:
        key = keys.add(session, alice, "watch", now=NOW)

    assert admission.most_bytes(app)("POST", "/import", {"AUTHORIZATION": f"Bearer {key}"}) == LARGE


def test_no_more_is_let_in_than_the_disk_has_room_for(app: Flask, cookie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most, head = admission.most_bytes(app), {"COOKIE": f"backstride={cookie}"}
    for room, let_in in ((1_000_000, 1_000_000), (0, USUAL)):
        monkeypatch.setattr(Uploads, "room", lambda self, room=room: room)
        assert most("POST", "/import", head) == let_in


def test_a_database_that_does_not_answer_lets_nothing_large_in(
    app: Flask, database: Database, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ins, "find", lambda *_, **__: 1 / 0)

    assert admission.most_bytes(app)("POST", "/import", {"COOKIE": f"backstride={cookie}"}) == USUAL
