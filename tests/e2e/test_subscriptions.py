"""Reminders on this phone, in a browser: its push service is played, all else is real."""

import socket

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, axe, measure
from tests.e2e.conftest import OpenPage
from tests.factories import NOW
from tests.senders.pushing import Phone, letters
from tests.senders.test_reaching import server as push_service
from webapp.actions import subscriptions
from webapp.senders import reaching
from webapp.storage import messages
from webapp.storage.models import User

ADDRESS = "/settings/messages/phone"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Mobile Safari/604.1"
PLAYED = """
const told = { endpoint: "%s", keys: { p256dh: "%s", auth: "%s" } }, made = () => ({ options: {}, toJSON: () => told });
PushManager.prototype.getSubscription = async () => (localStorage.played ? made() : null);
PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
  localStorage.played = `${userVisibleOnly} ${applicationServerKey.length}`;
  return made();
};
"""
SHOWN = """async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return shown.map(({ title, body, tag, data }) => [title, body, tag, data]);
}"""


def turn_on(server: Server) -> None:
    with server.database.writing() as session:
        subscriptions.turn_on(session, "mailto:me@walks.net", now=NOW)


def says(page: Page) -> list[str]:
    """Which of the texts of the card can be seen."""
    page.goto(ADDRESS)
    page.locator("#phone [role=status] :visible").first.wait_for()
    return [str(text.get_attribute("data-when")) for text in page.locator("[role=status] > [data-when]:visible").all()]


def deliver(page: Page, told: bytes) -> None:
    """What a push service does with a message: it wakes the service worker, with what the browser has opened."""
    client = page.context.new_cdp_session(page)
    known: list[str] = []
    client.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(each["registrationId"] for each in event["registrations"]),
    )
    client.send("ServiceWorker.enable")
    while not known:
        page.wait_for_timeout(20)
    origin = str(page.evaluate("location.origin"))
    client.send(
        "ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": known[0], "data": told.decode()}
    )


def lead(monkeypatch: pytest.MonkeyPatch, host: str, url: str) -> None:
    """Let what goes to a host arrive at a server of this machine, which has no certificate."""
    post = reaching.post
    monkeypatch.setattr(reaching, "post", lambda to, *more, **named: post(to.replace(host, url), *more, **named))


def test_a_tap_a_yes_and_a_test_that_the_phone_shows(
    open_page: OpenPage, server: Server, walker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(server)
    phone, heard = Phone(), list[bytes]()

    def take(connection: socket.socket) -> None:
        data = b""
        while not data.partition(b"\r\n\r\n")[2]:
            data += connection.recv(65536)
        heard.append(data)
        connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")

    with push_service(take) as url:
        lead(monkeypatch, "https://push.example", url)
        with server.database.writing() as session:
            messages.allow_host(session, url[7:])
        page = open_page(walker, service_workers="allow", permissions=["notifications"])
        page.add_init_script(PLAYED % ("https://push.example/send/1", letters(phone.p256dh), letters(phone.auth)))
        page.goto(ADDRESS)
        expect(page.get_by_text("Only this phone can read it")).to_be_visible()
        assert (axe(page), measure(page, "smallTargets()")) == ([], [])
        page.get_by_role("button", name="Remind me on this phone").tap()
        expect(page.get_by_text("Done. Send a test")).to_be_visible()
        assert page.evaluate("localStorage.played") == "true 65"
        page.get_by_role("button", name="Send a test").tap()
        expect(page.get_by_text("The test: arrived")).to_be_visible()

    deliver(page, phone.opened(heard[0].partition(b"\r\n\r\n")[2]))
    page.wait_for_function(f"async () => (await ({SHOWN})()).length")
    assert page.evaluate(SHOWN) == [["A test", "Messages from Backstride arrive here.", "test", f"{server.address}/"]]


def test_what_stands_in_the_way_is_said_in_words(open_page: OpenPage, server: Server, walker: User) -> None:
    turn_on(server)
    page = open_page(walker, service_workers="allow")
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });")
    assert says(page) == ["denied"]
    iphone = open_page(walker, user_agent=IPHONE)
    iphone.add_init_script("delete window.PushManager;")
    assert says(iphone) == ["iphone"]
    assert says(open_page(walker, java_script_enabled=False)) == ["http"]
