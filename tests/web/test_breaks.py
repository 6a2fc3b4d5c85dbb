"""Today after a break: a welcome, and no blame anywhere."""

import datetime as dt
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.pages import Page
from webapp.storage.engine import Database
from webapp.storage.models import User

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("days", "words"), [(10, "Ten minutes"), (28, "Five easy minutes"), (90, "still here")])
def test_today_welcomes_who_comes_back(
    as_alice: FlaskClient, database: Database, alice: User, days: int, words: str
) -> None:
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(days=days))
    assert words in Page(as_alice.get("/")).text


def test_nobody_is_welcomed_back_who_was_not_away_long(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert "Good to" not in Page(as_alice.get("/")).text
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(days=9))
    assert "Good to" not in Page(as_alice.get("/")).text


def test_a_week_that_is_marked_away_is_left_in_peace(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(days=40))
    as_alice.post("/progress/away", data={"week": TODAY.isoformat(), "away": "yes"})
    assert "Good to" not in Page(as_alice.get("/")).text


def test_no_text_blames_anybody() -> None:
    texts = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "webapp/words").rglob("*.py"),
    ]
    for path in texts:
        # A text for people has a space in it; the names of its places are not read by anybody.
        quoted = re.findall(r'"([^"\n]*)"', re.sub(r"%\(\w+\)", "%", path.read_text()))
        for text in (text for text in quoted if " " in text):
            assert not re.search(r"\b(missed|failed|lost your|you should have|too lazy)\b", text, re.IGNORECASE), path
