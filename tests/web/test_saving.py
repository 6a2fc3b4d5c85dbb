"""Saved, with Undo: wherever something is set, one tap brings back what was before, without a script."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, log, signed_in
from tests.web.pages import Page
from webapp.domain.safety import Answer, Check
from webapp.domain.walks import Pain, Site
from webapp.storage import safety
from webapp.storage.engine import Database
from webapp.storage.models import User

# Where something is set: its page, where its form goes, what is set first and what then.
PLACES = {
    "units": (
        "/settings/units",
        "/settings/units",
        {"weight_unit": "lb", "distance_unit": "mi", "theme": "dark"},
        {"weight_unit": "kg", "distance_unit": "km", "theme": "light"},
    ),
    "goal": (
        "/settings/goal",
        "/settings/goal",
        {"goal": "210", "counting": "who"},
        {"goal": "30", "counting": "plain"},
    ),
    "weeks": (
        "/settings/goal",
        "/settings/weeks",
        {"first_weekday": "6", "time_zone": "America/New_York"},
        {"first_weekday": "0", "time_zone": "Asia/Tokyo"},
    ),
    "paces": (
        "/settings/you",
        "/settings/paces",
        {"pace_forward_walk": "5.25", "pace_backward_walk": ""},
        {"pace_forward_walk": "", "pace_backward_walk": "3"},
    ),
    "answers": (
        "/safety",
        "/safety",
        {"birth_year": "1960", "stroke": "yes"},
        {"birth_year": "1961", "sex": "man", "none": "yes"},
    ),
    "pain": ("/pain", "/pain/sites", {"site_knee_left": "yes", "site_back": "yes"}, {"site_heel": "yes"}),
}


def undo(client: FlaskClient, page: Page) -> Page:
    """Tap Undo, and look at the page that comes."""
    assert page.notice
    path, form = page.notice
    answer = client.post(path, data=form)
    assert answer.status_code == 303
    return Page(client.get(answer.location))


@pytest.mark.parametrize("place", PLACES)
def test_undo_brings_back_what_was_before(as_alice: FlaskClient, place: str) -> None:
    address, action, first, then = PLACES[place]
    as_alice.post(action, data=first)
    was = Page(as_alice.get(address)).form(action)
    page = Page(as_alice.get(as_alice.post(action, data=then).location))
    assert "Saved." in page.text
    assert Page(as_alice.get(address)).form(action) != was
    page = undo(as_alice, page)
    assert "It is as it was before." in page.text
    assert page.form(action) == was


@pytest.mark.parametrize("place", PLACES)
def test_undo_of_the_first_choice_brings_back_none(as_alice: FlaskClient, place: str) -> None:
    address, action, first, _then = PLACES[place]
    was = Page(as_alice.get(address)).form(action)
    page = Page(as_alice.get(as_alice.post(action, data=first).location))
    assert undo(as_alice, page).form(action) == was


@pytest.mark.parametrize(
    ("what", "day", "first", "then"), [("weight", "weighed_on", "70", "170"), ("waist", "measured_on", "90", "91.5")]
)
def test_a_measurement_of_the_day_is_put_back_or_taken_away(
    as_alice: FlaskClient, what: str, day: str, first: str, then: str
) -> None:
    sent = {day: TODAY.isoformat()}
    once = as_alice.post(f"/body/{what}", data={what: first} | sent).location
    again = as_alice.post(f"/body/{what}", data={what: then, "sure": f"{what}={then}"} | sent).location
    page = undo(as_alice, Page(as_alice.get(again)))
    assert "It is as it was before." in page.text
    assert (f"{first} kg" if what == "weight" else f"{first} cm") in page.text
    page = undo(as_alice, Page(as_alice.get(once)))
    assert first not in [form.get("was") for form in page.forms.values()]


def test_the_safety_answers_come_back_with_the_day_on_which_they_were_given(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    before = Check(birth_year=1950, answers=frozenset({Answer.NUMB_FEET}), answered_at=NOW - dt.timedelta(days=9))
    with database.writing() as session:
        safety.keep(session, alice.diary, before, now=NOW - dt.timedelta(days=9))
    answer = as_alice.post("/safety", data={"birth_year": "1960", "none": "yes"})
    assert answer.location == "/safety?done=answers", "Nobody reads in an address what somebody answered."
    assert "It is as it was before." in undo(as_alice, Page(as_alice.get(answer.location))).text
    with database.reading() as session:
        assert safety.find(session, alice.diary) == before


def test_the_first_safety_answers_can_be_taken_back(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer = as_alice.post("/safety", data={"stroke": "yes"})
    undo(as_alice, Page(as_alice.get(answer.location)))
    with database.reading() as session:
        assert safety.find(session, alice.diary) is None


def test_undo_never_clears_a_fall_that_was_logged_meanwhile(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/safety", data={"birth_year": "1970", "is_cleared": "yes"})
    answer = as_alice.post("/safety", data={"birth_year": "1971", "is_cleared": "yes"})
    with database.writing() as session:
        log(session, alice, falls=1)
    undo(as_alice, Page(as_alice.get(answer.location)))
    with database.reading() as session:
        found = safety.find(session, alice.diary)
    assert found and (found.birth_year, found.is_cleared) == (1970, False)


def test_pain_that_was_cleared_has_no_undo(as_alice: FlaskClient, database: Database, alice: User) -> None:
    """Which walks hurt too much is not known any more."""
    with database.writing() as session:
        log(session, alice, pain=(Pain(site=Site.BACK, during=9),))
    answer = as_alice.post("/safety", data={"is_cleared": "yes"})
    page = Page(as_alice.get(answer.location))
    assert "Saved." in page.text and page.notice is None


def test_bob_finds_nothing_of_alices_answers_on_a_shared_tablet(as_alice: FlaskClient, bob: User) -> None:
    as_alice.post("/safety", data={"stroke": "yes"})
    signed_in(as_alice, bob)
    assert Page(as_alice.get("/safety?done=answers")).notice is None


def test_the_zone_of_computers_has_a_plain_name(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/weeks", data={"time_zone": "Etc/UTC", "back": "today"})
    assert "Your days follow the clock of UTC, the world time, as" in Page(as_alice.get(answer.location)).text


def test_a_zone_that_follows_the_phone_is_put_back_on_today(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/weeks", data={"time_zone": "America/New_York", "back": "today"})
    page = undo(as_alice, Page(as_alice.get(answer.location)))
    assert "Your days follow the clock of" not in page.text
    assert Page(as_alice.get("/settings/goal")).form("/settings/weeks")["time_zone"] == "Europe/Paris"


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {"answers"}))
def test_what_is_saved_as_it_was_offers_no_undo_that_would_bring_back_nothing(
    as_alice: FlaskClient, place: str
) -> None:
    _address, action, first, _then = PLACES[place]
    once, again = (Page(as_alice.get(as_alice.post(action, data=first).location)) for _ in range(2))
    assert once.notice
    assert "Saved." in again.text
    assert "undo" not in [field.get("name") for _, field in again.elements]


def test_a_weight_that_is_saved_twice_on_today_is_said_to_be_saved(as_alice: FlaskClient) -> None:
    for _ in range(2):
        answer = as_alice.post("/body/weight", data={"weight": "70", "back": "today"})
    assert "Saved." in Page(as_alice.get(answer.location)).text


def test_a_refused_form_keeps_what_was_typed_and_says_nothing_of_saved(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/settings/goal?done=goal", data={"goal": "many", "counting": "who"}))
    assert page.form("/settings/goal")["goal"] == "many"
    assert "Saved." not in page.text
