"""Records, the year, and the page for the physiotherapist: on the phone, and each on one sheet of paper."""

import datetime as dt
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.test_coach_pages import sheets
from tests.e2e.test_for_everybody import check
from tests.factories import NOW, PARIS, TODAY, backward, forward, log, segment
from webapp.actions import self_tests, weights
from webapp.domain.energy import Mode
from webapp.domain.safety import Answer, Check
from webapp.domain.self_tests import RULES, Result, SelfTestKind
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import safety
from webapp.storage.engine import Session
from webapp.storage.models import User

SHEETS = ("/physio", "/physio?weeks=12", f"/records/{TODAY.year}")
NOTES = (
    "Along the river, the knee was calm until the bridge; it had gone by the time we were home. We turned early.",
    "Rails on the treadmill, steadier than last week.",
    "New shoes.",
)


def log_session(session: Session, user: User, number: int) -> None:
    """One of three backward walks a week, of which everything was said, the newest being number 0."""
    log(
        session,
        user,
        forward(22),
        backward(6 + number % 5, grade_percent=number % 3, load_kg=2.0),
        day=TODAY - dt.timedelta(days=number * 7 // 3),
        rails=number % 2 == 0,
        with_partner=number % 5 == 0,
        effort=4,
        stumbles=number % 4 // 3,
        falls=0,
        planned=Planned(1, 18 - number % 18),
        note=f"{NOTES[number % 3]} {number}" if number % 3 else "",
        pain=(Pain(site=Site.KNEE_LEFT, before=2, during=number % 6), Pain(site=Site.BACK, after=2)),
    )


def log_tests(session: Session, user: User, weeks: int) -> None:
    """One result of each kind and side, some weeks ago."""
    for kind in SelfTestKind:
        for side in RULES[kind].sides[:2] or (None,):
            done_at = NOW - dt.timedelta(weeks=weeks)
            result = Result(id=uuid4(), kind=kind, done_at=done_at, time_zone=PARIS, tries=(9.0,), side=side)
            self_tests.log_result(session, user.diary, result, now=NOW)


@pytest.fixture
def ordinary(server: Server, walker: User) -> User:
    """Twelve weeks of three sessions, tests every five weeks, weights and answers."""
    with server.database.writing() as session:
        for number in range(36):
            log_session(session, walker, number)
        for weeks in (0, 5, 10):
            log_tests(session, walker, weeks)
            weights.set_weight(session, walker.diary, TODAY - dt.timedelta(weeks=weeks), 70 + weeks / 10, today=TODAY)
        log(session, walker, segment(Mode.FORWARD_RUN, 20, speed_kmh=8.0), day=TODAY - dt.timedelta(days=50))
        log(session, walker, day=TODAY - dt.timedelta(days=400))
        answers = {Answer.NUMB_FEET, Answer.KNEE_ARTHRITIS}
        safety.keep(session, walker.diary, Check(birth_year=1951, answers=answers, is_cleared=True), now=NOW)
    return walker


@pytest.mark.parametrize("address", [*SHEETS, "/records"])
def test_nothing_is_in_the_way(page: Page, ordinary: User, address: str) -> None:
    page.goto(address)
    assert check(page) == []


@pytest.mark.parametrize("address", ["/records", "/records/2020", "/physio"])
def test_nothing_is_in_the_way_of_somebody_new(page: Page, address: str) -> None:
    page.goto(address)
    assert check(page) == []


def test_a_refused_period_says_what_is_wrong(page: Page) -> None:
    page.goto("/physio")
    page.locator("#physio-form summary").tap()
    page.locator("#physio-form [name=first]").fill("2026-11-30")
    page.get_by_role("button", name="Show this page").tap()
    expect(page.locator("#first-problem")).to_be_visible()
    assert check(page) == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("address", SHEETS)
def test_it_prints_on_one_sheet(page: Page, ordinary: User, address: str, size: str) -> None:
    page.goto(address)
    assert sheets(page, size) == 1


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_whole_year_with_the_answers_prints_on_one_sheet(page: Page, ordinary: User, size: str) -> None:
    page.goto("/physio")
    page.locator("#physio-form summary").tap()
    page.locator("#physio-form [name=first]").fill((TODAY - dt.timedelta(days=365)).isoformat())
    page.locator("#physio-form [name=line]").fill("Alice Miller, born on 3 May 1951")
    page.locator("label[for=answers]").tap()
    page.get_by_role("button", name="Show this page").tap()
    expect(page.locator("#physio-answers")).to_contain_text("Numb feet")
    expect(page.locator("#physio-sheet h2")).to_contain_text("Alice Miller")
    assert sheets(page, size) == 1


@pytest.mark.parametrize("address", SHEETS)
def test_on_paper_it_is_black_on_white_with_nothing_to_tap(open_page: OpenPage, ordinary: User, address: str) -> None:
    page = open_page(ordinary, color_scheme="dark")
    page.goto(address)
    page.emulate_media(media="print")
    for hidden in page.locator("#tabs, .button, .chip, form").all():
        assert not hidden.is_visible()
    colours = page.evaluate("(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))")
    assert colours == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]


WIDER = "(table) => table.parentElement.scrollWidth - table.parentElement.clientWidth"


def test_the_pain_table_is_read_without_a_sideways_scroll_on_a_phone(page: Page, ordinary: User) -> None:
    page.goto("/physio")
    table = page.locator("#physio-pain table")
    assert table.evaluate(WIDER) == 0
    assert table.locator("tbody tr").first.evaluate("(row) => getComputedStyle(row).display") == "block"
    page.emulate_media(media="print")
    assert table.locator("tbody tr").first.evaluate("(row) => getComputedStyle(row).display") == "table-row"


def test_a_button_prints(page: Page, ordinary: User) -> None:
    page.goto("/physio")
    page.evaluate("window.print = () => { window.wasPrinted = true }")
    page.get_by_role("button", name="Print").tap()
    assert page.evaluate("window.wasPrinted") is True


def test_the_year_is_three_months_wide_on_a_phone(page: Page, ordinary: User) -> None:
    page.goto(f"/records/{TODAY.year}")
    tops = [round(box["y"]) for one in page.locator(".calendar figure").all() if (box := one.bounding_box())]
    assert [tops.count(top) for top in sorted(set(tops))] == [3, 3, 3, 3]
