"""History with a filter: what it finds, what it says, and that its address is enough."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log, segment
from tests.web.pages import Page
from webapp.domain.energy import Mode
from webapp.domain.walks import Place
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture(autouse=True)
def _walks(database: Database, alice: User, bob: User) -> None:
    """Four walks of Alice's, a day apart, the last one of today; Bob's is like all of them."""
    with database.writing() as session:
        log(session, alice, place=Place.TREADMILL, note="Retro, 50% in a row_here")
        log(session, alice, forward(30), day=TODAY - dt.timedelta(days=1), place=Place.OUTDOORS, note="Übung am See")
        log(session, alice, backward(10), day=TODAY - dt.timedelta(days=2), place=Place.TRACK)
        log(session, alice, segment(Mode.FORWARD_RUN, 12), day=TODAY - dt.timedelta(days=3))
        log(session, bob, place=Place.TREADMILL, note="Retro")


def found(client: FlaskClient, query: str) -> int:
    """How many walks a page of the History has."""
    answer = client.get(f"/walks/?{query}")
    assert answer.status_code == 200
    return answer.text.count('<li id="walk-')


@pytest.mark.parametrize(
    ("query", "walks"),
    [
        ("place=treadmill", 1),
        ("way=backward", 2),
        ("way=all_backward", 1),
        ("way=all_forward", 2),
        ("way=run", 1),
        ("way=sled", 0),
        ("from=2026-11-19", 2),
        ("to=2026-11-19", 3),
        ("from=2026-11-19&to=2026-11-18", 2),
        ("words=retro", 1),
        ("words=ROW+retro", 1),
        ("words=übung", 1),
        ("words=50%25", 1),
        ("words=5%25row", 0),
        ("words=r_w", 0),
        ("words=row_here", 1),
        ("place=treadmill&way=all_forward", 0),
        ("place=moon&way=flying&from=yesterday&to=&words=", 4),
        ("words=%00", 4),
        ("place=track&skip=1000000000", 1),
    ],
)
def test_each_part_of_the_filter_leaves_the_walks_that_it_means(as_alice: FlaskClient, query: str, walks: int) -> None:
    assert found(as_alice, query) == walks


def test_what_is_found_is_counted_and_each_part_comes_off_by_itself(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/walks/?way=backward&from=2026-11-18"))
    text = " ".join(page.text.split())
    assert "2 walks 38 min, 18 backward" in text
    links = {element.get("href") for tag, element in page.elements if tag == "a"}
    assert {"/walks/?way=backward", "/walks/?from=2026-11-18"} <= links
    form = page.form("/walks/")
    assert (form["way"], form["from"], form["to"]) == ("backward", "2026-11-18", "")


def test_a_filter_that_finds_nothing_says_so_and_leads_back_to_everything(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/walks/?words=unicorn"))
    assert "No walk is like this" in page.text
    assert "/walks/" in {element.get("href") for tag, element in page.elements if tag == "a"}


def test_what_is_found_has_pages_and_an_end(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for _ in range(103):
            log(session, alice, place=Place.INDOORS)
    first = as_alice.get("/walks/?place=indoors")
    assert first.text.count('<li id="walk-') == 100
    assert "skip=100" in first.text
    assert found(as_alice, "place=indoors&skip=100") == 3
    assert "That was everything." in as_alice.get("/walks/?place=indoors&skip=200").text


def test_htmx_gets_the_list_alone(as_alice: FlaskClient) -> None:
    piece = as_alice.get("/walks/?place=track", headers={"HX-Request": "true"}).text
    assert piece.lstrip().startswith('<div id="history">')
    assert "<html" not in piece


def test_the_running_week_names_the_goal_that_today_shows(as_bob: FlaskClient, database: Database, bob: User) -> None:
    assert "of 18 minutes," in Page(as_bob.get("/walks/")).text
    with database.writing() as session:
        log(session, bob, forward(5), day=TODAY - dt.timedelta(weeks=2))
    page = Page(as_bob.get("/walks/")).text
    assert page.count("of 150 minutes,") == 2 and "of 18 minutes," not in page
