"""A walk from the phone's form to the week's figure, with htmx and stepper at work."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.homes import free_port
from tests.factories import TODAY, backward, forward, log
from webapp.actions import weights
from webapp.storage.models import User

ROOT = Path(__file__).parents[2]
THIRTY = re.compile(r"\b30 of 18\b")


@pytest.fixture
def set_up_link(tmp_path: Path) -> Iterator[str]:
    """The link that `app.py` prints on a new data folder."""
    environment = os.environ | {
        "BACKSTRIDE_DATA": str(tmp_path / "new"),
        "BACKSTRIDE_HOST": "127.0.0.1",
        "BACKSTRIDE_PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout
    yield next(line.strip() for line in process.stdout if "/setup?code=" in line)
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()


def log_half_an_hour(page: Page) -> None:
    page.goto("/walks/new")
    page.get_by_label("Minutes in all", exact=True).fill("30")
    page.get_by_label("Of which backward", exact=True).fill("8")
    page.get_by_role("button", name="Save walk").click()


def test_from_the_printed_link_to_the_extra_of_the_first_walk(set_up_link: str, open_page: OpenPage) -> None:
    """Seven taps and twelve letters: each is one line here."""
    page = open_page(base_url=set_up_link.partition("/setup")[0])
    page.goto(set_up_link)
    expect(page.get_by_label("User name")).to_be_focused()
    page.keyboard.type("Jo")
    page.get_by_label("Password").tap()
    page.keyboard.type("odd0hats")
    page.get_by_role("button", name="Begin").tap()
    expect(page.get_by_role("heading", name="Welcome, Jo")).to_be_visible()
    expect(page.locator("[name=weight]")).to_be_focused()
    page.keyboard.type("70")
    page.get_by_role("button", name="Go on").tap()
    page.get_by_role("button", name="None of these").tap()
    page.locator("main a[href='/walks/new']").first.tap()
    page.locator("[data-presets=backward] .chip[value='5']").tap()
    page.get_by_role("button", name="Save walk").tap()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    # This server has the real clock: half an hour ago may have been another week, so the walk's own page is asked.
    page.goto("/walks/")
    page.locator("li[id^=walk-] a").first.click()
    expect(page.locator("#walk-energy")).to_contain_text(re.compile(r"\+\d+"))
    expect(page.locator("#walk-energy")).to_contain_text(re.compile(r"\d+ to \d+"))


def test_half_an_hour_is_in_the_ring_and_the_weight_gives_the_extra(page: Page) -> None:
    log_half_an_hour(page)
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", THIRTY)
    page.locator("#ask-weight summary").tap()
    page.locator("#ask-weight input[name=weight]").fill("70")
    page.get_by_role("button", name="Save weight").click()
    expect(page.locator("#extra")).to_contain_text(re.compile(r"\+9 kcal"))
    expect(page.locator("#extra")).to_contain_text(re.compile(r"\b\d+ to 20\b"))


def test_the_preview_follows_what_is_typed(page: Page, server: Server, walker: User) -> None:
    asked: list[Request] = []
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
    page.on("request", lambda request: asked.append(request) if "/preview" in request.url else None)
    page.goto("/walks/new")
    with page.expect_response("**/walks/preview*") as answer:
        page.get_by_label("Minutes in all", exact=True).fill("40")
    assert answer.value.text().lstrip().startswith('<div id="walk-preview"')
    with page.expect_response("**/walks/preview*"):
        page.get_by_label("Of which backward", exact=True).fill("13")
    expect(page.locator("#walk-preview")).to_have_text("179 kcal, +14 for backward (6 to 33)")
    assert {request.headers["hx-request"] for request in asked} == {"true"}
    assert {request.method for request in asked} == {"POST"}


def test_the_stepper_and_its_chips_change_the_field(page: Page) -> None:
    page.goto("/walks/new")
    minutes = page.get_by_label("Minutes in all", exact=True)
    page.locator("[data-presets=minutes] .chip[value='45']").tap()
    expect(minutes).to_have_value("45")
    page.locator(".stepper", has=minutes).locator("[data-step='1']").tap()
    expect(minutes).to_have_value("50")
    expect(page.locator("#walk-day")).to_contain_text("Today, 17:20")
    for _ in range(12):
        page.locator(".stepper", has=minutes).locator("[data-step='-1']").tap()
    expect(minutes).to_have_value("0")


def test_the_same_as_last_time_is_logged_and_taken_back(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker, forward(22), backward(8))
    page.goto("/walks/new?like=last")
    page.get_by_role("button", name="Save walk").tap()
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", re.compile(r"\b60 of 18\b"))
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("The walk is in the bin.")).to_be_visible()
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", THIRTY)


def test_a_walk_is_changed_and_deleted_and_each_taken_back(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        uuid = log(session, walker, forward(22), backward(8)).uuid
    page.goto(f"/walks/{uuid}/edit")
    page.get_by_label("Minutes in all", exact=True).fill("45")
    page.get_by_role("button", name="Save walk").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("45")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("30")
    page.locator("form[action*='/delete?'] button").click()
    expect(page.locator(f"#walk-{uuid}")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("This walk is back in your diary.")).to_be_visible()
    page.goto("/walks/")
    expect(page.locator(f"#walk-{uuid}")).to_be_visible()


def test_a_refused_form_keeps_what_was_typed(page: Page) -> None:
    page.goto("/walks/new")
    page.get_by_label("Minutes in all", exact=True).fill("10")
    page.get_by_label("Of which backward", exact=True).fill("11")
    page.get_by_role("button", name="Save walk").click()
    field = page.get_by_label("Of which backward", exact=True)
    expect(field).to_have_value("11")
    expect(field).to_have_attribute("aria-describedby", "backward-problem")
    field.fill("4")
    page.get_by_role("button", name="Save walk").click()
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", re.compile(r"\b10 of 18\b"))


def test_a_refused_form_opens_more_and_takes_the_person_to_the_field(page: Page) -> None:
    page.goto("/walks/new")
    page.locator("#walk-more summary").click()
    page.get_by_label("Slope").fill("99")
    page.get_by_role("button", name="Save walk").click()
    expect(page.get_by_label("Slope")).to_be_focused()
    page.get_by_label("Minutes in all", exact=True).focus()
    page.get_by_role("alert").get_by_role("link", name="Slope:").click()
    expect(page.get_by_label("Slope")).to_be_focused()


def test_a_double_tap_on_save_is_one_walk(page: Page) -> None:
    page.goto("/walks/new")
    page.get_by_role("button", name="Save walk").dblclick()
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", THIRTY)


def test_a_walk_is_logged_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/walks/new")
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name ?? ''")
        if name in ("minutes", "backward"):
            page.keyboard.press("Control+A")
            page.keyboard.type({"minutes": "30", "backward": "8"}[name])
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.evaluate("document.activeElement.textContent.trim()") == "Save walk":
            break
    page.keyboard.press("Enter")
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", THIRTY)


def test_the_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_start_of_a_walk_that_ended_now_moves_with_its_minutes_until_it_is_typed(page: Page) -> None:
    page.goto("/walks/new")
    page.get_by_text("Today, 17:40").click()
    began = page.get_by_label("Began at")
    expect(began).to_have_value("17:40")
    page.get_by_label("Minutes in all", exact=True).fill("90")
    expect(began).to_have_value("16:40")
    began.fill("15:00")
    page.get_by_label("Minutes in all", exact=True).fill("20")
    expect(began).to_have_value("15:00")
