"""What is said of a field that can't be taken."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page


@pytest.mark.parametrize(
    ("action", "field", "example"),
    [
        ("/safety", "birth_year", "1959"),
        ("/settings/paces", "pace_forward_walk", "5.5"),
        ("/body/weight", "weight", "70.5"),
        ("/walks/", "slope", "2"),
        ("/walks/", "minutes", "30"),
    ],
)
def test_the_example_fits_the_field(as_alice: FlaskClient, action: str, field: str, example: str) -> None:
    answer = as_alice.post(action, data={field: "abc"})
    assert answer.status_code == 422
    assert f"Please enter a number, such as {example}." in Page(answer).text


def test_the_example_is_in_the_persons_own_units(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/units", data={"weight_unit": "lb", "distance_unit": "mi", "theme": "light"})
    assert "such as 155." in Page(as_alice.post("/body/weight", data={"weight": "abc"})).text
    assert "such as 3.5." in Page(as_alice.post("/settings/paces", data={"pace_forward_walk": "abc"})).text


def test_a_year_of_two_digits_is_asked_for_with_four(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/safety", data={"birth_year": "59"}))
    assert "Please enter four digits, such as 1959." in page.text


def test_a_day_too_long_ago_is_answered_with_the_earliest(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/walks/", data={"date": "1950-05-01", "time": "10:00", "minutes": "30"}))
    assert "That is too long ago. The earliest day is 1 Jan 2000." in page.text
    page = Page(as_alice.post("/body/weight", data={"weight": "70", "weighed_on": "1850-05-01"}))
    assert "The earliest day is 1 Jan 1900." in page.text


@pytest.mark.parametrize(
    ("action", "field", "label"),
    [
        ("/settings/goal", "goal", "Minutes a week"),
        ("/settings/paces", "pace_forward_walk", "Forward pace"),
        ("/body/weight", "weight", "Weight"),
        ("/body/waist", "waist", "Waist"),
        ("/safety", "birth_year", "Year of birth"),
    ],
)
def test_the_list_above_a_refused_form_names_the_field(
    as_alice: FlaskClient, action: str, field: str, label: str
) -> None:
    assert f"{label}: Please enter a number" in Page(as_alice.post(action, data={field: "abc"})).text


def test_the_estimate_of_a_refused_walk_only_says_what_it_needs(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/walks/", data={"minutes": "abc"}))
    assert page.text.count("Please enter a number, such as 30.") == 2, "Above the form, and beside the field."
    assert "Enter the minutes to see your calories." in page.text


def test_a_waist_is_refused_with_its_unit(as_alice: FlaskClient) -> None:
    assert "Please enter at least 30 cm." in Page(as_alice.post("/body/waist", data={"waist": "3"})).text


def test_an_empty_current_password_is_asked_for(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/password", data={"current_password": "", "new_password": "four odd words x"})
    assert answer.status_code == 422
    assert "Please enter your current password." in Page(answer).text
