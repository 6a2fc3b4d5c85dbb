"""The first minutes of each person: their weight and what hurts, then the check, then Today."""

import pytest
from flask.testing import FlaskClient

from tests.factories import PASSWORD, TODAY, log
from tests.web.pages import Page
from webapp.domain.walks import Site
from webapp.storage import pain, safety, weights
from webapp.storage.engine import Database
from webapp.storage.models import User

BOB = {"name": "Bob", "password": PASSWORD}


def test_the_first_sign_in_of_each_person_asks_and_the_second_does_not(stranger: FlaskClient, bob: User) -> None:
    assert stranger.post("/login", data=BOB).location == "/welcome"
    stranger.post("/logout")
    assert stranger.post("/login", data=BOB).location == "/"


def test_who_has_walks_is_not_asked(stranger: FlaskClient, database: Database, bob: User) -> None:
    with database.writing() as session:
        log(session, bob)
    assert stranger.post("/login", data=BOB).location == "/"


def test_the_answers_are_kept_and_the_check_comes_next(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer = as_alice.post("/welcome", data={"weight": "70,5", "site_knee_left": "yes"})
    assert (answer.status_code, answer.location) == (303, "/safety?first=yes")
    with database.reading() as session:
        assert weights.on(session, alice.diary, TODAY) == 70.5
        assert pain.followed(session, alice.diary) == [Site.KNEE_LEFT]


def test_who_comes_back_finds_what_they_ticked(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/welcome", data={"site_knee_left": "yes"})
    page = Page(as_alice.get("/welcome"))
    assert as_alice.post("/welcome", data=page.form("/welcome") | {"weight": "70"}).status_code == 303
    with database.reading() as session:
        assert pain.followed(session, alice.diary) == [Site.KNEE_LEFT]


def test_a_page_that_was_left_open_takes_away_no_site_that_was_followed_since(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    stale = Page(as_alice.get("/welcome")).form("/welcome")
    as_alice.post("/pain/sites", data={"site_knee_left": "yes", "site_back": "yes"})
    as_alice.post("/welcome", data=stale | {"site_heel": "yes"})
    with database.reading() as session:
        assert set(pain.followed(session, alice.diary)) == {Site.KNEE_LEFT, Site.BACK, Site.HEEL}


def test_a_tick_that_is_taken_back_is_followed_no_more(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/welcome", data={"site_knee_left": "yes", "site_back": "yes"})
    form = Page(as_alice.get("/welcome")).form("/welcome")
    refused = as_alice.post("/welcome", data=form | {"weight": "x", "site_back": ""})
    as_alice.post("/welcome", data=Page(refused).form("/welcome") | {"weight": ""})
    with database.reading() as session:
        assert pain.followed(session, alice.diary) == [Site.KNEE_LEFT]


def test_a_weight_that_only_looks_right_is_asked_about_once(as_alice: FlaskClient) -> None:
    page = Page(answer := as_alice.post("/welcome", data={"weight": "171"}))
    assert answer.status_code == 422
    assert as_alice.post("/welcome", data=page.form("/welcome")).status_code == 303


def test_both_can_wait(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert as_alice.post("/welcome", data={"weight": ""}).location == "/safety?first=yes"
    with database.reading() as session:
        assert weights.on(session, alice.diary, TODAY) is None
    page = Page(as_alice.get("/safety?first=yes"))
    assert "Later" in page.text


@pytest.mark.parametrize("typed", ["x", "5", "900"])
def test_a_weight_that_cannot_be_is_refused_and_the_ticks_stay(as_alice: FlaskClient, typed: str) -> None:
    answer = as_alice.post("/welcome", data={"weight": typed, "site_back": "yes"})
    page = Page(answer)
    assert (answer.status_code, page.refuses("weight")) == (422, True)
    assert "checked" in page.named("site_back")


def test_none_of_these_leads_to_today_and_an_answer_to_its_advice(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    form = Page(as_alice.get("/safety?first=yes")).form("/safety")
    assert as_alice.post("/safety", data=form | {"none": "yes"}).location == "/"
    form = Page(as_alice.get("/safety?first=yes")).form("/safety")
    assert as_alice.post("/safety", data=form | {"stroke": "yes"}).location == "/safety?done=answers"
    with database.reading() as session:
        assert safety.find(session, alice.diary)
