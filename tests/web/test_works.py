"""What works at this address, and the offer to put the app on the home screen."""

import datetime as dt
import re

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, forward, log, walk
from tests.web.pages import Page
from webapp.actions import walks as actions
from webapp.domain.walks import Source
from webapp.paths import STATIC
from webapp.storage.engine import Database
from webapp.storage.models import User

TRIED = {"https", "offline", "storage", "awake", "sound", "speech", "vibration", "position", "motion", "compass"}
TRIED |= {"notifications"}
OFFER = 'id="ask-install"'
YESTERDAY = TODAY - dt.timedelta(days=1)
NO_PLAN = {"question": "plan"}


def verdicts(page: Page) -> dict[str, str]:
    return {str(found["data-test"]): str(found["data-is"]) for _, found in page.elements if found.get("data-test")}


def test_before_the_script_only_https_is_known(as_alice: FlaskClient) -> None:
    found = verdicts(Page(as_alice.get("/works")))
    assert set(found) == TRIED
    assert found.pop("https") == "no"
    assert set(found.values()) == {"unknown"}


def test_over_https_the_page_says_so_without_a_script(as_alice: FlaskClient) -> None:
    cookie = as_alice.get_cookie("backstride")
    assert cookie is not None
    as_alice.set_cookie("__Host-backstride", cookie.value, secure=True)
    page = as_alice.get("/works", base_url="https://localhost")
    assert verdicts(Page(page))["https"] == "yes"
    assert re.search(r'data-fix="http" hidden', page.text)


def test_every_line_has_its_test_in_the_script_and_every_fix_its_words(as_alice: FlaskClient) -> None:
    script = (STATIC / "js/works.js").read_text()
    page = Page(as_alice.get("/works"))
    tests = script[script.index("const tests") : script.index("const FIXES")]
    assert {name for name in TRIED if re.search(rf"^  (async )?{name}[(:]", tests, re.MULTILINE)} == TRIED
    fixes = set(re.findall(r'^  \["(\w+)"', script, re.MULTILINE))
    assert {found["data-fix"] for _, found in page.elements if found.get("data-fix")} == fixes | {"unknown"}


def test_on_http_the_shortest_fix_is_https_at_home_and_the_timer_works_all_the_same(as_alice: FlaskClient) -> None:
    text = as_alice.get("/works").text
    assert re.search(r'data-fix="http" *>', text)
    assert 'href="/secure"' in text
    assert "The timer works over http too" in text


def test_it_is_found_from_this_server_and_from_https_for_this_phone(as_alice: FlaskClient) -> None:
    for page in ("/settings/server", "/secure"):
        assert 'href="/works"' in as_alice.get(page).text, page
    as_alice.post("/secure")
    assert 'href="/works"' in as_alice.get("/secure").text


def test_the_steps_for_an_iphone_are_three_pictures(as_alice: FlaskClient) -> None:
    text = as_alice.get("/works/install").text
    steps = text[text.index('id="works-iphone"') : text.index("</ol>")]
    assert steps.count("<svg") == steps.count("<li>") == 3


def test_over_http_the_page_says_that_https_comes_first(as_alice: FlaskClient) -> None:
    assert "First https, then the home screen." in as_alice.get("/works/install").text


@pytest.mark.parametrize(("walks", "is_offered"), [(0, False), (2, False), (3, True), (9, True)])
def test_installing_is_offered_from_the_third_walk_on(
    as_alice: FlaskClient, database: Database, alice: User, walks: int, is_offered: bool
) -> None:
    with database.writing() as session:
        for number in range(walks):
            log(session, alice, forward(20), day=YESTERDAY - dt.timedelta(days=number))
    as_alice.post("/later", data=NO_PLAN)
    assert (OFFER in as_alice.get("/").text) is is_offered


def test_a_walk_in_the_bin_or_from_a_watch_does_not_count(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        days = [YESTERDAY - dt.timedelta(days=number) for number in range(4)]
        for day in days[:2]:
            log(session, alice, forward(20), day=day)
        actions.delete_walk(session, alice.diary, log(session, alice, forward(20), day=days[2]), now=NOW)
        actions.log_walk(session, alice.diary, walk(forward(20), day=days[3]), source=Source.IMPORT, now=NOW)
    as_alice.post("/later", data=NO_PLAN)
    assert OFFER not in as_alice.get("/").text


def test_not_now_means_thirty_days(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for number in range(3):
            log(session, alice, forward(20), day=YESTERDAY - dt.timedelta(days=number))
    as_alice.post("/later", data=NO_PLAN)
    answer = as_alice.post("/later", data=Page(as_alice.get("/")).form("/later"))
    assert (answer.status_code, answer.location) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "Max-Age=2592000" in cookie
    assert "HttpOnly" in cookie
    assert OFFER not in as_alice.get("/").text


def test_every_page_names_the_manifest_and_the_icon(as_alice: FlaskClient) -> None:
    for path in ("/", "/login", "/works"):
        elements = Page(as_alice.get(path, follow_redirects=True)).elements
        links = {found.get("rel"): found.get("href") or "" for tag, found in elements if tag == "link"}
        assert links["manifest"] == "/manifest.webmanifest?language=en"
        assert links["apple-touch-icon"].startswith("/static/icons/touch.png?v=")


@pytest.mark.parametrize(
    ("name", "size", "most_bytes"),
    [("icon-192", 192, 6000), ("icon-512", 512, 12000), ("maskable-512", 512, 12000), ("touch", 180, 6000)],
)
def test_the_icons_are_as_large_as_they_say_and_small_in_bytes(name: str, size: int, most_bytes: int) -> None:
    data = (STATIC / f"icons/{name}.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(data[start : start + 4], "big") for start in (16, 20)] == [size, size]
    assert len(data) <= most_bytes
