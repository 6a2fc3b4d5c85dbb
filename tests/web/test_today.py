"""Today: what was just saved, whichever day it belongs to, and what comes next."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log
from tests.web.pages import Page
from tests.web.test_walks import typed
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_walk_of_yesterday_is_said_to_be_saved_and_can_be_undone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """Beside a later walk nothing was said, and people logged it again."""
    with database.writing() as session:
        log(session, alice, day=TODAY)
    yesterday = TODAY - dt.timedelta(days=1)
    answer = as_alice.post("/walks/", data=typed(date=yesterday.isoformat(), minutes="33", backward="8"))
    page = Page(as_alice.get(answer.location))
    uuid = answer.location.partition("saved=")[2]
    assert "Saved for Thursday 19 November: 33 min, 8 of them backward." in page.text
    assert f"/walks/{uuid}/delete" in page.forms
    assert f"/walks/{uuid}/review" in {found.get("href") for tag, found in page.elements if tag == "a"}


def test_bobs_walk_is_never_named_on_alices_page(
    as_alice: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        log(session, alice)
        theirs = log(session, bob).uuid
    assert str(theirs) not in as_alice.get(f"/?saved={theirs}").text


def test_the_line_above_save_says_what_is_wrong_with_the_minutes(as_alice: FlaskClient) -> None:
    """It asked to fill in the minutes, while they were there."""
    page = Page(as_alice.post("/walks/preview", data=typed(minutes="30", backward="31")))
    assert "more than your minutes in all" in page.text
    assert "Enter the minutes" in Page(as_alice.post("/walks/preview", data=typed(minutes=""))).text


def test_who_logged_a_walk_is_still_offered_the_plan_until_they_say_not_now(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    page = Page(as_alice.get("/"))
    assert "/plan" in {found.get("href") for tag, found in page.elements if tag == "a"}
    as_alice.post("/plan/later", data=page.form("/plan/later"))
    assert 'id="plan"' not in as_alice.get("/").text


@pytest.mark.parametrize(
    ("seconds", "backward_s", "words"),
    [(6, 0, "Saved: 6 s."), (40, 12, "Saved: 40 s, 12 of them backward."), (90, 30, "1.5 min, 0.5 of them backward.")],
)
def test_a_short_walk_is_told_in_the_unit_that_fits(
    as_alice: FlaskClient, database: Database, alice: User, seconds: int, backward_s: int, words: str
) -> None:
    parts = [part for part in (forward((seconds - backward_s) / 60), backward(backward_s / 60)) if part.seconds]
    with database.writing() as session:
        uuid = log(session, alice, *parts, day=TODAY).uuid
    assert words in as_alice.get(f"/?saved={uuid}").text


def test_two_walks_at_the_same_time_are_asked_about_once(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """Two phones on one walk counted it twice, and nobody was told."""
    at = NOW - dt.timedelta(hours=3)
    with database.writing() as session:
        log(session, alice, forward(21), started_at=at)
        second = log(session, alice, forward(20), started_at=at + dt.timedelta(seconds=20)).uuid
        log(session, alice, forward(20), started_at=at + dt.timedelta(minutes=30))
    page = Page(as_alice.get("/"))
    assert "Two walks at the same time" in page.text
    assert page.form("/both") == {"walk": str(second)}
    assert f"/walks/{second}/delete" in page.forms
    as_alice.post("/both", data=page.form("/both"))
    assert "Two walks at the same time" not in as_alice.get("/").text


def test_what_was_taken_out_is_asked_about_no_more(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for _ in range(2):
            second = log(session, alice, started_at=NOW - dt.timedelta(hours=3)).uuid
    as_alice.post(f"/walks/{second}/delete")
    assert "Two walks at the same time" not in as_alice.get("/").text
