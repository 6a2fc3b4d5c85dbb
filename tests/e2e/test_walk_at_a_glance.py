"""The walk screen at one glance: in a holder on its side, and when a walk is over."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.test_for_everybody import check
from tests.e2e.test_walk_knows import KNOWN
from tests.e2e.walking import press, until
from tests.factories import NOW, TODAY, forward, log
from webapp.actions import weights
from webapp.storage.models import User

# Buttons and the clock, as left, top, right and bottom.
BOXES = """() => [...document.querySelectorAll("[data-clock], .turn:not([hidden]), [data-do=pause], [data-do=stop]")]
  .map((part) => part.getBoundingClientRect()).map(({ left, top, right, bottom }) => [left, top, right, bottom])"""
ARCS = """() => ["forward", "backward"].map((name) =>
  Math.round(parseFloat(document.querySelector(`[data-week-${name}]`).getAttribute("stroke-dasharray"))))"""
AROUND, GAP = 270.18, 1.5


@pytest.mark.parametrize(("width", "height"), [(844, 390), (667, 375), (568, 320)])
def test_on_its_side_the_clock_is_left_and_every_button_is_on_the_screen(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/walk")
    press(page, "Start")
    press(page, "Turn to backward")
    expect(page.get_by_role("button", name="Turn to forward")).to_be_visible()
    clock, *buttons = page.evaluate(BOXES)
    assert len(buttons) == 3
    assert all(left >= 0 and top >= 0 and right <= width and bottom <= height for left, top, right, bottom in buttons)
    assert clock[1] >= 0 and clock[3] <= height
    assert all(left > clock[2] for left, *_ in buttons)


def test_a_new_screen_is_seen_from_its_top(page: Page) -> None:
    page.set_viewport_size({"width": 568, "height": 320})
    page.goto("/walk")
    page.get_by_text("Is the ground flat").scroll_into_view_if_needed()
    press(page, "Start")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert page.evaluate("scrollY") == 0


@pytest.fixture
def weighed(server: Server, walker: User) -> User:
    """Somebody of 70 kg who began weeks ago, and walked forty minutes this week."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        log(session, walker, day=TODAY - dt.timedelta(weeks=3))
        log(session, walker, forward(40))
    return walker


def know(page: Page) -> None:
    page.clock.install(time=NOW)
    page.goto("/")
    until(page, f"async () => Boolean(await ({KNOWN})())")


def walk(page: Page) -> None:
    """Ten minutes forward and five backward, on a phone that knows the week."""
    know(page)
    time_a_walk(page)


def time_a_walk(page: Page) -> None:
    page.goto("/walk")
    press(page, "Start")
    page.clock.fast_forward("10:00")
    press(page, "Turn to backward")
    page.clock.fast_forward("05:00")
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()


def test_at_home_the_ring_is_filled_and_the_extra_is_there(page: Page, weighed: User) -> None:
    walk(page)
    expect(page.locator("[data-week-extra]")).to_contain_text("kcal from going backward")
    expect(page.locator("[data-week-likely]")).to_contain_text("Likely")
    expect(page.locator("[data-week-done]")).to_have_text("55")
    expect(page.locator("[data-week-left]")).to_have_text("95 minutes to go this week.")
    until(page, lambda: page.evaluate(ARCS) == [round(50 / 150 * AROUND - GAP), round(5 / 150 * AROUND)])


def test_away_from_home_the_ring_is_what_this_phone_knows(page: Page, weighed: User) -> None:
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    walk(page)
    expect(page.locator("[data-week-done]")).to_have_text("55")
    expect(page.get_by_text("We work out your extra calories once this walk is home.")).to_be_visible()
    expect(page.get_by_text("How did it go?")).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_a_new_week_begins_with_its_first_walk(page: Page, weighed: User) -> None:
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    know(page)
    page.route("**/phone/walker", lambda route: route.fulfill(status=404))
    page.clock.set_system_time(NOW + dt.timedelta(weeks=1))
    time_a_walk(page)
    expect(page.locator("[data-week-done]")).to_have_text("15")
    expect(page.locator("[data-week-left]")).to_have_text("135 minutes to go this week.")


def test_the_first_goal_of_who_begins_is_not_that_of_the_week_after(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker, forward(10))
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    know(page)
    page.route("**/phone/walker", lambda route: route.fulfill(status=404))
    page.clock.set_system_time(NOW + dt.timedelta(weeks=1))
    time_a_walk(page)
    expect(page.locator("[data-week-left]")).to_have_text("135 minutes to go this week.")


def test_a_phone_that_knows_no_week_shows_no_ring(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/walk")
    press(page, "Start")
    page.wait_for_timeout(1100)
    press(page, "Stop and save")
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()
    expect(page.locator("[data-week-ring]")).to_be_hidden()


def test_done_leads_to_today_at_home_and_to_the_next_walk_away_from_it(page: Page, weighed: User) -> None:
    walk(page)
    expect(page.get_by_text("Saved at home.", exact=True)).to_be_visible()
    press(page, "Done")
    page.wait_for_url("**/")
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    walk(page)
    press(page, "Done")
    expect(page.get_by_role("heading", name="Ready?")).to_be_visible()


SERVER_STEPS = {
    "running": [],
    "paused": ["Turn to backward", "Pause"],
    # No time has passed by the server's clock, which stands still in these tests.
    "asked for its end": ["Stop and save"],
    "refused an end": ["Stop and save", "Stop and save"],
}


@pytest.mark.parametrize("state", SERVER_STEPS)
def test_a_walk_that_the_server_times_has_nothing_in_the_way(open_page: OpenPage, walker: User, state: str) -> None:
    page = open_page(walker)
    page.request.post("/walk/start", form={"direction": "forward"}, headers={"Sec-Fetch-Site": "same-origin"})
    page.goto("/walk/running")
    for name in SERVER_STEPS[state]:
        page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name="Throw away")).to_be_visible()
    assert check(page) == []
