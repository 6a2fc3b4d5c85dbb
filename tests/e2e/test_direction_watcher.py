"""What the watcher of direction.js makes of positions and headings as phones give them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.compasses import PHONE, blank_page, suggested, watched
from tests.e2e.direction_cases import STARTED_AT

BACKWARD = range(120, 240)
SWING = """async (at) => {
  const watcher = new Watcher();
  phone.now = at;
  await watcher.start();
  for (let second = 0; second < 5; second += 1) {
    for (const heading of [0, 120, 240]) (phone.now += 333), phone.turn(heading);
    phone.fixed({ coords: { latitude: 50, longitude: 10, accuracy: 5, heading: 180, speed: 1 } });
  }
  return watcher.verdicts.map(([, one]) => one).join("");
}"""
ASK = """async () => {
  DeviceOrientationEvent.requestPermission = async () => ANSWER;
  return [await new Watcher().start(), phone.watches];
}"""
STOP = """async (how) => {
  const watcher = new Watcher();
  await watcher.start();
  if (how === "refused") phone.failed({ code: 1 });
  else watcher.stop();
  return phone.watches;
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with blank_page() as address:
        yield address


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto(address)
    page.evaluate(PHONE)
    yield page
    page.close()


def straight(*, speed: float = 1.0, accuracy: float = 8, held: float = 0) -> list[list[float]]:
    """Eight minutes to the north without any error, two of them backward."""
    headings = [(held + (180 if second in BACKWARD else 0)) % 360 for second in range(480)]
    return [[0, heading, speed, accuracy, 0, speed] for heading in headings]


@pytest.mark.parametrize("options", [{"says": True}, {"says": False}, {"iphone": True}])
def test_the_watcher_finds_the_two_minutes_backward(page: Page, options: dict[str, bool]) -> None:
    verdicts = watched(page, straight(), **options)
    [(begin, end)] = suggested(page, verdicts)
    assert 120 <= begin <= 132
    assert 239 <= end <= 241
    assert {tuple(map(type, one)) for one in verdicts} == {(int, str)}
    assert len(verdicts) == 480


@pytest.mark.parametrize("given", [{"speed": 0.5}, {"speed": 0}, {"accuracy": 16}, {"held": 90}, {"held": 180}])
def test_the_watcher_is_silent_where_it_cannot_know(page: Page, given: dict[str, float]) -> None:
    assert suggested(page, watched(page, straight(**given))) == []
    assert suggested(page, watched(page, straight(**given), says=False)) == []


def test_a_heading_that_swings_is_no_heading(page: Page) -> None:
    assert page.evaluate(SWING, STARTED_AT) == "?????"


@pytest.mark.parametrize(
    ("answer", "watches"),
    [
        ("'denied'", [False, 0]),
        ("Promise.reject(new Error('not from a tap'))", [False, 0]),
        ("'granted'", [True, 1]),
    ],
)
def test_no_leave_no_watch(page: Page, answer: str, watches: list[Any]) -> None:
    assert page.evaluate(ASK.replace("ANSWER", answer)) == watches


@pytest.mark.parametrize("how", ["refused", "stopped"])
def test_a_refused_position_and_a_stop_end_the_watch(page: Page, how: str) -> None:
    assert page.evaluate(STOP, how) == 0
