"""A walk like the last: what the form takes over, and what belongs to the other day."""

import dataclasses
import datetime as dt

from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, whole_walk
from tests.web.pages import Page
from webapp.actions import walks
from webapp.domain.walks import Source, Walk
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

# What is taken over; everything else belongs to the day on which it happened.
TAKEN_OVER = {"place", "rails"}


def test_a_walk_like_the_last_says_nothing_of_the_other_day(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    whole = whole_walk(day=TODAY - dt.timedelta(days=3))
    plain = {field.name: field.default for field in dataclasses.fields(Walk)}
    with database.writing() as session:
        walks.log_walk(session, alice.diary, whole, source=Source.FORM, now=NOW)
    as_alice.post("/walks/", data=Page(as_alice.get("/walks/new?like=last")).form("/walks/"))
    with database.reading() as session:
        row = store.latest(session, alice.diary, whole=True)
        assert row and row.uuid != whole.id
        again = walk_rows.to_domain(row)

    assert [(one.mode, one.seconds) for one in again.segments] == [(one.mode, one.seconds) for one in whole.segments]
    for name, usual in plain.items():
        if name not in {"id", "started_at", "time_zone", "segments"}:
            assert getattr(again, name) == (getattr(whole, name) if name in TAKEN_OVER else usual), name
