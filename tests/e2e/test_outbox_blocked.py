"""What stands in the way of one walk stands in the way of no other, and nothing but our own server counts as home."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.homes import Home
from tests.e2e.walking import HAS_KEY, sign_in, until, visit, walks_at
from tests.factories import PASSWORD

# Walks of a minute as the screen keeps them, an hour apart, each with what is said beside.
KEEP = """async (walks) => {
  const { keep, phone } = await import("/static/js/walk/store.js");
  const { toDocument, uuid } = await import("/static/js/walk/events.js");
  const ids = [];
  for (const [index, more] of walks.entries()) {
    const at = Date.now() + (more.ahead ?? 0) - 86400000 + index * 3600000, id = uuid();
    const walk = { id, zone: more.zone ?? "Europe/Paris", events: [[at, "forward"], [at + 60000, "stop"]] };
    Object.assign(walk, { state: "waiting", person: more.person ?? (await phone("person")) });
    await keep({ ...walk, document: toDocument(walk) });
    ids.push(id);
  }
  return ids;
}"""
SEND = """async () => (await import("/static/js/walk/outbox.js")).send({ now: true })"""
STATES = """async (ids) => {
  const found = await (await import("/static/js/walk/store.js")).all();
  const chosen = ids.map((id) => found.find((one) => one.id === id));
  return chosen.map(({ state, problem }) => [state, problem ?? null]);
}"""


def keep(page: Page, *walks: dict[str, object]) -> list[str]:
    page.goto("/offline")
    ids: list[str] = page.evaluate(KEEP, list(walks))
    return ids


def states(page: Page, ids: list[str]) -> list[list[str | None]]:
    found: list[list[str | None]] = page.evaluate(STATES, ids)
    return found


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    return phone.new_page()


def test_a_page_of_somebody_else_that_says_200_is_no_server(page: Page, home: Home) -> None:
    """As a hotel's Wi-Fi does, between the server's name and the walk."""
    before = len(walks_at(home))
    page.context.route("**/api/v1/walks", lambda route: route.fulfill(status=200, body="<h1>Welcome</h1>"))
    ids = keep(page, {})
    page.evaluate(SEND)
    assert states(page, ids) == [["waiting", None]]
    page.context.unroute("**/api/v1/walks")
    page.evaluate(SEND)
    until(page, lambda: states(page, ids)[0][0] == "sent", nudge=lambda: page.evaluate(SEND))
    assert len(walks_at(home)) == before + 1


@pytest.mark.parametrize("status", [401, 404])
def test_a_refusal_by_somebody_else_is_none(page: Page, status: int) -> None:
    page.context.route("**/api/v1/walks", lambda route: route.fulfill(status=status, body="<h1>Pay first</h1>"))
    ids = keep(page, {})
    page.evaluate(SEND)
    assert states(page, ids) == [["waiting", None]]
    assert page.evaluate(HAS_KEY)


def test_a_walk_that_makes_the_server_fail_holds_up_no_other(page: Page) -> None:
    tried: list[str] = []

    def answer(route: Route) -> None:
        tried.append(json.loads(route.request.post_data or "")["id"])
        route.fulfill(status=500, body="{}") if tried[-1] == ids[0] else route.continue_()

    page.goto("/offline")
    page.context.route("**/api/v1/walks", answer)
    ids = ["?"]
    ids[:] = keep(page, {}, {}, {})
    until(
        page,
        lambda: [one[0] for one in states(page, ids)] == ["waiting", "sent", "sent"],
        nudge=lambda: page.evaluate(SEND),
    )
    assert ids[0] in tried


def test_a_person_without_a_key_holds_up_nobody_else(page: Page) -> None:
    ids = keep(page, {"person": "99"}, {})
    until(
        page,
        lambda: states(page, ids) == [["waiting", "signed-out"], ["sent", None]],
        nudge=lambda: page.evaluate(SEND),
    )
    expect(page.locator("[data-outbox-words]")).to_contain_text("when the person who walked signs in here")


def test_a_zone_that_the_server_does_not_know_is_left_out(page: Page) -> None:
    ids = keep(page, {"zone": "Etc/Unknown"}, {"zone": "GMT+1"}, {"zone": "+02:00"})
    until(page, lambda: all(one[0] == "sent" for one in states(page, ids)), nudge=lambda: page.evaluate(SEND))


def test_a_refused_walk_says_why_and_its_start_can_be_put_right(page: Page) -> None:
    ids = keep(page, {"ahead": 3 * 86400000})
    until(page, lambda: states(page, ids)[0][0] == "refused", nudge=lambda: page.evaluate(SEND))
    box = page.locator("#outbox")
    expect(box).to_contain_text("That day or time hasn't come yet.")
    box.get_by_role("button", name="Throw away").click()
    expect(box).to_contain_text("You threw away the walk of")
    box.get_by_role("button", name="Undo").click()
    expect(box).to_contain_text("That day or time hasn't come yet.")
    box.get_by_label("Correct the start").fill("2026-01-05T10:00")
    box.get_by_role("button", name="Send with this start").click()
    until(page, lambda: states(page, ids)[0][0] == "sent", nudge=lambda: page.evaluate(SEND))


def test_a_walk_that_the_server_takes_for_the_future_waits_for_its_clock(page: Page) -> None:
    """The server's clock is a day behind, as after a power cut without a network."""
    problem = {
        "status": 422,
        "detail": "-",
        "errors": [{"field": "started_at", "reason": "in_the_future", "detail": "-"}],
    }
    page.context.route(
        "**/api/v1/walks",
        lambda route: route.fulfill(status=422, json=problem, headers={"Date": "Fri, 02 Jan 1970 10:00:00 GMT"}),
    )
    ids = keep(page, {})
    until(page, lambda: states(page, ids) == [["waiting", "clock"]], nudge=lambda: page.evaluate(SEND))
    expect(page.locator("#outbox")).to_contain_text("One of the clocks is wrong")
    expect(page.locator("#outbox")).to_contain_text("1970")
    page.context.unroute("**/api/v1/walks")
    page.evaluate("async () => (await import('/static/js/walk/outbox.js')).send({ now: true })")
    until(page, lambda: states(page, ids)[0][0] == "sent", nudge=lambda: page.evaluate(SEND))


def test_a_new_server_takes_the_walks_once_somebody_has_signed_in_there(page: Page, home: Home, tmp_path: Path) -> None:
    home.leave("dead", tmp_path)
    try:
        ids = keep(page, {}, {})
        home.run("user", "add", "Alice", "--password-stdin", text=PASSWORD, folder=tmp_path / "new")
        home.start(tmp_path / "new")
        page.evaluate(SEND)
        expect(page.locator("[data-outbox-words]")).to_contain_text("Another server answers here.")
        assert [one[0] for one in states(page, ids)] == ["waiting", "waiting"]
        page.context.clear_cookies()
        sign_in(page)
        until(page, lambda: all(one[0] == "sent" for one in states(page, ids)), nudge=lambda: visit(page, "/"))
    finally:
        home.kill()
        home.come_home()
