"""A walk with Chromium's own compass and position, emulated: what it asks afterwards, and what an answer changes."""

import math
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.homes import Home
from tests.e2e.walking import arrive, press, soon, walks_at
from tests.factories import IS_LONG

SENSORS = ["geolocation", "accelerometer", "gyroscope", "magnetometer"]
COMPASS = "absolute-orientation"
# The test goes on when the page has heard where it is.
HEAR = "window.fixes = 0; navigator.geolocation?.watchPosition(() => (window.fixes += 1), () => undefined);"
STARTED_AT_S = 1_770_000_000
QUESTION = "Was this backward?"
# Without noise it is the easier of the two.
NOISES = (0, 1) if IS_LONG else (1,)
# Legs of a walk: seconds, metres a second, where it goes and where the phone points, in degrees.
Leg = tuple[int, float, float, float]
FORWARD: Leg = (70, 1.0, 0, 0)
BACKWARD: Leg = (50, 1.0, 0, 180)
TURNING: list[Leg] = [(8, 1.0, course, course) for course in range(0, 1440, 90)]
STANDING: Leg = (120, 0.1, 0, 180)


class Walker:
    """Somebody who walks with the phone in the hand, by a clock that goes as fast as the test."""

    def __init__(self, page: Page) -> None:
        self.page, self.sensors = page, page.context.new_cdp_session(page)
        self.latitude, self.longitude, self.random = 50.0, 10.0, Random(3)
        self.send("setSensorOverrideEnabled", enabled=True, type=COMPASS, metadata={"available": True})
        self.sense(0, 0, 0, 5)
        page.add_init_script(HEAR)
        page.clock.install(time=STARTED_AT_S)
        page.goto("/walk")
        page.clock.pause_at(STARTED_AT_S + 3600)

    def send(self, name: str, **given: Any) -> None:
        self.sensors.send(f"Emulation.{name}", given)

    def begin(self) -> None:
        self.page.get_by_text("Sound and metronome").click()
        with self.page.expect_response("**/direction.js"):
            self.page.get_by_label("Experimental").check()
        self.page.wait_for_timeout(300)
        press(self.page, "Start")
        self.page.wait_for_timeout(500)

    def wait(self) -> None:
        """Let pass the moment in which a screen that has just changed takes no tap, by the clock of the test."""
        self.page.clock.fast_forward(500)

    def walk(self, *legs: Leg, noise: float = 0.0) -> None:
        """Walk, with an error of GPS and compass that is this many times that of a suburb."""
        for seconds, speed, course, heading in legs:
            for second in range(seconds):
                self.page.clock.fast_forward(1000)
                # A compass that says the same again says nothing; a hand is never so still.
                off = self.random.gauss(0, 10) * noise, second % 3 + self.random.gauss(0, 15) * noise
                self.latitude += speed * math.cos(math.radians(course)) / 111_195
                self.longitude += speed * math.sin(math.radians(course)) / 71_000
                self.sense(course + off[0], heading + off[1], max(0, speed + self.random.gauss(0, 0.15) * noise), 8)

    def sense(self, course: float, heading: float, speed: float, accuracy: float) -> None:
        half = math.radians(-heading) / 2
        quaternion = {"x": 0, "y": 0, "z": math.sin(half), "w": math.cos(half)}
        self.send("setSensorOverrideReadings", type=COMPASS, reading={"quaternion": quaternion})
        # The compass says it sixty times a second, and the position comes once.
        self.page.wait_for_timeout(25)
        place = {"latitude": self.latitude, "longitude": self.longitude, "accuracy": accuracy}
        heard = self.heard()
        self.send("setGeolocationOverride", **place, heading=course % 360, speed=speed)
        for _ in range(100):
            if heard in (0, None) or self.heard() != heard:
                break
            self.page.wait_for_timeout(5)

    def heard(self) -> int | None:
        """How many positions the page has heard; none before it is open, and never without leave."""
        found: int | None = self.page.evaluate("window.fixes")
        return found


