"""Settings: each card saves what is right and refuses what is not."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, TODAY, log, signed_in
from tests.web.pages import Page
from webapp.security import keys
from webapp.storage import goals as goal_store
from webapp.storage import users, weights
from webapp.storage.engine import Database
from webapp.storage.models import User


def weights_of(database: Database, user: User) -> dict[dt.date, float]:
    with database.reading() as session:
        return dict(weights.newest_first(session, user.id))


def test_a_weight_is_saved_for_today_and_for_a_day_before(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer = as_alice.post("/settings/weight", data={"weight": "70,5"})
    assert answer.status_code == 303
    assert answer.location.startswith("/settings")
    as_alice.post("/settings/weight", data={"weight": "72", "weighed_on": "2026-10-01"})
    assert weights_of(database, alice) == {TODAY: 70.5, dt.date(2026, 10, 1): 72.0}
    as_alice.post("/settings/weight/delete", data={"weighed_on": "2026-10-01"})
    assert weights_of(database, alice) == {TODAY: 70.5}


def test_the_weight_that_today_asks_for_leads_back_there(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    form = Page(as_alice.get("/")).form("/settings/weight")
    answer = as_alice.post("/settings/weight", data=form | {"weight": "70"})
    assert answer.location == "/"
    assert "/settings/weight" not in Page(as_alice.get("/")).forms


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("weight", value) for value in ("", "19.9", "401", "-70", "NaN", "1e400", "heavy", "7" * 5000)),
        *(("weighed_on", value) for value in ("2026-11-30", "9999-12-31", "0001-01-01", "1899-12-31", "soon")),
    ],
)
def test_a_weight_that_cannot_be_is_refused(
    as_alice: FlaskClient, database: Database, alice: User, field: str, value: str
) -> None:
    answer = as_alice.post("/settings/weight", data={"weight": "70"} | {field: value})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)
    assert Page(answer).form("/settings/weight")[field] == value
    assert weights_of(database, alice) == {}


@pytest.mark.parametrize("day", ["", "x", "9999-12-31"])
def test_removing_a_weight_that_is_not_there_does_no_harm(as_alice: FlaskClient, day: str) -> None:
    assert as_alice.post("/settings/weight/delete", data={"weighed_on": day}).status_code == 303


@pytest.mark.parametrize("pounds", ["170", "44.1", "154.3", "881.8", "199.9"])
def test_pounds_typed_are_the_pounds_that_are_shown(as_alice: FlaskClient, pounds: str) -> None:
    as_alice.post("/settings/choices", data={"weight_unit": "lb"})
    assert as_alice.post("/settings/weight", data={"weight": pounds, "sure": f"weight={pounds}"}).status_code == 303
    assert f"{pounds} lb" in Page(as_alice.get("/settings")).text


@pytest.mark.parametrize("mph", ["3.3", "2", "0.9", "4.25", "15.5"])
def test_miles_an_hour_typed_are_those_that_are_shown(as_alice: FlaskClient, mph: str) -> None:
    as_alice.post("/settings/choices", data={"distance_unit": "mi"})
    assert as_alice.post("/settings/paces", data={"pace_forward_walk": mph}).status_code == 303
    assert float(Page(as_alice.get("/settings")).form("/paces")["pace_forward_walk"]) == float(mph)


def test_a_goal_and_a_rule_are_saved(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert as_alice.post("/settings/goal", data={"goal": "210", "counting": "who"}).status_code == 303
    with database.reading() as session:
        assert goal_store.in_order(session, alice.id) == [(dt.date(2026, 11, 16), 210)]
        assert users.get(session, alice.id).counting == "who"
    assert Page(as_alice.get("/settings")).form("/goal") == {"goal": "210", "counting": "who"}


@pytest.mark.parametrize("goal", ["", "4", "2001", "-150", "NaN", "1e400", "1000000000", "much", "4.6"])
def test_a_goal_that_cannot_be_is_refused(as_alice: FlaskClient, database: Database, alice: User, goal: str) -> None:
    answer = as_alice.post("/settings/goal", data={"goal": goal, "counting": "plain"})
    assert answer.status_code == 422
    assert Page(answer).refuses("goal")
    with database.reading() as session:
        assert goal_store.in_order(session, alice.id) == []


def test_an_unknown_rule_of_counting_is_refused(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/goal", data={"goal": "150", "counting": "double"})
    assert answer.status_code == 422
    assert Page(answer).refuses("counting")


def test_usual_paces_are_saved_and_taken_back(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/paces", data={"pace_forward_walk": "5,2", "pace_backward_walk": "3"})
    form = Page(as_alice.get("/settings")).form("/paces")
    assert (float(form["pace_forward_walk"]), float(form["pace_backward_walk"])) == (5.2, 3.0)
    as_alice.post("/settings/paces", data={"pace_forward_walk": "", "pace_backward_walk": "3"})
    assert Page(as_alice.get("/settings")).form("/paces")["pace_forward_walk"] == ""


@pytest.mark.parametrize("pace", ["0", "26", "-3", "NaN", "1e400", "fast"])
def test_a_pace_that_cannot_be_is_refused(as_alice: FlaskClient, pace: str) -> None:
    answer = as_alice.post("/settings/paces", data={"pace_backward_walk": pace})
    assert answer.status_code == 422
    assert Page(answer).refuses("pace_backward_walk")
    assert Page(answer).form("/paces")["pace_backward_walk"] == pace


def test_choices_are_saved(as_alice: FlaskClient) -> None:
    chosen = {"weight_unit": "lb", "distance_unit": "mi", "first_weekday": "6", "theme": "dark"}
    chosen |= {"time_zone": "America/New_York"}
    assert as_alice.post("/settings/choices", data=chosen).status_code == 303
    page = Page(as_alice.get("/settings"))
    assert page.form("/choices") == chosen
    assert page.elements[0][1]["data-theme"] == "dark"


@pytest.mark.parametrize("field", ["weight_unit", "distance_unit", "first_weekday", "theme", "time_zone"])
def test_a_choice_that_is_not_in_the_list_is_refused(as_alice: FlaskClient, field: str) -> None:
    answer = as_alice.post("/settings/choices", data={field: "3"})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)


def test_a_new_password_signs_out_every_other_browser(as_alice: FlaskClient, app: Flask, alice: User) -> None:
    elsewhere = signed_in(app.test_client(), alice)
    fields = {"current_password": PASSWORD, "new_password": "three odd green hats"}
    assert as_alice.post("/settings/password", data=fields).status_code == 303
    assert as_alice.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    old, new = ({"name": "Alice", "password": word} for word in (PASSWORD, "three odd green hats"))
    assert elsewhere.post("/login", data=old, headers=SAME_ORIGIN).status_code == 422
    assert elsewhere.post("/login", data=new, headers=SAME_ORIGIN).status_code == 303


@pytest.mark.parametrize(
    ("field", "now", "new"),
    [
        *(("current_password", now, "three odd green hats") for now in ("", "wrong", "x" * 9000)),
        *(("new_password", PASSWORD, new) for new in ("", "short", "password1", "alice2026", "x" * 201)),
    ],
)
def test_a_password_that_cannot_be_is_refused(as_alice: FlaskClient, field: str, now: str, new: str) -> None:
    answer = as_alice.post("/settings/password", data={"current_password": now, "new_password": new})
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    assert set(page.form("/password").values()) == {""}


def test_guessing_the_password_in_the_settings_has_to_wait_too(as_alice: FlaskClient) -> None:
    """Who finds an open browser must not be able to try passwords there without end."""
    tries = [
        as_alice.post("/settings/password", data={"current_password": f"guess {number}", "new_password": "x"})
        for number in range(8)
    ]
    assert tries[-1].status_code == 429


def test_what_alice_sets_is_nothing_to_bob(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    before = Page(as_bob.get("/settings")).forms
    as_alice.post("/settings/weight", data={"weight": "70"})
    as_alice.post("/settings/goal", data={"goal": "300", "counting": "who"})
    as_alice.post("/settings/choices", data={"weight_unit": "lb", "theme": "dark"})
    assert Page(as_bob.get("/settings")).forms == before


def test_a_key_is_listed_and_removed_and_never_shown(
    as_alice: FlaskClient, phone: FlaskClient, database: Database, alice: User
) -> None:
    card = as_alice.get("/settings").text
    assert "since 20 Nov 2026, may add walks, never used" in card
    assert phone.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ") not in card
    form = Page(as_alice.get("/settings")).form("/settings/keys/delete")
    assert as_alice.post("/settings/keys/delete", data=form).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == 401


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "9" * 30])
def test_a_key_that_is_none_is_not_removed(as_alice: FlaskClient, phone: FlaskClient, key: str) -> None:
    assert as_alice.post("/settings/keys/delete", data={"id": key}).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == 422


def test_bob_does_not_remove_alices_key(as_bob: FlaskClient, as_alice: FlaskClient, phone: FlaskClient) -> None:
    form = Page(as_alice.get("/settings")).form("/settings/keys/delete")
    as_bob.post("/settings/keys/delete", data=form)
    assert phone.post("/api/v1/walks", json={}).status_code == 422


@pytest.mark.parametrize(("says", "is_left"), [({}, True), ({"ends_keys": "yes"}, False)])
def test_a_new_password_ends_the_keys_when_that_is_asked_for(
    as_alice: FlaskClient, phone: FlaskClient, bobs_script: FlaskClient, says: dict[str, str], is_left: bool
) -> None:
    fields = {"current_password": PASSWORD, "new_password": "three odd green hats"}
    assert "ends_keys" in as_alice.get("/settings").text
    assert as_alice.post("/settings/password", data=fields | says).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == (422 if is_left else 401)
    assert bobs_script.get("/api/v1/walks").status_code == 200


def test_a_wrong_password_keeps_the_tick_and_no_password(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/password", data={"current_password": "wrong", "ends_keys": "yes"})
    form = Page(answer).form("/settings/password")
    assert form == {"current_password": "", "new_password": "", "ends_keys": "yes"}


def test_of_many_keys_the_last_used_are_shown_and_the_others_open(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        for number in range(8):
            keys.add(session, alice, f"script {number}", now=NOW)
    text = as_alice.get("/settings").text
    assert text.index("script 7") < text.index("3 more") < text.index("script 2")
