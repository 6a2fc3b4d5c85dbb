"""Plain http under a name of the home network, where browsers send less; and a tablet that two people share."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD, add_user, log
from webapp.storage.models import User


def sign_in(page: Page, name: str) -> None:
    page.goto("/login")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#tabs")).to_be_visible()


def test_signing_in_and_logging_works_under_a_name_without_https(
    open_page: OpenPage, server: Server, walker: User
) -> None:
    page = open_page(base_url=server.address.replace("127.0.0.1", "walk.local"))
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    sign_in(page, walker.name)
    page.goto("/walks/new")
    page.get_by_role("button", name="Save walk").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    # The browser says nothing of the site here, so that the Origin alone has to tell.
    assert sent
    assert all("sec-fetch-site" not in request.all_headers() for request in sent)
    assert page.evaluate("isSecureContext") is False


def test_the_second_person_at_a_tablet_sees_nothing_of_the_first(
    open_page: OpenPage, server: Server, walker: User
) -> None:
    bob = add_user(server.database, walker.name.replace("Alice", "Bob"))
    with server.database.writing() as session:
        uuid = log(session, walker, note="Only for Alice.").uuid
    page = open_page()
    sign_in(page, walker.name)
    page.goto(f"/walks/{uuid}")
    expect(page.get_by_text("Only for Alice.")).to_be_visible()
    page.goto("/settings")
    page.locator("form[action='/logout'] button").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(page, bob.name)
    for address in ("/", "/walks/", f"/walks/{uuid}", "/progress"):
        page.goto(address)
        expect(page.get_by_text("Only for Alice.")).to_have_count(0)
        assert str(uuid) not in page.locator("main").inner_html()


@pytest.mark.parametrize("home", ["127.0.0.1", "walk.local"])
def test_the_button_for_back_shows_nothing_after_signing_out(
    open_page: OpenPage, server: Server, walker: User, home: str
) -> None:
    with server.database.writing() as session:
        uuid = log(session, walker, note="Only for Alice.").uuid
    page = open_page(base_url=server.address.replace("127.0.0.1", home), service_workers="allow")
    sign_in(page, walker.name)
    page.goto(f"/walks/{uuid}")
    page.goto("/settings")
    page.locator("form[action='/logout'] button").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    for _ in range(3):
        page.go_back()
        expect(page.get_by_text("Only for Alice.")).to_have_count(0)
        expect(page.locator("#tabs")).to_have_count(0)
