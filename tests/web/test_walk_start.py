"""When a walk began: what the form proposes, what it takes, and on which day it counts."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, PARIS, TODAY, log
from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_walk_that_ended_just_now_began_its_minutes_ago(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """It was stored as begun half an hour ago, and so ended an hour from now."""
    form = Page(as_alice.get("/walks/new")).form("/walks/")
    as_alice.post("/walks/", data=form | {"minutes": "90"})
    assert walks_of(database, alice)[0].started_at == NOW - dt.timedelta(minutes=90)


def test_a_long_walk_that_ended_after_midnight_belongs_to_the_day_before(
    as_alice: FlaskClient, database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime(2026, 11, 19, 23, 45, tzinfo=dt.UTC)
    monkeypatch.setattr("webapp.clock.now", lambda: now)
    form = Page(as_alice.get("/walks/new")).form("/walks/")
    assert (form["date"], form["time"]) == ("2026-11-20", "00:15")
    as_alice.post("/walks/", data=form | {"minutes": "50"})
    assert walks_of(database, alice)[0].walked_on == dt.date(2026, 11, 19)


@pytest.mark.parametrize("when", [{"time": "15:00"}, {"date": "2026-11-19"}, {"ended": "soon"}, {"proposed": ""}])
def test_a_start_that_was_typed_is_the_start(
    as_alice: FlaskClient, database: Database, alice: User, when: dict[str, str]
) -> None:
    form = Page(as_alice.get("/walks/new")).form("/walks/") | when
    as_alice.post("/walks/", data=form | {"minutes": "90"})
    local = walks_of(database, alice)[0].started_at.astimezone(ZoneInfo(PARIS))
    assert (f"{local:%Y-%m-%d}", f"{local:%H:%M}") == (form["date"], form["time"])


@pytest.mark.parametrize(("query", "start"), [("", "2026-11-20T17:42"), ("&date=2026-11-15", "2026-11-15T13:00")])
def test_same_as_another_fills_the_form_for_the_day_that_was_chosen(
    as_alice: FlaskClient, database: Database, alice: User, query: str, start: str
) -> None:
    """Chosen on a past day's form, it was logged to now."""
    with database.writing() as session:
        uuid = log(session, alice, day=TODAY - dt.timedelta(days=2), note="Only then.", effort=7).uuid
    form = Page(as_alice.get(f"/walks/new?like={uuid}{query}")).form("/walks/")
    assert (form["minutes"], form["backward"], form["note"], form["effort"]) == ("28", "8", "", "")
    as_alice.post("/walks/", data=form)
    days = {walk.started_at.astimezone(ZoneInfo(PARIS)).isoformat()[:16] for walk in walks_of(database, alice)}
    assert start in days
    assert len(days) == 2


@pytest.mark.parametrize("ended", ["0001-01-01", "9999-12-31T23:59", "1999-12-31T12:00", "soon"])
def test_an_end_that_cannot_be_leaves_the_start_that_is_shown(
    as_alice: FlaskClient, database: Database, alice: User, ended: str
) -> None:
    form = typed(proposed="2026-11-20T17:00", ended=ended)
    assert as_alice.post("/walks/", data=form).status_code == 303
    (row,) = walks_of(database, alice)
    assert f"{row.started_at:%Y-%m-%d %H:%M}" == "2026-11-20 16:00"
