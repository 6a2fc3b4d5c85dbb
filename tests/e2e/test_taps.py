"""What people do every day, from Today, with each tap counted.

See test_log_view.py for a walk that is logged, and logged again; test_walk_for_everybody.py and test_plan.py for one
that is timed or guided; test_walks.py for the first run.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import COUNT_TAPS, Server, taps
from tests.e2e.conftest import OpenPage
from tests.factories import PARIS, TODAY, backward, forward, log
from webapp.actions import pain, weights
from webapp.domain.walks import Site
from webapp.storage.models import User

Task = Callable[[Page], None]


@pytest.fixture
def phone(open_page: OpenPage, server: Server, walker: User) -> Page:
    """Somebody who walked yesterday, whose left knee hurts, on Today."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY - dt.timedelta(days=30), 70, today=TODAY)
        pain.follow(session, walker.diary, [Site.KNEE_LEFT])
        log(session, walker, forward(28), backward(11), day=TODAY - dt.timedelta(days=1))
    page = open_page(walker, timezone_id=PARIS)
    page.context.add_init_script(COUNT_TAPS)
    page.goto("/")
    return page


def change_the_goal(page: Page) -> None:
    page.get_by_role("link", name="Settings").tap()
    page.get_by_role("link", name="Goal and weeks").tap()
    page.get_by_label("Minutes a week").tap()
    page.keyboard.press("Control+a")
    page.keyboard.type("120")
    page.get_by_role("button", name="Save goal").tap()
    expect(page.get_by_text("Saved.")).to_be_visible()


def enter_the_weight(page: Page) -> None:
    page.get_by_role("link", name="Health").tap()
    page.get_by_role("link", name="Body").tap()
    page.get_by_label("Weight (kg)").tap()
    page.keyboard.type("69.5")
    page.get_by_role("button", name="Save weight").tap()
    expect(page.get_by_text("Saved.")).to_be_visible()


def note_the_pain(page: Page) -> None:
    page.locator("#morning summary").tap()
    page.locator("#morning").get_by_role("button", name="2", exact=True).tap()
    expect(page.get_by_text("Noted: left knee 2 of 10 this morning.")).to_be_visible()


def note_that_nothing_hurts(page: Page) -> None:
    page.get_by_role("button", name="No pain").tap()
    expect(page.get_by_text("Noted: left knee, no pain.")).to_be_visible()


def look_at_a_day(page: Page) -> None:
    page.get_by_role("link", name="Thursday 19 November").tap()
    expect(page.locator("#day li")).to_have_count(1)


def add_to_a_day(page: Page) -> None:
    page.get_by_role("link", name="Thursday 19 November").tap()
    page.get_by_role("link", name="Add a walk").tap()
    expect(page.locator("#walk-day")).to_contain_text("Yesterday")


def take_back_what_was_saved(page: Page) -> None:
    page.get_by_role("button", name="Log 39 min again").tap()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("The walk is in the bin.")).to_be_visible()


def test_the_first_weight_takes_two_taps_on_today(open_page: OpenPage, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        log(session, walker, forward(28), backward(11))
    page = open_page(walker, timezone_id=PARIS)
    page.context.add_init_script(COUNT_TAPS)
    page.goto("/")
    page.get_by_text("Calories: add your weight").tap()
    expect(page.locator("#weight")).to_be_focused()
    page.keyboard.type("69.5")
    page.get_by_role("button", name="Save weight").tap()
    expect(page.get_by_text("Saved: 69.5 kg.")).to_be_visible()
    assert taps(page) == 2


@pytest.mark.parametrize(
    ("task", "most"),
    [
        (change_the_goal, 4),
        (enter_the_weight, 4),
        (note_the_pain, 2),
        (note_that_nothing_hurts, 1),
        (look_at_a_day, 1),
        (add_to_a_day, 2),
        (take_back_what_was_saved, 2),
    ],
)
def test_an_everyday_task_takes_no_more_taps(phone: Page, task: Task, most: int) -> None:
    task(phone)
    assert taps(phone) == most
