"""A walk in a browser that lacks something: it begins all the same, and what is missing is said in a line."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.e2e.browsers import MEASURE, axe, end
from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.homes import Home
from tests.e2e.walking import arrive, pair, press, until, walk_until, walks_at
from webapp.storage.models import User

NO_SOUND, MAY_FORGET = "This browser has no sound", "This browser may not keep your walk"
WITHOUT = {
    "no audio": ("delete window.AudioContext;", NO_SOUND),
    "audio that fails": (
        "window.AudioContext = class { constructor() { throw new DOMException('', 'NotSupportedError'); } };",
        "",
    ),
    "no IndexedDB": (
        "delete window.indexedDB; Object.defineProperty(window, 'indexedDB', { value: undefined });",
        MAY_FORGET,
    ),
    "a silent IndexedDB": ("IDBFactory.prototype.open = () => new EventTarget();", MAY_FORGET),
    "nothing at all": (
        "delete window.AudioContext; Object.defineProperty(window, 'indexedDB', { value: undefined });"
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(''); } });",
        NO_SOUND,
    ),
}


@pytest.mark.parametrize("what", WITHOUT)
def test_start_begins_a_walk_whatever_is_missing(open_page: OpenPage, what: str) -> None:
    script, words = WITHOUT[what]
    page = open_page()
    page.add_init_script(script)
    page.goto("/walk")
    press(page, "Start")
    expect(page.get_by_role("button", name="Turn to backward")).to_be_visible()
    press(page, "Turn to backward")
    expect(page.locator("[data-word]")).to_have_text("Backward")
    if words:
        expect(page.locator("[data-lacks]")).to_contain_text(words)
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()


# What came to iPhones after iOS 15.0: a 6s, a 7 and the first SE have no newer one than 15.
NEWER = (
    *("AbortSignal.timeout", "AbortSignal.any", "Array.prototype.at", "Array.prototype.findLast"),
    *("Array.prototype.toSorted", "Object.hasOwn", "Object.groupBy", "Promise.withResolvers"),
    *("window.structuredClone", "Crypto.prototype.randomUUID", "Element.prototype.checkVisibility"),
)


def test_an_old_iphone_is_paired_and_sends_its_walk(chromium: Browser, home: Home) -> None:
    context, before = chromium.new_context(base_url=home.address, **PHONE), len(walks_at(home))
    context.add_init_script("".join(f"delete {name};" for name in NEWER))
    page = context.new_page()
    pair(page)
    walk_until(page, "turned")
    press(page, "Stop and save")
    arrive(page)
    assert len(walks_at(home)) == before + 1
    end(context)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_shortcut_begins_a_walk_without_sound(open_page: OpenPage, direction: str) -> None:
    page = open_page()
    page.add_init_script("delete window.AudioContext;")
    page.goto(f"/walk?go={direction}")
    expect(page.get_by_role("button", name="Stop and save")).to_be_visible()


def test_a_browser_that_lacks_nothing_says_nothing(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/walk")
    press(page, "Start")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-lacks]")).to_be_hidden()


# What a browser makes of the script: not there yet, not there at all, not understood, or broken on its way.
SCRIPTS = {"missing": None, "not understood": "const walk = #;", "broken": "throw new Error('old browser');"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_where_the_script_cannot_run_the_plain_form_starts_a_walk(
    phone: BrowserContext, chromium: Browser, home: Home, script: str
) -> None:
    # A browser of its own, without the copy of the script that a service worker keeps.
    state = phone.storage_state()
    context = chromium.new_context(base_url=home.address, service_workers="block", storage_state=state)
    context.add_init_script(path=MEASURE)
    page, body = context.new_page(), SCRIPTS[script]

    def answer(route: Route) -> None:
        route.abort() if body is None else route.fulfill(body=body, content_type="text/javascript")

    page.route("**/js/walk/screen.js", answer)
    before = len(walks_at(home))
    page.goto("/walk")
    assert shown(page) == ["walk-plain"]
    start = page.get_by_role("button", name="Start", exact=True)
    expect(start).to_be_visible()
    assert axe(page) == []
    start.click()
    expect(page.get_by_role("button", name="Turn to backward")).to_be_visible()
    page.wait_for_timeout(1100)
    stop = page.get_by_role("button", name="Stop and save")
    stop.click()
    until(page, lambda: len(walks_at(home)) == before + 1)
    expect(stop).to_be_hidden()
    end(context)


def shown(page: Page) -> list[str]:
    return [
        str(one)
        for one in page.evaluate("""[...document.querySelectorAll("main > section[data-screen]")]
      .filter((one) => one.checkVisibility()).map((one) => one.id)""")
    ]


def test_before_the_script_has_come_nothing_can_be_tapped_that_is_about_to_go(open_page: OpenPage) -> None:
    page, held = open_page(), list[Route]()
    page.route("**/js/walk/screen.js", lambda route: held.append(route))
    page.goto("/walk", wait_until="commit")
    until(page, "() => Boolean(document.querySelector('#walk-plain'))")
    start = page.get_by_role("button", name="Start", exact=True)
    assert shown(page) == ["walk-plain"]
    expect(start).to_be_visible()
    held[0].continue_()
    expect(page.locator("#walk-begin")).to_be_visible()
    assert shown(page) == ["walk-begin"]


def test_in_landscape_turn_and_stop_are_both_on_the_screen(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 844, "height": 390})
    page.goto("/walk")
    press(page, "Start")
    for name in ("Turn to backward", "Stop and save", "Pause"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 390, name
    clock = page.locator("[data-clock]").bounding_box()
    assert clock and clock["y"] + clock["height"] <= 390


STARTED_AT_S = 1_770_000_000
PUT_GUIDED = """() => {
  const steps = ["forward", "backward", "forward"].map((direction) => ({ direction, ms: 60000, part: "set", set: 1 }));
  const walk = { id: "guided", zone: "UTC", state: "running", steps, version: 1 };
  walk.events = [[Date.now() - 58000, "forward"]];
  localStorage.setItem("backstride.walk.guided", JSON.stringify(walk));
}"""
SOUNDS = """(() => {
  const { start } = OscillatorNode.prototype, { disconnect } = AudioNode.prototype;
  window.sounded = { tones: 0, hushed: 0 };
  OscillatorNode.prototype.start = function (...given) {
    window.sounded.tones += 1;
    return start.apply(this, given);
  };
  AudioNode.prototype.disconnect = function (...given) {
    window.sounded.hushed += 1;
    return disconnect.apply(this, given);
  };
})();"""


@pytest.fixture
def guided(phone: BrowserContext) -> Page:
    """A guided walk, loaded anew two seconds before its first turn, by a clock that goes where the test sends it."""
    page = phone.new_page()
    page.add_init_script(SOUNDS)
    page.clock.install(time=STARTED_AT_S)
    page.goto("/walk")
    page.clock.pause_at(STARTED_AT_S + 60)
    page.evaluate(PUT_GUIDED)
    page.reload()
    return page


def test_after_a_reload_a_guided_walk_asks_for_the_tap_that_sound_needs(guided: Page) -> None:
    button = guided.get_by_role("button", name="Tap for sound")
    expect(button).to_be_visible()
    assert guided.evaluate("sounded.tones") == 0
    wake(guided)
    guided.clock.run_for(1000)
    expect(button).to_be_hidden()
    until(guided, "() => sounded.tones === 3")


def wake(page: Page) -> None:
    """Tap for sound, and let the browser begin with it; that takes time of its own."""
    page.get_by_role("button", name="Tap for sound").click()
    page.wait_for_timeout(500)


def test_a_turn_that_is_tapped_in_a_guided_walk_sounds(guided: Page) -> None:
    guided.locator("[data-do=turn]").click()
    expect(guided.locator("[data-word]")).to_have_text("Backward")
    assert guided.evaluate("sounded.tones") == 3


def test_a_pause_just_before_a_turn_takes_its_tones_back_and_gives_them_later(guided: Page) -> None:
    wake(guided)
    guided.clock.run_for(1000)
    until(guided, "() => sounded.tones === 3")
    guided.get_by_role("button", name="Pause").click()
    expect(guided.get_by_role("button", name="Go on")).to_be_visible()
    assert guided.evaluate("sounded.hushed") >= 3
    guided.clock.run_for("00:05")
    assert guided.evaluate("sounded.tones") == 3
    guided.get_by_role("button", name="Go on").click()
    expect(guided.locator("#walk-controls [data-do=turn]")).to_be_visible()
    guided.clock.run_for(500)
    until(guided, "() => sounded.tones === 6")


def test_a_walk_without_indexeddb_is_kept_over_a_reload(open_page: OpenPage, walker: User) -> None:
    page = open_page(walker)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    page.goto("/walk")
    walk_until(page, "turned")
    page.reload()
    expect(page.get_by_role("button", name="Stop and save")).to_be_visible()


# Private windows of some browsers refuse both stores.
REFUSED = (
    "Object.defineProperty(window, 'indexedDB', { value: undefined });"
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(''); } });"
)


def test_a_browser_that_keeps_nothing_says_so_and_sends_what_was_walked_at_once(
    phone: BrowserContext, home: Home
) -> None:
    page, before = phone.new_page(), len(walks_at(home))
    page.add_init_script(REFUSED)
    page.goto("/walk")
    press(page, "Start")
    expect(page.locator("[data-lacks]")).to_contain_text("This browser may not keep your walk")
    expect(page.get_by_text("Saved on this phone as you go.")).to_be_hidden()
    page.wait_for_timeout(1100)
    press(page, "Stop and save")
    until(page, lambda: len(walks_at(home)) == before + 1)
    expect(page.locator("[data-done-where=sent]")).to_be_visible()


def test_away_from_home_a_walk_that_is_kept_nowhere_is_not_called_saved(phone: BrowserContext, home: Home) -> None:
    page, before = phone.new_page(), len(walks_at(home))
    page.add_init_script(REFUSED)
    page.route("**/api/ping", lambda route: route.abort())
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    expect(page.get_by_text("Not saved yet: leave this page open until it is sent at home.")).to_be_visible()
    expect(page.get_by_text("Saved on this phone. It is sent when you are home.")).to_be_hidden()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    until(page, lambda: asked == ["beforeunload"])
    page.unroute("**/api/ping")
    page.locator("[data-outbox-send]").click()
    until(page, lambda: len(walks_at(home)) == before + 1)


def test_whoever_signs_in_beside_a_page_that_keeps_nothing_sends_its_walk(
    chromium: Browser, phone: BrowserContext, home: Home
) -> None:
    state, before = phone.storage_state(), len(walks_at(home))
    context = chromium.new_context(base_url=home.address, service_workers="block")
    page = context.new_page()
    page.add_init_script(REFUSED)
    page.goto("/walk")
    walk_until(page, "turned")
    press(page, "Stop and save")
    expect(page.locator("[data-outbox-words]")).to_contain_text("Sign in to send")
    context.add_cookies([{"name": one["name"], "value": one["value"], "url": home.address} for one in state["cookies"]])
    page.locator("[data-outbox-send]").click()
    until(page, lambda: len(walks_at(home)) == before + 1)
    end(context)
