"""The page for https at home: turning it on, what a phone gets without signing in, and the steps."""

import plistlib
import re
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import SAME_ORIGIN, signed_in
from tests.web.pages import Page
from webapp import create_app
from webapp.config import InvalidSetting, Settings
from webapp.security import certificates
from webapp.security.https import HomeHttps
from webapp.storage.engine import Database
from webapp.storage.models import User

pytestmark = pytest.mark.usefixtures("certificates_here")

DOWNLOADS = {"/ca.crt": "application/x-x509-ca-cert", "/ca.mobileconfig": "application/x-apple-aspen-config"}
AT = {"Host": "walk.local:8150"}


@pytest.fixture
def https(app: Flask) -> HomeHttps:
    found: HomeHttps = app.extensions["backstride_https"]
    return found


@pytest.fixture
def turned_on(as_alice: FlaskClient) -> FlaskClient:
    """Alice, the owner, after she has turned https on at walk.local; her browser is signed in at each of these."""
    cookie = as_alice.get_cookie("backstride")
    assert cookie is not None
    for host in ("walk.local", "192.168.1.10"):
        as_alice.set_cookie("backstride", cookie.value, domain=host)
        as_alice.set_cookie("__Host-backstride", cookie.value, domain=host, secure=True)
    assert as_alice.post("/secure", headers=AT).location == "/secure"
    return as_alice


