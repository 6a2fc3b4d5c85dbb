"""How quick the walk screen has to be; the bars themselves count in the long form, which BACKSTRIDE_LONG asks for."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.bars import is_within
from tests.e2e.homes import Home
from tests.e2e.walking import press, soon, until, walks_at

OPENS_WITHIN_S = 1.0
SENT_WITHIN_S = 2.0
WAITING = 5
# When a tap on Start first began a walk, in ms since the page was asked for.
USABLE = """() => {
  const main = document.getElementById("main"), start = document.querySelector("[data-do=start]");
  if (main.dataset.now === "idle" && start.checkVisibility()) start.click();
  if (main.dataset.now === "running") main.dataset.usable ??= performance.now();
  return "usable" in main.dataset;
}"""
# Walks of twenty minutes and one backward, kept as the walk screen keeps them.
KEEP = """async (count) => {
  const { keep, phone } = await import("/static/js/walk/store.js");
  const { toDocument, uuid } = await import("/static/js/walk/events.js");
  for (let number = 0; number < count; number += 1) {
    const at = Date.now() - 86400000 + number * 3600000;
    const events = [[at, "forward"], [at + 1200000, "backward"], [at + 1260000, "stop"]];
    const walk = { id: uuid(), zone: "Europe/Paris", events, person: await phone("person"), state: "waiting" };
    await keep({ ...walk, document: toDocument(walk) });
  }
}"""
UNSENT = 'async () => (await (await import("/static/js/walk/store.js")).unsent()).length'


@pytest.mark.parametrize("away", ["dead", "hanging"])
def test_the_walk_screen_can_be_used_within_a_second_without_the_server(
    phone: BrowserContext, home: Home, stranger: Path, away: str
) -> None:
    home.leave(away, stranger)
    try:
        assert is_within(OPENS_WITHIN_S, lambda: seconds_to_start(phone))
    finally:
        home.come_home()


def seconds_to_start(phone: BrowserContext) -> float:
    page = phone.new_page()
    page.goto("/walk")
    until(page, USABLE)
    usable_ms = float(page.locator("#main").get_attribute("data-usable") or "inf")
    press(page, "Pause")
    press(page, "Throw away")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.close()
    return usable_ms / 1000


@pytest.mark.parametrize("path", ["/walk", "/"])
def test_all_waiting_walks_are_sent_within_two_seconds_of_the_page_being_shown_at_home(
    phone: BrowserContext, home: Home, path: str
) -> None:
    assert is_within(SENT_WITHIN_S, lambda: seconds_to_send(phone, home, path))


def seconds_to_send(phone: BrowserContext, home: Home, path: str) -> float:
    """From the moment in which the page is asked for until nothing waits on the phone any more."""
    before = len(walks_at(home))
    keep_some(phone)
    assert len(walks_at(home)) == before
    page = phone.new_page()
    began = time.monotonic()
    page.goto(path, wait_until="commit")
    until(page, lambda: page.evaluate(UNSENT) == 0)
    took = time.monotonic() - began
    assert len(soon(home, before + WAITING, page)) == before + WAITING
    page.close()
    return took


def keep_some(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.route("**/api/ping", lambda route: route.abort())
    page.goto("/offline")
    page.evaluate(KEEP, WAITING)
    page.close()


def test_a_page_that_waited_long_away_sends_within_two_seconds_when_it_is_looked_at_again(
    phone: BrowserContext, home: Home
) -> None:
    assert is_within(SENT_WITHIN_S, lambda: seconds_to_send_again(phone, home))


def seconds_to_send_again(phone: BrowserContext, home: Home) -> float:
    """The page has tried in vain and rests for up to a quarter of an hour; then somebody comes home and looks at it."""
    before = len(walks_at(home))
    page = phone.new_page()
    page.route("**/api/ping", lambda route: route.abort())
    page.goto("/offline")
    page.evaluate(KEEP, WAITING)
    look(page)
    page.wait_for_timeout(500)
    page.unroute("**/api/ping")
    began = time.monotonic()
    look(page)
    until(page, lambda: len(walks_at(home)) == before + WAITING, nudge=lambda: look(page))
    took = time.monotonic() - began
    page.close()
    return took


def look(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
