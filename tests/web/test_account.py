"""The door: the first account, signing in, signing out, and the cookie."""

import datetime as dt
from ipaddress import ip_network

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import NOW, PASSWORD, SAME_ORIGIN
from tests.web.pages import Page
from webapp import create_app
from webapp.config import Settings
from webapp.security import accounts, events
from webapp.storage.access_models import FailedSignIn
from webapp.storage.engine import Database
from webapp.storage.models import User

HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "walks.example.org"}


@pytest.fixture
def code(database: Database) -> str:
    with database.writing() as session:
        return accounts.setup_code(session) or ""


def claim(**fields: str) -> dict[str, str]:
    return {"name": "Alice", "password": PASSWORD, "time_zone": "Europe/Paris"} | fields


def test_the_printed_link_makes_the_first_account_and_signs_in(stranger: FlaskClient, code: str) -> None:
    form = Page(stranger.get(f"/setup?code={code}")).form("/setup")
    assert form["code"] == code
    answer = stranger.post("/setup", data=form | {"name": "Alice", "password": PASSWORD, "time_zone": "Europe/Paris"})
    assert (answer.status_code, answer.location) == (303, "/welcome")
    assert stranger.get("/").status_code == 200


def test_setting_up_works_once_and_is_gone_for_ever_after(stranger: FlaskClient, app: Flask, code: str) -> None:
    stranger.post("/setup", data=claim(code=code))
    other = app.test_client()
    assert other.get(f"/setup?code={code}").location == "/login"
    assert other.post("/setup", data=claim(code=code, name="Bob"), headers=SAME_ORIGIN).status_code == 404
    assert stranger.get(f"/setup?code={code}").location == "/login"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("code", value) for value in ("", "wrong", "ä")),
        *(("name", value) for value in ("", "   ", "x" * 61)),
        *(("password", value) for value in ("", "short", "password123", "Alice123", "aaaaaaaaaa", "x" * 201)),
        *(("time_zone", value) for value in ("", "Mars/Olympus")),
    ],
)
def test_an_account_that_cannot_be_is_refused(stranger: FlaskClient, code: str, field: str, value: str) -> None:
    answer = stranger.post("/setup", data=claim(**{"code": code, field: value}))
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    assert page.form("/setup")["password"] == ""
    assert stranger.get("/").status_code == 303


def test_before_there_is_anybody_the_login_leads_to_the_set_up(stranger: FlaskClient) -> None:
    assert stranger.get("/login").location == "/setup"
    assert stranger.get("/setup").status_code == 200


