"""Goal and weeks: what is saved and what is refused."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page
from webapp.domain import goals
from webapp.storage import goals as goal_store
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_goal_and_a_rule_are_saved(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert as_alice.post("/settings/goal", data={"goal": "210", "counting": "who"}).status_code == 303
    with database.reading() as session:
        assert goal_store.in_order(session, alice.diary) == [(dt.date(2026, 11, 16), 210)]
        assert users.get(session, alice.id).counting == "who"
    assert Page(as_alice.get("/settings/goal")).form("/goal") == {"goal": "210", "counting": "who"}


@pytest.mark.parametrize("goal", ["", "4", "2001", "-150", "NaN", "1e400", "1000000000", "much", "4.6"])
def test_a_goal_that_cannot_be_is_refused(as_alice: FlaskClient, database: Database, alice: User, goal: str) -> None:
    answer = as_alice.post("/settings/goal", data={"goal": goal, "counting": "plain"})
    assert answer.status_code == 422
    assert Page(answer).refuses("goal")
    with database.reading() as session:
        assert goal_store.in_order(session, alice.diary) == []


def test_an_unknown_rule_of_counting_is_refused(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/goal", data={"goal": "150", "counting": "double"})
    assert answer.status_code == 422
    assert Page(answer).refuses("counting")


def test_the_first_day_of_a_week_and_the_time_zone_are_saved(as_alice: FlaskClient) -> None:
    chosen = {"first_weekday": "6", "time_zone": "America/New_York"}
    assert as_alice.post("/settings/weeks", data=chosen).status_code == 303
    assert Page(as_alice.get("/settings/goal")).form("/settings/weeks") == chosen


@pytest.mark.parametrize("field", ["first_weekday", "time_zone"])
def test_a_day_or_a_zone_that_there_is_not_is_refused(as_alice: FlaskClient, field: str) -> None:
    answer = as_alice.post("/settings/weeks", data={field: "3"})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)


def test_the_rule_is_told_with_the_limits_that_count(as_alice: FlaskClient) -> None:
    text = " ".join(Page(as_alice.get("/settings/goal")).text.split())
    assert f"under {goals.MODERATE_MET:g} MET, are kept but not counted" in text
    assert f"{goals.VIGOROUS_MET:g} to {goals.SURELY_VIGOROUS_MET:g} MET count once" in text