@pytest.fixture
def walker(phone: BrowserContext) -> Iterator[Walker]:
    phone.grant_permissions(SENSORS)
    page = phone.new_page()
    yield Walker(page)
    page.close()


@pytest.mark.parametrize("noise", NOISES)
def test_what_looked_backward_is_asked_about_and_marked_by_a_tap(walker: Walker, home: Home, noise: float) -> None:
    before, page = len(walks_at(home)), walker.page
    walker.begin()
    walker.walk(FORWARD, BACKWARD, FORWARD, noise=noise)
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    page.clock.resume()
    arrive(page)
    press(page, "Mark as backward")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_hidden()
    arrive(page)
    seconds, backward = soon(home, before + 1, page)[-1]
    assert abs(seconds - 190) <= 2
    assert abs(backward - 50) <= 8


def test_no_is_an_answer_and_is_kept(walker: Walker, home: Home) -> None:
    before, page = len(walks_at(home)), walker.page
    walker.begin()
    walker.walk(FORWARD, BACKWARD, FORWARD)
    press(page, "Stop and save")
    press(page, "No")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_hidden()
    page.clock.resume()
    arrive(page)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_hidden()
    assert soon(home, before + 1, page)[-1][1] == 0


def test_a_reload_on_the_way_and_an_undo_at_the_end_forget_no_verdict(walker: Walker) -> None:
    page = walker.page
    walker.begin()
    walker.walk(FORWARD, BACKWARD)
    page.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.reload()
    page.wait_for_timeout(500)
    walker.walk(FORWARD)
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    walker.wait()
    press(page, "Undo")
    expect(page.get_by_text("Paused")).to_be_visible()
    walker.wait()
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


@pytest.mark.parametrize(
    "legs", [[FORWARD, FORWARD], TURNING, [FORWARD, STANDING]], ids=["forward", "turning", "standing"]
)
@pytest.mark.parametrize("noise", NOISES)
def test_otherwise_nothing_is_asked(walker: Walker, legs: list[Leg], noise: float) -> None:
    walker.begin()
    walker.walk(*legs, noise=noise)
    press(walker.page, "Stop and save")
    silent(walker.page)


def silent(page: Page) -> None:
    """The walk is done, and nothing is asked, also not a moment later."""
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_hidden()


def test_only_verdicts_are_kept_and_never_a_place(walker: Walker) -> None:
    walker.begin()
    walker.walk((15, 1.0, 0, 0))
    press(walker.page, "Stop and save")
    kept = walker.page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert '\\"f\\"' in kept
    assert "50.0" not in kept and "latitude" not in kept


def test_who_does_not_want_it_is_asked_for_nothing(walker: Walker) -> None:
    page, asked = walker.page, []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_label("Experimental")).not_to_be_checked()
    press(page, "Start")
    walker.walk(FORWARD, BACKWARD, FORWARD)
    press(page, "Stop and save")
    silent(page)
    assert not [url for url in asked if "direction" in url]


def test_a_refused_leave_takes_nothing_from_the_walk(phone: BrowserContext) -> None:
    walker = Walker(phone.new_page())
    walker.begin()
    walker.walk(FORWARD, BACKWARD, FORWARD)
    press(walker.page, "Stop and save")
    silent(walker.page)
    expect(walker.page.locator("[data-done-all]")).to_have_text("3:10")


def test_on_plain_http_where_no_sensor_is_the_walk_goes_on(open_page: OpenPage, server: Server) -> None:
    page = open_page(base_url=server.address.replace("127.0.0.1", "walk.local"))
    page.goto("/walk")
    assert page.evaluate("[isSecureContext, 'DeviceOrientationEvent' in window]") == [False, False]
    page.get_by_text("Sound and metronome").click()
    page.get_by_label("Experimental").check()
    press(page, "Start")
    page.wait_for_timeout(1200)
    press(page, "Stop and save")
    silent(page)
