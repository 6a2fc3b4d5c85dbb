"""The plan in a real browser: its pages for everybody in each of its states, and a session guided from Today."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.test_for_everybody import check
from tests.factories import NOW, TODAY, log
from webapp.actions import weights
from webapp.domain.safety import Answer, Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import plan as store
from webapp.storage import safety as safety_store
from webapp.storage import walks
from webapp.storage.engine import Session
from webapp.storage.models import User

MONDAY = TODAY - dt.timedelta(days=4)
Fill = Callable[[Session, User], object]


def check_of(session: Session, user: User, *answers: Answer, **fields: Any) -> None:
    found = Check(birth_year=1956, answers=frozenset(answers), **fields)
    safety_store.keep(session, user.diary, found, now=NOW)


def begin(session: Session, user: User, *, level: int = 1, week: int = 1, weeks_ago: int = 0) -> None:
    check_of(session, user)
    day = MONDAY - dt.timedelta(weeks=weeks_ago)
    at = dt.datetime.combine(day, dt.time(5), dt.UTC)
    for kind in (ChoiceKind.START, *((ChoiceKind.LEVEL,) * (level > 1)), *((ChoiceKind.GO_TO,) * (week > 1))):
        store.add(session, user.diary, Choice(kind=kind, at=at, day=day, level=level, week=week))


def followed(session: Session, user: User) -> None:
    """A week with a sore knee, of which one session was not spoken of, and a session of this week."""
    begin(session, user, week=3, weeks_ago=1)
    knee = (Pain(site=Site.KNEE_LEFT, before=2, during=4),)
    for number, back in ((7, 7), (8, 5)):
        day = MONDAY - dt.timedelta(days=back)
        log(session, user, day=day, planned=Planned(1, number), pain=knee if number == 7 else ())
    log(session, user, day=MONDAY, planned=Planned(1, 7), effort=4, stumbles=0)


def fallen(session: Session, user: User) -> None:
    begin(session, user)
    log(session, user, day=MONDAY, falls=1, planned=Planned(1, 1))
    check_of(session, user, is_cleared=True)


def rested(session: Session, user: User) -> None:
    begin(session, user)
    log(session, user, planned=Planned(1, 1))


def put_away(session: Session, user: User) -> None:
    begin(session, user, week=2)
    store.add(session, user.diary, Choice(kind=ChoiceKind.STOP, at=NOW, day=TODAY))


def too_high(session: Session, user: User) -> None:
    begin(session, user, level=5)
    check_of(session, user, Answer.KNEE_SWELLING)


def with_sled(session: Session, user: User) -> None:
    weights.set_weight(session, user.diary, TODAY, 70, today=TODAY)
    begin(session, user, level=5)


STATES: dict[str, tuple[Fill, tuple[str, ...]]] = {
    "nothing yet": (lambda _session, _user: None, ("/plan", "/safety", "/plan/sled", "/")),
    "asks first": (lambda session, user: check_of(session, user, *Answer), ("/plan", "/safety?done=yes")),
    "not begun": (lambda session, user: check_of(session, user, Answer.KNEE_ARTHRITIS), ("/plan", "/safety")),
    "followed": (followed, ("/plan?done=yes", "/")),
    "rest": (rested, ("/plan", "/")),
    "stopped": (fallen, ("/plan", "/", "/safety")),
    "put away": (put_away, ("/plan",)),
    "too high": (too_high, ("/plan", "/")),
    "incline": (lambda session, user: begin(session, user, level=3, week=4), ("/plan", "/")),
    "jog": (lambda session, user: begin(session, user, level=4), ("/plan",)),
    "sled": (with_sled, ("/plan", "/plan/sled", "/")),
}


@pytest.mark.parametrize(
    ("state", "address"), [(state, address) for state, (_, addresses) in STATES.items() for address in addresses]
)
def test_nothing_is_in_the_way(page: Page, server: Server, walker: User, state: str, address: str) -> None:
    with server.database.writing() as session:
        STATES[state][0](session, walker)
    page.goto(address)
    assert check(page) == []


def test_a_check_that_was_refused_has_nothing_in_the_way(page: Page) -> None:
    page.goto("/safety")
    page.get_by_label("Year of birth").fill("1800")
    page.get_by_label("Numb feet").check()
    page.get_by_role("button", name="Save what I ticked").click()
    page.locator(".is-problem").wait_for()
    assert check(page) == []


def test_a_sled_that_was_refused_and_a_level_that_is_closed_have_nothing_in_the_way(
    page: Page, server: Server, walker: User
) -> None:
    with server.database.writing() as session:
        with_sled(session, walker)
    page.goto("/plan/sled")
    page.get_by_label("Metres a set").fill("30")
    page.get_by_role("button", name="Save the sets").click()
    page.locator(".is-problem").first.wait_for()
    assert check(page) == []


def test_from_nothing_to_the_first_session_with_a_year_and_four_taps(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Leave it").tap()
    page.get_by_role("link", name="A plan for your first six weeks").tap()
    page.get_by_role("link", name="Answer the check").tap()
    page.get_by_label("Year of birth").fill("1956")
    page.get_by_role("button", name="None of these").tap()
    page.get_by_role("link", name="Go to the plan").tap()
    page.get_by_role("button", name="Begin the plan").tap()
    expect(page.locator("#plan-next h2")).to_have_text("5 × 1 min backward")


def test_a_session_is_guided_from_today_with_at_most_two_taps_and_logged_onto_the_plan(
    page: Page, server: Server, walker: User
) -> None:
    with server.database.writing() as session:
        begin(session, walker, level=4)
    page.clock.install(time=NOW)
    page.goto("/")
    page.get_by_role("link", name="Start", exact=True).tap()
    settled(page)
    start = page.locator('[data-do="guide"]')
    if start.is_visible():
        expect(page.locator("[data-session-dose]")).to_have_text("6 × 15 s jogging backward")
        expect(page.locator("[data-session-words]")).to_contain_text("19 min in all.")
        assert check(page) == []
        start.tap()
    expect(page.locator("[data-part]")).to_have_text("Warm-up")
    assert page.evaluate("location.search") == ""
    for _ in range(20):
        page.clock.fast_forward("01:00")
    expect(page.get_by_text("Well walked")).to_be_visible()
    assert logged(page, server, walker) == [(4, 1, 19 * 60, 90, {"forward_walk", "backward_run"})]


def test_a_guided_session_on_an_incline_has_its_slope(page: Page, server: Server, walker: User) -> None:
    with server.database.writing() as session:
        begin(session, walker, level=3, week=4)
    page.clock.install(time=NOW)
    page.goto("/plan")
    page.get_by_role("link", name="Start it guided").tap()
    settled(page)
    if page.locator('[data-do="guide"]').is_visible():
        page.locator('[data-do="guide"]').tap()
    expect(page.locator("[data-part]")).to_have_text("Warm-up")
    for _ in range(27):
        page.clock.fast_forward("01:00")
    expect(page.get_by_text("Well walked")).to_be_visible()
    logged(page, server, walker)
    with server.database.reading() as session:
        (row,) = walks.page(session, walker.diary, first=None, last=None, before=None, limit=9)
        grades = [one.grade_percent for one in row.segments if one.mode == "backward_walk"]
    assert grades == [5, 5, 0]


@pytest.mark.parametrize(
    "query", ["go=guide", "go=guide&level=1&session=1&warm=5&sets=1e9&backward=1&forward=1&cool=3", "go=guide&sets=x"]
)
def test_an_address_that_asks_for_no_session_shows_the_walk_screen_as_it_is(page: Page, query: str) -> None:
    page.goto(f"/walk?{query}")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def settled(page: Page) -> None:
    """Wait until the walk screen knows whether it may sound without a tap, and has begun by itself or waits for one."""
    page.wait_for_url("**/walk**")
    running, offered = page.locator("#main[data-now=running]"), page.locator("[data-session]")
    expect(running.or_(offered).first).to_be_visible()
    # Whether sound may start is known 0.3 s later.
    page.wait_for_timeout(1500)


def logged(page: Page, server: Server, walker: User) -> list[tuple[int | None, int | None, int, int, set[str]]]:
    """The walks at home, once there are any."""
    for _ in range(600):
        with server.database.reading() as session:
            rows = walks.page(session, walker.diary, first=None, last=None, before=None, limit=9)
            found = [
                (
                    row.plan_level,
                    row.plan_session,
                    row.seconds,
                    row.backward_seconds,
                    {one.mode for one in row.segments},
                )
                for row in rows
            ]
        if found:
            return found
        page.clock.run_for(500)
        page.wait_for_timeout(50)
    raise TimeoutError("no walk came home")
