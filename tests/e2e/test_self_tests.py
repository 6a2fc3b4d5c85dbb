"""The timer of the self tests in a real browser: what it measures, says, counts, and that it can be stopped."""

import datetime as dt
import time
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, axe, measure
from tests.e2e.conftest import OpenPage
from tests.e2e.test_for_everybody import check
from tests.factories import NOW, PARIS
from webapp.actions import self_tests as actions
from webapp.domain.safety import Check, Sex
from webapp.domain.self_tests import RULES, Result, SelfTestKind
from webapp.storage import safety
from webapp.storage import self_tests as store
from webapp.storage.models import User

# Notes what would be said, and by the clock on the wall when "go" was said and when a finger came down: the test itself
# may be late on a busy machine. The voice has no clock that a test could rely on.
LISTEN = """
  window.said = [];
  const speak = (one) => { said.push(one.text); if (one.text === "go") window.wentAt = Date.now(); };
  Object.defineProperty(window, "speechSynthesis", { value: { cancel() {}, speak } });
  const late = (event) => performance.now() - event.timeStamp;
  addEventListener("pointerdown", (event) => { window.touchedAt = Date.now() - late(event); }, { capture: true });
"""
COUNTDOWN = ["three", "two", "one", "go"]


def visit(page: Page, kind: SelfTestKind) -> None:
    page.add_init_script(LISTEN)
    page.goto(f"/tests/{kind}")


def start(page: Page) -> None:
    page.locator("[data-start]").tap()


def stop_after(page: Page, seconds: float) -> float:
    """Stop about so many seconds after the word "go"; how many those were by the clock on the wall."""
    wait_for_go(page)
    page.wait_for_timeout(seconds * 1000)
    page.locator("[data-stop]").tap()
    expect(page.locator("dialog")).to_be_hidden()
    return float(page.evaluate("() => touchedAt - wentAt")) / 1000


def wait_for_go(page: Page) -> None:
    for _ in range(400):
        if page.evaluate("() => said.at(-1) === 'go'"):
            return
        page.wait_for_timeout(20)
    raise TimeoutError


def said(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate("() => said")]


def test_a_practice_and_two_tries_are_timed_and_saved(page: Page, server: Server, walker: User) -> None:
    visit(page, SelfTestKind.BACKWARD_3M)
    page.get_by_label("Somebody is beside me").check()
    start(page)
    stop_after(page, 0.3)
    assert said(page)[:4] == COUNTDOWN
    expect(page.locator("[data-said]")).to_contain_text("Practice: ")
    wanted = []
    for seconds in (2.0, 1.5):
        start(page)
        wanted.append(stop_after(page, seconds))
    assert wanted[0] > 1.9
    timed = [float(page.locator(f"[name=try_{number}]").input_value()) for number in (1, 2)]
    assert timed == pytest.approx(wanted, abs=0.15)
    expect(page.locator("[data-said]")).to_contain_text("That was all.")
    page.get_by_role("button", name="Save result").tap()
    expect(page.locator(".notice")).to_contain_text("Saved: ")
    with server.database.reading() as session:
        (row,) = store.newest_first(session, walker.diary, SelfTestKind.BACKWARD_3M)
        assert row.had_helper
        assert row.value == pytest.approx(sum(timed) / 2, abs=0.001)


def test_nobody_starts_backward_alone(page: Page) -> None:
    visit(page, SelfTestKind.BACKWARD_3M)
    start(page)
    expect(page.locator("[data-said]")).to_have_text("First have somebody beside you, and tick the box.")
    expect(page.get_by_label("Somebody is beside me")).to_be_focused()
    expect(page.locator("dialog")).to_be_hidden()


