"""A page given away as a link, and the board on a tablet: read where nobody is signed in, also without a script."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import TODAY, add_user, backward, forward, log
from webapp.storage.models import User

PHRASE = "seven odd green boats"


def test_a_page_is_given_by_a_link_and_read_with_its_pass_phrase(
    server: Server, page: Page, walker: User, open_page: OpenPage
) -> None:
    page.goto("/physio")
    page.locator("#give summary").click()
    page.get_by_label("Who is it for?").fill("Ada")
    page.get_by_label("Pass phrase").fill(PHRASE)
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    reader = open_page(java_script_enabled=False)
    reader.goto(urlsplit(page.get_by_label("Or copy the link").input_value()).path)
    reader.get_by_label("Pass phrase").fill(PHRASE)
    reader.get_by_role("button", name="Show the page").click()
    expect(reader.get_by_role("heading", name=walker.name)).to_be_visible()


def test_three_rings_fit_on_a_small_tablet_that_lies(server: Server, open_page: OpenPage) -> None:
    owner = open_page(add_user(server.database, "Gerda", role="owner", shares_week="minutes"))
    for name in ("Wolfgang-Alexander", "Mia"):
        person = add_user(server.database, name, shares_week="backward")
        with server.database.writing() as session:
            log(session, person, forward(20), backward(8), day=TODAY)
    owner.goto("/household/board")
    owner.get_by_role("button", name="Make a link").click()
    tablet = open_page(viewport={"width": 1024, "height": 600}, java_script_enabled=False)
    tablet.goto(urlsplit(owner.get_by_label("Or copy the link").input_value()).path)
    expect(tablet.get_by_role("listitem")).to_have_count(3)
    box = tablet.locator("#board").bounding_box()
    assert box and box["y"] + box["height"] <= 600
    letters = tablet.locator("#board b").first.evaluate("name => parseFloat(getComputedStyle(name).fontSize)")
    assert letters >= 32
