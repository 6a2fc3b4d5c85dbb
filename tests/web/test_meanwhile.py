"""A walk that was changed or deleted while its form was open: nothing typed is lost, and nothing is replaced unseen."""

import dataclasses
import datetime as dt
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log, walk, whole_walk
from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.domain.walks import Walk
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web.walk_values import version


@pytest.fixture
def edit(database: Database, alice: User) -> str:
    with database.writing() as session:
        return f"/walks/{log(session, alice, forward(22), backward(8)).uuid}/edit"


def minutes(database: Database, user: User) -> list[tuple[int, int]]:
    return [(row.seconds // 60, row.backward_seconds // 60) for row in walks_of(database, user)]


def test_of_two_windows_the_second_is_told_what_the_first_saved(
    as_alice: FlaskClient, database: Database, alice: User, edit: str
) -> None:
    action = edit.removesuffix("/edit")
    first, second = (Page(as_alice.get(edit)).form(action) for _ in range(2))
    assert as_alice.post(action, data=first | {"minutes": "50"}).status_code == 303
    refused = as_alice.post(action, data=second | {"backward": "9", "note": "Mine"})
    assert refused.status_code == 422
    assert minutes(database, alice) == [(50, 8)]
    page = Page(refused)
    assert "50 min, 8 backward" in page.text
    again = page.form(action)
    assert (again["minutes"], again["backward"], again["note"]) == ("30", "9", "Mine")
    assert as_alice.post(action, data=again).status_code == 303
    assert minutes(database, alice) == [(30, 9)]


def test_what_was_said_of_a_walk_meanwhile_is_no_change_of_its_form(
    as_alice: FlaskClient, database: Database, alice: User, edit: str
) -> None:
    action = edit.removesuffix("/edit")
    form = Page(as_alice.get(edit)).form(action)
    as_alice.post(f"{action}/review", data={"stumbles": "1"})
    assert as_alice.post(action, data=form | {"minutes": "31"}).status_code == 303
    assert minutes(database, alice) == [(31, 8)]


def test_a_form_knows_when_anything_was_changed_that_no_review_may_change() -> None:
    """What it did not know, it replaced unseen."""
    whole, other = whole_walk(), walk(day=TODAY - dt.timedelta(days=1), time_zone="Europe/London")
    noticed = {
        field.name
        for field in dataclasses.fields(Walk)
        if version(dataclasses.replace(whole, **{field.name: getattr(other, field.name)})) != version(whole)
    }
    unnoticed = {"stumbles", "falls", "attention", "warning_signs", "looked_back", "with_partner", "held_form", "pain"}
    assert {field.name for field in dataclasses.fields(Walk)} - noticed == unnoticed


def test_a_walk_deleted_meanwhile_comes_out_of_the_bin_when_it_is_saved_once_more(
    as_alice: FlaskClient, database: Database, alice: User, edit: str
) -> None:
    action = edit.removesuffix("/edit")
    form = Page(as_alice.get(edit)).form(action)
    as_alice.post(f"{action}/delete")
    refused = as_alice.post(action, data=form | {"minutes": "33"})
    assert refused.status_code == 422
    assert minutes(database, alice) == []
    assert as_alice.post(action, data=Page(refused).form(action)).status_code == 303
    assert minutes(database, alice) == [(33, 8)]


def test_the_form_of_a_walk_that_is_gone_becomes_that_of_a_new_one(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer = as_alice.post(f"/walks/{uuid4()}", data=typed(minutes="41"))
    assert answer.status_code == 404
    form = Page(answer).form("/walks/")
    assert form["minutes"] == "41"
    assert as_alice.post("/walks/", data=form).status_code == 303
    assert minutes(database, alice) == [(41, 8)]


def test_bob_learns_nothing_of_a_walk_of_alices(as_bob: FlaskClient, edit: str) -> None:
    theirs, nobodys = (
        as_bob.post(path, data=typed(id=str(uuid4()))) for path in (edit.removesuffix("/edit"), f"/walks/{uuid4()}")
    )
    assert theirs.status_code == nobodys.status_code == 404
    assert len(theirs.text) == len(nobodys.text)
