"""Health, Settings and Learn are one screen high after a year of walks, the welcome too, and back is one tap."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, measure
from tests.factories import NOW, backward, forward, log
from webapp.actions import demo
from webapp.storage.models import User

HEIGHT = "document.documentElement.scrollHeight / window.innerHeight"


@pytest.fixture
def after_a_year(page: Page, server: Server, walker: User) -> Page:
    with server.database.writing() as session:
        demo.fill(session, session.merge(walker), now=NOW)
    return page


@pytest.mark.parametrize(("path", "most"), [("/health", 1.1), ("/settings", 1.2), ("/learn", 1.2)])
def test_a_page_of_rows_is_one_screen_high(after_a_year: Page, path: str, most: float) -> None:
    after_a_year.goto(path)
    assert after_a_year.evaluate(HEIGHT) <= most


def test_the_welcome_is_one_screen_high_with_targets_for_a_thumb(page: Page) -> None:
    page.goto("/welcome?zone=new")
    assert page.evaluate(HEIGHT) <= 1
    assert measure(page, "smallTargets()") == []


def test_skip_is_beside_the_headline_of_a_review(after_a_year: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        uuid = log(session, walker, forward(120), backward(105)).uuid
    after_a_year.goto(f"/walks/{uuid}/review")
    skip, headline = (after_a_year.locator(f".head > {part}").bounding_box() for part in (".chip", ":first-child"))
    assert skip and headline and skip["y"] < headline["y"] + headline["height"]


def test_the_two_buttons_of_strength_days_are_as_far_apart_as_everything(page: Page) -> None:
    page.goto("/body")
    today, yesterday = (button.bounding_box() for button in page.locator("#strength button").all())
    assert today and yesterday
    assert 8 <= yesterday["y"] - today["y"] - today["height"] <= 20


def test_from_today_the_gear_leads_to_settings_and_back_is_one_tap(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Goal and weeks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goal and weeks")
    page.get_by_role("link", name="Back to Settings").click()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("link", name="Today", exact=True)).to_have_attribute("aria-current", "page")
    expect(page.locator("#way-back")).to_have_count(0)


def test_a_weight_is_removed_without_scrolling_sideways(after_a_year: Page) -> None:
    after_a_year.goto("/body")
    after_a_year.locator("#weight-card summary", has_text="As a table").tap()
    table = after_a_year.locator("#weight-card .scroll")
    expect(table).to_be_visible()
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") == 0


def test_a_short_value_of_a_row_is_on_one_line(after_a_year: Page) -> None:
    after_a_year.goto("/settings")
    expect(after_a_year.get_by_text("2 keys").or_(after_a_year.get_by_text("none yet"))).to_be_visible()
    assert after_a_year.evaluate("measure.rows('.places li:nth-child(5) .value')") == 1


def test_in_large_text_no_name_of_a_row_breaks_inside_of_a_word(after_a_year: Page) -> None:
    after_a_year.goto("/settings")
    expect(after_a_year.get_by_text("Phones and keys")).to_be_visible()
    after_a_year.evaluate("document.documentElement.style.fontSize = '225%'")
    # A word a line, at most.
    assert after_a_year.evaluate("measure.rows('.places li:nth-child(4) b')") <= 3