@pytest.fixture
def stranger_phone(app: Flask) -> FlaskClient:
    """A browser of its own: `stranger` is the one in which Alice has signed in."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


def test_it_is_off_until_somebody_turns_it_on(as_alice: FlaskClient, settings: Settings) -> None:
    page = as_alice.get("/secure")
    assert page.status_code == 200
    assert "/secure" in Page(page).forms
    assert not (settings.data / "certificates").exists()
    assert [as_alice.get(path).status_code for path in DOWNLOADS] == [404, 404]


def test_one_tap_makes_the_certificates_and_leads_to_the_steps(
    turned_on: FlaskClient, https: HomeHttps, settings: Settings
) -> None:
    assert {file.name for file in (settings.data / "certificates").iterdir()} == {"authority.pem", "server.pem"}
    assert https.is_on
    assert https.covers("walk.local")
    text = turned_on.get("/secure", headers=AT).text
    assert "https://walk.local:8151/api/ping" in text
    assert certificates.fingerprint(https.authority or b"") in text


@pytest.mark.parametrize("path", DOWNLOADS)
def test_a_phone_gets_the_certificate_without_signing_in(
    turned_on: FlaskClient, app: Flask, https: HomeHttps, path: str
) -> None:
    answer = app.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, DOWNLOADS[path])
    held = answer.data if path == "/ca.crt" else plistlib.loads(answer.data)["PayloadContent"][0]["PayloadContent"]
    assert held == https.authority
    assert b"PRIVATE" not in answer.data


def test_a_new_phone_reads_the_steps_without_signing_in_and_can_switch_nothing(
    turned_on: FlaskClient, stranger_phone: FlaskClient, https: HomeHttps
) -> None:
    page = stranger_phone.get("/secure", headers={"Host": "other.local:8150"})
    assert page.status_code == 200
    assert "/secure/off" not in Page(page).forms
    assert not https.covers("other.local")
    for path in ("/secure", "/secure/off"):
        assert stranger_phone.post(path).location == "/login"


def test_before_it_is_on_a_stranger_is_led_to_the_login(stranger: FlaskClient, alice: User) -> None:
    assert stranger.get("/secure").location == "/login"


def test_another_name_by_which_the_owner_comes_is_taken_up_by_a_tap(turned_on: FlaskClient, https: HomeHttps) -> None:
    """In a container the server can't see the machine's address, but the phone knows it."""
    at = {"Host": "192.168.1.10:8150"}
    assert "/secure" in Page(turned_on.get("/secure", headers=at)).forms
    assert not https.covers("192.168.1.10")
    turned_on.post("/secure", headers=at)
    assert "https://192.168.1.10:8151/" in turned_on.get("/secure", headers=at).text
    assert https.covers("192.168.1.10")
    assert https.covers("walk.local")


def test_no_look_at_the_page_changes_the_certificate(
    turned_on: FlaskClient, as_bob: FlaskClient, https: HomeHttps
) -> None:
    before = https.certificates.server_file.read_bytes()
    for number in range(11):
        for client in (turned_on, as_bob):
            client.get("/secure", headers={"Host": f"192.168.7.{number}:8150"})
    assert https.certificates.server_file.read_bytes() == before


def test_only_the_page_with_the_steps_may_ask_the_other_port(turned_on: FlaskClient) -> None:
    policy = turned_on.get("/secure", headers=AT).headers["Content-Security-Policy"]
    assert "connect-src 'self' https://walk.local:8151;" in policy
    assert "8151" not in turned_on.get("/health", headers=AT).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("origin", "may_read"),
    [
        ("http://walk.local:8150", True),
        ("https://walk.local:8151", True),
        ("http://localhost:8150", True),
        ("http://evil.example", False),
        ("http://other.local", False),
        ("https://walk.local.evil.example", False),
        ("null", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_the_servers_own_pages_read_which_server_it_is(
    turned_on: FlaskClient, origin: str, may_read: bool
) -> None:
    answer = turned_on.get("/api/ping", headers=AT | {"Origin": origin})
    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if may_read else None)
    assert "Origin" in answer.headers["Vary"]


def test_nothing_but_a_ping_may_be_read_from_http(turned_on: FlaskClient) -> None:
    for path in ("/", "/secure", "/ca.crt", "/api/v1/walks"):
        assert "Access-Control-Allow-Origin" not in turned_on.get(path).headers


def test_http_is_never_redirected_and_no_browser_is_told_to_avoid_it(turned_on: FlaskClient) -> None:
    for scheme in ("http", "https"):
        answer = turned_on.get("/secure", base_url=f"{scheme}://walk.local:8150")
        assert answer.status_code == 200
        assert "Strict-Transport-Security" not in answer.headers


def test_over_https_the_page_says_that_the_phone_is_ready(turned_on: FlaskClient) -> None:
    page = turned_on.get("/secure", base_url="https://walk.local:8151").text
    assert "This phone is ready" in page
    assert "Turn off https" not in page


def test_the_qr_code_is_drawn_without_a_style(turned_on: FlaskClient) -> None:
    text = turned_on.get("/secure", headers=AT).text
    (path,) = re.findall(r'<path d="(M[^"]+)" fill="#000"/>', text)
    assert path.startswith("M0 0h1v1h-1z")
    assert "style=" not in text


def test_the_owner_turns_it_off_and_on_again_with_the_same_certificate(
    turned_on: FlaskClient, https: HomeHttps
) -> None:
    authority = https.authority
    assert turned_on.post("/secure/off").status_code == 303
    assert [turned_on.get(path).status_code for path in DOWNLOADS] == [404, 404]
    turned_on.post("/secure", headers=AT)
    assert https.authority == authority


def test_nobody_but_the_owner_turns_it_on_or_off(turned_on: FlaskClient, as_bob: FlaskClient, https: HomeHttps) -> None:
    assert "/secure/off" in Page(turned_on.get("/secure")).forms
    before = https.certificates.server_file.read_bytes()
    assert as_bob.post("/secure", headers={"Host": "bobs.local"}).status_code in (303, 404)
    assert as_bob.post("/secure").status_code == 404
    assert https.certificates.server_file.read_bytes() == before
    assert "/secure/off" not in Page(as_bob.get("/secure")).forms
    assert as_bob.post("/secure/off").status_code == 404
    assert https.is_on


def test_without_a_port_there_is_nothing_to_turn_on(settings: Settings, database: Database, alice: User) -> None:
    app = create_app(replace(settings, tls_port=None))
    client = signed_in(app.test_client(), alice)
    assert "BACKSTRIDE_TLS_PORT" in client.get("/secure").text
    client.post("/secure", headers=SAME_ORIGIN)
    assert not (settings.data / "certificates").exists()
    app.extensions["backstride_database"].close()


@pytest.mark.parametrize(("value", "port"), [(None, 8151), ("", None), ("0", None), ("443", 443)])
def test_the_port_is_a_setting(tmp_path: Path, value: str | None, port: int | None) -> None:
    env = {"BACKSTRIDE_DATA": str(tmp_path)} | ({} if value is None else {"BACKSTRIDE_TLS_PORT": value})
    assert Settings.from_env(env).tls_port == port
    with pytest.raises(InvalidSetting, match="BACKSTRIDE_TLS_PORT"):
        Settings.from_env(env | {"BACKSTRIDE_TLS_PORT": "many"})


def test_the_file_that_keeps_it_on_is_good_for_tls(turned_on: FlaskClient, https: HomeHttps) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(https.certificates.server_file)
    facts = https.certificates.facts()
    assert facts is not None
    assert "walk.local" in facts.asked
