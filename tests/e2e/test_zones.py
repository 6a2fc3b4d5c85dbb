"""A phone in another time zone than its account."""

from playwright.sync_api import expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD, log
from webapp.storage.models import User


def test_a_phone_signs_in_with_its_own_zone(open_page: OpenPage, walker: User) -> None:
    page = open_page(timezone_id="America/Los_Angeles")
    page.goto("/login")
    page.get_by_label("User name").fill(walker.name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Your days follow the clock of America/Los Angeles")).to_be_visible()


def test_a_phone_that_travelled_is_asked_once(open_page: OpenPage, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker)
    page = open_page(walker, timezone_id="Asia/Tokyo")
    page.goto("/")
    page.get_by_role("button", name="Leave it").click()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#zone")).to_be_hidden()


def test_another_name_of_the_same_clock_is_no_difference(open_page: OpenPage, server: Server, walker: User) -> None:
    page = open_page(walker, timezone_id="Europe/Berlin")
    page.goto("/")
    page.wait_for_load_state()
    expect(page.locator("#zone")).to_be_hidden()