def test_alice_signs_in_whatever_the_case_of_her_name(stranger: FlaskClient, alice: User) -> None:
    answer = stranger.post("/login", data={"name": " alice ", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/welcome")
    assert stranger.get("/").status_code == 200
    assert stranger.get("/login").location == "/"


@pytest.mark.parametrize("name", ["Alice", "Nobody", "", "x" * 5000, "<b>", "\0"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(stranger: FlaskClient, alice: User, name: str) -> None:
    answer = stranger.post("/login", data={"name": name, "password": "wrong"})
    assert answer.status_code == 422
    assert "alert" in {found.get("role") for _, found in Page(answer).elements}
    assert "Set-Cookie" not in answer.headers
    assert stranger.get("/").status_code == 303


def test_who_tries_too_often_has_to_wait_even_with_the_right_password(
    stranger: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assert stranger.post("/login", data={"name": "Alice", "password": "wrong"}).status_code == 422
    right = {"name": "Alice", "password": PASSWORD}
    assert stranger.post("/login", data=right).status_code == 429
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(seconds=3))
    assert stranger.post("/login", data=right).status_code == 303


def test_after_signing_out_the_cookie_is_worth_nothing(as_alice: FlaskClient) -> None:
    cookie = as_alice.get_cookie("backstride")
    assert cookie
    answer = as_alice.post("/logout")
    assert (answer.status_code, answer.location) == (303, "/login")
    as_alice.set_cookie("backstride", cookie.value)
    assert as_alice.get("/").location == "/login"


def test_signing_out_over_https_empties_the_browsers_memory(as_alice: FlaskClient) -> None:
    """Browsers ignore the header on plain http, and complain of it."""
    cookie = as_alice.get_cookie("backstride")
    assert cookie
    as_alice.set_cookie("__Host-backstride", cookie.value, secure=True)
    answer = as_alice.post("/logout", base_url="https://localhost")
    assert "cache" in answer.headers["Clear-Site-Data"]


def test_signing_out_over_http_asks_for_nothing_that_browsers_refuse_there(as_alice: FlaskClient) -> None:
    assert "Clear-Site-Data" not in as_alice.post("/logout").headers


def test_a_sign_in_lasts_ninety_days_since_it_was_last_used(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, status in ((80, 200), (160, 200), (251, 303)):
        monkeypatch.setattr("webapp.clock.now", lambda days=days: NOW + dt.timedelta(days=days))
        assert as_alice.get("/").status_code == status


def test_on_http_the_cookie_is_plain_and_out_of_reach_of_scripts(stranger: FlaskClient, alice: User) -> None:
    cookie = stranger.post("/login", data={"name": "Alice", "password": PASSWORD}).headers["Set-Cookie"]
    assert cookie.startswith("backstride=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Domain" not in cookie


@pytest.fixture
def behind_a_proxy(settings: Settings, database: Database) -> FlaskClient:
    trusting = Settings(
        data=settings.data, trusted_proxies=(ip_network("127.0.0.1/32"),), base_url="https://walks.example.org"
    )
    return create_app(trusting).test_client()


def test_on_https_the_cookie_never_travels_in_the_clear(behind_a_proxy: FlaskClient, alice: User) -> None:
    form = {"name": "Alice", "password": PASSWORD}
    cookie = behind_a_proxy.post("/login", data=form, headers=HTTPS | SAME_ORIGIN).headers["Set-Cookie"]
    assert cookie.startswith("__Host-backstride=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    behind_a_proxy.application.extensions["backstride_database"].close()


def test_nobody_but_a_trusted_proxy_can_claim_https_or_another_address(stranger: FlaskClient, alice: User) -> None:
    form = {"name": "Alice", "password": PASSWORD}
    forged = HTTPS | {"X-Forwarded-For": "10.0.0.9", "Forwarded": "proto=https"}
    cookie = stranger.post("/login", data=form, headers=forged).headers["Set-Cookie"]
    assert cookie.startswith("backstride=")
    assert "Secure" not in cookie


def test_a_new_address_does_not_help_who_guesses_one_name(behind_a_proxy: FlaskClient, alice: User) -> None:
    statuses = [
        behind_a_proxy.post(
            "/login",
            data={"name": "Alice", "password": "wrong"},
            headers=HTTPS | SAME_ORIGIN | {"X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for number in range(6)
    ]
    assert statuses == [422] * 5 + [429]
    behind_a_proxy.application.extensions["backstride_database"].close()


def cookies(client: FlaskClient, answer: TestResponse) -> dict[str, str]:
    return dict(cookie.partition(";")[0].split("=", 1) for cookie in answer.headers.getlist("Set-Cookie"))


def test_a_new_sign_in_ends_the_one_that_this_browser_had(stranger: FlaskClient, app: Flask, alice: User) -> None:
    form = {"name": "Alice", "password": PASSWORD}
    first = cookies(stranger, stranger.post("/login", data=form))["backstride"]
    stranger.post("/login", data=form)
    other = app.test_client()
    other.set_cookie("backstride", first)
    assert other.get("/").status_code == 303
    assert stranger.get("/").status_code == 200


def test_signing_out_ends_http_and_https_of_this_browser_and_no_other(
    stranger: FlaskClient, app: Flask, alice: User
) -> None:
    form = {"name": "Alice", "password": PASSWORD}
    elsewhere = app.test_client()
    other = cookies(elsewhere, elsewhere.post("/login", data=form, headers=SAME_ORIGIN))["backstride"]
    for leaves, stays in (("http", "https"), ("https", "http")):
        for scheme in ("http", "https"):
            stranger.post("/login", data=form, base_url=f"{scheme}://localhost")
            assert stranger.get("/", base_url=f"{scheme}://localhost").status_code == 200
        stranger.post("/logout", base_url=f"{leaves}://localhost")
        assert stranger.get("/", base_url=f"{stays}://localhost").status_code == 303
    elsewhere.set_cookie("backstride", other)
    assert elsewhere.get("/").status_code == 200


def test_the_cookie_of_https_is_worth_nothing_over_http(stranger: FlaskClient, app: Flask, alice: User) -> None:
    answer = stranger.post("/login", data={"name": "Alice", "password": PASSWORD}, base_url="https://localhost")
    plain = app.test_client()
    plain.set_cookie("backstride", cookies(stranger, answer)["__Host-backstride"])
    assert plain.get("/").status_code == 303


def test_the_name_of_a_browser_lets_nobody_in_and_stays_after_signing_out(
    stranger: FlaskClient, app: Flask, alice: User
) -> None:
    answer = stranger.post("/login", data={"name": "Alice", "password": PASSWORD})
    (device,) = (cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("backstride-device="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(device.split("; "))
    stranger.post("/logout")
    assert stranger.get("/").status_code == 303
    for _ in range(6):
        app.test_client().post("/login", data={"name": "Alice", "password": "wrong"}, headers=SAME_ORIGIN)
    assert stranger.post("/login", data={"name": "Alice", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("hop", ["203.0.113.9:{}", "[2001:db8::1]:{}"])
def test_another_port_is_no_other_address(settings: Settings, database: Database, alice: User, hop: str) -> None:
    trusting = Settings(data=settings.data, trusted_proxies=(ip_network("127.0.0.1/32"),))
    client = create_app(trusting).test_client()
    for number in range(3):
        headers = SAME_ORIGIN | {"X-Forwarded-For": hop.format(4000 + number)}
        client.post("/login", data={"name": f"Name {number}", "password": "wrong"}, headers=headers)
    with database.reading() as session:
        counted = session.scalars(select(FailedSignIn.tries).where(FailedSignIn.who.startswith("from "))).all()
    assert counted == [3]
    client.application.extensions["backstride_database"].close()


@pytest.mark.parametrize("wrong", ["wrong", "ä", "%ED%A0%80"])
def test_a_wrong_set_up_link_says_so_before_anything_is_typed(stranger: FlaskClient, code: str, wrong: str) -> None:
    page = Page(stranger.get(f"/setup?code={wrong}"))
    assert page.refuses("code")
    assert not Page(stranger.get(f"/setup?code={code}")).refuses("code")
    assert not Page(stranger.get("/setup")).refuses("code")


def test_the_sign_in_says_whose_it_is_and_what_a_forgotten_password_needs(stranger: FlaskClient, alice: User) -> None:
    text = stranger.get("/login").text
    assert "Backstride</p><h1>Sign in" in text
    assert "app.py user password" in text
    wrong = Page(stranger.post("/login", data={"name": "alice", "password": "a wrong one"}))
    assert wrong.form("/login")["name"] == "alice"
    assert "a wrong one" not in str(wrong.forms)


def test_a_password_field_can_be_shown_and_is_a_plain_one_without_a_script(stranger: FlaskClient, alice: User) -> None:
    page = Page(stranger.get("/login"))
    assert [found["id"] for _, found in page.elements if found.get("data-reveals") == "password"] == ["password-shown"]
    assert "password-shown" not in page.form("/login")


def test_what_concerns_security_is_logged_without_a_secret(
    stranger: FlaskClient, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", events.LOGGER)
    for name, password in (("Al\nice", "a wrong one"), ("Alice", PASSWORD)):
        stranger.post("/login", data={"name": name, "password": password})
    token = stranger.post("/phone").get_json()["token"]
    change = {"current_password": PASSWORD, "new_password": "three odd green hats", "ends_keys": "yes"}
    stranger.post("/settings/password", data=change)
    stranger.post("/secure")
    for _ in range(6):
        stranger.post("/login", data={"name": "Bob", "password": "a wrong one"})
    lines = [record.getMessage() for record in caplog.records if record.name == events.LOGGER]
    told = ("wrong password user='Al\\nice'", "right password user='Alice'", "sign-in user", "new key user")
    for beginning in (*told, "new password user", "all keys ended", "https on", "sign-in has to wait user='Bob'"):
        assert any(line.startswith(beginning) for line in lines), beginning
    cookie = stranger.get_cookie("backstride")
    assert cookie
    for secret in (PASSWORD, "a wrong one", "three odd", token, cookie.value):
        assert secret not in caplog.text


def test_a_sign_in_that_is_due_to_be_noted_puts_nothing_over_the_new_one(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing a day later was to set a password, and the dead token came last."""
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(hours=25))
    fields = {"current_password": PASSWORD, "new_password": "another forty miles of road"}
    answer = as_alice.post("/settings/password", data=fields)
    assert answer.status_code == 303
    assert as_alice.get("/settings").status_code == 200
