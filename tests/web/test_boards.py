"""The family board: the rings of those who show theirs, and of nobody else, for the household and for a tablet."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, SAME_ORIGIN, TODAY, add_user, backward, forward, log, signed_in
from tests.web.pages import Page
from tests.web.test_queries import counts
from webapp.actions import rings
from webapp.domain.boards import WeekShare
from webapp.domain.roles import Role
from webapp.security import accounts
from webapp.storage import boards as store
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

BOARD = "/household/board"


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(autouse=True)
def _walks(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(33), backward(12), day=TODAY)
        log(session, alice, forward(20), day=TODAY - dt.timedelta(weeks=2))
        log(session, bob, forward(51), backward(7), day=TODAY)
        log(session, bob, forward(20), day=TODAY - dt.timedelta(weeks=2))


def share(database: Database, user: User, what: WeekShare) -> None:
    with database.writing() as session:
        store.set_share(session, user.diary, what)


def board(client: FlaskClient, path: str = BOARD) -> str:
    """What stands on the board, without the rest of the page."""
    return client.get(path).text.partition('id="board"')[2].partition("</section>")[0]


def link(owner: FlaskClient) -> str:
    page = owner.get(owner.post(f"{BOARD}/link").location)
    found = re.search(r'value="http://[\w.]+(/board/[\w-]{43})"', page.text)
    assert found
    return found[1]


def test_nobody_is_on_it_until_they_say_so(as_alice: FlaskClient) -> None:
    assert "Nobody shows their week here yet." in board(as_alice)
    assert "<li" not in board(as_alice)


def test_whoever_shows_their_minutes_shows_nothing_else(as_alice: FlaskClient, database: Database, bob: User) -> None:
    share(database, bob, WeekShare.MINUTES)
    shown = board(as_alice)
    for said in ("Bob", "58 of 150 minutes this week"):
        assert said in shown
    assert "backward</p>" not in shown and "Alice" not in shown and "<a" not in shown
    assert 'stroke-dasharray="0.0 400" stroke-dashoffset' in " ".join(shown.split())


def test_minutes_backward_are_there_for_who_shows_them(as_alice: FlaskClient, database: Database, bob: User) -> None:
    share(database, bob, WeekShare.BACKWARD)
    assert "</i>7 backward</p>" in board(as_alice)


def test_a_choice_is_saved_and_undone(as_bob: FlaskClient, as_alice: FlaskClient) -> None:
    saved = Page(as_bob.get(as_bob.post(f"{BOARD}/share", data={"shares_week": "backward"}).location))
    assert "Bob" in board(as_alice) and saved.notice
    action, fields = saved.notice
    as_bob.post(action, data=fields)
    assert "Bob" not in board(as_alice)
    assert as_bob.post(f"{BOARD}/share", data={"shares_week": "all"}).status_code == 422


def test_the_owner_and_a_child_decide_for_the_child(
    app: Flask, as_alice: FlaskClient, database: Database, bob: User
) -> None:
    mia = add_user(database, "Mia", role=Role.CHILD)
    page = f"/household/people/{mia.id}"
    assert Page(as_alice.get(page)).form(f"{page}/share")["shares_week"] == "off"
    as_alice.post(f"{page}/share", data={"shares_week": "minutes"})
    child = signed_in(app.test_client(), mia)
    assert "Mia" in board(child) and "can change it, too" in child.get(BOARD).text
    child.post(f"{BOARD}/share", data={"shares_week": "off"}, headers=SAME_ORIGIN)
    assert "Mia" not in board(as_alice)
    assert as_alice.post(f"/household/people/{bob.id}/share", data={"shares_week": "minutes"}).status_code == 422
    assert "Bob" not in board(as_alice)


def test_a_tablet_shows_the_board_and_nothing_leads_on(
    as_alice: FlaskClient, tablet: FlaskClient, database: Database, bob: User
) -> None:
    share(database, bob, WeekShare.BACKWARD)
    answer = tablet.get(link(as_alice))
    tags = {tag for tag, _ in Page(answer).elements}
    assert "Bob" in answer.text and "Alice" not in answer.text and "As of 18:10" in answer.text
    assert not tags & {"a", "form", "nav"}
    assert answer.headers.getlist("Set-Cookie") == [] and answer.cache_control.no_store
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_tablet_looks_again_with_a_script_and_without(
    as_alice: FlaskClient, tablet: FlaskClient, database: Database, bob: User
) -> None:
    share(database, bob, WeekShare.MINUTES)
    path, htmx = link(as_alice), {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert 'hx-trigger="every 180s"' in tablet.get(path).text
    assert '<noscript><meta http-equiv="refresh" content="180"></noscript>' in tablet.get(path).text
    assert tablet.get(path, headers=htmx).text.startswith("<section")
    as_alice.post(f"{BOARD}/end")
    assert tablet.get(path, headers=htmx).headers["HX-Redirect"] == path


def test_an_ended_link_opens_nothing_until_its_undo_and_a_new_one_ends_the_old(
    as_alice: FlaskClient, tablet: FlaskClient
) -> None:
    path = link(as_alice)
    said = Page(as_alice.get(as_alice.post(f"{BOARD}/end").location))
    assert tablet.get(path).status_code == tablet.get("/board/never").status_code == 410
    assert tablet.get(path).text == tablet.get("/board/never").text
    assert said.notice
    as_alice.post(said.notice[0])
    assert tablet.get(path).status_code == 200
    other = link(as_alice)
    assert (tablet.get(path).status_code, tablet.get(other).status_code) == (410, 200)


def test_the_link_ends_with_the_role_of_who_made_it(
    as_alice: FlaskClient, tablet: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    path = link(as_alice)
    with database.writing() as session:
        accounts.set_role(session, users.get(session, bob.id), Role.OWNER, by=alice)
        accounts.set_role(session, users.get(session, alice.id), Role.ADULT, by=alice)
    assert tablet.get(path).status_code == 410


def test_who_is_taken_out_vanishes(as_alice: FlaskClient, database: Database, alice: User, bob: User) -> None:
    share(database, bob, WeekShare.MINUTES)
    with database.writing() as session:
        accounts.take_out(session, users.get(session, bob.id), by=alice, now=NOW)
    assert "Bob" not in board(as_alice)


def test_each_ring_is_of_the_week_that_its_person_has(as_alice: FlaskClient, database: Database) -> None:
    """It is Friday evening in Paris, and Saturday morning in Apia, where a new week begins for who counts so."""
    there = add_user(database, "Lani", time_zone="Pacific/Apia", first_weekday=5)
    with database.writing() as session:
        log(session, there, forward(31), day=TODAY - dt.timedelta(days=2))
    share(database, there, WeekShare.MINUTES)
    assert 'aria-label="0 of' in board(as_alice)


@pytest.mark.parametrize("begins", [True, False])
def test_the_goal_is_that_of_today(as_alice: FlaskClient, database: Database, bob: User, begins: bool) -> None:
    person = add_user(database, "Carol") if begins else bob
    share(database, person, WeekShare.MINUTES)
    with database.reading() as session:
        goal = rings.of_day(session, person.diary, TODAY, today=TODAY).goal_minutes
    assert (goal < 150) == begins
    assert f"of {goal:.0f} minutes this week" in board(as_alice)


def test_the_readers_lead_to_it_where_others_live(as_alice: FlaskClient) -> None:
    assert BOARD in as_alice.get("/settings/readers").text


def test_twenty_people_take_as_many_queries_as_two(
    as_alice: FlaskClient, tablet: FlaskClient, database: Database, bob: User
) -> None:
    path, found = link(as_alice), []
    share(database, bob, WeekShare.MINUTES)
    for first, last in ((0, 1), (1, 19)):
        for number in range(first, last):
            person = add_user(database, f"Person {number}", shares_week="backward", first_weekday=number % 2 * 6)
            with database.writing() as session:
                log(session, person, day=TODAY - dt.timedelta(weeks=number % 3))
        found.append(counts({path: tablet, BOARD: as_alice}))
    assert found[0] == found[1]
