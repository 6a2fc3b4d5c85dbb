"""Everything works with JavaScript switched off."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import log
from webapp.storage.models import User


@pytest.fixture
def page(open_page: OpenPage, walker: User) -> Page:
    return open_page(walker, java_script_enabled=False)


def test_a_walk_is_logged_changed_deleted_and_taken_back(page: Page) -> None:
    page.goto("/walks/new")
    page.get_by_label("Minutes in all", exact=True).fill("30")
    page.get_by_label("Of which backward", exact=True).fill("8")
    page.get_by_role("button", name="Save walk").click()
    page.goto("/walks/")
    page.locator("li[id^=walk-] a").click()
    page.locator("a[href$='/edit']").click()
    page.get_by_label("Minutes in all", exact=True).fill("31")
    page.get_by_role("button", name="Save walk").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("31")
    page.get_by_role("button", name="Undo").click()
    page.locator("form[action*='/delete?'] button").click()
    expect(page.locator("li[id^=walk-]")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("30")


def test_the_table_of_progress_opens(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker)
    page.goto("/progress")
    page.locator("details.table summary").click()
    expect(page.locator("table tbody tr").first).to_be_visible()


def test_settings_are_saved(page: Page) -> None:
    page.goto("/settings/goal")
    page.get_by_label("Minutes a week").fill("200")
    page.locator("form[action*='/goal?'] > button").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_label("Minutes a week")).to_have_value("200")


def test_somebody_signs_out(page: Page) -> None:
    page.goto("/settings")
    page.locator("form[action='/logout'] button").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_walk_of_no_time_is_asked_about(page: Page) -> None:
    page.goto("/walk")
    page.get_by_role("button", name="Start", exact=True).click()
    # The server's clock stands still in these tests: no time has passed, and none may be lost without a word.
    page.get_by_role("button", name="Stop and save").click()
    expect(page.get_by_role("heading", name="When did this walk end?")).to_be_visible()
    expect(page.get_by_role("button", name="At the last turn")).to_have_count(0)
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("heading", name="When did this walk end?")).to_have_count(0)
