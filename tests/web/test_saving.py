"""Saved, with Undo: wherever something is set, one tap brings back what was before, without a script."""

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY
from tests.web.pages import Page

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


def test_a_zone_that_follows_the_phone_is_put_back_on_today(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/weeks", data={"time_zone": "America/New_York", "back": "today"})
    page = undo(as_alice, Page(as_alice.get(answer.location)))
    assert "Your days follow the clock of" not in page.text
    assert Page(as_alice.get("/settings/goal")).form("/settings/weeks")["time_zone"] == "Europe/Paris"


@pytest.mark.parametrize("place", PLACES)
def test_what_an_address_makes_up_is_refused_like_anything_else(as_alice: FlaskClient, place: str) -> None:
    address, _action, first, _then = PLACES[place]
    made_up = {f"was.{name}": "<b>nonsense" for name in first}
    answer = as_alice.get(address, query_string={"done": place, **made_up})
    assert answer.status_code == 200 and "<b>nonsense" not in answer.text


def test_a_refused_form_keeps_what_was_typed_and_says_nothing_of_saved(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/settings/goal?done=goal", data={"goal": "many", "counting": "who"}))
    assert page.form("/settings/goal")["goal"] == "many"
    assert "Saved." not in page.text
