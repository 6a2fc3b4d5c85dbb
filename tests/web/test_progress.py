"""Progress and Today: the weeks as figures, a picture and a table."""

import datetime as dt
import json

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.actions import weights
from webapp.storage.engine import Database
from webapp.storage.models import User


def rows(page: Page) -> int:
    """The rows of the table, without its head."""
    return len([found for tag, found in page.elements if tag == "th" and found.get("scope") == "row"])


@pytest.mark.parametrize(("span", "weeks"), [("12", 12), ("year", 53), ("all", 12), ("", 12), ("century", 12)])
def test_a_span_has_all_its_weeks(
    as_alice: FlaskClient, database: Database, alice: User, span: str, weeks: int
) -> None:
    with database.writing() as session:
        log(session, alice)
    page = Page(as_alice.get(f"/progress?span={span}"))
    assert rows(page) == weeks
    assert [found for _, found in page.elements if "data-chart" in found]


def test_who_has_not_walked_yet_reads_what_will_be_here(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/progress"))
    assert "No walks in these weeks" in page.text and rows(page) == 0
    assert "/walks/new" in {found.get("href") for tag, found in page.elements if tag == "a"}


def test_all_reaches_back_to_the_first_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
        log(session, alice, day=TODAY - dt.timedelta(weeks=40))
    assert rows(Page(as_alice.get("/progress?span=all"))) == 41
    assert rows(Page(as_alice.get("/progress"))) == 12


def test_past_two_years_all_shows_months(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
        log(session, alice, day=TODAY - dt.timedelta(weeks=103))
    assert rows(Page(as_alice.get("/progress?span=all"))) == 104
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(weeks=156))
    assert rows(Page(as_alice.get("/progress?span=all"))) == 37
    assert rows(Page(as_alice.get("/progress?span=year"))) == 53


def test_the_chart_has_the_minutes_of_the_table(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(31), backward(7))
        log(session, alice, forward(20), day=TODAY - dt.timedelta(weeks=1))
    page = Page(as_alice.get("/progress"))
    figure = json.loads(next(found["data-chart"] or "" for _, found in page.elements if "data-chart" in found))
    drawn = [value for trace in figure["data"] for value in trace["y"]]
    assert {31, 7, 20} <= set(drawn)
    assert "31" in page.text


def test_htmx_gets_the_weeks_and_a_browser_the_page(as_alice: FlaskClient) -> None:
    fragment = Page(as_alice.get("/progress?span=year", headers={"HX-Request": "true"})).elements
    assert fragment[0][1]["id"] == "weeks"
    assert "html" not in {tag for tag, _ in fragment}
    page = Page(as_alice.get("/progress?span=year")).elements
    assert page[0][0] == "html"
    assert "weeks" in {found.get("id") for _, found in page}


def test_going_back_to_a_page_of_htmx_gets_the_whole_page(as_alice: FlaskClient) -> None:
    for headers in ({"HX-History-Restore-Request": "true"}, {"HX-Request-Type": "full"}):
        answer = as_alice.get("/progress?span=year", headers={"HX-Request": "true"} | headers)
        assert Page(answer).elements[0][0] == "html"


def test_a_week_is_marked_away_and_the_mark_taken_back(as_alice: FlaskClient) -> None:
    for mark, expected in (("yes", "no"), ("no", "yes")):
        answer = as_alice.post("/progress/away", data={"week": "2026-11-16", "away": mark})
        assert answer.status_code == 303
        buttons = [found for tag, found in Page(as_alice.get("/progress")).elements if found.get("name") == "away"]
        assert buttons[0]["value"] == expected


@pytest.mark.parametrize("week", ["", "x", "2026-W47", "0001-01-01", "0001-01-03", "9999-12-31", "2026-13-01"])
def test_an_odd_week_marks_nothing_and_is_no_mistake(as_alice: FlaskClient, week: str) -> None:
    for first_weekday in ("0", "6"):
        as_alice.post("/settings/weeks", data={"first_weekday": first_weekday})
        assert as_alice.post("/progress/away", data={"week": week, "away": "yes"}).status_code in (303, 422)
        assert as_alice.get("/progress?span=all").status_code == 200


def test_a_mark_long_before_the_first_walk_does_not_stretch_the_chart(as_alice: FlaskClient) -> None:
    as_alice.post("/progress/away", data={"week": "1900-01-01", "away": "yes"})
    assert rows(Page(as_alice.get("/progress?span=all"))) <= 1000


def test_bobs_progress_is_his_own(as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User) -> None:
    before = as_bob.get("/progress").text
    with database.writing() as session:
        log(session, alice, forward(31), backward(7))
    as_alice.post("/progress/away", data={"week": "2026-11-16", "away": "yes"})
    assert as_bob.get("/progress").text == before


def test_today_begins_with_the_form(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/"))
    assert "/walks/new" in {found.get("href") for tag, found in page.elements if tag == "a"}
    assert "/body/weight" not in page.forms


def test_today_asks_for_the_weight_and_then_shows_the_extra(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8))
    page = Page(as_alice.get("/"))
    assert "/body/weight" in page.forms
    assert "extra" not in {found.get("id") for _, found in page.elements}
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
    page = Page(as_alice.get("/"))
    assert "/body/weight" not in page.forms
    assert "extra" in {found.get("id") for _, found in page.elements}


def test_today_shows_the_minutes_of_the_goal(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8))
    ring = next(found for tag, found in Page(as_alice.get("/")).elements if found.get("class") == "ring")
    assert ring["role"] == "img"
    # The first goal of who begins; 150 comes after it.
    assert ring["aria-label"] == "30 of 18 minutes this week"


@pytest.mark.parametrize("saved", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_an_odd_address_of_today_is_no_mistake(as_alice: FlaskClient, saved: str) -> None:
    assert as_alice.get(f"/?saved={saved}").status_code == 200


def test_how_we_estimate_is_there_for_everybody(stranger: FlaskClient, as_alice: FlaskClient) -> None:
    assert stranger.get("/learn").status_code == 200
    page = Page(stranger.get("/learn/energy"))
    assert [found for _, found in page.elements if "data-chart" in found]
    assert rows(page) > 10


def test_a_machine_can_ask_whether_the_server_lives(stranger: FlaskClient) -> None:
    answer = stranger.get("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok", "text/plain")
