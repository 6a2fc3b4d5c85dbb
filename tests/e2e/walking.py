"""What the tests of the walk screen do on a phone, and how they look at what has arrived at home."""

import sqlite3
import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.homes import Home
from tests.factories import PASSWORD

# A machine that is busy is not a failure; what has to be quick is measured in test_walk_bars.py alone.
PATIENCE_S = 30
AGAIN_S = 4
FRESH_MS = 400
POINTS = ("started", "turned", "turned twice", "paused", "went on", "about to stop", "stopped")
# Opening a database that is not there yet would make an empty one.
HAS_KEY = """async () => {
  if (!(await indexedDB.databases()).length) return false;
  const store = await import("/static/js/walk/store.js");
  return Boolean(await store.phone("token " + (await store.phone("person"))));
}"""


def until(
    page: Page,
    is_so: str | Callable[[], bool],
    *,
    nudge: Callable[[], object] | None = None,
    patience_s: float = PATIENCE_S,
) -> None:
    """Wait for a script in the page or a fact to become true; Playwright's own way to wait evaluates texts, which our
    policy forbids. A phone gives a server 2.5 seconds, which a busy machine may need: `nudge` is what its owner would
    do then, again and again."""
    began = nudged = time.monotonic()
    while not (page.evaluate(is_so) if isinstance(is_so, str) else is_so()):
        now = time.monotonic()
        assert now - began < patience_s, f"not within {patience_s} s: {is_so}"
        if nudge and now - nudged > AGAIN_S:
            nudge()
            nudged = time.monotonic()
        page.wait_for_timeout(50)


def sign_in(page: Page) -> None:
    visit(page, "/login")
    page.get_by_label("User name").fill("Alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    until(page, "() => Boolean(document.querySelector('#tabs'))", nudge=lambda: visit(page, "/"))


def visit(page: Page, path: str) -> None:
    """Open a page of the server's; while it is slow, the phone says that one is away from home."""
    away = page.get_by_role("heading", name="You are away from home")
    page.goto(path)
    until(page, lambda: away.count() == 0, nudge=lambda: page.goto(path))


def pair(page: Page) -> None:
    """At home for the first time: Alice signs in, the phone gets its key, and keeps the shell."""
    sign_in(page)
    until(page, HAS_KEY, nudge=lambda: visit(page, "/"))
    page.goto("/walk")
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)")
    page.reload()
    until(page, "() => Boolean(navigator.serviceWorker.controller)", nudge=page.reload)


def walks_at(home: Home) -> list[tuple[int, int]]:
    """Seconds in all and backward of every walk on the server's disk, and no more."""
    with sqlite3.connect(f"file:{home.folder}/backstride.db?mode=ro", uri=True, timeout=PATIENCE_S) as connection:
        found = connection.execute("SELECT seconds, backward_seconds FROM walk WHERE deleted_at IS NULL ORDER BY id")
        return [(seconds, backward) for seconds, backward in found]


def soon(home: Home, count: int, page: Page) -> list[tuple[int, int]]:
    """The walks at home, once there are so many."""
    until(page, lambda: len(walks_at(home)) == count, nudge=lambda: send_now(page))
    return walks_at(home)


def arrive(page: Page) -> None:
    """The walk that the page shows as done is saved at home. After a leap of the clock the phone may rest at first."""
    saved = page.get_by_text("Saved at home.", exact=True)
    until(page, saved.is_visible, nudge=lambda: send_now(page))


def send_now(page: Page) -> None:
    send = page.locator("[data-outbox-send]")
    if send.is_visible():
        send.click()


def settle(page: Page) -> None:
    """Wait as long as a screen that has just changed takes no tap: nobody means what appears under the finger."""
    page.wait_for_timeout(FRESH_MS + 50)


def press(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("button", name=name, exact=True).click()


def walk_until(page: Page, point: str) -> None:
    """A walk up to a point of it, each step a second long."""
    steps = ("Start", "Turn to backward", "Turn to forward", "Pause", "Go on")
    for step in steps[: POINTS.index(point) + 1]:
        press(page, step)
        page.wait_for_timeout(1050)
