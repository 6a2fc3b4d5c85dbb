"""With BACKSTRIDE_HTTPS_ONLY: for a server that stands on the internet, behind a proxy that speaks https."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import PASSWORD, SAME_ORIGIN
from webapp import create_app
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User

NAME = "walks.example.org"
COOKIES = {"backstride", "backstride-device", "backstride-before", "backstride-plan-later", "backstride-language"}
HTTPS = {"X-Forwarded-Proto": "https", "Host": NAME} | SAME_ORIGIN


@pytest.fixture
def strict(settings: Settings, database: Database, alice: User) -> Iterator[Flask]:
    trusted = (ip_network("127.0.0.1/32"),)
    app = create_app(Settings(data=settings.data, base_url=f"https://{NAME}", https_only=True, trusted_proxies=trusted))
    yield app
    app.extensions["backstride_database"].close()


@pytest.fixture
def client(strict: Flask) -> FlaskClient:
    return strict.test_client()


def cookies_of(client: FlaskClient) -> list[str]:
    """Every cookie that Alice's browser is given: at the sign-in, for an Undo, for later and for her language."""
    forms = {
        "/login": {"name": "Alice", "password": PASSWORD},
        "/safety": {"birth_year": "1950"},
        "/later": {"question": "plan"},
        "/settings/units": {"language": "de"},
    }
    answers = [client.post(path, data=form, headers=HTTPS, base_url=f"https://{NAME}") for path, form in forms.items()]
    answers.append(client.get("/settings", headers=HTTPS, base_url=f"https://{NAME}"))
    return [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]


def test_with_https_only_every_cookie_is_secure_and_of_this_host(client: FlaskClient) -> None:
    given = cookies_of(client)
    assert {cookie.partition("=")[0].removeprefix("__Host-") for cookie in given} >= COOKIES
    for cookie in given:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")), cookie


def test_with_https_only_every_answer_keeps_browsers_to_it(client: FlaskClient) -> None:
    for path in ("/login", "/nothing", "/api/v1/walks", "/healthz", "/static/nothing.css"):
        kept = client.get(path, headers=HTTPS).headers["Strict-Transport-Security"]
        assert kept == "max-age=31536000; includeSubDomains"
    assert client.get("/login", headers=HTTPS | {"Host": "evil.example"}).status_code == 421


def test_with_https_only_a_page_is_led_there_and_a_call_is_refused(client: FlaskClient) -> None:
    for host in (NAME, "192.168.1.2", "localhost:8150"):
        answer = client.get("/walks/?words=a%20b", headers={"Host": host})
        assert (answer.status_code, answer.location) == (308, f"https://{NAME}/walks/?words=a%20b")
        assert "Strict-Transport-Security" not in answer.headers and "Set-Cookie" not in answer.headers
    form = {"name": "Alice", "password": PASSWORD}
    assert client.post("/login", data=form, headers=SAME_ORIGIN).status_code == 403
    for path in ("/api/v1/walks", "/api/ping"):
        assert client.get(path, headers={"Authorization": "Bearer x"}).status_code == 403


def test_with_https_only_the_machine_itself_may_ask_whether_it_is_well(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
