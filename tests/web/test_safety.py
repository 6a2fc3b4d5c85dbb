"""The check before the first backward minute."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, log
from tests.web.pages import Page
from webapp.domain.safety import Answer, Check, Sex
from webapp.domain.walks import WarningSign
from webapp.storage import safety as store
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.words import safety as safety_words


def check_of(database: Database, user: User) -> Check | None:
    with database.reading() as session:
        return store.find(session, user.diary)


def test_with_nothing_to_tick_a_year_and_one_tap_are_enough(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    form = Page(as_alice.get("/safety")).form("/safety")
    answer = as_alice.post("/safety", data=form | {"birth_year": "1970", "none": "yes"}, follow_redirects=True)
    assert "You can start on your own" in answer.text
    assert check_of(database, alice) == Check(birth_year=1970, answered_at=NOW)


def test_what_was_ticked_is_kept_shown_again_and_can_be_changed(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/safety", data={"birth_year": "1970", "sex": "woman", "stroke": "yes", "is_supported": "yes"})
    form = Page(as_alice.get("/safety")).form("/safety")
    assert form.items() >= {"birth_year": "1970", "sex": "woman", "stroke": "yes", "is_supported": "yes"}.items()
    as_alice.post("/safety", data=form | {"stroke": "", "numb_feet": "yes"})
    assert check_of(database, alice) == Check(
        birth_year=1970, sex=Sex.WOMAN, answers=frozenset({Answer.NUMB_FEET}), is_supported=True, answered_at=NOW
    )


@pytest.mark.parametrize("first", ["", "yes"])
def test_none_of_these_with_ticks_is_asked_about_and_keeps_them(
    as_alice: FlaskClient, database: Database, alice: User, first: str
) -> None:
    ticks = {"birth_year": "1970", "stroke": "yes", "fall": "yes", "is_supported": "yes"}
    answer = as_alice.post("/safety", data=ticks | {"first": first, "none": "yes"})
    page = Page(answer)
    assert answer.status_code == 422
    assert "You ticked: A fall in the last 12 months, Stroke. Untick them, or tap" in page.text
    assert page.form("/safety").items() >= ticks.items()
    assert page.form("/safety").get("first", "") == first
    assert check_of(database, alice) is None


@pytest.mark.parametrize("answer", list(Answer))
def test_every_answer_has_its_words_and_its_advice(as_alice: FlaskClient, answer: Answer) -> None:
    shown = as_alice.post("/safety", data={"birth_year": "1970", answer.value: "yes"}, follow_redirects=True)
    assert str(safety_words.QUESTIONS[answer]) in Page(shown).text
    assert "checked" in Page(shown).named(answer.value)


@pytest.mark.parametrize("year", ["1905", "2022", "70", "x", "1e3", "NaN", "9" * 400])
def test_a_year_of_birth_that_cannot_be_is_refused(
    as_alice: FlaskClient, database: Database, alice: User, year: str
) -> None:
    answer = as_alice.post("/safety", data={"birth_year": year, "stroke": "yes"})
    assert answer.status_code == 422
    assert Page(answer).refuses("birth_year")
    assert Page(answer).form("/safety").items() >= {"birth_year": year, "stroke": "yes"}.items()
    assert check_of(database, alice) is None


def test_a_sex_that_is_not_in_the_list_is_refused(as_alice: FlaskClient) -> None:
    assert as_alice.post("/safety", data={"sex": "x"}).status_code == 422


def test_a_fall_that_was_logged_asks_a_clinician(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/safety", data={"birth_year": "1970"})
    with database.writing() as session:
        log(session, alice, falls=1)
    shown = as_alice.get("/safety").text
    assert "Ask a doctor" in shown
    assert "A fall that you logged" in shown


def test_a_warning_sign_is_told_on_today_the_plan_and_the_check_until_a_clinician_cleared_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/safety", data={"birth_year": "1970", "none": "yes"})
    with database.writing() as session:
        log(session, alice, warning_signs=(WarningSign.FAINTNESS,))
        store.keep(session, alice.diary, Check(birth_year=1970), now=NOW + dt.timedelta(minutes=1))
    pages = ("/", "/plan", "/safety")
    for page in pages:
        shown = as_alice.get(page).text
        assert "Ask a doctor before you walk backward" in shown
        assert "You logged a warning sign" in shown
    assert as_alice.post("/plan/start").status_code == 422
    as_alice.post("/safety", data={"birth_year": "1970", "is_cleared": "yes"})
    assert not [page for page in pages if "Ask a doctor" in as_alice.get(page).text]


def test_a_clinicians_word_from_before_a_fall_is_not_given_again_by_itself(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        store.keep(session, alice.diary, Check(birth_year=1970, is_cleared=True), now=NOW - dt.timedelta(days=9))
    assert Page(as_alice.get("/safety")).form("/safety")["is_cleared"] == "yes"
    with database.writing() as session:
        log(session, alice, falls=1)
    form = Page(as_alice.get("/safety")).form("/safety")
    assert "Ask a doctor" in as_alice.post("/safety", data=form, follow_redirects=True).text


def test_a_page_from_before_newer_answers_is_shown_once_more_with_all_ticks(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    stale = Page(as_alice.get("/safety")).form("/safety") | {"birth_year": "1970", "numb_feet": "yes"}
    as_alice.post("/safety", data={"birth_year": "1970", "stroke": "yes"})
    answer = as_alice.post("/safety", data=stale)
    page = Page(answer)
    assert (answer.status_code, "You saved something newer since" in page.text) == (422, True)
    assert page.form("/safety").items() >= {"numb_feet": "yes", "stroke": "yes"}.items()
    assert as_alice.post("/safety", data=page.form("/safety") | {"stroke": ""}).status_code == 303
    found = check_of(database, alice)
    assert found and found.answers == {Answer.NUMB_FEET}


def test_a_clinicians_word_on_a_page_from_before_a_fall_does_not_clear_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/safety", data={"birth_year": "1970", "is_cleared": "yes"})
    stale = Page(as_alice.get("/safety")).form("/safety")
    with database.writing() as session:
        log(session, alice, falls=1)
    page = Page(as_alice.post("/safety", data=stale))
    assert "is_cleared" not in page.form("/safety")
    assert "Ask a doctor" in as_alice.get("/safety").text


def test_two_taps_on_save_are_one_answer(as_alice: FlaskClient) -> None:
    form = Page(as_alice.get("/safety")).form("/safety") | {"birth_year": "1970", "stroke": "yes"}
    assert [as_alice.post("/safety", data=form).status_code for _ in range(2)] == [303, 303]


def test_bob_sees_nothing_of_alices_answers(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    as_alice.post("/safety", data={"birth_year": "1970", "stroke": "yes"})
    form = Page(as_bob.get("/safety")).form("/safety")
    assert (form["birth_year"], form.get("stroke")) == ("", None)


def test_a_stranger_is_led_to_the_login(app: Flask, stranger: FlaskClient) -> None:
    assert stranger.get("/safety").location == "/login?next=/safety"
    assert stranger.post("/safety", data={"birth_year": "1970"}).status_code == 401
