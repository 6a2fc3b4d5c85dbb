"""What the page says of a browser agrees with what this browser has, on http and on localhost; and sharing a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.browsers import Server, axe, measure
from tests.e2e.conftest import OpenPage
from tests.factories import TODAY, forward, log
from tests.importers import xml_files
from webapp.storage.models import User

TCX = xml_files.tcx(xml_files.activity(xml_files.lap()))
# What each verdict can be, asked of the browser by other means than those of the page.
TRUTH = """async () => {
  const has = (thing) => (thing ? ["yes", "tap", "no"] : ["no"]);
  const keeps = await navigator.serviceWorker?.register("/sw.js").then(() => true, () => false);
  return {
    https: [location.protocol === "https:" ? "yes" : "no"],
    offline: [keeps ? "yes" : "no"],
    storage: isSecureContext ? [(await navigator.storage.persisted()) ? "yes" : "tap"] : ["no"],
    awake: has(isSecureContext && navigator.wakeLock),
    sound: [window.AudioContext ? "tap" : "no"],
    speech: [window.speechSynthesis ? "tap" : "no"],
    vibration: [navigator.vibrate ? "tap" : "no"],
    position: has(isSecureContext && navigator.geolocation),
    motion: has(window.DeviceMotionEvent),
    compass: has(window.DeviceOrientationEvent),
    notifications: has(isSecureContext && window.Notification),
  };
}"""
VERDICTS = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-test]")].map((one) => [one.dataset.test, one.dataset.is]),
)"""


def tried(page: Page) -> dict[str, str]:
    """The verdicts of the page, once it has tried everything."""
    page.goto("/works")
    page.locator("[data-done]").wait_for()
    found: dict[str, str] = page.evaluate(VERDICTS)
    return found


def line(page: Page, name: str) -> tuple[str, int]:
    """The words that stand in a line, and how many buttons it shows."""
    found = page.locator(f"[data-test={name}]")
    return found.locator(".verdict").inner_text(), found.locator("button:visible").count()


@pytest.fixture(params=["127.0.0.1", "walk.local"])
def phone(request: pytest.FixtureRequest, open_page: OpenPage, server: Server, walker: User) -> Page:
    """A phone at an address that the browser trusts, and one on plain http at a name of the home network."""
    page = open_page(base_url=server.address.replace("127.0.0.1", request.param), service_workers="allow")
    page.goto("/login")
    page.get_by_label("User name").fill(walker.name)
    page.get_by_label("Password").fill("forty miles of bad road")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#tabs")).to_be_visible()
    return page


def test_what_it_says_agrees_with_what_the_browser_has(phone: Page) -> None:
    found = tried(phone)
    truth = phone.evaluate(TRUTH)
    assert set(found) == set(truth)
    assert {name: is_ for name, is_ in found.items() if is_ not in truth[name]} == {}


def test_every_verdict_is_a_word_with_a_sign_and_only_a_tap_has_a_button(phone: Page) -> None:
    words = {"yes": "✓ yes", "no": "✕ no", "tap": "? needs a tap"}
    for name, is_ in tried(phone).items():
        assert line(phone, name) == (words[is_], int(is_ == "tap")), name


def test_one_fix_is_named_and_on_plain_http_it_is_https_at_home(phone: Page) -> None:
    found = tried(phone)
    fixes = phone.locator("[data-fix]:visible")
    expect(fixes).to_have_count(1)
    is_trusted = phone.evaluate("isSecureContext")
    assert (fixes.get_attribute("data-fix") == "http") is not is_trusted
    if not is_trusted:
        assert {found[name] for name in ("offline", "storage", "awake", "position", "notifications")} == {"no"}
        assert "Turn on https at home" in fixes.inner_text()


def is_found(page: Page, name: str) -> bool:
    """Whether a line says yes, tapped if it asks. The page waits 1.5 s, which a busy machine may need: so it is tried
    again."""
    for _ in range(5):
        if tried(page)[name] == "tap":
            page.locator(f"[data-test={name}] button").tap()
            expect(page.locator(f"[data-test={name}]")).not_to_have_attribute("data-is", "tap")
        if page.locator(f"[data-test={name}]").get_attribute("data-is") == "yes":
            return True
    return False


def test_a_tap_tries_the_line_and_the_verdict_stays(phone: Page) -> None:
    assert is_found(phone, "sound")
    phone.locator("[data-test=vibration] button").tap()
    expect(phone.locator("[data-test=vibration]")).not_to_have_attribute("data-is", "tap")


