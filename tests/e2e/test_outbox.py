"""What waits on the phone: kept in its newest state, and shown as a text or a code when the server is gone."""

import re
import sqlite3

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.homes import Home
from tests.e2e.walking import arrive, press, soon, until, walk_until, walks_at

# Two copies of a walk, as two pages hold them: the second change is made to a copy that does not know of the first.
KEEP_TWO = """async (isForgotten) => {
  const { all, keep } = await import("/static/js/walk/store.js");
  const walk = { id: "one", events: [[0, "forward"]], state: "waiting" };
  await keep(walk);
  const late = structuredClone(walk);
  const kept = [await keep(Object.assign(walk, { state: "taken-back" }))];
  if (isForgotten) localStorage.clear();
  kept.push(await keep(Object.assign(late, { state: "sent" })));
  return [...kept, (await all()).find(({ id }) => id === "one").state];
}"""
KEEP_QUICKLY = """async () => {
  const { all, keep } = await import("/static/js/walk/store.js");
  const walk = { id: "quick", events: [], state: "running" };
  const kept = await Promise.all([0, 1, 2].map((at) => (walk.events.push([at, "forward"]), keep(walk))));
  localStorage.clear();
  return [...kept, (await all()).find(({ id }) => id === "quick").events.length];
}"""
# A walk with so many stretches, waiting; its document takes some 50 bytes for each.
PUT = """(stretches) => {
  const modes = Array.from({ length: stretches }, (_, index) => (index % 2 ? "backward_walk" : "forward_walk"));
  const segments = modes.map((mode) => ({ mode, seconds: 60 }));
  const document = { id: "0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a11", started_at: "2026-11-20T18:10:00+01:00", segments };
  const walk = { id: document.id, state: "waiting", version: 1, events: [[0, "forward"], [1, "stop"]], document };
  localStorage.setItem(`backstride.walk.${walk.id}`, JSON.stringify(walk));
  return JSON.stringify(document);
}"""
# The dark squares of what is drawn, and of the code that test_qr.py compares with another maker's.
SQUARES = """async (text) => (await import("/static/js/walk/qr.js"))
  .qr(text).flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [[x, y]] : [])))"""
DRAWN = "path => path.getAttribute('d').match(/M\\d+ \\d+/g).map((at) => at.slice(1).split(' ').map(Number))"


@pytest.mark.parametrize("is_forgotten", [False, True], ids=["both", "localStorage is gone"])
def test_a_late_attempt_overwrites_nothing_newer(open_page: OpenPage, is_forgotten: bool) -> None:
    page = open_page()
    page.goto("/offline")
    assert page.evaluate(KEEP_TWO, is_forgotten) == [True, False, "taken-back"]


def test_what_is_kept_in_a_row_is_kept_each_time(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/offline")
    assert page.evaluate(KEEP_QUICKLY) == [True, True, True, 3]


@pytest.mark.parametrize("is_signed_in", [True, False], ids=["signed in", "refused"])
def test_a_walk_that_an_earlier_key_added_is_taken_back_or_said_to_be_there(
    phone: BrowserContext, home: Home, is_signed_in: bool
) -> None:
    page, before = phone.new_page(), len(walks_at(home))
    if not is_signed_in:
        page.route("**/walks/*/delete", lambda route: route.abort())
    page.goto("/walk")
    walk_until(page, "started")
    press(page, "Stop and save")
    arrive(page)
    with sqlite3.connect(home.folder / "backstride.db") as connection:
        connection.execute("DELETE FROM key_walk")
    press(page, "Undo")
    if is_signed_in:
        until(page, lambda: len(walks_at(home)) == before)
    else:
        expect(page.locator("#outbox")).to_contain_text("It is still in your diary. Delete it there.")


def test_a_stop_that_is_undone_while_it_is_on_its_way_is_taken_back(phone: BrowserContext, home: Home) -> None:
    """The server has the walk, and its answer comes when the walk goes on already."""
    before, page, held = len(walks_at(home)), phone.new_page(), list[Route]()
    page.route("**/api/v1/walks", lambda route: route.continue_() if held else held.append(route))
    page.goto("/walk")
    walk_until(page, "started")
    press(page, "Stop and save")
    while not held:
        page.wait_for_timeout(50)
    press(page, "Undo")
    held[0].continue_()
    press(page, "Go on")
    page.wait_for_timeout(1100)
    press(page, "Stop and save")
    arrive(page)
    assert soon(home, before + 1, page)[-1][0] >= 2


def test_another_page_of_the_phone_shows_the_same_walk(phone: BrowserContext) -> None:
    one, other = phone.new_page(), phone.new_page()
    for page in (one, other):
        page.goto("/walk")
    press(one, "Start")
    expect(other.get_by_role("button", name="Stop and save")).to_be_visible()
    press(other, "Turn to backward")
    expect(one.get_by_role("button", name="Turn to forward")).to_be_visible()
    press(other, "Stop and save")
    expect(one.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_waiting_walk_is_shown_as_a_code_that_has_all_of_it(open_page: OpenPage) -> None:
    page = open_page()
    document = put(page, 6)
    page.get_by_text("Show as QR code").click()
    code = page.locator("#outbox svg")
    expect(code).to_have_attribute("aria-label", re.compile("^The walk of 20 Nov 2026"))
    assert code.locator("path").evaluate(DRAWN) == page.evaluate(SQUARES, document)
    assert (code.bounding_box() or {"width": 0})["width"] >= 300


def put(page: Page, stretches: int) -> str:
    page.goto("/walk")
    document: str = page.evaluate(PUT, stretches)
    page.reload()
    return document


def test_a_walk_that_is_too_long_for_a_code_says_so_and_stays_a_text(open_page: OpenPage) -> None:
    page = open_page()
    put(page, 60)
    page.get_by_text("Show as QR code").click()
    expect(page.get_by_text("is too long for a QR code. Its text is above.")).to_be_visible()
    expect(page.locator("#outbox svg")).to_have_count(0)
    page.get_by_text("Show as text").click()
    text = page.locator("[data-outbox-text]")
    expect(text).to_contain_text("seconds")
    assert text.inner_text().count("seconds") == 60
