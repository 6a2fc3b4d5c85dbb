"""A walk like the last: what the form takes over, and what belongs to the other day."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log, whole_walk
from tests.web.pages import Page
from webapp.actions import walks
from webapp.domain.safety import Check
from webapp.domain.walks import Source, Walk
from webapp.storage import safety, walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

# What is taken over; everything else belongs to the day on which it happened.
TAKEN_OVER = {"place", "rails"}


def by_the_form(client: FlaskClient) -> None:
    client.post("/walks/", data=Page(client.get("/walks/new?like=last")).form("/walks/"))


def by_one_tap(client: FlaskClient) -> None:
    client.post("/walks/repeat", data=Page(client.get("/")).form("/walks/repeat"))


@pytest.mark.parametrize("again", [by_the_form, by_one_tap])
def test_a_walk_like_the_last_says_nothing_of_the_other_day(
    as_alice: FlaskClient, database: Database, alice: User, again: Callable[[FlaskClient], None]
) -> None:
    whole = whole_walk(day=TODAY - dt.timedelta(days=3))
    plain = {field.name: field.default for field in dataclasses.fields(Walk)}
    with database.writing() as session:
        walks.log_walk(session, alice.diary, whole, source=Source.FORM, now=NOW)
        # Otherwise its sign of warning comes before everything else on Today.
        safety.keep(session, alice.diary, Check(is_cleared=True), now=NOW)
    again(as_alice)
    with database.reading() as session:
        row = store.latest(session, alice.diary, whole=True)
        assert row and row.uuid != whole.id
        like = walk_rows.to_domain(row)

    assert [(one.mode, one.seconds) for one in like.segments] == [(one.mode, one.seconds) for one in whole.segments]
    for name, usual in plain.items():
        if name not in {"id", "started_at", "time_zone", "segments"}:
            assert getattr(like, name) == (getattr(whole, name) if name in TAKEN_OVER else usual), name


def test_yesterday_moves_what_was_typed_and_is_offered_for_a_new_walk_alone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """On the first day of a week no day of the ring led to yesterday."""
    page = Page(as_alice.get("/walks/new"))
    yesterday = page.named("day")["value"] or ""
    typed = page.form("/walks/") | {"note": "By the river", "time": "07:15"}
    moved = Page(as_alice.post("/walks/new", data=typed | {"day": yesterday})).form("/walks/")
    assert moved == {name: value for name, value in typed.items() if name not in ("ended", "proposed")} | {
        "date": yesterday
    }
    with database.writing() as session:
        uuid = log(session, alice).uuid
    for path in (f"/walks/new?date={yesterday}", f"/walks/{uuid}/edit"):
        assert 'name="day"' not in as_alice.get(path).text


def test_two_taps_on_log_again_log_one_walk_and_it_can_be_undone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(28), backward(11), day=TODAY - dt.timedelta(days=1))
    form = Page(as_alice.get("/")).form("/walks/repeat")
    first, second = (as_alice.post("/walks/repeat", data=form) for _ in range(2))
    assert first.status_code == 303 and first.location == second.location
    page = Page(as_alice.get(first.location))
    assert "Saved: 39 min, 11 of them backward." in page.text
    as_alice.post(next(path for path in page.forms if path.endswith("/delete")))
    with database.reading() as session:
        assert len(store.on_days(session, alice.diary, TODAY, TODAY)) == 0


def test_log_again_logs_what_its_page_showed(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(28), backward(11), day=TODAY - dt.timedelta(days=1))
    form = Page(as_alice.get("/")).form("/walks/repeat")
    with database.writing() as session:
        log(session, alice, forward(60), day=TODAY)
    assert (
        "Saved: 39 min, 11 of them backward." in as_alice.get(as_alice.post("/walks/repeat", data=form).location).text
    )


def test_a_walk_that_was_changed_since_fills_the_form_instead(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(28), day=TODAY - dt.timedelta(days=1)).uuid
    again = Page(as_alice.get("/")).form("/walks/repeat")
    change = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    as_alice.post(f"/walks/{uuid}", data=change | {"minutes": "61"})
    answer = as_alice.post("/walks/repeat", data=again)
    with database.reading() as session:
        assert len(store.on_days(session, alice.diary, TODAY, TODAY)) == 0
    page = Page(as_alice.get(answer.location))
    assert page.form("/walks/")["minutes"] == "61"
    assert "That walk was changed. It is now 61 min, all forward." in page.text


def test_a_walk_that_is_hardly_over_cannot_be_logged_again(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(30), started_at=NOW - dt.timedelta(minutes=50))
    assert not [path for path in Page(as_alice.get("/")).forms if path.endswith("/walks/repeat")]


@pytest.mark.parametrize(("form", "status"), [({}, 400), ({"id": "again"}, 400), ({"id": str(uuid4())}, 404)])
def test_without_an_id_or_a_walk_there_is_nothing_to_log_again(
    as_alice: FlaskClient, form: dict[str, str], status: int
) -> None:
    assert as_alice.post("/walks/repeat", data=form).status_code == status


def test_bobs_walk_is_not_logged_again_by_alice(
    as_alice: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        theirs = log(session, bob)
        log(session, alice)
    for like in (str(theirs.uuid), "x"):
        assert as_alice.post("/walks/repeat", data={"id": str(uuid4()), "like": like}).status_code == 404
