"""Stumbles per 100 backward minutes, on Progress once anybody said how many."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, log
from webapp.storage.engine import Database
from webapp.storage.models import User

HEADING = "Stumbles per 100 backward minutes"


def test_nothing_is_shown_until_something_was_said(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
    assert HEADING not in as_alice.get("/progress").text


@pytest.mark.parametrize("span", ["12", "year", "all"])
def test_a_week_counts_the_walks_that_were_spoken_of(
    as_alice: FlaskClient, database: Database, alice: User, span: str
) -> None:
    with database.writing() as session:
        log(session, alice, backward(10), stumbles=1)
        log(session, alice, backward(30), stumbles=1, day=TODAY - dt.timedelta(days=1))
        log(session, alice, backward(60))
    page = as_alice.get(f"/progress?span={span}").text
    assert HEADING in page
    assert "<td>2</td><td>40</td><td>5</td>" in page
    assert "<td>0.6 to 18</td>" in page


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((1, 8), (0, 40), "First and last are so close"),
        ((12, 20), (0, 60), "Fewer lately than at first"),
        ((0, 60), (12, 20), "More lately than at first"),
    ],
)
def test_no_change_is_named_while_the_ranges_overlap(
    as_alice: FlaskClient,
    database: Database,
    alice: User,
    before: tuple[int, int],
    now: tuple[int, int],
    words: str,
) -> None:
    for (stumbles, minutes), weeks in ((before, 5), (now, 0)):
        with database.writing() as session:
            log(session, alice, backward(minutes), stumbles=stumbles, day=TODAY - dt.timedelta(weeks=weeks))
    assert words in as_alice.get("/progress").text


def test_ten_years_are_shown_by_month(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for weeks in (0, 1, 520):
            log(session, alice, backward(20), stumbles=weeks % 2, day=TODAY - dt.timedelta(weeks=weeks))
    page = as_alice.get("/progress?span=all").text
    assert "<td>1</td><td>40</td><td>2.5</td>" in page
    assert "<td>0</td><td>20</td><td>0</td>" in page
