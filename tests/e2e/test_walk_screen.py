"""The walk screen in a real browser: nothing of a walk is lost, wherever the page or the server dies."""

import re
import sqlite3
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.homes import Home
from tests.e2e.walking import (
    PATIENCE_S,
    POINTS,
    arrive,
    press,
    send_now,
    sign_in,
    soon,
    until,
    visit,
    walk_until,
    walks_at,
)
from tests.factories import IS_LONG

AWAY = ("dead", "hanging", "another")
# Twenty-one ways in the long form; each takes some ten seconds.
WAYS = list(product(AWAY, POINTS) if IS_LONG else zip(AWAY, ("turned", "stopped", "stopped"), strict=True))


@pytest.mark.parametrize(("away", "point"), WAYS)
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
    visit(page, "/")
    found = soon(home, before + 1, page)
    seconds, backward = found[-1]
    steps = min(POINTS.index(point) + 1, 5)
    assert seconds >= steps - (1 if steps >= 4 else 0)
    assert (backward > 0) is (POINTS.index(point) >= 1)
    for _ in range(2):
        page.reload()
    assert len(walks_at(home)) == before + 1


def test_thirty_hidden_minutes_are_thirty_minutes(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.clock.install(time=0)
    page.goto("/walk")
    # From here on the clock goes only where the test sends it, however slow the machine is.
    page.clock.pause_at(3600)
    press(page, "Start")
    page.clock.fast_forward("30:00")
    expect(page.locator("[data-all]")).to_have_text(re.compile("^(29:59|30:00|30:01)$"))


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
    page.clock.resume()
    arrive(page)
    seconds, backward = walks_at(home)[-1]
    # The page's clock also goes while the test taps.
    assert 600 <= seconds <= 600 + PATIENCE_S
    assert backward == 0


def test_a_guided_walk_is_saved_as_it_was_planned_with_two_taps(phone: BrowserContext, home: Home) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press_guided(page)
    for _ in range(19):
        page.clock.fast_forward("01:00")
    page.clock.resume()
    arrive(page)
    assert walks_at(home)[-1] == (18 * 60, 5 * 60)
    page.get_by_role("link", name="How did it go?").click()
    expect(page.locator("#review h1")).to_have_text("How did it go?")


def test_a_guided_walk_that_slept_through_its_end_ends_when_it_was_planned(phone: BrowserContext, home: Home) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto("/walk")
    press_guided(page)
    page.clock.fast_forward("05:00:00")
    page.clock.resume()
    arrive(page)
    assert walks_at(home)[-1] == (18 * 60, 5 * 60)


def press_guided(page: Page) -> None:
    page.locator("[data-do='guide']").click()


def test_undo_takes_a_sent_walk_back_and_goes_on(phone: BrowserContext, home: Home) -> None:
    before = len(walks_at(home))
    page = phone.new_page()
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    arrive(page)
    press(page, "Undo")
    expect(page.get_by_text("Paused")).to_be_visible()
    soon(home, before, page)
    press(page, "Stop and save")
    arrive(page)
    assert len(walks_at(home)) == before + 1


def test_a_walk_of_a_phone_whose_key_was_taken_away_waits_until_somebody_signs_in(
    phone: BrowserContext, home: Home
) -> None:
    with sqlite3.connect(home.folder / "backstride.db", timeout=PATIENCE_S) as connection:
        connection.execute("DELETE FROM api_token")
        connection.execute("DELETE FROM sign_in")
    before = len(walks_at(home))
    page = phone.new_page()
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    words = page.locator("[data-outbox-words]")
    until(page, lambda: "Sign in" in words.inner_text(), nudge=lambda: send_now(page))
    assert len(walks_at(home)) == before
    sign_in(page)
    soon(home, before + 1, page)


FORBIDDEN = """for (const name of ["localStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}"""


def test_a_phone_that_may_keep_nothing_walks_all_the_same(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.add_init_script(FORBIDDEN)
    page.goto("/walk")
    press(page, "Start")
    press(page, "Turn to backward")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="Turn to forward")).to_be_visible()
