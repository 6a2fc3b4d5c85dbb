"""The walk screen in a real browser: nothing of a walk is lost, wherever the page or the server dies."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PATIENCE_MS, PHONE
from tests.e2e.homes import Home
from tests.factories import PASSWORD

POINTS = ("started", "turned", "turned twice", "paused", "went on", "about to stop", "stopped")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    home.start()
    yield home
    home.kill()


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture
def phone(chromium: Browser, home: Home) -> Iterator[BrowserContext]:
    """A phone that has been at home: Alice is signed in, it has its key, and the shell is kept."""
    usual: dict[str, Any] = {"base_url": home.address, "viewport": PHONE, "has_touch": True, "locale": "en-GB"}
    context = chromium.new_context(**usual)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("User name").fill("Alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#tabs")).to_be_visible()
    until(page, HAS_KEY)
    page.goto("/walk")
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)")
    page.reload()
    until(page, "() => Boolean(navigator.serviceWorker.controller)")
    page.close()
    yield context
    context.close()


# Opening a database that is not there yet would make an empty one.
HAS_KEY = """async () => {
  if (!(await indexedDB.databases()).length) return false;
  const store = await import("/static/js/walk/store.js");
  return Boolean(await store.phone("token " + (await store.phone("person"))));
}"""


def until(page: Page, script: str) -> None:
    """Wait for something in the page; Playwright's own way to wait evaluates texts, which our policy forbids."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(script)


def walks_at(home: Home) -> list[tuple[int, int]]:
    """Seconds in all and backward of every walk on the server's disk, and no more."""
    with sqlite3.connect(f"file:{home.folder}/backstride.db?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT seconds, backward_seconds FROM walk WHERE deleted_at IS NULL")
        return [(seconds, backward) for seconds, backward in found]


def soon(home: Home, count: int, page: Page) -> list[tuple[int, int]]:
    """The walks at home, once there are so many; how soon that has to be is measured in a test of its own."""
    for _ in range(100):
        found = walks_at(home)
        if len(found) == count:
            break
        page.wait_for_timeout(100)
    assert len(found) == count
    return found


def be_home(page: Page) -> None:
    """A clock that leaps lets the patience with the server run out too; with an ordinary clock the walk is sent."""
    page.clock.resume()
    send = page.locator("[data-outbox-send]")
    page.wait_for_timeout(300)
    if send.is_visible():
        send.click()
    expect(page.get_by_text("Saved at home.")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def walk_until(page: Page, point: str) -> None:
    """A walk up to a point of it, each step a second long."""
    steps = ("Start", "Turn to backward", "Turn to forward", "Pause", "Go on")
    for step in steps[: POINTS.index(point) + 1]:
        press(page, step)
        page.wait_for_timeout(1050)


# Twenty-one ways in the long form; each takes some ten seconds.
@pytest.mark.parametrize("point", POINTS if os.environ.get("BACKSTRIDE_LONG") else ("turned", "stopped"))
@pytest.mark.parametrize("away", ["dead", "hanging", "another"])
def test_a_walk_outlives_the_page_and_the_server(
    phone: BrowserContext, home: Home, stranger: Path, away: str, point: str
) -> None:
    before = len(walks_at(home))
    page = phone.new_page()
    page.goto("/walk")
    home.leave(away, stranger)
    try:
        walk_until(page, point)
        if point == "stopped":
            press(page, "Stop and save")
        page.close(run_before_unload=False)
        page = phone.new_page()
        page.goto("/walk")
        if point == "paused":
            press(page, "Go on")
        if point != "stopped":
            press(page, "Stop and save")
            expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
        expect(page.locator("[data-outbox-words]")).to_contain_text("1 walk waits")
        assert len(walks_at(home)) == before
        page.close()
    finally:
        home.come_home()
    page = phone.new_page()
    page.goto("/")
    found = soon(home, before + 1, page)
    seconds, backward = found[-1]
    steps = min(POINTS.index(point) + 1, 5)
    assert seconds >= steps - (1 if steps >= 4 else 0)
    assert (backward > 0) is (POINTS.index(point) >= 1)
    for _ in range(2):
        page.reload()
    assert len(walks_at(home)) == before + 1


@pytest.mark.parametrize("away", ["dead", "hanging"])
def test_the_walk_screen_is_there_within_a_second_without_the_server(
    phone: BrowserContext, home: Home, stranger: Path, away: str
) -> None:
    home.leave(away, stranger)
    try:
        page = phone.new_page()
        took = []
        for _ in range(3):
            page.goto("/walk")
            took.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
        # The best of three: the others may have waited for the other tests of this machine.
        assert min(took) < 1000
        press(page, "Start")
        expect(page.get_by_role("button", name="Stop and save")).to_be_visible()
        page.close()
    finally:
        home.come_home()


def test_thirty_hidden_minutes_are_thirty_minutes(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press(page, "Start")
    page.clock.fast_forward("30:00")
    until(page, "() => document.querySelector('[data-all]').textContent.startsWith('30:0')")
    minutes, seconds = page.locator("[data-all]").inner_text().split(":")
    assert abs(int(minutes) * 60 + int(seconds) - 1800) <= 1


def test_a_walk_left_running_asks_when_it_ended(phone: BrowserContext, home: Home) -> None:
    before = len(walks_at(home))
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press(page, "Start")
    page.clock.fast_forward("10:00")
    press(page, "Turn to backward")
    page.clock.fast_forward("09:00:00")
    page.reload()
    expect(page.get_by_role("heading", name="When did this walk end?")).to_be_visible()
    assert len(walks_at(home)) == before
    page.locator("[data-do='ended-then']").click()
    be_home(page)
    assert walks_at(home)[-1] == (600, 0)


def test_a_guided_walk_is_saved_as_it_was_planned_with_two_taps(phone: BrowserContext, home: Home) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press_guided(page)
    for _ in range(19):
        page.clock.fast_forward("01:00")
    be_home(page)
    assert walks_at(home)[-1] == (18 * 60, 5 * 60)
    page.get_by_role("link", name="How did it go?").click()
    expect(page.locator("#review h1")).to_have_text("How did it go?")


def test_a_guided_walk_that_slept_through_its_end_ends_when_it_was_planned(phone: BrowserContext, home: Home) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press_guided(page)
    page.clock.fast_forward("05:00:00")
    be_home(page)
    assert walks_at(home)[-1] == (18 * 60, 5 * 60)


def press_guided(page: Page) -> None:
    page.locator("[data-do='guide']").click()


def test_undo_takes_a_sent_walk_back_and_goes_on(phone: BrowserContext, home: Home) -> None:
    before = len(walks_at(home))
    page = phone.new_page()
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    expect(page.get_by_text("Saved at home.")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_text("Paused")).to_be_visible()
    soon(home, before, page)
    press(page, "Stop and save")
    expect(page.get_by_text("Saved at home.")).to_be_visible()
    assert len(walks_at(home)) == before + 1


def test_a_walk_of_a_phone_whose_key_was_taken_away_waits_until_somebody_signs_in(
    phone: BrowserContext, home: Home
) -> None:
    with sqlite3.connect(home.folder / "backstride.db") as connection:
        connection.execute("DELETE FROM api_token")
        connection.execute("DELETE FROM sign_in")
    before = len(walks_at(home))
    page = phone.new_page()
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    expect(page.locator("[data-outbox-words]")).to_contain_text("Sign in")
    assert len(walks_at(home)) == before
    page.goto("/login")
    page.get_by_label("User name").fill("Alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    soon(home, before + 1, page)
