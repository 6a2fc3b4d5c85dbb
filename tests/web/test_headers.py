"""What every answer carries, whatever its status."""

from ipaddress import ip_network
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from tests.factories import log
from webapp import create_app
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGES = (
    *(
        "/",
        "/walks/",
        "/walks/new",
        "/walks/bin",
        "/progress",
        "/settings",
        "/settings/you",
        "/health",
        "/learn/energy",
    ),
    *("/import", "/works", "/works/install"),
)


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def check(answer: TestResponse) -> None:
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in str(policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Permissions-Policy" in answer.headers


def check_private(answer: TestResponse) -> None:
    check(answer)
    assert answer.cache_control.no_store
    assert "HX-Request" in answer.vary


def test_every_page_is_safe_and_kept_by_no_cache(as_alice: FlaskClient, walk: UUID) -> None:
    for path in (*PAGES, f"/walks/{walk}", f"/walks/{walk}/edit", "/healthz", "/api/ping", "/login", "/setup"):
        answer = as_alice.get(path)
        assert answer.status_code in (200, 303, 404), path
        check_private(answer)


@pytest.mark.parametrize("host", [".local", "a..local", ".lan", "..", "x" * 64, "x" * 64 + ".local", "\x85.local"])
def test_a_host_without_a_name_is_refused_like_any_foreign_one(app: Flask, host: str) -> None:
    environ = create_environ("/login")
    environ["HTTP_HOST"] = host
    _, status, headers = run_wsgi_app(app.wsgi_app, environ)

    assert status.startswith("421")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_on_https_a_page_stands_apart_from_those_that_open_it(settings: Settings, database: Database) -> None:
    """On plain http browsers ignore this header, and complain of it in the console."""
    app = create_app(Settings(data=settings.data, trusted_proxies=(ip_network("127.0.0.1/32"),)))
    answer = app.test_client().get("/login", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    app.extensions["backstride_database"].close()


def test_only_a_page_with_a_chart_may_have_its_style_element(as_alice: FlaskClient) -> None:
    drawing = {path for path in PAGES if "sha256" in as_alice.get(path).headers["Content-Security-Policy"]}
    assert drawing == {"/progress", "/learn/energy"}


def test_every_refusal_is_as_safe_as_a_page(as_alice: FlaskClient, stranger: FlaskClient, app: Flask) -> None:
    form = {"Sec-Fetch-Site": "cross-site"}
    answers = {
        303: app.test_client().get("/"),
        404: as_alice.get("/nothing"),
        403: as_alice.post("/walks/", headers=form),
        405: as_alice.post("/health"),
        413: as_alice.post("/walks/", data={"note": "x" * 300_000}),
        421: as_alice.get("/", headers={"Host": "evil.example"}),
        422: as_alice.post("/walks/", data={"minutes": "x"}),
        401: app.test_client().get("/api/v1/walks"),
        415: app.test_client().post("/api/v1/walks", data="{}"),
    }
    assert {status: answer.status_code for status, answer in answers.items() if status != 415} == {
        status: status for status in answers if status != 415
    }
    for answer in answers.values():
        check_private(answer)


@pytest.mark.parametrize(
    ("mistake", "status"), [(ValueError("oh"), 500), (OperationalError("UPDATE", {}, Exception("disk full")), 503)]
)
@pytest.mark.parametrize("path", ["/health", "/api/v1/walks"])
def test_a_mistake_of_ours_says_nothing_of_its_inside(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, mistake: Exception, status: int, path: str
) -> None:
    def fail() -> None:
        raise mistake

    endpoint = "health.index" if path == "/health" else "api.list_walks"
    monkeypatch.setitem(app.view_functions, endpoint, fail)
    answer = as_alice.get(path)
    assert answer.status_code == status
    assert "oh" not in answer.text.split()
    assert "Traceback" not in answer.text
    check_private(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/walks/1",
        "/walks/%00",
        "/walks/00000000-0000-4000-8000-000000000000",
        "/static/nothing.css",
        "/%2e%2e/",
    ],
)
def test_what_is_not_there_is_a_page_that_leads_back(as_alice: FlaskClient, path: str) -> None:
    answer = as_alice.get(path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_wrong_method_is_not_our_mistake(as_alice: FlaskClient) -> None:
    """405 says which methods there are, and the page does not claim that something broke."""
    answer = as_alice.post("/health")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert as_alice.get("/nothing").status_code == 404


def test_a_script_reads_every_refusal_as_a_problem(app: Flask) -> None:
    for path, status in (("/api/v1/nothing", 404), ("/api/v1/walks", 401), ("/api/nothing", 404)):
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        assert answer.get_json()["status"] == status


def test_a_page_is_compressed_for_who_accepts_it(as_alice: FlaskClient) -> None:
    answer = as_alice.get("/settings/goal", headers={"Accept-Encoding": "gzip"})
    assert answer.content_encoding == "gzip"
    assert "Accept-Encoding" in answer.vary
    assert as_alice.get("/settings/goal").content_encoding is None
