"""For the physiotherapist: one page over a period that the person chooses."""

import datetime as dt
import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log, segment
from tests.web.pages import Page
from webapp.domain.energy import Mode
from webapp.domain.safety import Answer, Check
from webapp.domain.walks import Pain, Planned, Site, WarningSign
from webapp.storage import safety
from webapp.storage.engine import Database
from webapp.storage.models import User

NOVEMBER = {"first": "2026-11-01", "last": "2026-11-20"}


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    """Monday's walk, of which everything was said."""
    with database.writing() as session:
        return log(
            session,
            alice,
            forward(30),
            backward(10, grade_percent=2.0, load_kg=3.0),
            day=dt.date(2026, 11, 16),
            rails=True,
            with_partner=True,
            effort=4,
            stumbles=1,
            falls=0,
            warning_signs=(WarningSign.FAINTNESS,),
            planned=Planned(1, 4),
            note="Along the river.",
            pain=(Pain(site=Site.KNEE_LEFT, before=1, during=3),),
        ).uuid


def rows(page: Page) -> int:
    return len([found for _, found in page.elements if found.get("scope") == "row"])


def test_the_page_says_what_was_logged(as_alice: FlaskClient, walk: UUID) -> None:
    text = " ".join(Page(as_alice.get("/physio")).text.split())
    for said in (
        *("Alice", "12 Oct 2026 to 20 Nov 2026", "made on 20 Nov 2026", "3.2 km/h", "up to 2 %", "up to 3 kg"),
        *(
            "1 of 1 backward walk",
            "level 1, week 2",
            "1 of 3 sessions since 16 Nov",
            "minutes 10 range 0.3 to 56 (95 %); 1 in 1 walk",
        ),
        "Warning signs in 1 walk 16 Nov: faintness or dizziness",
        *("Falls none", "Effort, 0 to 10 4", "left knee", "too early to say"),
        "16 Nov Along the river.",
    ):
        assert said in text


def test_what_was_not_said_is_not_there(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(20))
    page = Page(as_alice.get("/physio"))
    ids = {found.get("id") for _, found in page.elements}
    assert "physio-minutes" in ids
    assert not ids & {"physio-pain", "physio-tests", "physio-notes"}
    for word in ("Stumbles", "Falls", "Warning", "Effort", "Plan", "rails", "Sled", "kcal", "Weight"):
        assert word not in page.text


def test_the_sheet_leaves_a_line_for_the_therapist_and_says_where_no_pace_was_entered(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, segment(Mode.BACKWARD_WALK, 5))
    text = " ".join(Page(as_alice.get("/physio")).text.split())
    assert "By hand: diagnosis, aid, footwear, target" in text
    assert "Typical pace backward not entered" in text


def test_pain_before_the_period_is_where_it_began(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for weeks, worst in ((30, 7), (1, 3)):
            pain = (Pain(site=Site.HEEL, during=worst, next_morning=1),)
            log(session, alice, pain=pain, day=TODAY - dt.timedelta(weeks=weeks))
    page = as_alice.get("/physio").text
    assert "Very first week" in page
    figures = re.findall(r"<td[^>]*>([^<]*)</td>", page.partition('id="physio-pain"')[2])
    assert figures[:6] == ["5", "3", "–", "1", "3", "1"]


def test_a_period_without_walks_says_so(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/physio"))
    assert "You have no walks" in page.text
    assert rows(page) == 0


@pytest.mark.parametrize(("weeks", "expected"), [("4", 5), ("6", 7), ("12", 13), ("99", 7), ("x", 7), ("", 7)])
def test_the_chips_choose_weeks(
    as_alice: FlaskClient, database: Database, alice: User, weeks: str, expected: int
) -> None:
    with database.writing() as session:
        log(session, alice)
    assert rows(Page(as_alice.get(f"/physio?weeks={weeks}"))) == expected


def test_the_period_ends_where_it_was_asked_to(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(33), day=dt.date(2026, 10, 31), note="Before it.")
        log(session, alice, forward(44), day=dt.date(2026, 11, 1), note="In it.")
    page = Page(as_alice.post("/physio", data=NOVEMBER))
    assert "In it." in page.text
    assert "Before it." not in page.text
    assert "33" not in page.text


def test_what_was_typed_stands_on_the_page_and_nowhere_else(as_alice: FlaskClient, walk: UUID) -> None:
    answer = as_alice.post("/physio", data=NOVEMBER | {"line": "Alice Miller, 1951"})
    assert answer.status_code == 200
    assert "Alice, Alice Miller, 1951" in Page(answer).text
    assert Page(answer).form("/physio") | {"line": "Alice Miller, 1951"} == Page(answer).form("/physio")
    assert "Miller" not in as_alice.get("/physio").text


def test_answers_of_the_safety_check_stand_there_once_they_are_asked_for(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert "has not been answered" in Page(as_alice.post("/physio", data=NOVEMBER | {"answers": "yes"})).text
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1951, answers={Answer.NUMB_FEET}), now=NOW)
    page = Page(as_alice.post("/physio", data=NOVEMBER | {"answers": "yes"}))
    for said in ("Numb feet", "Born in 1951", "Answered on 20 Nov 2026"):
        assert said in page.text
    for without in (as_alice.post("/physio", data=NOVEMBER), as_alice.get("/physio?answers=yes")):
        assert "Numb feet" not in Page(without).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("first", value) for value in ("", "soon", "1999-12-31", "2026-11-21", "2025-01-01", "0001-01-01")),
        *(("last", value) for value in ("", "2026-11-21", "9999-12-31", "x" * 500)),
        ("line", "x" * 121),
    ],
)
def test_a_period_that_cannot_be_is_refused(as_alice: FlaskClient, field: str, value: str) -> None:
    answer = as_alice.post("/physio", data=NOVEMBER | {field: value})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)
    assert Page(answer).form("/physio")[field] == value


def test_a_long_note_leads_to_its_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, note="A sentence that goes on. " * 20).uuid
    page = Page(as_alice.get("/physio"))
    assert f"/walks/{uuid}" in {found.get("href") for _, found in page.elements}
    assert page.text.count("A sentence that goes on.") < 8


def test_nothing_of_alices_is_on_bobs_page(as_bob: FlaskClient, walk: UUID) -> None:
    page = Page(as_bob.post("/physio", data=NOVEMBER))
    assert "You have no walks" in page.text
    assert "river" not in page.text


def test_a_week_that_is_today_is_in_the_persons_own_zone(as_alice: FlaskClient) -> None:
    assert Page(as_alice.get("/physio")).form("/physio")["last"] == TODAY.isoformat()
