"""Records, and a year on one page."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log, segment
from tests.web.pages import Page
from webapp.actions import weights
from webapp.domain.energy import Mode
from webapp.storage.engine import Database
from webapp.storage.models import User


def links(page: Page) -> set[str]:
    return {found.get("href") or "" for tag, found in page.elements if tag == "a"}


def calendars(page: Page) -> list[str]:
    return [found["aria-label"] or "" for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]


def test_an_empty_page_invites_to_a_first_walk(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/records"))
    assert "/walks/new" in links(page)
    assert not any(found.get("id") in ("records", "paces") for _, found in page.elements)


def test_each_record_has_its_figure_its_day_and_a_link(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        walk = log(session, alice, forward(150), backward(11), day=dt.date(2026, 11, 10))
    page = Page(as_alice.get("/records"))
    for words in ("11 min", "161 min", "1 week", "10 Nov 2026", "week of 9 Nov 2026"):
        assert words in page.text
    assert {f"/walks/{walk.uuid}", "/walks/?before=2026-11-16", "/records/2026"} <= links(page)


def test_bobs_records_are_not_alices(as_bob: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, backward(11))
    assert "11 min" not in Page(as_bob.get("/records")).text
    assert "11" not in Page(as_bob.get(f"/records/{TODAY.year}")).text


def test_runs_forward_stand_beside_backward_minutes(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, segment(Mode.FORWARD_RUN, 20, speed_kmh=8.5), backward(4))
    page = Page(as_alice.get("/records"))
    assert "8.5 km/h" in page.text
    assert "8 men" in page.text
    assert "/learn/running#C17" in links(page)


def test_a_year_has_its_sums_its_calendar_and_its_months(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice, forward(30), backward(10), day=dt.date(2026, 3, 2))
        log(session, alice, forward(20), day=dt.date(2025, 12, 31))
    page = Page(as_alice.get("/records/2026"))
    assert "40 min, 10 of them backward" in page.text
    assert "March 2026: walked on 1 day, 40 min, 10 of them backward" in calendars(page)
    assert len(calendars(page)) == 12
    assert len([found for tag, found in page.elements if found.get("scope") == "row"]) == TODAY.month
    assert len([tag for tag, found in page.elements if tag == "rect" and "step-3" in (found.get("class") or "")]) == 2
    assert "kcal" in page.text
    assert "/records/2025" in links(page)


def test_a_year_without_a_weight_has_no_energy(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
    assert "kcal" not in Page(as_alice.get(f"/records/{TODAY.year}")).text


def test_a_year_without_walks_leads_to_the_nearest(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for year in (2021, 2024):
            log(session, alice, day=dt.date(year, 5, 1))
    page = Page(as_alice.get("/records/2022"))
    assert {"/records/2021", "/records/2024"} <= links(page)
    assert calendars(page) == []


@pytest.mark.parametrize("year", ["1999", str(TODAY.year + 1), "99999999999999999999", "-1", "now"])
def test_there_is_no_such_year(as_alice: FlaskClient, year: str) -> None:
    assert as_alice.get(f"/records/{year}").status_code == 404


def test_the_weeks_of_the_calendar_start_as_the_person_chose(as_alice: FlaskClient, database: Database) -> None:
    def first_of_march() -> str | None:
        page = as_alice.get("/records/2026")
        return page.text.split("March 2026")[1].split("<rect")[1].split('x="')[1].split('"')[0]

    with database.writing() as session:
        log(session, session.merge(User(id=1)), day=dt.date(2026, 3, 2))
    monday = first_of_march()
    as_alice.post("/settings/weeks", data={"first_weekday": "6"})
    assert (monday, first_of_march()) == ("85", "1")


def test_records_are_two_taps_away(as_alice: FlaskClient) -> None:
    assert {"/records", "/physio"} <= links(Page(as_alice.get("/progress")))
