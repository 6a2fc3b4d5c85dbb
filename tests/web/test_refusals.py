"""Who is refused stands in the log: who, from where, and what they asked for."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW
from webapp.domain.keys import Scope
from webapp.security import events, keys
from webapp.storage.engine import Database
from webapp.storage.models import User


def told(caplog: pytest.LogCaptureFixture) -> str:
    """The lines of what concerns security, and an end to them."""
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name == events.LOGGER)
    caplog.clear()
    return lines


@pytest.fixture(autouse=True)
def _listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", events.LOGGER)


def test_a_foreign_page_and_a_foreign_name_are_told(as_bob: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    as_bob.post("/walks/", headers={"Sec-Fetch-Site": "cross-site"})
    assert "refused status='403' address='127.0.0.1' method='POST' path='/walks/'" in told(caplog)
    as_bob.get("/", headers={"Host": "evil.example"})
    assert "status='421'" in (line := told(caplog)) and "host='evil.example'" in line


def test_what_is_for_owners_alone_names_who_tried(as_bob: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    as_bob.get("/household")
    assert told(caplog) == "for owners alone user='Bob' path='/household'"


def test_a_key_that_is_none_or_may_not_is_told_without_it(
    app: Flask, database: Database, bob: User, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as session:
        key = keys.add(session, bob, "shelf", now=NOW, scope=Scope.WALKS)
    caplog.clear()
    for token, status in (("nobody's-token", 401), (key, 403)):
        app.test_client().get("/api/v1/walks", headers={"Authorization": f"Bearer {token}"})
        assert f"refused status='{status}'" in (line := told(caplog)) and token not in line


@pytest.mark.parametrize("page", ["/shown/", "/join/", "/board/", "/scan/"])
def test_a_code_in_an_address_is_never_told(as_bob: FlaskClient, page: str, caplog: pytest.LogCaptureFixture) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        as_bob.post(f"{page}code-that-lets-in", headers=headers)
        assert "refused" in (line := told(caplog)) and "code-that-lets-in" not in line


def test_what_is_allowed_and_what_is_only_mistyped_are_not_told(
    as_bob: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    as_bob.get("/")
    as_bob.get("/nothing")
    as_bob.post("/walks/", data={"minutes": "x"})
    assert told(caplog) == ""


def test_a_mistake_of_ours_is_in_the_log(
    app: Flask, as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.view_functions, "health.index", lambda: 1 / 0)
    assert as_bob.get("/health").status_code == 500
    assert "GET /health failed" in caplog.text and "ZeroDivisionError" in caplog.text


def test_a_mistake_of_ours_tells_no_code_either(
    app: Flask, as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.view_functions, "page_links.read", lambda code: 1 / 0)
    assert as_bob.get("/shown/code-that-lets-in").status_code == 500
    assert "GET /shown/<code> failed" in caplog.text and "code-that-lets-in" not in caplog.text
