"""The form of a walk in one view: nothing to scroll, nothing covered, and as few taps as before."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, measure
from tests.e2e.conftest import OpenPage
from tests.factories import TODAY, backward, forward, log
from webapp.actions import weights
from webapp.domain.walks import Place
from webapp.storage.models import User

# An iPhone with Safari's bars, a small Android, and the first on its side.
SCREENS = {"390 x 664": (390, 664), "360 x 640": (360, 640), "on its side": (844, 390)}
# A browser's own large text: twice the page's.
LARGE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '225%' })"
WANTED = ("#walk-day", "[name=minutes]", "[name=backward]", "#walk-more summary", "#walk-preview", ".save .button")
IN_A_ROW = ("[data-presets=minutes] .chip", "[data-presets=backward] .chip", "#walk-preview p")
LOOK = "([wanted, rows]) => [...measure.outside(wanted), ...rows.map(measure.rows)]"
TARGETS = ".walk-form :is(a, input:not([type=hidden]), summary, h1, button, .chip)"


@pytest.fixture
def walked(server: Server, walker: User) -> User:
    """Somebody whose last walk has a place and a pace, so that there is something behind More."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        log(session, walker, forward(28), backward(11), place=Place.TREADMILL, rails=True)
    return walker


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("offer", ["none", "offered", "taken"])
def test_everything_to_log_a_walk_is_in_view(
    open_page: OpenPage, server: Server, walker: User, size: str, offer: str
) -> None:
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        if offer != "none":
            log(session, walker, forward(28), backward(11), place=Place.TREADMILL, rails=True)
    width, height = SCREENS[size]
    page = open_page(walker, viewport={"width": width, "height": height}, color_scheme="light")
    page.goto("/walks/new")
    if offer == "taken":
        page.locator(".same").tap()
        expect(page.locator(".same[aria-pressed=true]")).to_be_visible()
    with page.expect_response("**/walks/preview*"):
        page.locator("[data-presets=backward] .chip[value='10']").tap()
    expect(page.locator("#walk-preview")).to_contain_text("for backward")
    assert page.evaluate(LOOK, [WANTED, IN_A_ROW]) == [1, 1, 1]
    assert measure(page, f"covered('{TARGETS}')") == []


def test_in_large_text_nothing_covers_anything(open_page: OpenPage, walked: User) -> None:
    """Save stayed at the foot of the screen and covered the minutes."""
    page = open_page(walked)
    page.add_init_script(LARGE)
    page.goto("/walks/new")
    expect(page.locator("#walk-preview")).to_contain_text("kcal")
    assert measure(page, f"covered('{TARGETS}')") == []


@pytest.mark.parametrize(
    ("options", "ways"), [({}, "script"), ({"java_script_enabled": False}, "no script")], ids=["script", "no script"]
)
def test_a_usual_walk_is_logged_in_three_taps(
    open_page: OpenPage, walked: User, options: dict[str, Any], ways: str
) -> None:
    """As many as before; the second fills the form and saves nothing."""
    page = open_page(walked, **options)
    page.goto("/")
    taps = [
        page.get_by_role("link", name="Log a walk", exact=True),
        page.get_by_role("button", name="Same as today: 39, 11 backward"),
        page.get_by_role("button", name="Save walk"),
    ]
    taps[0].tap()
    taps[1].tap()
    expect(page.get_by_label("Minutes in all", exact=True)).to_have_value("39")
    expect(page.get_by_label("Of which backward", exact=True)).to_have_value("11")
    taps[2].tap()
    expect(page.get_by_text("Saved: 39 min, 11 of them backward.")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_the_last_walk_is_logged_again_in_one_tap(
    open_page: OpenPage, server: Server, walker: User, options: dict[str, Any]
) -> None:
    with server.database.writing() as session:
        log(session, walker, forward(28), backward(11), day=TODAY - dt.timedelta(days=1))
    page = open_page(walker, **options)
    page.goto("/")
    page.get_by_role("button", name="Log 39 min again, 11 backward").tap()
    expect(page.get_by_text("Saved: 39 min, 11 of them backward.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_another_walk_is_logged_in_four_taps(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Log (a|your first) walk$")).first.tap()
    page.get_by_role("button", name="Minutes in all: 20").tap()
    page.get_by_role("button", name="Of which backward: 5").tap()
    page.get_by_role("button", name="Save walk").tap()
    expect(page.get_by_text("Saved: 20 min, 5 of them backward.")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_the_day_in_the_headline_opens_day_and_time(open_page: OpenPage, walker: User, options: dict[str, Any]) -> None:
    page = open_page(walker, **options)
    page.goto("/walks/new")
    expect(page.get_by_label("Day", exact=True)).to_be_hidden()
    page.get_by_text("Today, 17:40").tap()
    page.get_by_label("Day", exact=True).fill("2026-11-17")
    if not options:
        expect(page.locator("#walk-day")).to_contain_text("Tue 17 Nov")
    page.get_by_role("button", name="Save walk").tap()
    expect(page.get_by_text("Saved for Tuesday 17 November: 30 min.")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_a_walk_of_yesterday_keeps_what_was_typed(open_page: OpenPage, walker: User, options: dict[str, Any]) -> None:
    page = open_page(walker, **options)
    page.goto("/walks/new")
    page.get_by_label("Minutes in all", exact=True).fill("42")
    page.locator("#walk-day").tap()
    page.get_by_role("button", name="Yesterday", exact=True).tap()
    expect(page.locator("#walk-day")).to_contain_text("Yesterday")
    expect(page.get_by_label("Minutes in all", exact=True)).to_have_value("42")
    page.get_by_role("button", name="Save walk").tap()
    expect(page.get_by_text("Saved for Thursday 19 November: 42 min.")).to_be_visible()


def test_an_answer_that_is_no_estimate_leaves_the_form_as_it_is(page: Page) -> None:
    page.goto("/walks/new")
    page.route("**/walks/preview*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    with page.expect_response("**/walks/preview*"):
        page.get_by_label("Minutes in all", exact=True).fill("40")
    expect(page.locator("#walk-preview")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log a walk")