def test_a_compass_that_answers_is_found(page: Page) -> None:
    client = page.context.new_cdp_session(page)
    east = {"quaternion": {"x": 0, "y": 0, "z": 0.7071067, "w": 0.7071067}}
    client.send("Emulation.setSensorOverrideEnabled", {"enabled": True, "type": "absolute-orientation"})
    client.send("Emulation.setSensorOverrideReadings", {"type": "absolute-orientation", "reading": east})
    page.context.grant_permissions(["geolocation", "accelerometer", "gyroscope", "magnetometer"])
    assert is_found(page, "compass")
    assert tried(page)["position"] == "yes"


def test_without_a_script_it_says_what_cannot_be_tried(open_page: OpenPage, walker: User) -> None:
    page = open_page(walker, java_script_enabled=False)
    page.goto("/works")
    expect(page.get_by_text("Without JavaScript we can try none of this")).to_be_visible()
    expect(page.locator("[data-when=unknown]:visible")).to_have_count(10)
    expect(page.locator("[data-test] button:visible")).to_have_count(0)


def test_installing_is_offered_by_a_button_when_the_browser_can(page: Page) -> None:
    page.goto("/works/install")
    button = page.get_by_role("button", name="Install")
    expect(button).to_be_hidden()
    page.evaluate(
        """() => dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }),
                                             { prompt: async () => { document.title = "asked"; } }))"""
    )
    button.tap()
    expect(page).to_have_title("asked")
    expect(button).to_be_hidden()


def test_not_now_takes_the_offer_from_today(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        for _ in range(3):
            log(session, walker, forward(20), day=TODAY - dt.timedelta(days=8))
    page.goto("/")
    page.get_by_role("button", name="Leave it").tap()
    expect(page.get_by_role("link", name="Add to your home screen")).to_have_count(0)
    page.get_by_role("button", name="Not now").tap()
    expect(page.get_by_role("link", name="Add to your home screen")).to_be_visible()
    page.get_by_role("button", name="Not now").tap()
    expect(page.get_by_role("button", name="Not now")).to_have_count(0)
    expect(page.locator("#week")).to_be_visible()


@pytest.mark.parametrize("is_scripted", [True, False])
def test_files_are_imported_from_the_form_and_taken_back(
    open_page: OpenPage, walker: User, tmp_path: Path, is_scripted: bool
) -> None:
    (tmp_path / "walk.tcx").write_bytes(TCX)
    (tmp_path / "broken.gpx").write_bytes(b"<gpx><trk>")
    page = open_page(walker, java_script_enabled=is_scripted)
    page.goto("/import")
    page.get_by_label("Files from a watch, an app or a table").set_input_files(
        [tmp_path / "walk.tcx", tmp_path / "broken.gpx"]
    )
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator("#import-report li")).to_have_count(2)
    page.get_by_role("button", name="Import 1 walk").click()
    expect(page.get_by_role("heading", name="1 walk saved")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="1 walk is in the bin")).to_be_visible()


def imported(page: Page) -> None:
    page.goto("/import")
    file: FilePayload = {"name": "a long name of a recording from a watch.tcx", "mimeType": "text/xml", "buffer": TCX}
    broken: FilePayload = {"name": "broken.gpx", "mimeType": "text/xml", "buffer": b"<gpx><trk>"}
    page.get_by_label("Files from a watch, an app or a table").set_input_files([file, broken])
    page.get_by_role("button", name="Read the files").click()
    page.get_by_role("button", name="Import 1 walk").click()
    page.locator("#import-saved").wait_for()


def taken_back(page: Page) -> None:
    imported(page)
    page.get_by_role("button", name="Undo").click()
    page.locator("#import-taken").wait_for()


def offered(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Leave it").tap()
    page.get_by_role("button", name="Not now").tap()
    page.locator("#ask-install").wait_for()


PAGES: dict[str, Callable[[Page], object]] = {
    "works": tried,
    "install": lambda page: page.goto("/works/install"),
    "import": lambda page: page.goto("/import"),
    "imported": imported,
    "undone": taken_back,
    "offer": offered,
}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_can_be_used_by_everybody(page: Page, server: Server, walker: User, name: str) -> None:
    with server.database.writing() as session:
        for _ in range(3):
            log(session, walker, forward(20), day=TODAY - dt.timedelta(days=8))
    PAGES[name](page)
    found = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found += axe(page, of_colours=True)
    for width, text in ((390, ""), (320, ""), (390, "225%")):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        targets = measure(page, "smallTargets()") if width == 390 else []
        found += [f"{width} {text}: {one}" for one in [*measure(page, "overflow()"), *targets, *axe(page)]]
    assert found == []
