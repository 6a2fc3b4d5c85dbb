"""How a walk went, on a phone: three taps, in place; the same without a script; and the pages of pain and body."""

import datetime as dt
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.test_for_everybody import check
from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import reviews, weights
from webapp.domain.reviews import Review
from webapp.domain.walks import Pain, Site, WarningSign
from webapp.storage import body, pain
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)
SITES = (Site.KNEE_LEFT, Site.HEEL)
FULL = ("/", "/pain", "/body", "/progress", "/walks/{walk}", "/walks/{walk}/review", "/walks/{walk}/review?more=1")


@pytest.fixture
def walk(server: Server, walker: User) -> UUID:
    """Yesterday's walk, after some weeks of walks of which everything was said."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY - dt.timedelta(days=70), 72, today=TODAY)
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        pain.follow(session, walker.diary, SITES)
        for back in range(60, 1, -5):
            day = TODAY - dt.timedelta(days=back)
            hurt = (Pain(site=Site.KNEE_LEFT, before=1, during=2 + back // 12, after=1, next_morning=1),)
            log(session, walker, forward(20), backward(8), day=day, stumbles=back % 3, effort=5, pain=hurt)
            body.set_waist(session, walker.diary, day, 90 - back / 20)
        body.add_strength_day(session, walker.diary, YESTERDAY)
        return log(session, walker, forward(20), backward(8), day=YESTERDAY).uuid


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.tap()


@pytest.mark.parametrize("address", FULL)
def test_nothing_is_in_the_way(page: Page, walk: UUID, address: str) -> None:
    page.goto(address.format(walk=walk))
    assert check(page) == []


@pytest.mark.parametrize("address", ["/pain", "/body"])
def test_nothing_is_in_the_way_on_the_first_day(page: Page, address: str) -> None:
    page.goto(address)
    assert check(page) == []


def test_nothing_is_in_the_way_of_who_fell(page: Page, server: Server, walker: User, walk: UUID) -> None:
    with server.database.writing() as session:
        row = log(session, walker, backward(5))
        felt: Review = {"stumbles": 4, "falls": 1, "effort": 10, "attention": 10, "looked_back": True}
        reviews.review_walk(session, walker.diary, row, felt, signs={WarningSign.FAINTNESS: True}, now=NOW)
    page.goto(f"/walks/{row.uuid}/review")
    assert check(page) == []


def test_nothing_is_in_the_way_of_who_mistyped_or_removed(page: Page, walk: UUID) -> None:
    page.goto("/body")
    page.locator("[name=waist]").fill("x")
    page.get_by_role("button", name="Save waist").tap()
    page.locator(".is-problem").wait_for()
    assert check(page) == []
    page.goto("/body")
    page.locator("#weight-card summary").first.tap()
    page.get_by_role("button", name="Remove what you measured").first.tap()
    expect(page.locator(".notice")).to_be_visible()
    assert check(page) == []


def test_three_taps_in_place_and_the_focus_stays(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}/review")
    page.evaluate("window.wasHereBefore = true")
    for name in ("1", "5", "most of the time"):
        tap(page, name)
        expect(page.get_by_role("button", name=name, exact=True).first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.activeElement.id") == "attention-8"
    expect(page.locator("main")).to_contain_text("Noted: 1 stumble.")
    assert page.evaluate("window.wasHereBefore") is True
    tap(page, "1")
    expect(page.locator("#stumbles-1")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator("[aria-pressed=true]")).to_have_count(2)


def test_the_keyboard_says_it_too_and_more_stays_open(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}/review")
    page.locator("#more > summary").press("Enter")
    page.locator("#looked_back-yes").press("Enter")
    expect(page.locator("#looked_back-yes")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#looked_back-no")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "looked_back-yes"


def test_one_score_opens_the_next_question(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}/review")
    for moment in ("before", "during", "after", "next_morning"):
        chip = page.locator(f'[id="pain.knee_left.{moment}-3"]')
        expect(chip).to_be_visible()
        chip.tap()
        expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#pain-knee_left details[open]")).to_have_count(0)
    expect(page.locator("#pain-knee_left summary").last).to_contain_text("The next morning: 3")


def test_a_refused_number_is_shown_in_place(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}/review")
    page.locator("#stumbles-3").tap()
    page.locator("input[name=stumbles]").fill("lots")
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("#stumbles-problem")).to_be_visible()
    expect(page.locator("input[name=stumbles]")).to_have_value("lots")


def test_without_a_script_every_tap_counts(open_page: OpenPage, walker: User, walk: UUID) -> None:
    page = open_page(walker, java_script_enabled=False)
    page.goto("/")
    page.locator("#morning summary").tap()
    page.locator("#morning").get_by_role("button", name="2", exact=True).tap()
    expect(page.get_by_role("status")).to_contain_text("Noted: left knee 2 of 10 this morning.")
    expect(page.locator("#morning summary")).to_contain_text("How is your heel this morning")
    page.locator("#morning").get_by_role("button", name="Not now").tap()
    expect(page.locator("#morning")).to_have_count(0)
    page.goto(f"/walks/{walk}/review")
    expect(page.locator("#pain-knee_left summary").last).to_contain_text("The next morning: 2")
    for chip in ("stumbles-0", "effort-2", "attention-0"):
        page.locator(f"#{chip}").tap()
        expect(page.locator(f"#{chip}")).to_have_attribute("aria-pressed", "true")
    page.goto("/body")
    tap(page, "Strength exercises today")
    expect(page.locator("#strength")).to_contain_text("Noted for today")


def test_the_charts_answer_to_a_touch(page: Page, walk: UUID) -> None:
    page.goto("/body")
    for chart in page.locator("[data-chart]").all():
        chart.tap()
        expect(chart.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.goto("/pain")
    page.locator("[data-chart]").tap()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .bars .point").nth(7)).to_be_visible()
