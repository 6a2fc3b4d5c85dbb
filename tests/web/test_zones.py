"""Whose clock counts the days: that of the phone, not of the server that an account was made on."""

import pytest
from flask.testing import FlaskClient

from tests.factories import PASSWORD, add_user, log, signed_in
from tests.web.pages import Page
from webapp.storage.engine import Database
from webapp.storage.models import User

BEN = {"name": "Ben", "password": PASSWORD, "time_zone": "America/Los_Angeles"}


@pytest.fixture
def ben(database: Database) -> User:
    """Somebody whose account was made in the shell of a server that counts in UTC."""
    return add_user(database, "Ben", time_zone="UTC")


def test_at_the_first_sign_in_the_days_follow_the_phone_and_it_is_said(stranger: FlaskClient, ben: User) -> None:
    """In the evening of 20 November in California his form proposed the 21st."""
    answer = stranger.post("/login", data=BEN)
    assert answer.location == "/welcome?zone=new"
    assert "America/Los Angeles" in Page(stranger.get(answer.location)).text
    form = Page(stranger.get("/walks/new")).form("/walks/")
    assert (form["date"], form["time"]) == ("2026-11-20", "08:40")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "UTC", "x" * 5000])
def test_without_a_zone_of_the_phone_it_stays(stranger: FlaskClient, ben: User, zone: str) -> None:
    assert stranger.post("/login", data=BEN | {"time_zone": zone}).location == "/welcome"
    assert Page(stranger.get("/walks/new")).form("/walks/")["time"] == "16:40"


def test_who_has_walks_is_asked_on_today_and_changes_it_there(
    stranger: FlaskClient, database: Database, ben: User
) -> None:
    with database.writing() as session:
        log(session, ben)
    assert stranger.post("/login", data=BEN).location == "/"
    form = Page(stranger.get("/")).form("/settings/weeks") | {"time_zone": BEN["time_zone"]}
    assert stranger.post("/settings/weeks", data=form).location.startswith("/?zone=new")
    assert Page(stranger.get("/walks/new")).form("/walks/")["time"] == "08:40"


def test_a_form_that_waits_is_saved_by_the_clock_by_which_it_was_filled_in(stranger: FlaskClient, ben: User) -> None:
    signed_in(stranger, ben)
    form = Page(stranger.get("/walks/new")).form("/walks/")
    stranger.post("/logout")
    login = Page(stranger.post(f"/walks/?for={ben.id}", data=form | {"minutes": "33"})).form("/login")
    kept = Page(stranger.post("/login", data=login | BEN)).form("/walks/")
    assert stranger.post("/walks/", data=kept).status_code == 303
