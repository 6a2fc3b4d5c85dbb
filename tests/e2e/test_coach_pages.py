"""The coach's pages for everybody: axe, contrast in light and dark, small screens, large text, big targets, paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.test_for_everybody import check
from tests.factories import TODAY, backward, forward, log
from webapp.actions import weights
from webapp.storage.models import User

NOBODY = ("/learn", "/learn/technique", "/learn/knees")
WALKER = ("/learn", "/learn/technique", "/learn/calories", "/learn/brain")


@pytest.fixture
def diary(server: Server, walker: User) -> User:
    """Somebody with a weight and a walk."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        log(session, walker, forward(22), backward(8))
    return walker


@pytest.mark.parametrize("address", NOBODY)
def test_a_stranger_finds_nothing_in_the_way(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(address)
    assert check(page) == []


@pytest.mark.parametrize("address", WALKER)
def test_a_walker_finds_nothing_in_the_way(page: Page, diary: User, address: str) -> None:
    page.goto(address)
    assert check(page) == []


def test_a_card_opens_on_a_tap_and_by_the_keyboard(page: Page) -> None:
    page.goto("/learn/calories")
    card = page.locator("#C14")
    expect(card.get_by_text("6.0 MET")).to_be_hidden()
    card.locator("summary").tap()
    expect(card.get_by_text("6.0 MET")).to_be_visible()
    card.locator("summary").press("Enter")
    expect(card.get_by_text("6.0 MET")).to_be_hidden()


def sheets(page: Page, size: str) -> int:
    return page.pdf(format=size).count(b"/Type /Page\n")


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_how_to_walk_backward_prints_on_one_page(page: Page, size: str) -> None:
    page.goto("/learn/technique")
    assert sheets(page, size) == 1


def test_on_paper_every_card_is_open(page: Page) -> None:
    page.goto("/learn/calories")
    assert sheets(page, "A4") == 1
    page.emulate_media(media="print")
    assert page.locator("#C14").get_by_text("6.0 MET").is_visible()
    assert not page.locator("#tabs").is_visible()
