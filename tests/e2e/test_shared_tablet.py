"""Two people on one tablet: what one leaves there is not the other's, on http as on https."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.test_outbox_blocked import KEEP
from tests.e2e.walking import until
from tests.factories import NOW, add_user
from tests.importers import xml_files
from webapp.security import sign_ins
from webapp.storage import keys
from webapp.storage.models import User

TCX = xml_files.tcx(xml_files.activity(xml_files.lap())).decode()
PUT = """async ([person, states]) => {
  const { keep } = await import("/static/js/walk/store.js");
  for (const [index, state] of states.entries()) {
    const document = { id: `0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a1${index}`, started_at: "2026-01-05T10:00:00+01:00" };
    const events = [[1, "forward"], [2, "stop"]], doneAt = Date.now();
    await keep({ id: document.id, state, person, doneAt, events, document: { ...document, segments: [] } });
  }
}"""
# All that the phone knows, with what is a secret.
LEFT = """async () => {
  const { all, phone } = await import("/static/js/walk/store.js"), { names } = await import("/static/js/walk/tidy.js");
  const facts = [];
  for (const name of await names()) if ((await phone(name)) !== undefined) facts.push(name);
  return { walks: (await all()).map(({ state }) => state), facts: facts.sort() };
}"""
KEYS = "async (name) => (await import('/static/js/walk/store.js')).phone(name)"


def paired(page: Page, user: User) -> None:
    page.goto("/settings")
    until(page, lambda: bool(page.evaluate(KEYS, f"token {user.id}")))


def left(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LEFT)
    return found


def become(server: Server, page: Page, user: User) -> None:
    """The other person signs in, where the one before had no script to clean up with."""
    with server.database.writing() as session:
        token = sign_ins.start(session, user, now=NOW)
    page.context.add_cookies([{"name": "backstride", "value": token, "url": server.address}])


def test_signing_out_leaves_nothing_where_nothing_waits(page: Page, walker: User) -> None:
    paired(page, walker)
    page.evaluate(PUT, [str(walker.id), ["sent", "undone"]])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    assert left(page) == {"walks": [], "facts": ["instance"]}


def test_signing_out_keeps_what_is_still_to_be_sent_and_its_key(page: Page, walker: User) -> None:
    paired(page, walker)
    page.route("**/api/**", lambda route: route.fulfill(status=404))
    page.evaluate(PUT, [str(walker.id), ["sent", "waiting"]])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    found = left(page)
    assert found["walks"] == ["waiting"]
    assert f"token {walker.id}" in found["facts"]


def test_the_key_ends_at_home_when_the_last_waiting_walk_is_sent(page: Page, server: Server, walker: User) -> None:
    page.clock.install(time=NOW)
    paired(page, walker)
    page.route("**/api/ping", lambda route: route.fulfill(status=404))
    page.evaluate(KEEP, [{}])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.unroute("**/api/ping")
    page.goto("/walk")
    until(page, lambda: keys_of(server, walker) == 0)
    until(page, lambda: f"token {walker.id}" not in left(page)["facts"])


def keys_of(server: Server, user: User) -> int:
    with server.database.reading() as session:
        return len(keys.newest_first(session, user.id))


def test_what_somebody_else_walked_is_counted_and_not_shown(page: Page, server: Server, walker: User) -> None:
    paired(page, walker)
    page.route("**/api/**", lambda route: route.fulfill(status=404))
    page.evaluate(PUT, [str(walker.id), ["waiting"]])
    become(server, page, add_user(server.database, f"Bob beside the walk of {walker.id}"))
    page.goto("/health")
    expect(page.locator("[data-outbox-words]")).to_contain_text("1 walk of somebody else waits on this phone.")
    expect(page.locator("[data-outbox-text]")).to_have_text("[]")


def test_the_next_person_finds_nothing_of_one_who_signed_out_without_a_script(
    page: Page, server: Server, walker: User
) -> None:
    paired(page, walker)
    page.evaluate(PUT, [str(walker.id), ["sent"]])
    bob = add_user(server.database, f"Bob beside {walker.id}")
    become(server, page, bob)
    paired(page, bob)
    until(page, lambda: left(page)["walks"] == [])
    assert not [one for one in left(page)["facts"] if one.endswith(f" {walker.id}")]


SHARED = """async ([person, text]) => {
  const cache = await caches.open("recordings");
  await cache.put(`/import/${person}/${text.length}/alice.tcx`, new Response(text));
}"""


@pytest.mark.parametrize("is_known", [True, False], ids=["hers", "nobody's"])
def test_a_recording_of_one_is_not_imported_for_the_other(
    page: Page, server: Server, walker: User, is_known: bool
) -> None:
    paired(page, walker)
    page.evaluate(SHARED, [str(walker.id) if is_known else "nobody", TCX])
    bob = add_user(server.database, f"Bob sharing {walker.id}")
    become(server, page, bob)
    asked = page.get_by_role("button", name="They are mine: import them")
    with server.database.reading() as session:
        assert session.get(User, bob.id)
    page.goto("/health")
    if is_known:
        page.wait_for_load_state("networkidle")
        expect(page.locator("#recordings")).to_be_hidden()
        become(server, page, walker)
        page.goto("/health")
    else:
        asked.click()
    expect(page.locator("#recordings")).to_contain_text("alice.tcx")


def test_a_wifi_that_answers_to_everything_imports_nothing(page: Page, walker: User) -> None:
    paired(page, walker)
    page.evaluate(SHARED, [str(walker.id), TCX])
    page.route("**/import", lambda route: route.fulfill(status=200, body="<h1>Welcome</h1>"))
    with page.expect_response("**/import"):
        page.goto("/health")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("async () => (await (await caches.open('recordings')).keys()).length") == 1


# Looked for and looked at in one turn of the page: between two of them a script may show what was hidden.
SHOWN = """() => [...document.querySelectorAll("[hidden]")]
  .filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80))"""


def test_nothing_that_is_hidden_shows(open_page: OpenPage, walker: User) -> None:
    """Whatever its class makes of its display."""
    page = open_page(walker)
    for path in ("/", "/health", "/secure", "/works", "/settings", "/import", "/walk", "/plan", "/tests", "/walks"):
        page.goto(path)
        assert page.evaluate(SHOWN) == [], path


# Stores as phones have them: none at all, one that never answers, and one that was closed behind our back.
NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"
MUTE = "IDBFactory.prototype.open = () => ({})"
TORN = """() => {
  localStorage.setItem("backstride.walk.a", '{"id": "a", "ev');
  localStorage.setItem("backstride.walk.b", JSON.stringify({ id: "b", events: [], state: "running", version: 9 }));
}"""


@pytest.mark.parametrize("fault", [NO_DATABASE, MUTE], ids=["none", "mute"])
def test_without_a_database_the_phone_still_gets_a_key_and_keeps_walks(page: Page, walker: User, fault: str) -> None:
    page.add_init_script(fault)
    paired(page, walker)
    page.route("**/api/**", lambda route: route.fulfill(status=404))
    page.evaluate(PUT, [str(walker.id), ["waiting"]])
    page.evaluate(TORN)
    page.reload()
    expect(page.locator("[data-outbox-words]")).to_have_text("1 walk waits on this phone. It is sent at home.")


def test_a_database_that_was_closed_is_opened_again(page: Page, walker: User) -> None:
    paired(page, walker)
    page.evaluate("""() => {
      const before = IDBDatabase.prototype.transaction;
      let isFirst = true;
      IDBDatabase.prototype.transaction = function (...asked) {
        if (isFirst) this.close();
        isFirst = false;
        return before.apply(this, asked);
      };
    }""")
    assert page.evaluate(KEYS, f"token {walker.id}")
