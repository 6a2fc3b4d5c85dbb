"""Https at home in a real Chromium that trusts the authority in a throw-away home, as a phone does after the steps."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.e2e.browsers import MEASURE, axe, end
from tests.e2e.homes import answers, free_port
from tests.factories import PASSWORD
from webapp.security import certificates

ROOT = Path(__file__).parents[2]
BACKSTRIDE = (sys.executable, "-c", "from webapp.cli import main; main()")
CERTUTIL = shutil.which("certutil")
pytestmark = pytest.mark.skipif(CERTUTIL is None, reason="certutil of libnss3-tools is not here")
WAITING = """localStorage.setItem("backstride.walk.x", JSON.stringify(
  { id: "x", version: 1, state: "refused", events: [[0, "forward"]], document: {} }))"""
RULES = "MAP walk.local 127.0.0.1, MAP example.com 127.0.0.1"


class Home:
    """A running server with Alice's account, and a folder that is the home of the browser."""

    def __init__(self, folder: Path, chromium: Browser) -> None:
        self.chromium = chromium
        self.folder, self.data = folder / "home", folder / "data"
        self.port, self.tls_port = free_port(), free_port()
        self.http = f"http://walk.local:{self.port}"
        self.https = f"https://walk.local:{self.tls_port}"
        self.folder.mkdir()

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BACKSTRIDE_")}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "BACKSTRIDE_DATA": str(self.data),
            "BACKSTRIDE_HOST": "127.0.0.1",
            "BACKSTRIDE_PORT": str(self.port),
            "BACKSTRIDE_TLS_PORT": str(self.tls_port),
        }

    def run(self, *arguments: str, **named: Any) -> None:
        command = [*BACKSTRIDE, *arguments]
        subprocess.run(command, env=self.environment(), cwd=ROOT, check=True, text=True, capture_output=True, **named)

    def trust(self) -> None:
        """What the steps make of a phone: the authority is among those that it trusts."""
        database = self.folder / ".pki/nssdb"
        certificate = self.folder / "ca.crt"
        certificate.write_bytes(certificates.Certificates(self.data / "certificates").authority() or b"")
        added = ("-A", "-n", "Backstride", "-t", "C,,", "-i", str(certificate))
        subprocess.run([CERTUTIL or "", "-d", f"sql:{database}", *added], check=True, capture_output=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        command = [*BACKSTRIDE, "serve"]
        server = subprocess.Popen(command, env=self.environment(), cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_until(lambda: answers(self.port))
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)

    @contextmanager
    def browser(self) -> Iterator[BrowserContext]:
        """Chromium with this home: it trusts what stands there, and nothing of the machine's."""
        database = self.folder / ".pki/nssdb"
        if not database.exists():
            database.mkdir(parents=True)
            made = ("-d", f"sql:{database}", "-N", "--empty-password")
            subprocess.run([CERTUTIL or "", *made], check=True, capture_output=True)
        context = self.chromium.browser_type.launch_persistent_context(
            self.folder / "profile",
            executable_path=os.environ.get("BACKSTRIDE_TEST_CHROMIUM") or "/usr/bin/chromium",
            args=[f"--host-resolver-rules={RULES}", "--no-sandbox"],
            env={**os.environ, "HOME": str(self.folder)},
        )
        context.set_default_timeout(30_000)
        context.add_init_script(path=MEASURE)
        yield context
        end(context)


def wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("User name").fill("Alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def home(tmp_path: Path, chromium: Browser) -> Iterator[Home]:
    home = Home(tmp_path, chromium)
    home.run("user", "add", "Alice", "--owner", "--password-stdin", input=PASSWORD)
    with home.serving():
        yield home


@pytest.fixture
def trusting(home: Home) -> Iterator[tuple[Home, BrowserContext]]:
    """The server with https turned on, and a browser that trusts it since before it was started."""
    with home.browser() as context:
        turn_on(context.new_page(), home)
    home.trust()
    with home.browser() as context:
        yield home, context


def turn_on(page: Page, home: Home) -> None:
    sign_in(page, home.http)
    page.goto(f"{home.http}/secure")
    page.get_by_role("button", name="Turn on https").click()
    expect(page.get_by_text("Not yet.")).to_be_visible()


def test_a_phone_that_does_not_trust_yet_waits_and_one_that_does_turns_green(home: Home) -> None:
    with home.browser() as context:
        page = context.new_page()
        turn_on(page, home)
        page.wait_for_timeout(2500)
        expect(page.get_by_text("Not yet.")).to_be_visible()
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(home.https)
    home.trust()
    with home.browser() as context:
        page = context.new_page()
        page.goto(f"{home.http}/secure")
        expect(page.get_by_text("This phone trusts the server.")).to_be_visible()
        expect(page.locator(".steps > .is-done")).to_have_count(4)
        page.get_by_role("link", name="Open the secure app").click()
        page.wait_for_url(f"{home.https}/**")


def test_walks_that_wait_are_sent_before_the_address_changes(home: Home) -> None:
    with home.browser() as context:
        page = context.new_page()
        sign_in(page, home.http)
        # Whatever waits could not be sent: the server does not know this one for a walk.
        page.evaluate(WAITING)
        page.goto(f"{home.http}/secure")
        page.get_by_role("button", name="Turn on https").click()
        expect(page.get_by_text("Send them first, or tap again")).to_be_visible()
        expect(page.get_by_role("button", name="Turn on https")).to_be_visible()
        page.evaluate(WAITING.replace('"refused"', '"undone"').replace("version: 1", "version: 99"))
        page.reload()
        page.get_by_role("button", name="Turn on https").click()
        expect(page.get_by_text("Not yet.")).to_be_visible()
        page.evaluate(WAITING.replace("version: 1", "version: 100"))
        page.reload()
        page.get_by_role("link", name="Open the secure app").click()
        expect(page.get_by_text("Send them first, or tap again")).to_be_visible()
        assert page.url.startswith(home.http)


def test_over_https_there_is_no_warning_and_the_sign_in_never_travels_in_the_clear(
    trusting: tuple[Home, BrowserContext],
) -> None:
    home, context = trusting
    page = context.new_page()
    sign_in(page, home.https)
    assert page.evaluate("isSecureContext && 'serviceWorker' in navigator")
    cookies = {cookie.get("name"): cookie for cookie in context.cookies(home.https)}
    assert cookies["__Host-backstride"].get("secure")
    assert cookies["__Host-backstride"].get("httpOnly")
    page.goto(f"{home.https}/secure")
    expect(page.get_by_text("This phone is ready.")).to_be_visible()


def test_http_keeps_working_beside_it(trusting: tuple[Home, BrowserContext]) -> None:
    home, context = trusting
    page = context.new_page()
    sign_in(page, home.https)
    answer = page.goto(f"{home.http}/settings/you")
    assert answer is not None
    assert (answer.status, page.url) == (200, f"{home.http}/settings/you")
    expect(page.get_by_role("heading", name="Alice")).to_be_visible()


def test_by_its_address_it_is_as_good_as_by_its_name(trusting: tuple[Home, BrowserContext]) -> None:
    home, context = trusting
    page = context.new_page()
    answer = page.goto(f"https://127.0.0.1:{home.tls_port}/login")
    assert answer is not None
    assert answer.status == 200


def test_a_certificate_for_example_com_by_the_same_authority_is_refused(home: Home, tmp_path: Path) -> None:
    """With a stolen key, the home's authority still can't be anybody on the internet."""
    now = dt.datetime.now(dt.UTC)  # Chromium has no other clock.
    with home.browser() as context:
        turn_on(context.new_page(), home)
    home.trust()
    folder = home.data / "certificates"
    stolen = tmp_path / "stolen.pem"
    stolen.write_bytes(certificates.new_leaf((folder / "authority.pem").read_bytes(), ["example.com"], now=now))
    port = free_port()
    impostor = ["openssl", "s_server", "-accept", str(port), "-cert", str(stolen), "-key", str(stolen), "-www"]
    with subprocess.Popen(impostor, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: answers(port))
            with home.browser() as context, pytest.raises(Error, match="ERR_CERT_INVALID"):
                context.new_page().goto(f"https://example.com:{port}/")
        finally:
            process.terminate()


def test_it_is_on_after_a_restart_and_the_same_phone_still_trusts_it(trusting: tuple[Home, BrowserContext]) -> None:
    home, context = trusting
    page = context.new_page()
    again = Home.__new__(Home)
    again.__dict__ = home.__dict__ | {"port": free_port(), "tls_port": free_port()}
    with again.serving():
        wait_until(lambda: answers(again.tls_port))
        answer = page.goto(f"https://walk.local:{again.tls_port}/login")
    assert answer is not None
    assert answer.status == 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_steps_can_be_used_by_everybody(
    trusting: tuple[Home, BrowserContext], scheme: Literal["light", "dark"]
) -> None:
    home, context = trusting
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{home.http}/secure")
    expect(page.get_by_text("This phone trusts the server.")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert axe(page) + axe(page, of_colours=True) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("main .button, main summary").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48


def test_without_a_script_the_steps_are_a_plain_list(trusting: tuple[Home, BrowserContext]) -> None:
    home, context = trusting
    page = context.new_page()
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{home.http}/secure")
    expect(page.get_by_text("If the page comes without a warning")).to_be_visible()
    expect(page.get_by_text("Not yet.")).to_be_hidden()
    page.get_by_role("link", name="Open the secure app").click()
    page.wait_for_url(f"{home.https}/**")
