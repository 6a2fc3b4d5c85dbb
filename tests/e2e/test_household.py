"""Somebody new, and a second phone, each from that phone alone: no shell, and no password typed for another."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD, add_user
from webapp.storage import users
from webapp.storage.models import User


def test_somebody_new_comes_from_their_own_phone_also_without_a_script(server: Server, open_page: OpenPage) -> None:
    owner = open_page(add_user(server.database, "Olga", role="owner"))
    owner.goto("/household")
    owner.get_by_label("Who is it for?").fill("Carol")
    owner.get_by_role("button", name="Make a link").click()
    link = owner.get_by_label("Or copy the link").input_value()
    phone = open_page(java_script_enabled=False)
    phone.goto(urlsplit(link).path)
    expect(phone.get_by_label("User name")).to_have_value("Carol")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_label("Time zone").select_option("Europe/Paris")
    phone.get_by_role("button", name="Begin").click()
    expect(phone).to_have_url(f"{server.address}/welcome")
    with server.database.reading() as session:
        assert users.find_named(session, "Carol")


def test_a_phone_is_signed_in_from_a_screen_in_three_taps(page: Page, walker: User, open_page: OpenPage) -> None:
    page.goto("/settings/phones")
    page.get_by_role("button", name="Show the code").click()
    expect(page.get_by_role("img", name="QR code with the link")).to_be_visible()
    phone = open_page()
    # What the camera opens stands in the address of the screen, too.
    phone.goto(f"/scan/{urlsplit(page.url).path.rpartition('/')[2]}")
    phone.get_by_role("button", name="Yes, on this phone").click()
    number = phone.locator("#scan .figure").inner_text()
    expect(page.locator("#scan .figure")).to_have_text(number)
    page.get_by_role("button", name="Yes, sign it in").click()
    expect(page.get_by_text("The phone is signed in.")).to_be_visible()
    expect(phone.locator("body")).to_have_attribute("data-name", walker.name)