def test_a_countdown_can_be_stopped(page: Page) -> None:
    visit(page, SelfTestKind.TUG)
    for stopping in ("[data-stop]", "[data-break]"):
        start(page)
        page.locator(stopping).tap()
        expect(page.locator("dialog")).to_be_hidden()
        expect(page.locator("[data-said]")).to_contain_text("Nothing was counted.")
    start(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.wait_for_timeout(3200)
    assert "go" not in said(page)
    expect(page.locator("[name=try_1]")).to_have_value("")


def test_a_walk_of_ten_metres_starts_at_once_and_is_done_again(page: Page) -> None:
    visit(page, SelfTestKind.WALK_10M)
    for again in ("[data-start]", "[data-again]"):
        began = time.monotonic()
        page.locator(again).tap()
        page.wait_for_timeout(400)
        page.locator("[data-stop]").tap()
        expect(page.locator("dialog")).to_be_hidden()
        assert 0.4 <= float(page.locator("[name=try_1]").input_value()) <= time.monotonic() - began
    expect(page.locator("[name=try_2]")).to_have_value("")


def test_the_stands_of_thirty_seconds_are_counted_by_taps(page: Page) -> None:
    page.clock.install()
    visit(page, SelfTestKind.CHAIR_STAND)
    start(page)
    page.clock.run_for(3100)
    for _ in range(7):
        page.locator("[data-stop]").tap()
    expect(page.locator("[data-stop]")).to_have_text("7 counted")
    page.clock.run_for(30_000)
    expect(page.locator("dialog")).to_be_hidden()
    assert said(page) == [*COUNTDOWN, "Half-way. 15 seconds.", "Stop. Time is up."]
    expect(page.locator("[name=try_1]")).to_have_value("7")
    page.locator("[data-step='1']").tap()
    expect(page.locator("[name=try_1]")).to_have_value("8")


def test_a_stance_ends_by_itself_at_45_seconds(page: Page) -> None:
    page.clock.install()
    visit(page, SelfTestKind.ONE_LEG)
    page.get_by_label("Standing on").select_option("left")
    start(page)
    page.clock.run_for(3100 + 45_000)
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("[name=try_1]")).to_have_value("45.00")
    page.get_by_role("button", name="Save result").tap()
    expect(page.locator(".notice")).to_contain_text("Saved: 45 s.")


@pytest.mark.parametrize(
    "audio", ["undefined", "class { constructor() { throw new DOMException('', 'NotSupportedError'); } }"]
)
def test_a_browser_without_sound_times_a_test_all_the_same(page: Page, audio: str) -> None:
    page.add_init_script(f"window.AudioContext = {audio};")
    visit(page, SelfTestKind.TUG)
    start(page)
    stop_after(page, 0.3)
    expect(page.locator("[name=try_1]")).not_to_have_value("")


@pytest.mark.parametrize("text", ["", "225%"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_stage_is_for_everybody(page: Page, colours: str, text: str) -> None:
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # One of two words, from a list of texts.
    visit(page, SelfTestKind.BACKWARD_3M)
    page.get_by_label("Somebody is beside me").check()
    page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
    start(page)
    wait_for_go(page)
    box = page.locator("[data-stop]").bounding_box()
    assert box and min(box["width"], box["height"]) >= 96
    assert [*measure(page, "overflow()"), *axe(page), *axe(page, of_colours=True)] == []


def test_without_a_script_the_seconds_are_typed(chromium_without_script: Page) -> None:
    page = chromium_without_script
    page.goto("/tests/tug")
    expect(page.locator("[data-start]")).to_be_hidden()
    page.get_by_label("Try 1, seconds").fill("9,5")
    page.get_by_role("button", name="Save result").click()
    expect(page.locator(".notice")).to_contain_text("Saved: 9.5 s.")


@pytest.fixture
def chromium_without_script(open_page: OpenPage, walker: User) -> Page:
    return open_page(walker, java_script_enabled=False)


@pytest.fixture
def two_years(server: Server, walker: User) -> None:
    """Results of every kind and side, and a high one at the end."""
    with server.database.writing() as session:
        safety.keep(session, walker.diary, Check(birth_year=1950, sex=Sex.WOMAN), now=NOW)
        for kind, rule in RULES.items():
            for side in rule.sides or (None,):
                for weeks in range(0, 104, 13):
                    result = Result(
                        id=uuid4(),
                        kind=kind,
                        done_at=NOW - dt.timedelta(weeks=weeks),
                        time_zone=PARIS,
                        tries=(13.0,) * rule.most_tries,
                        side=side,
                        had_helper=rule.needs_helper,
                        note="Ruth walked beside me." if weeks == 13 else "",
                    )
                    actions.log_result(session, walker.diary, result, now=NOW)


@pytest.mark.parametrize("address", ["/tests", "/tests/backward_3m", "/tests/heel_rise"])
def test_the_pages_of_the_first_day_are_for_everybody(page: Page, address: str) -> None:
    page.goto(address)
    assert check(page) == []


@pytest.mark.parametrize("address", ["/tests", *(f"/tests/{kind}" for kind in SelfTestKind)])
def test_the_pages_after_two_years_are_for_everybody(page: Page, two_years: None, address: str) -> None:
    page.goto(address)
    assert check(page) == []


def test_a_refused_form_is_for_everybody(page: Page) -> None:
    page.goto("/tests/one_leg")
    page.get_by_label("Try 1, seconds").fill("x")
    page.get_by_role("button", name="Save result").tap()
    page.locator(".is-problem").wait_for()
    assert check(page) == []


def test_what_was_deleted_comes_back_with_one_tap(page: Page, two_years: None) -> None:
    page.goto("/tests/tug")
    page.get_by_text("As a table").tap()
    page.get_by_role("button", name="Delete the result of").first.tap()
    expect(page.locator(".notice")).to_contain_text("Deleted the result of ")
    assert check(page) == []
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".notice")).to_contain_text("Saved: 13 s.")
