"""Today on one screen: the ring, one thing to do, one question; a day opens by a tap, with and without a script."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.catalogues import LANGUAGES
from tests.e2e.browsers import Server, axe, measure
from tests.e2e.conftest import OpenPage
from tests.e2e.walking import until
from tests.factories import NOW, PARIS, TODAY, add_user, log
from webapp.actions import demo, weights
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)
# What a page needs of a screen: its content, the space over it, and below it the bar of tabs.
HEIGHT = """() => {
  const { paddingTop, paddingBottom } = getComputedStyle(document.body);
  return document.querySelector("main").scrollHeight + parseFloat(paddingTop) + parseFloat(paddingBottom);
}"""

IS_ABOVE_THE_BAR = """() => {
  const [row, plus] = ["#morning", "#tabs .go b"].map((name) => document.querySelector(name).getBoundingClientRect());
  return row.top >= 0 && row.bottom <= plus.top;
}"""


@pytest.fixture
def full(server: Server, walker: User) -> User:
    """Somebody with a year of walks."""
    with server.database.writing() as session:
        demo.fill(session, walker, now=NOW)
    return walker


@pytest.fixture
def demo_page(open_page: OpenPage, full: User) -> Page:
    """A phone in the zone of its account, which has nothing to ask about that."""
    page = open_page(full, timezone_id=PARIS)
    page.goto("/")
    expect(page.locator("#now").get_by_role("link", name="Start", exact=True)).to_be_visible()
    return page


def test_today_of_the_demo_is_one_screen_high_with_its_question(demo_page: Page) -> None:
    expect(demo_page.locator("#extra")).to_be_visible()
    expect(demo_page.locator("#question")).to_be_visible()
    assert demo_page.evaluate(HEIGHT) <= 844


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_of_today_is_above_the_bar_in_every_language(
    open_page: OpenPage, full: User, language: str
) -> None:
    page = open_page(full, timezone_id=PARIS, locale=language)
    page.goto("/")
    expect(page.locator("#question")).to_be_visible()
    assert page.evaluate(HEIGHT) <= 844


@pytest.mark.parametrize(("width", "height"), [(360, 640), (844, 390), (1280, 800)])
def test_what_to_do_now_is_seen_without_a_scroll_on_every_screen(demo_page: Page, width: int, height: int) -> None:
    demo_page.set_viewport_size({"width": width, "height": height})
    start = demo_page.locator("#now").get_by_role("link", name="Start", exact=True).bounding_box()
    tabs = demo_page.locator("#tabs").bounding_box()
    assert start and tabs and start["y"] + start["height"] <= tabs["y"]
    assert start["width"] <= 640


@pytest.mark.parametrize(("width", "height", "way"), [(360, 640, "Start"), (390, 844, "Log a walk")])
@pytest.mark.parametrize("is_saved", [False, True])
def test_what_to_do_now_is_above_the_round_plus_also_after_saving(
    demo_page: Page, server: Server, walker: User, width: int, height: int, way: str, is_saved: bool
) -> None:
    demo_page.set_viewport_size({"width": width, "height": height})
    if is_saved:
        with server.database.writing() as session:
            uuid = log(session, walker, started_at=NOW - dt.timedelta(minutes=40)).uuid
        demo_page.goto(f"/?saved={uuid}")
        expect(demo_page.get_by_role("button", name="Undo")).to_be_visible()
    button = demo_page.locator("#now").get_by_role("link", name=way, exact=True).bounding_box()
    plus = demo_page.locator("#tabs .go b").bounding_box()
    assert button and plus and button["y"] + button["height"] <= plus["y"]


def test_the_range_of_the_extra_opens_by_a_tap(demo_page: Page) -> None:
    expect(demo_page.locator("#extra .band")).to_be_hidden()
    demo_page.locator("#extra summary").tap()
    expect(demo_page.locator("#extra .band")).to_be_visible()


@pytest.mark.parametrize("size", [(390, 844), (360, 640)])
def test_a_question_that_opens_moves_up_from_behind_the_bar(demo_page: Page, size: tuple[int, int]) -> None:
    demo_page.set_viewport_size({"width": size[0], "height": size[1]})
    demo_page.locator("#morning summary").tap()
    until(demo_page, IS_ABOVE_THE_BAR)


@pytest.mark.parametrize("is_scripted", [True, False])
def test_a_day_opens_with_its_walks_and_closes(
    open_page: OpenPage, server: Server, walker: User, is_scripted: bool
) -> None:
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        uuid = log(session, walker, day=YESTERDAY).uuid
    page = open_page(walker, java_script_enabled=is_scripted)
    page.goto("/")
    day = page.get_by_role("link", name="Thursday 19 November")
    day.tap()
    expect(page.locator(f"#walk-{uuid}")).to_be_visible()
    expect(day).to_have_attribute("aria-expanded", "true")
    assert ("day=" in page.url) is not is_scripted
    day.tap()
    expect(page.locator("#day")).to_have_count(0)


def test_an_open_day_and_an_open_question_are_for_everybody(demo_page: Page) -> None:
    demo_page.goto(f"/?day={YESTERDAY}")
    demo_page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = [*measure(demo_page, "smallTargets()"), *measure(demo_page, "overflow()"), *axe(demo_page)]
    for colours in ("light", "dark"):
        demo_page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found += axe(demo_page, of_colours=True)
    assert found == []


# A walk that began some minutes ago, as the walk screen keeps it; of one person, or of another.
BEGIN = """async ([person, minutes]) => {
  const { keep } = await import("/static/js/walk/store.js");
  const events = [[Date.now() - minutes * 60000 - 5000, "forward"]];
  await keep({ id: "0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a11", state: "running", person, zone: "Europe/Paris", events });
}"""


@pytest.mark.parametrize("is_known", [True, False])
def test_a_walk_that_the_phone_times_goes_on_and_is_the_one_way(demo_page: Page, walker: User, is_known: bool) -> None:
    demo_page.evaluate(BEGIN, [str(walker.id) if is_known else None, 12])
    demo_page.goto("/")
    expect(demo_page.get_by_role("heading", name="Your walk goes on: 12 min")).to_be_visible()
    expect(demo_page.locator("#plan")).to_be_hidden()
    demo_page.get_by_role("link", name="Back to it").tap()
    expect(demo_page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_walk_of_another_person_on_this_phone_is_not_shown(demo_page: Page, server: Server) -> None:
    demo_page.evaluate(BEGIN, [str(add_user(server.database, "Bob").id), 12])
    with demo_page.expect_response("**/goes_on.js*"):
        demo_page.goto("/")
    demo_page.wait_for_load_state("networkidle")
    expect(demo_page.locator("#plan")).to_be_visible()
    expect(demo_page.locator("#goes-on")).to_be_hidden()
