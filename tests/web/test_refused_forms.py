"""A form that is refused says what would be right, drops nothing in silence, and takes the person to the field."""

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log
from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.storage import weights
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.mark.parametrize("minutes", ["0", "-5", "0.001"])
def test_no_minutes_are_told_to_be_more_than_none(as_alice: FlaskClient, minutes: str) -> None:
    """It asked for at least 0, while 0 was what it refused."""
    page = Page(as_alice.post("/walks/", data=typed(minutes=minutes)))
    assert page.refuses("minutes")
    assert "Please enter more than 0." in page.text


def test_a_year_of_birth_is_written_as_a_year(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/safety", data={"birth_year": "1700", "none": "yes"}))
    assert page.refuses("birth_year")
    assert "1906" in page.text
    assert "1,906" not in page.text


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"sled": "20"}, "sled"),
        ({"sled": "20", "backward_mode": "backward_run"}, "sled"),
        ({"pace": "slow", "speed": "6"}, "speed"),
        ({"backward_pace": "slow", "backward_speed": "3"}, "backward_speed"),
        ({"backward": "0", "backward_speed": "3"}, "backward_speed"),
        ({"backward": "0", "backward_pace": "slow"}, "backward_pace"),
        ({"backward": "0", "backward_mode": "backward_run"}, "backward_mode"),
        ({"backward": "30", "speed": "5"}, "speed"),
        ({"backward": "30", "forward_mode": "forward_run"}, "forward_mode"),
    ],
)
def test_what_contradicts_itself_is_asked_about_and_not_dropped(
    as_alice: FlaskClient, database: Database, alice: User, fields: dict[str, str], refused: str
) -> None:
    page = Page(as_alice.post("/walks/", data=typed(**fields)))
    assert page.refuses(refused)
    assert fields.items() <= page.form("/walks/").items()
    assert walks_of(database, alice) == []


