"""Many walks at once, by thumb: tick some, see what changes, change them, and take it back."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.factories import TODAY, log
from webapp.domain.walks import Place
from webapp.storage.models import User


def test_the_filter_shows_what_it_finds_at_once(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker, place=Place.TRACK)
        log(session, walker, place=Place.INDOORS, day=TODAY - dt.timedelta(days=1))
    page.goto("/walks/")
    page.locator("#filter summary").tap()
    page.get_by_label("Place", exact=True).select_option("Track")
    expect(page.locator("#found h2")).to_have_text("1 walk")
    expect(page.locator("#filter-result a")).to_have_text("See 1 walk")
    expect(page).to_have_url(re.compile("place=track"))
    page.locator("#filter-chips a").tap()
    expect(page.locator("li[id^=walk-]")).to_have_count(2)


def test_some_are_ticked_changed_and_taken_back(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        for back in range(3):
            log(session, walker, day=TODAY - dt.timedelta(days=back))
    page.goto("/walks/")
    page.get_by_role("link", name="Select").tap()
    selected = page.locator("[data-selected]")
    expect(selected).to_have_text("Selected: 0")
    page.get_by_role("checkbox", name="Select all 3 walks").tap()
    expect(selected).to_have_text("Selected: 3")
    page.locator(".picks .pick").first.tap()
    expect(selected).to_have_text("Selected: 2")
    page.locator(".chosen").get_by_role("button", name="Change").tap()
    page.get_by_role("button", name="All backward").tap()
    page.get_by_role("button", name="Change 2 walks").tap()
    expect(page.get_by_role("status")).to_contain_text("Changed 2 walks.")
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("status")).to_have_text("2 walks are as they were before.")
