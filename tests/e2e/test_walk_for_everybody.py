"""The walk screen for everybody: axe, large targets and strong contrast at each moment of a walk; and few taps."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browsers import COUNT_TAPS, Server, axe, measure, taps
from tests.e2e.conftest import OpenPage
from tests.e2e.homes import Home
from tests.e2e.walking import arrive, press, settle, soon, walks_at
from tests.factories import backward, forward, log
from webapp.storage.models import User

LEAST_TARGET_PX, LEAST_MAIN_TARGET_PX, LEAST_CONTRAST = 64, 96, 7
MAIN_TARGETS = "[data-do=start], [data-do=turn], [data-do=stop]"
# A walk that has been running for some minutes; and what compass and position said of it, if they were asked.
PUT = """([minutes, verdicts]) => {
  const began = Date.now() - minutes * 60000;
  const walk = { id: "left", zone: "Europe/Paris", state: "running", steps: null, version: 1 };
  walk.events = [[began, "forward"]];
  if (verdicts) walk.verdicts = [...verdicts].map((letter, second) => [began + second * 1000, letter]);
  localStorage.setItem("backstride.walk.left", JSON.stringify(walk));
}"""
PUT_REFUSED = """() => {
  const walk = { id: "refused", zone: "Europe/Paris", state: "refused", problem: "That is too long ago.", version: 1 };
  walk.events = [[1e12, "forward"], [1e12 + 60000, "stop"]];
  walk.document = { id: walk.id, started_at: "2001-09-09T01:46:40+00:00", segments: [] };
  localStorage.setItem("backstride.walk.refused", JSON.stringify(walk));
}"""


def resume(page: Page, minutes: float, verdicts: str = "") -> None:
    page.evaluate(PUT, [minutes, verdicts])
    page.reload()


def begin(page: Page) -> None:
    page.get_by_role("button", name="Start", exact=True).tap()


def turn(page: Page) -> None:
    begin(page)
    settle(page)
    page.locator("[data-do=turn]").tap()


def pause(page: Page) -> None:
    turn(page)
    press(page, "Pause")


def finish(page: Page) -> None:
    turn(page)
    page.wait_for_timeout(1100)
    press(page, "Stop and save")
    expect(page.locator("#outbox")).to_be_visible()


def ask(page: Page) -> None:
    resume(page, 4, "f" * 60 + "b" * 60 + "f" * 60)
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name="Was this backward?")).to_be_visible()


def refuse_end(page: Page) -> None:
    resume(page, 300)
    press(page, "Save")
    expect(page.get_by_role("alert")).to_be_visible()


def throw_away(page: Page) -> None:
    pause(page)
    press(page, "Throw away")
    expect(page.locator("[data-thrown]")).to_be_visible()


def without_sound(page: Page) -> None:
    page.add_init_script("delete window.AudioContext;")
    page.reload()
    begin(page)
    expect(page.locator("[data-lacks]")).to_be_visible()


def refuse_walk(page: Page) -> None:
    page.evaluate(PUT_REFUSED)
    page.reload()
    expect(page.get_by_role("button", name="Send with this start")).to_be_visible()


def pocket(page: Page) -> None:
    begin(page)
    press(page, "Dark screen for the pocket")


MOMENTS: dict[str, Callable[[Page], object]] = {
    "idle": lambda page: page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })"),
    "forward": begin,
    "backward": turn,
    "paused": pause,
    "done": finish,
    "asked": ask,
    "forgotten": lambda page: resume(page, 300),
    "an end that cannot be": refuse_end,
    "thrown away": throw_away,
    "a browser without sound": without_sound,
    "in the pocket": pocket,
    "away from home": lambda page: page.goto("/offline"),
    "a slow server": lambda page: page.goto("/slow"),
    "a walk that was refused": refuse_walk,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_each_moment_it_can_be_used_by_everybody(open_page: OpenPage, moment: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/walk")
    MOMENTS[moment](page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert everywhere(page) == []
    for width, text in ((390, ""), (320, ""), (390, "225%")):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        assert [*measure(page, "overflow()"), *targets(page), *axe(page)] == [], (width, text)


def everywhere(page: Page) -> list[str]:
    found = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        faint = measure(page, f"faintTexts({LEAST_CONTRAST})")
        found += [f"{scheme}: {one}" for one in [*axe(page, of_colours=True), *faint]]
    return found


def targets(page: Page) -> list[str]:
    return [
        *measure(page, f"smallTargets({LEAST_TARGET_PX})"),
        *measure(page, f"smallTargets({LEAST_MAIN_TARGET_PX}, '{MAIN_TARGETS}')"),
    ]


@pytest.mark.parametrize(
    ("what", "value"), [("color", "#888"), ("background", "#777"), ("color", "rgb(255 255 255 / .4)")]
)
def test_a_faint_text_is_found(open_page: OpenPage, what: str, value: str) -> None:
    page = open_page()
    page.goto("/walk")
    turn(page)
    assert measure(page, f"faintTexts({LEAST_CONTRAST})") == []
    page.evaluate("([what, value]) => { document.querySelector('[data-clock]').style[what] = value }", [what, value])
    assert len(measure(page, f"faintTexts({LEAST_CONTRAST})")) == 1


@pytest.fixture
def counting(phone: BrowserContext) -> Page:
    phone.add_init_script(COUNT_TAPS)
    return phone.new_page()


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_a_timed_walk_is_two_taps_and_one_a_turn(counting: Page, home: Home, turns: int) -> None:
    before = len(walks_at(home))
    counting.goto("/walk")
    begin(counting)
    for _ in range(turns):
        counting.wait_for_timeout(1100)
        counting.locator("[data-do=turn]").tap()
    counting.wait_for_timeout(1100)
    counting.get_by_role("button", name="Stop and save", exact=True).tap()
    assert taps(counting) == 2 + turns
    arrive(counting)
    assert len(soon(home, before + 1, counting)) == before + 1


def test_a_guided_walk_is_no_more_than_two_taps(counting: Page, home: Home) -> None:
    before = len(walks_at(home))
    counting.clock.install()
    counting.goto("/walk")
    counting.locator("[data-do=guide]").tap()
    for _ in range(19):
        counting.clock.fast_forward("01:00")
    expect(counting.get_by_role("heading", name="Well walked")).to_be_visible()
    assert taps(counting) <= 2
    counting.clock.resume()
    assert soon(home, before + 1, counting)[-1] == (18 * 60, 5 * 60)


def test_the_last_walk_is_logged_again_by_one_tap_from_the_icon(
    open_page: OpenPage, server: Server, walker: User
) -> None:
    with server.database.writing() as session:
        log(session, walker, forward(22), backward(8))
    page = open_page(walker)
    page.context.add_init_script(COUNT_TAPS)
    page.goto("/walk?go=repeat")
    page.wait_for_url("**/walks/new?like=last")
    page.get_by_role("button", name="Save walk").tap()
    expect(page.locator("svg.ring")).to_have_attribute("aria-label", re.compile(r"\b60 of 18\b"))
    assert taps(page) == 1