def test_a_sled_without_minutes_backward_is_not_saved_as_a_walk_forward(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    fields = {"backward": "0", "backward_mode": "backward_sled", "sled": "40"}
    page = Page(as_alice.post("/walks/", data=typed(**fields)))
    assert page.refuses("backward_mode")
    assert page.refuses("sled")
    assert "There are no minutes for this direction." in page.text
    assert walks_of(database, alice) == []


def test_a_direction_that_was_emptied_is_taken_out(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(20), backward(9, speed_kmh=3.3)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    assert form["backward_speed"] == "3.3"
    assert as_alice.post(f"/walks/{uuid}", data=form | {"backward": "0"}).status_code == 303
    assert [row.mode for row in walks_of(database, alice)[0].segments] == ["forward_walk"]


def test_a_stretch_with_a_speed_and_no_minutes_is_asked_for_them(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(5), backward(3), forward(4)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    assert Page(as_alice.post(f"/walks/{uuid}", data=form | {"segments.3.speed": "4"})).refuses("segments.3.minutes")
    turned = form | {"segments.3.mode": "backward_walk"}
    assert Page(as_alice.post(f"/walks/{uuid}", data=turned)).refuses("segments.3.minutes")
    assert as_alice.post(f"/walks/{uuid}", data=form | {"segments.1.minutes": ""}).status_code == 303
    assert [row.seconds for row in walks_of(database, alice)[0].segments] == [300, 240]


def test_the_person_is_taken_to_the_first_field_and_linked_to_each(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/walks/", data=typed(minutes="x", slope="99")))
    focused = [found.get("name") for _, found in page.elements if "autofocus" in found]
    assert focused == ["minutes", "slope"]
    assert {"#minutes", "#slope"} <= {found.get("href") for tag, found in page.elements if tag == "a"}


def test_of_a_password_it_does_not_say_that_it_is_still_there(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/settings/password", data={"current_password": "wrong", "password": "four odd words x"}))
    assert page.refuses("current_password")
    assert "Only the password is empty again" in page.text


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"speed": "0.1"}, "speed"),
        ({"speed": "16"}, "speed"),
        ({"minutes": "900"}, "minutes"),
        ({"minutes": "200", "backward": "120"}, "backward"),
        ({"slope": "35"}, "slope"),
        ({"load": "80"}, "load"),
    ],
)
def test_what_only_looks_right_is_asked_once_and_then_saved(
    as_alice: FlaskClient, database: Database, alice: User, fields: dict[str, str], asked: str
) -> None:
    page = Page(as_alice.post("/walks/", data=typed(**fields)))
    assert page.refuses(asked)
    assert walks_of(database, alice) == []
    assert as_alice.post("/walks/", data=page.form("/walks/")).status_code == 303
    assert len(walks_of(database, alice)) == 1


def test_kilometres_typed_as_metres_are_asked_about(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(30, speed_kmh=None, distance_m=3000.0)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    page = Page(as_alice.post(f"/walks/{uuid}", data=form | {"segments.0.distance": "0.003"}))
    assert page.refuses("segments.0.distance")
    assert "slower than 0.5 km/h" in page.text


def test_a_weight_in_pounds_is_asked_about_once(as_alice: FlaskClient, database: Database, alice: User) -> None:
    path = "/body/weight"
    assert as_alice.post(path, data={"weight": "72"}).status_code == 303
    page = Page(as_alice.post(path, data={"weight": "158.7", "weighed_on": "2026-11-20"}))
    assert page.refuses("weight")
    assert "far from 72 kg, the weight before" in page.text
    assert as_alice.post(path, data=page.form(path)).status_code == 303
    with database.reading() as session:
        assert weights.on(session, alice.diary, TODAY) == 158.7


def test_three_metres_backward_in_a_moment_are_asked_about_once(as_alice: FlaskClient) -> None:
    """They would open the next level of the plan."""
    path = "/tests/backward_3m"
    page = Page(as_alice.post(path, data=Page(as_alice.get(path)).form(path) | {"try_1": "0.6"}))
    assert page.refuses("try_1")
    assert as_alice.post(path, data=page.form(path)).status_code == 303


@pytest.mark.parametrize(("mode", "kmh"), [("backward_walk", "15"), ("forward_walk", "0.2")])
def test_a_usual_pace_that_hardly_anybody_goes_is_asked_about_once(as_alice: FlaskClient, mode: str, kmh: str) -> None:
    path, field = "/settings/paces", f"pace_{mode}"
    page = Page(as_alice.post(path, data={field: kmh}))
    assert page.refuses(field)
    assert as_alice.post(path, data=page.form(path)).status_code == 303
    page = Page(as_alice.get(as_alice.post(path, data={field: "4"}).location))
    assert page.notice
    assert as_alice.post(path, data=page.notice[1]).status_code == 303


@pytest.mark.parametrize(("first", "then"), [(None, "34"), ("88", "34.6")])
def test_a_waist_in_inches_is_asked_about_once(as_alice: FlaskClient, first: str | None, then: str) -> None:
    path = "/body/waist"
    if first:
        as_alice.post(path, data={"waist": first})
    page = Page(as_alice.post(path, data={"waist": then}))
    assert page.refuses("waist")
    assert as_alice.post(path, data=page.form(path)).status_code == 303


def test_an_odd_walk_is_not_asked_about_when_only_its_note_changes(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(30, speed_kmh=16.0)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    assert as_alice.post(f"/walks/{uuid}", data=form | {"note": "On skates."}).status_code == 303


def test_another_figure_is_asked_about_anew(as_alice: FlaskClient, database: Database, alice: User) -> None:
    page = Page(as_alice.post("/walks/", data=typed(speed="20")))
    again = Page(as_alice.post("/walks/", data=page.form("/walks/") | {"speed": "5", "minutes": "1000"}))
    assert again.refuses("minutes")
    assert walks_of(database, alice) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"minutes": "2000"}, "That is too much. The limit is 1,440 minutes."),
        ({"load": "500"}, "That is too much. The limit is 100 kg."),
        ({"speed": "90"}, "That is too much. The limit is 25 km/h."),
    ],
)
def test_a_limit_has_its_unit(as_alice: FlaskClient, fields: dict[str, str], words: str) -> None:
    page = Page(as_alice.post("/walks/", data=typed(**fields)))
    assert page.refuses(*fields)
    assert words in page.text
