"""One-time codes on the pages: set up by a picture, asked for at the sign-in, and turned off again."""

import datetime as dt
import re

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN
from tests.web.pages import Page
from webapp.security import accounts, codes, invitations
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

URL = "/settings/codes"


class Phone:
    """Alice's phone with its app, and what the page said when they were turned on."""

    def __init__(self, client: FlaskClient) -> None:
        shown = client.post(f"{URL}/new", data={"password": PASSWORD})
        page = Page(shown)
        self.secret = next(word for word in re.findall(r"secret=([A-Z2-7]+)", shown.text))
        assert "<svg" in shown.text and self.secret in page.text.replace(" ", "")
        self.page = Page(client.post(URL, data=page.form(URL) | {"first_code": self.shows(-1)}))

    def shows(self, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(NOW + dt.timedelta(seconds=30 * steps))


@pytest.fixture
def phone(as_alice: FlaskClient) -> Phone:
    return Phone(as_alice)


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in, while `stranger` is the one in which Alice is."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


def question(browser: FlaskClient, **sent: str) -> Page:
    """The page after the password."""
    answer = browser.post("/login", data={"name": "Alice", "password": PASSWORD} | sent)
    assert answer.status_code == 200 and "Set-Cookie" not in str(answer.headers).replace("Set-Cookie: backstride-", "")
    return Page(answer)


def test_after_the_password_a_code_is_asked_and_then_all_is_as_wanted(tablet: FlaskClient, phone: Phone) -> None:
    page = question(tablet, next="/settings/phones")
    field = page.named("code")
    assert (field["inputmode"], field["autocomplete"]) == ("numeric", "one-time-code")
    assert tablet.get("/").status_code == 303
    answer = tablet.post("/login/code", data=page.form("/login/code") | {"code": phone.shows()})
    assert answer.location == "/settings/phones"
    assert "with a one-time code" in Page(tablet.get("/settings/phones")).text


def test_a_wrong_code_asks_again_and_brings_everything_along(tablet: FlaskClient, phone: Phone) -> None:
    form = question(tablet, next="/walks/", time_zone="Europe/Paris").form("/login/code")
    answer = tablet.post("/login/code", data=form | {"code": "000000"})
    assert answer.status_code == 422 and "That code is not right" in answer.text
    assert Page(answer).form("/login/code") == form | {"code": ""}
    for _ in range(5):
        answer = tablet.post("/login/code", data=form | {"code": "000000"})
    assert answer.status_code == 429 and "Too many tries" in answer.text


def test_a_code_without_the_password_leads_back_to_it(tablet: FlaskClient, phone: Phone) -> None:
    answer = tablet.post("/login/code", data={"code": phone.shows(), "token": "00" * 32})
    assert answer.status_code == 422 and "Sign in once more." in answer.text
    assert "password" in Page(answer).form("/login")


def test_a_recovery_code_does_as_well_and_one_less_is_left(tablet: FlaskClient, phone: Phone) -> None:
    code = phone.page.form("/text")["code"]
    form = question(tablet).form("/login/code")
    assert tablet.post("/login/code", data=form | {"code": code}).status_code == 303
    assert "9 recovery codes left" in Page(tablet.get(URL)).text


def test_recovery_codes_are_shown_once_and_saved_as_text(as_alice: FlaskClient, phone: Phone) -> None:
    shown = re.findall(r"\d{4} \d{4} \d{4} \d{4}", phone.page.text)
    assert len(shown) == codes.RECOVERY_CODES
    file = as_alice.post(f"{URL}/text", data={"code": shown})
    assert file.mimetype == "text/plain" and "attachment" in file.headers["Content-Disposition"]
    assert file.text.splitlines()[2:] == shown
    assert shown[0] not in as_alice.get(URL).text
    assert as_alice.post(f"{URL}/text", data={"code": ["<script>"]}).status_code == 422


def test_new_recovery_codes_and_the_end_need_the_password(as_alice: FlaskClient, phone: Phone) -> None:
    for path, field in (("new", "password"), ("recovery", "renew_password"), ("off", "off_password")):
        for typed in ("", "wrong"):
            answer = as_alice.post(f"{URL}/{path}", data={field: typed})
            assert answer.status_code == 422, path
    page = Page(as_alice.post(f"{URL}/recovery", data={"renew_password": PASSWORD}))
    assert "The codes of before work no more." in page.text


def test_turned_off_the_password_is_enough_again(as_alice: FlaskClient, tablet: FlaskClient, phone: Phone) -> None:
    off = as_alice.post(f"{URL}/off", data={"off_password": PASSWORD})
    assert "Your password is enough again." in as_alice.get(off.location or "").text
    assert tablet.post("/login", data={"name": "Alice", "password": PASSWORD}).status_code == 303


def test_a_first_code_that_is_wrong_turns_nothing_on(as_alice: FlaskClient, tablet: FlaskClient) -> None:
    form = Page(as_alice.post(f"{URL}/new", data={"password": PASSWORD})).form(URL)
    answer = as_alice.post(URL, data=form | {"first_code": "000000"})
    assert answer.status_code == 422 and Page(answer).refuses("first_code")
    assert as_alice.post(URL, data={"token": "nonsense", "first_code": "1"}).location == f"{URL}?done=late"
    assert tablet.post("/login", data={"name": "Alice", "password": PASSWORD}).status_code == 303


def test_the_owners_link_and_the_shell_turn_them_off_and_a_new_password_does_not(
    database: Database, app: Flask, tablet: FlaskClient, phone: Phone, alice: User, bob: User
) -> None:
    with database.writing() as session:
        accounts.set_password(session, users.get(session, alice.id), PASSWORD, ends_keys=True)
        code = invitations.invite_back(session, bob, users.get(session, alice.id), now=NOW)
    question(tablet)
    assert "It turns one-time codes off." in tablet.get(f"/join/{code}").text
    tablet.post(f"/join/{code}", data={"password": "another way home"})
    with database.reading() as session:
        assert not codes.is_on(session, alice)


def test_bob_is_asked_for_none(as_bob: FlaskClient, tablet: FlaskClient, phone: Phone) -> None:
    assert "Set up one-time codes" in as_bob.get(URL).text
    assert tablet.post("/login", data={"name": "Bob", "password": PASSWORD}).status_code == 303
