"""The page of the plan: its states, its choices, and a session that is logged onto it."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, log
from tests.web.pages import Page
from webapp.actions import plan_sessions
from webapp.domain.energy import Mode
from webapp.domain.safety import Answer, Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import plan as store
from webapp.storage import safety as safety_store
from webapp.storage import walks
from webapp.storage.engine import Database
from webapp.storage.models import User

MONDAY = TODAY - dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def _checked(database: Database, alice: User) -> None:
    answer(database, alice)


def answer(database: Database, user: User, *answers: Answer, **fields: bool) -> None:
    check = Check(birth_year=1980, answers=frozenset(answers), **fields)  # type: ignore[arg-type]  # Ticks by name.
    with database.writing() as session:
        safety_store.keep(session, user.diary, check, now=NOW)


def begin(database: Database, user: User, *, day: dt.date = MONDAY, level: int = 1, week: int = 1) -> None:
    at = dt.datetime.combine(day, dt.time(5), dt.UTC)
    with database.writing() as session:
        for kind in (ChoiceKind.START, *((ChoiceKind.LEVEL,) * (level > 1)), *((ChoiceKind.GO_TO,) * (week > 1))):
            store.add(session, user.diary, Choice(kind=kind, at=at, day=day, level=level, week=week))


def choices_of(database: Database, user: User) -> list[str]:
    with database.reading() as session:
        return [f"{one.kind} {one.level}.{one.week}" for one in store.choices(session, user.diary)]


def test_without_a_check_the_plan_asks_for_it(as_bob: FlaskClient) -> None:
    shown = as_bob.get("/plan").text
    assert "First a short check" in shown
    assert as_bob.post("/plan/start").status_code == 422


@pytest.mark.parametrize("answer_", [Answer.PARKINSON, Answer.PULLED_BACKWARD, Answer.DIZZINESS])
def test_who_should_not_go_alone_is_offered_forward_walking(
    as_alice: FlaskClient, database: Database, alice: User, answer_: Answer
) -> None:
    answer(database, alice, answer_)
    shown = as_alice.get("/plan").text
    assert "Log a forward walk" in shown
    assert "/plan/start" not in shown
    assert as_alice.post("/plan/start").status_code == 422
    assert choices_of(database, alice) == []


def test_the_plan_is_begun_with_one_tap_and_shows_the_first_session(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert as_alice.post("/plan/start", data=Page(as_alice.get("/plan")).form("/plan/start")).status_code == 303
    shown = as_alice.get("/plan").text
    assert "5 × 1 min backward" in shown
    assert "up to 1.6 km/h" in shown
    assert "Your goal this week is 36 minutes. The next step is 150." in shown
    assert choices_of(database, alice) == ["start 1.1"]


def test_arthritis_offers_the_shorter_sessions(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer(database, alice, Answer.KNEE_ARTHRITIS)
    form = Page(as_alice.get("/plan")).form("/plan/start")
    assert form == {"is_gentle": "yes"}
    as_alice.post("/plan/start", data=form)
    assert "3 × 1 min backward" in as_alice.get("/plan").text
    as_alice.post("/plan/length", data={})
    assert "5 × 1 min backward" in as_alice.get("/plan").text


def test_a_session_done_without_the_timer_is_logged_once_and_asks_how_it_went(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice, week=3)
    form = Page(as_alice.get("/plan")).form("/plan/sessions")
    answers = [as_alice.post("/plan/sessions", data=form) for _ in range(2)]
    assert [one.location for one in answers] == [f"/walks/{form['id']}/review"] * 2
    with database.reading() as session:
        found = walks.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        assert [(row.plan_level, row.plan_session, row.seconds, row.backward_seconds) for row in found] == [
            (1, 7, 1200, 480)
        ]
        assert found[0].place is None
    shown = as_alice.get("/plan").text
    assert "1 of 3: done" in shown
    assert "from Sunday" in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "6"), ("session", "19"), ("sets", "6"), ("sets", "0"), ("id", "x"), ("level", ""), ("seconds", "61")],
)
def test_a_session_that_is_not_in_the_plan_is_refused(as_alice: FlaskClient, field: str, value: str) -> None:
    form = {"id": str(uuid4()), "level": "1", "session": "1", "sets": "5"}
    assert as_alice.post("/plan/sessions", data=form | {field: value}).status_code == 422


def test_a_session_whose_one_set_is_cut_short_is_logged_as_it_was_offered(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice, week=6)
    with database.writing() as session:
        sore = Pain(site=Site.KNEE_LEFT, during=4)
        log(session, alice, backward(4), day=MONDAY, planned=Planned(1, 16), pain=(sore,))
    page = as_alice.get("/plan")
    assert "1 × 4 min backward" in page.text
    form = Page(page).form("/plan/sessions")
    as_alice.post("/plan/sessions", data=form)
    with database.reading() as session:
        row = walks.find(session, alice.diary, UUID(form["id"]))
        assert row and row.backward_seconds == 240


def test_the_guided_start_carries_the_session_in_its_address(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice, week=3)
    wanted = "/walk?go=guide&amp;level=1&amp;session=7&amp;warm=5&amp;sets=4&amp;backward=2&amp;forward=1&amp;cool=3"
    assert wanted in as_alice.get("/plan").text
    assert wanted in as_alice.get("/").text


def test_a_fall_stops_the_plan_until_the_person_goes_on(as_alice: FlaskClient, database: Database, alice: User) -> None:
    begin(database, alice, day=MONDAY, week=2)
    with database.writing() as session:
        log(session, alice, day=MONDAY, falls=1, planned=Planned(1, 4))
    assert "Ask a doctor" in as_alice.get("/plan").text
    answer(database, alice, is_cleared=True)
    page = as_alice.get("/plan")
    assert "The plan has stopped" in page.text
    assert "You can go on with the plan" in page.text and "Talk with a doctor" not in page.text
    assert as_alice.post("/plan/week", data={"week": "3"}).status_code == 422
    assert as_alice.post("/plan/resume", data=Page(page).form("/plan/resume")).status_code == 303
    assert "Week 2 of 6" in as_alice.get("/plan").text


def test_a_week_can_be_overruled_and_the_choice_taken_back(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice)
    shown = as_alice.post("/plan/week", data={"week": "4"}, follow_redirects=True)
    assert "Week 4 of 6" in shown.text
    undo = next(action for action in Page(shown).forms if "/plan/undo" in action)
    for _ in range(2):
        as_alice.post(undo)
    assert choices_of(database, alice) == ["start 1.1"]


@pytest.mark.parametrize(
    ("address", "form"),
    [("week", {"week": "4"}), ("stop", {}), ("length", {"is_gentle": "yes"}), ("level", {"level": "1"})],
)
def test_two_taps_are_one_choice(
    as_alice: FlaskClient, database: Database, alice: User, address: str, form: dict[str, str]
) -> None:
    begin(database, alice, level=2)
    assert [as_alice.post(f"/plan/{address}", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(choices_of(database, alice)) == 3


def test_the_plan_says_what_was_chosen(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer(database, alice)
    for choice, words in (("start", "Your plan has begun."), ("stop", "You put your plan away.")):
        assert words in Page(as_alice.get(as_alice.post(f"/plan/{choice}").location)).text


def test_two_taps_begin_the_plan_once(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for _ in range(2):
        as_alice.post("/plan/start")
    assert choices_of(database, alice) == ["start 1.1"]


@pytest.mark.parametrize("of", ["", "x", "-1", "9" * 5000])
def test_an_undo_of_nothing_takes_nothing_back(as_alice: FlaskClient, database: Database, alice: User, of: str) -> None:
    begin(database, alice)
    assert as_alice.post("/plan/undo", query_string={"of": of}).status_code == 303
    assert choices_of(database, alice) == ["start 1.1"]


def test_a_choice_of_an_earlier_day_is_not_offered_to_be_undone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice, day=MONDAY)
    assert "/plan/undo" not in as_alice.get("/plan?done=yes").text


@pytest.mark.parametrize("week", ["0", "7", "x", ""])
def test_a_week_that_is_not_there_is_refused(as_alice: FlaskClient, database: Database, alice: User, week: str) -> None:
    begin(database, alice)
    assert as_alice.post("/plan/week", data={"week": week}).status_code == 422
    assert choices_of(database, alice) == ["start 1.1"]


def test_the_plan_is_put_away_and_taken_up_again(as_alice: FlaskClient, database: Database, alice: User) -> None:
    begin(database, alice, week=3)
    assert "You put your plan away" in as_alice.post("/plan/stop", follow_redirects=True).text
    assert 'id="plan"' not in as_alice.get("/").text
    assert "Week 2 of 6" in as_alice.post("/plan/resume", data={"week": "2"}, follow_redirects=True).text


def test_a_finished_week_says_what_it_leads_to_and_why(as_alice: FlaskClient, database: Database, alice: User) -> None:
    begin(database, alice, day=MONDAY - dt.timedelta(days=7), week=2)
    with database.writing() as session:
        for back, number in ((7, 4), (5, 5)):
            log(session, alice, day=MONDAY - dt.timedelta(days=back), planned=Planned(1, number))
    shown = as_alice.get("/plan").text
    assert "On to week 3" in shown
    assert "tell us how 2 sessions went" in shown
    assert shown.count("/review") == 2


def test_a_level_opens_by_its_gates_and_the_persons_word(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    begin(database, alice, level=2)
    assert as_alice.post("/plan/level", data={"level": "3", "rails_and_clip": "yes"}).status_code == 422
    with database.writing() as session:
        for number in range(4):
            log(session, alice, day=MONDAY, stumbles=0, planned=Planned(2, number + 1))
    refused = as_alice.post("/plan/level", data={"level": "3"})
    assert (refused.status_code, "Please tick this if it is so" in refused.text) == (422, True)
    form = Page(as_alice.get("/plan")).form("/plan/level")
    assert as_alice.post("/plan/level", data={"level": "3", "rails_and_clip": "yes"}).status_code == 303
    assert form["level"]
    assert "Level 3: Incline" in as_alice.get("/plan").text


@pytest.mark.parametrize("level", ["0", "6", "x", "", "1e9"])
def test_a_level_that_is_not_there_is_refused(
    as_alice: FlaskClient, database: Database, alice: User, level: str
) -> None:
    begin(database, alice)
    assert as_alice.post("/plan/level", data={"level": level}).status_code == 422


def test_a_level_above_what_the_check_leaves_open_rests(as_alice: FlaskClient, database: Database, alice: User) -> None:
    begin(database, alice, level=4)
    answer(database, alice, Answer.KNEE_SWELLING)
    page = as_alice.get("/plan")
    assert "Level 4 is on hold" in page.text
    assert "Start it guided" not in page.text
    as_alice.post("/plan/level", data={"level": "3"})
    assert "Level 3: Incline" in as_alice.get("/plan").text


def test_bobs_plan_is_not_alices(as_bob: FlaskClient, database: Database, alice: User, bob: User) -> None:
    begin(database, alice)
    assert as_bob.post("/plan/undo?of=1").status_code == 303
    assert as_bob.post("/plan/stop").status_code == 422
    assert choices_of(database, alice) == ["start 1.1"]
    assert choices_of(database, bob) == []


def test_today_says_when_the_next_session_is(as_alice: FlaskClient, database: Database, alice: User) -> None:
    begin(database, alice)
    assert "5 × 1 min backward" in as_alice.get("/").text
    with database.writing() as session:
        log(session, alice, planned=Planned(1, 1))
    assert "Rest day for walking backward" in as_alice.get("/").text


def test_a_jog_is_logged_as_a_jog(database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid: UUID = plan_sessions.log_session(session, alice.diary, Planned(4, 1), 6, uuid=uuid4(), now=NOW).walk.uuid
        row = walks.find(session, alice.diary, uuid)
        assert row is not None
        assert {segment.mode for segment in row.segments} == {Mode.FORWARD_WALK, Mode.BACKWARD_RUN}
