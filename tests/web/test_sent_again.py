"""A form that is sent once more, by an open page or the way back: what was typed is never dropped unseen."""

import datetime as dt

from flask.testing import FlaskClient

from tests.factories import NOW, log
from tests.web.pages import Page
from tests.web.test_plan import answer, begin
from tests.web.test_self_tests import form as form_of_test
from tests.web.test_self_tests import results
from tests.web.test_walks import typed, walks_of
from webapp.domain.self_tests import SelfTestKind
from webapp.storage.engine import Database
from webapp.storage.models import User


def minutes(database: Database, user: User) -> list[float]:
    return [row.seconds / 60 for row in walks_of(database, user)]


def test_a_walk_in_the_bin_comes_back_as_it_is_sent_now(as_alice: FlaskClient, database: Database, alice: User) -> None:
    form = typed()
    as_alice.post("/walks/", data=form)
    as_alice.post(f"/walks/{form['id']}/delete")
    saved = as_alice.post("/walks/", data=form | {"minutes": "45"})
    assert "Saved: 45 min" in as_alice.get(saved.location).text
    assert minutes(database, alice) == [45]


def test_a_saved_walk_that_is_sent_with_other_minutes_is_shown_with_what_was_typed(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    form = Page(as_alice.get("/walks/new")).form("/walks/")
    as_alice.post("/walks/", data=form)
    again = as_alice.post("/walks/", data=form | {"minutes": "55", "note": "Fog."})
    assert again.status_code == 422 and "This walk is saved already: 30 min" in Page(again).text
    assert minutes(database, alice) == [30]
    change = Page(again).form(f"/walks/{form['id']}")
    assert as_alice.post(f"/walks/{form['id']}", data=change).status_code == 303
    (row,) = walks_of(database, alice)
    assert (row.seconds / 60, row.note, row.started_at) == (55, "Fog.", NOW - dt.timedelta(minutes=55))


def test_a_form_sent_twice_with_a_review_in_between_is_saved(as_alice: FlaskClient) -> None:
    form = typed(place="track", speed="4.3")
    as_alice.post("/walks/", data=form)
    as_alice.post(f"/walks/{form['id']}/review", data={"effort": "4"})
    assert as_alice.post("/walks/", data=form).status_code == 303


def test_a_walk_logged_again_comes_back_from_the_bin(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        like = log(session, alice).uuid
    form = typed() | {"like": str(like)}
    as_alice.post("/walks/repeat", data=form)
    as_alice.post(f"/walks/{form['id']}/delete")
    saved = as_alice.post("/walks/repeat", data=form)
    assert "Saved: 28 min" in as_alice.get(saved.location).text
    assert minutes(database, alice) == [28, 28]


def test_a_session_of_the_plan_comes_back_from_the_bin(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer(database, alice)
    begin(database, alice)
    form = Page(as_alice.get("/plan")).form("/plan/sessions")
    as_alice.post("/plan/sessions", data=form)
    as_alice.post(f"/walks/{form['id']}/delete")
    assert as_alice.get(as_alice.post("/plan/sessions", data=form).location).status_code == 200
    assert len(walks_of(database, alice)) == 1


def test_a_deleted_result_comes_back_as_it_is_sent_now(as_alice: FlaskClient, database: Database, alice: User) -> None:
    form = form_of_test(as_alice, SelfTestKind.TUG)
    as_alice.post("/tests/tug", data=form)
    as_alice.post(f"/tests/results/{form['id']}/delete")
    saved = as_alice.post("/tests/tug", data=form | {"try_1": "11"})
    assert "Saved: " in as_alice.get(saved.location).text
    assert [row.value for row in results(database, alice, SelfTestKind.TUG)] == [11]
