"""The chart: a picture at once, Plotly after a touch, and the same figures in the table."""

import datetime as dt
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import TODAY, backward, forward, log
from webapp.storage.models import User


@pytest.fixture(autouse=True)
def _forty_weeks(server: Server, walker: User) -> None:
    with server.database.writing() as session:
        for week in range(0, 40, 2):
            log(session, walker, forward(31 + week), backward(7), day=TODAY - dt.timedelta(weeks=week))


def test_the_picture_is_there_first_and_plotly_after_a_touch(page: Page) -> None:
    page.goto("/progress")
    expect(page.locator("[data-chart] > svg")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.locator("[data-chart]").tap()
    expect(page.locator("[data-chart] .js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator("[data-chart] > svg")).to_have_count(0)
    expect(page.locator(".js-plotly-plot .bars .point").nth(11)).to_be_visible()


def test_a_tap_anywhere_over_a_week_shows_both_halves_and_their_sum(page: Page) -> None:
    page.goto("/progress")
    page.locator("[data-chart]").tap()
    expect(page.locator(".js-plotly-plot .bars .point").nth(11)).to_be_visible()
    page.locator("[data-chart]").tap(position={"x": 250, "y": 60})
    shown = page.locator(".hoverlayer .hovertext")
    expect(shown).to_have_text(re.compile(r"\d+ min forward, \d+ backward, \d+ in all$"))


def test_the_energy_chart_is_drawn_for_a_stranger(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/learn/energy")
    page.locator("[data-chart]").tap()
    expect(page.locator("[data-chart] .js-plotly-plot .main-svg").first).to_be_visible()


def test_the_table_has_the_figures_of_the_chart(page: Page) -> None:
    page.goto("/progress")
    figure = json.loads(page.locator("[data-chart]").get_attribute("data-chart") or "")
    forward_bars = next(trace["y"] for trace in figure["data"] if 31 in trace["y"])
    cells = page.locator("table tbody tr td:nth-of-type(1)").all_text_contents()
    assert [float(cell) for cell in cells] == pytest.approx(forward_bars[::-1])


def test_a_span_is_switched_in_place_and_the_way_back_works(page: Page) -> None:
    page.goto("/progress")
    page.evaluate("window.wasHereBefore = true")
    with page.expect_request(lambda request: "span=year" in request.url) as asked:
        page.locator("nav a[href$='span=year']").click()
    assert asked.value.headers["hx-request"] == "true"
    expect(page.locator("table tbody tr")).to_have_count(53)
    expect(page).to_have_url(re.compile("span=year$"))
    assert page.evaluate("window.wasHereBefore") is True
    page.locator("[data-chart]").tap()
    expect(page.locator("[data-chart] .js-plotly-plot .main-svg").first).to_be_visible()
    page.go_back()
    expect(page.locator("table tbody tr")).to_have_count(12)
    expect(page.locator("#tabs")).to_be_visible()


def test_without_a_script_a_span_is_a_link_and_the_picture_stays(open_page: OpenPage, walker: User) -> None:
    page = open_page(walker, java_script_enabled=False)
    page.goto("/progress")
    page.locator("nav a[href$='span=all']").click()
    expect(page.locator("table tbody tr")).to_have_count(39)
    expect(page.locator("[data-chart] > svg")).to_be_visible()


def test_the_chart_follows_the_colours_of_the_phone(open_page: OpenPage, walker: User) -> None:
    page = open_page(walker, color_scheme="dark")
    page.goto("/progress")
    page.locator("[data-chart]").tap()
    bar = page.locator(".js-plotly-plot .bars .point path").first
    dark = bar.evaluate("one => getComputedStyle(one).fill")
    page.emulate_media(color_scheme="light")
    expect(bar).not_to_have_css("fill", dark)
