"""Somebody of seventy with a phone at 200 % text: from the check to the printed page by taps alone."""

import datetime as dt
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, axe, measure
from tests.factories import NOW, PARIS, TODAY, backward, forward, log
from webapp.actions import self_tests, weights
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.domain.walks import Pain, Site
from webapp.storage import pain
from webapp.storage.models import User

# A browser's own large text: half again as much as the page's 112.5 %, and then twice.
LARGE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '225%' })"
WITHOUT_TABLE = """[...document.querySelectorAll('[data-chart]')]
    .filter((chart) => !chart.closest('section, #main > div').querySelector('table')).map((chart) => chart.outerHTML)"""
EVERY_CHART = ("/progress", "/pain", "/body", "/tests/backward_3m", "/learn/energy")


@pytest.fixture
def large(page: Page) -> Page:
    page.add_init_script(LARGE)
    return page


def look(page: Page) -> list[str]:
    """What is wrong with a page in large text: for axe, for the ruler, and charts that have no table."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = [*measure(page, "overflow()"), *measure(page, "smallTargets()"), *page.evaluate(WITHOUT_TABLE), *axe(page)]
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found += axe(page, of_colours=True)
    return [f"{page.url}: {one}" for one in found]


def tap(page: Page, name: str) -> None:
    """Tap what a screen reader calls so."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.tap()


def test_the_first_session_from_the_check_to_the_answers_after_it(large: Page) -> None:
    page, wrong = large, []
    page.clock.install(time=NOW)
    page.goto("/")
    tap(page, "Leave it")
    tap(page, "A plan for your first six weeks")
    tap(page, "Answer the check")
    expect(page.get_by_label("Year of birth")).to_be_visible()
    wrong += look(page)
    page.get_by_label("Year of birth").fill("1956")
    tap(page, "None of these")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    tap(page, "Go to the plan")
    tap(page, "Begin the plan")
    expect(page.get_by_role("heading", name="Week 1 of 6")).to_be_visible()
    wrong += look(page)
    tap(page, "I did it without the timer")
    expect(page.get_by_role("heading", name="How did it go?")).to_be_visible()
    wrong += look(page)
    for section, answer in (("stumbles", 0), ("effort", 1), ("attention", 1)):
        page.locator(f"#{section} button").nth(answer).tap()
        expect(page.locator(f"#{section}").get_by_text("Noted:")).to_be_visible()
    tap(page, "Done")
    expect(page.locator("#plan")).to_contain_text("Rest day")
    assert [*wrong, *look(page)] == []


@pytest.mark.parametrize("address", EVERY_CHART)
def test_every_chart_is_a_table_too_and_fits_in_large_text(
    large: Page, server: Server, walker: User, address: str
) -> None:
    knee = (Pain(site=Site.KNEE_LEFT, before=3, during=4),)
    with server.database.writing() as session:
        pain.follow(session, walker.diary, {Site.KNEE_LEFT})
        for day in (TODAY - dt.timedelta(days=30), TODAY):
            weights.set_weight(session, walker.diary, day, 70, today=TODAY)
        for _ in range(9):
            log(session, walker, forward(20), backward(8), pain=knee, stumbles=1, effort=4)
        for tries in ((5.1, 4.9), (4.0, 4.2)):
            result = Result(id=uuid4(), kind=SelfTestKind.BACKWARD_3M, done_at=NOW, time_zone=PARIS, tries=tries)
            self_tests.log_result(session, walker.diary, result, now=NOW)
    large.goto(address)
    expect(large.locator("[data-chart]").first).to_be_visible()
    assert look(large) == []
