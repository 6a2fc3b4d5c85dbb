"""Every page for everybody: axe, contrast in light and dark, small and large screens, large text, big targets."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server, axe, measure
from tests.e2e.conftest import OpenPage
from tests.factories import NOW, TODAY, add_user, backward, forward, log, segment
from webapp.actions import walks as actions
from webapp.actions import weights
from webapp.domain.energy import Mode
from webapp.storage.models import User

Visit = Callable[[Page, UUID], object]


def refused(page: Page, _walk: UUID) -> None:
    page.goto("/walks/new")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    for name, value in (("minutes", "x"), ("backward", "2000"), ("slope", "99"), ("note", "Fog.")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save walk").click()
    page.locator(".is-problem").wait_for()


def refused_settings(page: Page, _walk: UUID) -> None:
    page.goto("/settings/goal")
    page.locator("[name=goal]").fill("x")
    page.locator("form[action*='/goal?'] > button").click()
    page.locator(".is-problem").wait_for()


def saved_goal(page: Page, _walk: UUID) -> None:
    page.goto("/settings/goal")
    page.locator("[name=goal]").fill("90")
    page.locator("form[action*='/goal?'] > button").click()
    page.get_by_role("button", name="Undo").wait_for()


def refused_login(page: Page, _walk: UUID) -> None:
    page.goto("/login")
    for name in ("name", "password"):
        page.locator(f"[name={name}]").fill("nobody here")
    page.locator("main form button").click()
    page.locator(".is-problem").wait_for()


def deleted(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}")
    page.locator("form[action*='/delete?'] button").click()


def many_at_once(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/many?walk={walk}")
    page.locator(".chosen button").last.click()


def edited(page: Page, walk: UUID) -> None:
    page.goto(f"/walks/{walk}/edit")
    page.locator("[name=note]").fill("Changed.")
    page.get_by_role("button", name="Save walk").click()


def repeated(page: Page, _walk: UUID) -> None:
    page.goto("/walks/new?like=last")
    page.get_by_role("button", name="Save walk").click()


def drawn(page: Page, _walk: UUID) -> None:
    page.goto("/progress")
    page.locator("[data-chart]").tap()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()


def at(address: str) -> Visit:
    return lambda page, walk: page.goto(address.format(walk=walk))


NOBODY: dict[str, Visit] = {
    "login": at("/login"),
    "login refused": refused_login,
    "energy for a stranger": at("/learn/energy"),
    "not found for a stranger": at("/nothing"),
}
NEWCOMER: dict[str, Visit] = {
    "welcome": at("/welcome"),
    "welcome, the check": at("/safety?first=yes"),
    "today, empty": at("/"),
    "history, empty": at("/walks/"),
    "bin, empty": at("/walks/bin"),
    "progress, empty": at("/progress"),
}
WALKER: dict[str, Visit] = {
    "today": at("/"),
    "today, saved": repeated,
    "new": at("/walks/new"),
    "new, refused": refused,
    "history": at("/walks/"),
    "history, deleted": deleted,
    "history, found": at("/walks/?way=backward"),
    "select": at("/walks/many"),
    "many at once": many_at_once,
    "show": at("/walks/{walk}"),
    "show, edited": edited,
    "edit, short": at("/walks/{walk}/edit"),
    "progress, 12 weeks": at("/progress"),
    "progress, drawn": drawn,
    "progress, a year": at("/progress?span=year"),
    "progress, all": at("/progress?span=all"),
    "settings": at("/settings"),
    "you": at("/settings/you"),
    "goal and weeks": saved_goal,
    "units and looks": at("/settings/units"),
    "phones and keys": at("/settings/phones"),
    "one-time codes": at("/settings/codes"),
    "messages": at("/settings/messages"),
    "reminders": at("/settings/reminders"),
    "reminders on this phone": at("/settings/messages/phone"),
    "calendar": at("/settings/calendar"),
    "this server": at("/settings/server"),
    "direction rules": at("/settings/directions"),
    "a direction rule": at("/settings/directions/new"),
    "export": at("/export"),
    "delete the account": at("/settings/delete-account"),
    "settings, refused": refused_settings,
    "health": at("/health"),
    "energy": at("/learn/energy"),
    "not found": at("/nothing"),
}


def check(page: Page) -> list[str]:
    """What axe and a ruler find: in light and dark, on a phone, on a narrow one, and with text twice as large."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found += [f"{colours}: {one}" for one in axe(page, of_colours=True)]
    for size, width, text in (("390 px", 390, ""), ("320 px", 320, ""), ("text at 200 %", 390, "225%")):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        # Seven days side by side can't be 44 px wide each at 320 px; there axe's 24 px have to do.
        targets = measure(page, "smallTargets()") if width == 390 else []
        found += [f"{size}: {one}" for one in [*measure(page, "overflow()"), *targets, *axe(page)]]
    return found


@pytest.mark.parametrize("name", NOBODY)
def test_at_the_door(open_page: OpenPage, name: str) -> None:
    page = open_page()
    NOBODY[name](page, UUID(int=0))
    assert check(page) == []


@pytest.mark.parametrize("name", NEWCOMER)
def test_on_the_first_day(page: Page, name: str) -> None:
    NEWCOMER[name](page, UUID(int=0))
    assert check(page) == []


@pytest.fixture
def walk(server: Server, walker: User) -> UUID:
    """A year of walks; the last one is answered."""
    with server.database.writing() as session:
        weights.set_weight(session, walker.diary, TODAY, 70, today=TODAY)
        for day in range(365, 0, -9):
            log(session, walker, forward(20 + day % 40), backward(8), day=TODAY - dt.timedelta(days=day), note="Fog.")
        return log(session, walker, forward(22), backward(8), note="A note.", rails=True).uuid


@pytest.mark.parametrize("name", WALKER)
def test_after_a_year(page: Page, walk: UUID, name: str) -> None:
    WALKER[name](page, walk)
    assert check(page) == []


@pytest.fixture
def long_walk(server: Server, walker: User) -> UUID:
    sled = segment(Mode.BACKWARD_SLED, 3, sled_kg=60.0)
    with server.database.writing() as session:
        return log(session, walker, forward(20), backward(8), forward(5, distance_m=400.0, speed_kmh=None), sled).uuid


@pytest.mark.parametrize("address", ["/walks/{walk}", "/walks/{walk}/edit"])
def test_a_walk_of_many_stretches(page: Page, long_walk: UUID, address: str) -> None:
    page.goto(address.format(walk=long_walk))
    assert check(page) == []


def test_the_bin(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        actions.delete_walk(session, walker.diary, log(session, walker), now=NOW)
    page.goto("/walks/bin")
    assert check(page) == []


def test_the_backups_and_the_check_up_of_the_owner(open_page: OpenPage, server: Server) -> None:
    page = open_page(add_user(server.database, "Keeper", role="owner"))
    page.goto("/backups")
    page.get_by_role("button", name="Make a backup now").click()
    expect(page.get_by_text("Your backup is ready.")).to_be_visible()
    assert check(page) == []
    page.locator(".places a").click()
    page.get_by_role("link", name="Save it on this device").wait_for()
    assert check(page) == []
    page.goto("/doctor")
    assert check(page) == []


def test_units_of_pounds_and_miles_and_a_dark_theme_that_was_chosen(page: Page, walk: UUID) -> None:
    page.goto("/settings/units")
    for name, value in (("weight_unit", "lb"), ("distance_unit", "mi"), ("theme", "dark")):
        page.locator(f"select[name={name}]").select_option(value)
    page.locator("form[action*='/units?'] > button").click()
    page.goto("/")
    assert check(page) == []
