"""What a phone keeps of the person who walks with it."""

import datetime as dt
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log
from tests.web.test_queries import queries
from webapp.actions import today as today_actions
from webapp.actions import weights
from webapp.domain.safety import Answer, Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walks import Planned, WarningSign
from webapp.storage import plan, safety
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow

MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())
BEGAN = dt.datetime.combine(MONDAY, dt.time(5), dt.UTC)


@pytest.fixture
def planned(database: Database, alice: User) -> User:
    """Alice, who may walk backward alone and began the plan on Monday."""
    answered(database, alice)
    with database.writing() as session:
        plan.add(session, alice.diary, Choice(kind=ChoiceKind.START, at=BEGAN, day=MONDAY))
    return alice


def answered(database: Database, user: User, *answers: Answer, is_cleared: bool = False) -> None:
    with database.writing() as session:
        safety.keep(
            session, user.diary, Check(birth_year=1990, answers=frozenset(answers), is_cleared=is_cleared), now=BEGAN
        )


def said(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/phone/walker")
    assert answer.status_code == 200
    assert answer.cache_control.no_store
    found: dict[str, Any] = answer.get_json()
    return found


def test_the_next_session_is_that_of_the_plan(as_alice: FlaskClient, planned: User) -> None:
    found = said(as_alice)
    assert (found["name"], found["offers"], found["note"]) == ("Alice", "session", "")
    assert found["guide"] == {
        "go": "guide",
        "level": "1",
        "session": "1",
        "warm": "5",
        "sets": "5",
        "backward": "1",
        "forward": "1",
        "cool": "3",
    }
    assert found["told"] == "Backward: up to 1.6 km/h. Slower is fine."
    assert str(found["from"]) <= TODAY.isoformat() < str(found["until"])


def test_after_a_session_the_next_one_has_its_day(as_alice: FlaskClient, database: Database, planned: User) -> None:
    with database.writing() as session:
        log(session, planned, forward(10), backward(5), planned=Planned(1, 1))
    found = said(as_alice)
    assert isinstance(found["guide"], dict) and found["guide"]["session"] == "2"
    assert str(found["from"]) > TODAY.isoformat()
    assert "A rest day for walking backward. Next: 5 × 1 min backward, from " in str(found["rest"])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([Answer.DIZZINESS], "ask a doctor first"),
        ([Answer.STROKE], "with a physiotherapist"),
        ([Answer.PULLED_BACKWARD], "see a doctor"),
    ],
)
def test_nothing_backward_is_offered_to_who_asks_first(
    as_alice: FlaskClient, database: Database, planned: User, answers: list[Answer], words: str
) -> None:
    answered(database, planned, *answers)
    found = said(as_alice)
    assert found["offers"] == "nothing" and "guide" not in found
    assert words in str(found["note"])
    assert found["next"] == found["note"], "The walk that runs says it once more."


def test_who_needs_support_is_told_not_to_go_alone(as_alice: FlaskClient, database: Database, planned: User) -> None:
    answered(database, planned, Answer.DIZZINESS, is_cleared=True)
    found = said(as_alice)
    assert found["offers"] == "session"
    assert str(found["note"]).startswith("Not alone")


def test_after_a_fall_nothing_backward_is_offered(as_alice: FlaskClient, database: Database, planned: User) -> None:
    with database.writing() as session:
        log(session, planned, forward(10), backward(5), planned=Planned(1, 1), falls=1)
    found = said(as_alice)
    assert found["offers"] == "nothing"
    assert "doctor" in str(found["note"])


def test_a_fall_before_the_check_was_ever_answered_closes_the_way_backward_until_it_is(
    as_bob: FlaskClient, database: Database, bob: User
) -> None:
    with database.writing() as session:
        log(session, bob, falls=1)
    found = said(as_bob)
    ask = "You fell on Friday 20 November. Please answer the check before you walk backward again."
    assert (found["offers"], found["note"]) == ("nothing", ask)
    answered(database, bob)
    assert said(as_bob)["note"] == "Ask a doctor first, because you fell. You can still walk forward."
    answered(database, bob, is_cleared=True)
    assert said(as_bob)["offers"] == "list"


def test_a_warning_sign_before_the_check_asks_for_it_on_the_phone(
    as_bob: FlaskClient, database: Database, bob: User
) -> None:
    with database.writing() as session:
        log(session, bob, warning_signs=(WarningSign.FAINTNESS,))
    found = said(as_bob)
    assert found["offers"] == "nothing"
    assert found["note"].startswith("You logged a warning sign. Please answer the check")


