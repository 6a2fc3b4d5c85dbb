"""Waiting after wrong passwords outlasts the server, and nobody elsewhere can make somebody wait on their own phone."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN
from webapp import create_app
from webapp.config import Settings
from webapp.security import sign_ins
from webapp.security.sign_ins import Browser
from webapp.storage.engine import Database
from webapp.storage.models import User

HER_DEVICE = "backstride-device"


@contextmanager
def started(settings: Settings) -> Iterator[FlaskClient]:
    """A browser, at a server that was started anew."""
    app = create_app(settings)
    client = app.test_client()
    client.environ_base |= {"HTTP_SEC_FETCH_SITE": SAME_ORIGIN["Sec-Fetch-Site"], "REMOTE_ADDR": "192.168.1.20"}
    yield client
    app.extensions["backstride_database"].close()


def sign_in(browser: FlaskClient, password: str = PASSWORD) -> int:
    return browser.post("/login", data={"name": "Alice", "password": password}).status_code


def guess_from_everywhere(database: Database, alice: User, addresses: int) -> None:
    """So many wrong tries, each from another address."""
    with database.writing() as session:
        for number in range(addresses):
            guesser = Browser(f"203.0.113.{number % 256}", f"device {number}")
            sign_ins.note_try(session, sign_ins.guessers(session, "Alice", alice, guesser), now=NOW)


def test_a_restart_forgets_no_wrong_password(settings: Settings, database: Database, alice: User) -> None:
    with started(settings) as browser:
        assert [sign_in(browser, "wrong") for _ in range(sign_ins.FREE_TRIES)] == [422] * sign_ins.FREE_TRIES
        assert sign_in(browser) == 429
    with started(settings) as browser:
        assert sign_in(browser) == 429


def test_wrong_tries_from_everywhere_do_not_lock_the_owner_out_of_their_own_browser(
    settings: Settings, database: Database, alice: User
) -> None:
    with started(settings) as browser:
        assert sign_in(browser) == 303
        browser.post("/logout")
        her_device = browser.get_cookie(HER_DEVICE)
    guess_from_everywhere(database, alice, 500)
    with started(settings) as browser:
        assert sign_in(browser) == 429
        assert her_device
        browser.set_cookie(HER_DEVICE, her_device.value)
        assert sign_in(browser) == 303


def test_who_took_the_name_of_a_browser_has_its_tries_and_no_more(
    settings: Settings, database: Database, alice: User
) -> None:
    with started(settings) as browser:
        assert sign_in(browser) == 303
        browser.post("/logout")
        assert [sign_in(browser, "wrong") for _ in range(sign_ins.FREE_TRIES + 1)][-1] == 429
        browser.delete_cookie(HER_DEVICE)
        assert sign_in(browser) == 303
