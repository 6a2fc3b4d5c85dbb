"""A passkey in a real Chromium, over localhost: made, and used to sign in. The finger is the browser's own."""

from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.browsers import Server, axe
from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD
from webapp.storage.models import User

FINGER = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
IS_WILLING = {"isUserVerified": True, "automaticPresenceSimulation": True}


def with_finger(page: Page) -> tuple[CDPSession, str]:
    """Let the browser have a sensor with a finger on it; what switches it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER | IS_WILLING})
    return session, made["authenticatorId"]


def test_a_passkey_is_made_and_signs_in_by_two_taps(open_page: OpenPage, server: Server, walker: User) -> None:
    page = open_page(base_url=f"http://localhost:{urlsplit(server.address).port}")
    sensor, finger = with_finger(page)
    page.goto("/login?next=/settings/passkeys")
    page.get_by_label("User name").fill(walker.name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Your passkey is ready.")).to_be_visible()
    assert axe(page) == []

    page.context.clear_cookies(name="backstride")
    page.goto("/login?next=/settings/phones")
    button = page.get_by_role("button", name="Sign in with a passkey")
    sensor.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": False})
    button.click()
    expect(page.get_by_text("The question was closed without an answer.")).to_be_visible()
    sensor.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": True})
    button.click()
    expect(page.get_by_text("with a passkey")).to_be_visible()
