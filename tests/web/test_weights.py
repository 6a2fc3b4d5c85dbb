"""Body weight has one page, Body: it saves what is right and refuses what is not."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.pages import Page
from webapp.actions import weights as weight_actions
from webapp.storage import walks, weights
from webapp.storage.engine import Database
from webapp.storage.models import User


def weights_of(database: Database, user: User) -> dict[dt.date, float]:
    with database.reading() as session:
        return dict(weights.newest_first(session, user.diary))


def test_a_weight_is_saved_for_today_and_for_a_day_before(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer = as_alice.post("/body/weight", data={"weight": "70,5"})
    assert answer.status_code == 303
    assert answer.location.startswith("/body")
    as_alice.post("/body/weight", data={"weight": "72", "weighed_on": "2026-10-01"})
    assert weights_of(database, alice) == {TODAY: 70.5, dt.date(2026, 10, 1): 72.0}
    as_alice.post("/body/weight/delete", data={"weighed_on": "2026-10-01"})
    assert weights_of(database, alice) == {TODAY: 70.5}


def test_the_weight_that_today_asks_for_leads_back_there(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    form = Page(as_alice.get("/")).form("/body/weight")
    answer = as_alice.post("/body/weight", data=form | {"weight": "70"})
    page = Page(as_alice.get(answer.location))
    assert "Saved: 70 kg." in page.text
    assert "/body/weight" not in page.forms


def test_a_weight_entered_by_mistake_on_today_is_taken_back_with_what_it_made(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    page = Page(as_alice.get(as_alice.post("/body/weight", data={"weight": "90", "back": "today"}).location))
    assert as_alice.post("/body/weight/undo", data=page.form("/body/weight/undo")).location == "/"
    assert weights_of(database, alice) == {}
    as_alice.post("/body/weight", data={"weight": "70", "back": "today"})
    with database.reading() as session:
        row = walks.latest(session, alice.diary)
        assert row and row.weight_kg == 70


def test_an_undo_takes_nothing_from_walks_that_were_worked_out_before(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        weight_actions.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice)
        weight_actions.remove_weight(session, alice.diary, TODAY)
        log(session, alice)
    page = Page(as_alice.get(as_alice.post("/body/weight", data={"weight": "70", "back": "today"}).location))
    as_alice.post("/body/weight/undo", data=page.form("/body/weight/undo"))
    with database.reading() as session:
        assert len(walks.worked_out_with(session, alice.diary, 70)) == 2


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
    answer = as_alice.post("/body/weight", data={"weight": "70"} | {field: value})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)
    assert Page(answer).form("/body/weight")[field] == value
    assert weights_of(database, alice) == {}


@pytest.mark.parametrize("day", ["", "x", "9999-12-31"])
def test_removing_a_weight_that_is_not_there_does_no_harm(as_alice: FlaskClient, day: str) -> None:
    assert as_alice.post("/body/weight/delete", data={"weighed_on": day}).status_code == 303


@pytest.mark.parametrize("pounds", ["170", "44.1", "154.3", "881.8", "199.9"])
def test_pounds_typed_are_the_pounds_that_are_shown(as_alice: FlaskClient, pounds: str) -> None:
    as_alice.post("/settings/units", data={"weight_unit": "lb"})
    assert as_alice.post("/body/weight", data={"weight": pounds, "sure": f"weight={pounds}"}).status_code == 303
    assert f"{pounds} lb" in Page(as_alice.get("/body")).text


def test_the_old_address_of_the_weight_leads_to_body(as_alice: FlaskClient) -> None:
    assert as_alice.get("/settings/weight").location == "/body#weight-card"