def test_who_has_no_plan_gets_the_list_and_who_has_no_check_is_asked_for_it(as_bob: FlaskClient, bob: User) -> None:
    found = said(as_bob)
    assert found.pop("week")
    assert found == {
        "person": bob.id,
        "name": "Bob",
        "theme": "system",
        "nextGoal": 18.0,
        "offers": "list",
        "note": "Answer the safety check before you walk backward.",
    }


def test_the_first_goal_without_a_plan_is_that_of_the_first_week_alone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(10))
    found = said(as_alice)
    assert (found["week"]["goal"], found["nextGoal"]) == (18, 150)


@pytest.mark.parametrize("sessions", [0, 1, 3])
def test_the_phone_knows_with_which_goal_the_next_week_begins(
    as_alice: FlaskClient, database: Database, planned: User, monkeypatch: pytest.MonkeyPatch, sessions: int
) -> None:
    with database.writing() as session:
        for number in range(sessions):
            done = Planned(1, number + 1)
            log(session, planned, forward(10), backward(5), day=MONDAY + dt.timedelta(days=2 * number), planned=done)
    told = said(as_alice)["nextGoal"]
    monkeypatch.setattr("webapp.clock.now", lambda: BEGAN + dt.timedelta(weeks=1))
    assert said(as_alice)["week"]["goal"] == told < 150


def test_past_the_first_level_the_goal_of_the_next_week_is_that_of_this_one(
    as_alice: FlaskClient, database: Database, planned: User
) -> None:
    with database.writing() as session:
        later = BEGAN + dt.timedelta(hours=1)
        plan.add(session, planned.diary, Choice(kind=ChoiceKind.LEVEL, at=later, day=MONDAY, level=2))
    assert said(as_alice)["nextGoal"] == 150


def test_many_walks_take_as_many_queries_as_few(as_alice: FlaskClient, database: Database, planned: User) -> None:
    counts = []
    for walks in (2, 20):
        with database.writing() as session:
            for back in range(walks):
                log(session, planned, forward(9), day=(NOW - dt.timedelta(days=back)).date())
        with queries(as_alice) as sent:
            said(as_alice)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_colours_that_somebody_chose_go_along(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/units", data={"weight_unit": "kg", "distance_unit": "km", "theme": "dark"})
    assert said(as_alice)["theme"] == "dark"


def test_a_stranger_learns_nothing(stranger: FlaskClient, planned: User) -> None:
    answer = stranger.get("/phone/walker")
    assert answer.status_code == 303
    assert "Alice" not in answer.text


def test_the_week_so_far_goes_along(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8))
    week = said(as_alice)["week"]
    assert week == {
        "from": MONDAY.isoformat(),
        "until": (MONDAY + dt.timedelta(days=6)).isoformat(),
        "forward": 22.0,
        "backward": 8.0,
        "counted": 30.0,
        # The first goal, reached; it stays for this week.
        "goal": 18,
    }


@pytest.mark.parametrize(("back", "goal"), [(0, "first"), (7, 150)])
def test_the_goal_after_a_walk_is_that_of_todays_ring(
    as_alice: FlaskClient, database: Database, planned: User, back: int, goal: str | int
) -> None:
    with database.writing() as session:
        day = TODAY - dt.timedelta(days=back)
        walk = log(session, planned, forward(10), backward(5), day=day, planned=Planned(1, 1))
    with database.reading() as session:
        glance = today_actions.glance(session, planned.diary, now=NOW, today=TODAY, not_now={})
    assert glance.first_goal and glance.first_goal < 150
    assert said(as_alice)["week"]["goal"] == glance.first_goal
    assert summary(as_alice, walk)["week"]["goal"] == (glance.first_goal if goal == "first" else goal)


def summary(client: FlaskClient, walk: WalkRow) -> dict[str, Any]:
    answer = client.get(f"/phone/walks/{walk.uuid}")
    assert answer.status_code == 200
    assert answer.cache_control.no_store
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_walk_that_is_home_says_what_going_backward_added(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        walk = log(session, alice, forward(22), backward(8))
    found = summary(as_alice, walk)
    assert re.fullmatch(r"\+\d+ kcal from going backward", found["extra"])
    assert re.fullmatch(r"Likely \d+ to \d+\.", found["likely"])
    assert found["week"]["counted"] == 30.0


@pytest.mark.parametrize(
    ("minutes", "likely"), [((30, 0), ""), ((22, 8), "Add your weight to see the extra calories.")]
)
def test_without_backward_minutes_or_a_weight_there_is_no_extra(
    as_alice: FlaskClient, database: Database, alice: User, minutes: tuple[int, int], likely: str
) -> None:
    with database.writing() as session:
        walk = log(session, alice, *[forward(minutes[0]), backward(minutes[1])][: 1 + (minutes[1] > 0)])
    found = summary(as_alice, walk)
    assert (found["extra"], found["likely"]) == ("", likely)
