"""The sets with a sled."""

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY
from tests.web.pages import Page
from tests.web.test_escaping import CANARY, shape
from tests.web.test_plan import answer, begin
from webapp.actions import weights
from webapp.storage import walks
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow


@pytest.fixture(autouse=True)
def _at_level_5(database: Database, alice: User) -> None:
    answer(database, alice)
    begin(database, alice, level=5)


def rows(database: Database, user: User) -> list[WalkRow]:
    with database.reading() as session:
        return list(walks.page(session, user.diary, first=None, last=None, before=None, limit=9))


def form_of(client: FlaskClient, **fields: Any) -> dict[str, str]:
    return Page(client.get("/plan/sled")).form("/plan/sled") | fields


def test_the_form_suggests_a_tenth_of_body_weight_and_the_sets_of_the_plan(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert form_of(as_alice)["load"] == ""
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 71.0, today=TODAY)
    form = form_of(as_alice)
    assert (form["load"], form["metres"], form["sets"], form["seconds"]) == ("7", "10", "4", "15")


def test_sets_are_logged_once_with_their_metres_and_asked_how_they_went(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    form = form_of(as_alice, load="7,5", held_form="yes")
    for _ in range(2):
        assert as_alice.post("/plan/sled", data=form).location == f"/walks/{form['id']}/review"
    (row,) = rows(database, alice)
    assert [(one.mode, one.seconds, one.distance_m, one.sled_kg) for one in row.segments] == [
        ("backward_sled", 15, 10, 7.5)
    ] * 4
    assert (row.plan_level, row.plan_session, row.held_form, row.started_at) == (
        *(5, 1, True),
        NOW - dt.timedelta(seconds=60),
    )


@pytest.mark.parametrize(("field", "value"), [("load", "15"), ("seconds", "3")])
def test_a_heavy_or_a_racing_sled_is_asked_about_once(
    as_alice: FlaskClient, database: Database, alice: User, field: str, value: str
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 71.0, today=TODAY)
    page = Page(as_alice.post("/plan/sled", data=form_of(as_alice, **{field: value})))
    assert page.refuses(field)
    assert as_alice.post("/plan/sled", data=page.form("/plan/sled")).status_code == 303
    assert len(rows(database, alice)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("load", value) for value in ("", "0", "401", "x")),
        *(("metres", value) for value in ("", "0", "20.5", "30", "x")),
        *(("sets", value) for value in ("", "0", "2.5", "21", "x")),
        *(("seconds", value) for value in ("", "2", "301", "x")),
        ("held_form", "x"),
        ("id", "x"),
    ],
)
def test_sets_that_cannot_be_are_refused(
    as_alice: FlaskClient, database: Database, alice: User, field: str, value: str
) -> None:
    answer_ = as_alice.post("/plan/sled", data=form_of(as_alice, load="7") | {field: value})
    assert answer_.status_code == 422
    if field not in ("id", "held_form"):
        assert Page(answer_).refuses(field)
        assert Page(answer_).form("/plan/sled")[field] == value
    assert rows(database, alice) == []


def test_beyond_20_metres_there_is_a_warning(as_alice: FlaskClient) -> None:
    shown = as_alice.post("/plan/sled", data=form_of(as_alice, load="7", metres="25")).text
    assert "Never beyond 20 m a set" in shown


@pytest.mark.parametrize("field", ["id", "load", "metres", "sets", "seconds", "held_form"])
def test_nothing_typed_becomes_markup(as_alice: FlaskClient, field: str) -> None:
    form = form_of(as_alice, load="x")
    harmless, canary = (shape(as_alice, "/plan/sled", form | {field: value}) for value in ("odd &", CANARY))
    assert harmless == canary


def test_pounds_are_pounds(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/settings/units", data={"weight_unit": "lb"})
    as_alice.post("/plan/sled", data=form_of(as_alice, load="22"))
    assert rows(database, alice)[0].segments[0].sled_kg == pytest.approx(9.98, abs=0.01)


def test_bob_who_is_not_at_level_5_sees_the_way_to_the_plan(as_bob: FlaskClient, stranger: FlaskClient) -> None:
    shown = as_bob.get("/plan/sled").text
    assert "Go to the plan" in shown
    assert "Save the sets" not in shown
    assert stranger.get("/plan/sled").status_code in (200, 303)


def test_what_was_typed_while_level_5_is_closed_is_still_there(as_bob: FlaskClient) -> None:
    refused = as_bob.post("/plan/sled", data={"load": "x", "metres": "10", "sets": "4", "seconds": "15"})
    page = Page(refused)
    assert refused.status_code == 422
    assert page.refuses("load") and page.form("/plan/sled")["sets"] == "4"
    assert "Level 5 is not open now." in page.text and "Go to the plan" in page.text
