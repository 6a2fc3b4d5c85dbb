"""The body: weight and waist in the person's units, balance and strength days."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.domain.safety import Check
from webapp.storage import body as store
from webapp.storage import safety, users, weights
from webapp.storage.engine import Database
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)


def waists(database: Database, user: User) -> dict[dt.date, float]:
    with database.reading() as session:
        return dict(store.waists(session, user.diary))


def in_pounds(database: Database, user: User) -> None:
    with database.writing() as session:
        users.get(session, user.id).weight_unit = "lb"


def test_a_waist_is_saved_for_today_and_for_a_day_before(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert as_alice.post("/body/waist", data={"waist": "88,5"}).status_code == 303
    as_alice.post("/body/waist", data={"waist": "90", "measured_on": "2026-10-01"})
    assert waists(database, alice) == {TODAY: 88.5, dt.date(2026, 10, 1): 90}


def test_who_weighs_in_pounds_measures_in_inches(as_alice: FlaskClient, database: Database, alice: User) -> None:
    in_pounds(database, alice)
    assert "Waist (inches)" in as_alice.get("/body").text
    as_alice.post("/body/waist", data={"waist": "36"})
    assert waists(database, alice)[TODAY] == pytest.approx(91.44)
    assert "36 inches" in as_alice.get("/body").text


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("waist", {"waist": ""}, "waist"),
        ("waist", {"waist": "x"}, "waist"),
        ("waist", {"waist": "20"}, "waist"),
        ("waist", {"waist": "90", "measured_on": "2027-01-01"}, "measured_on"),
        ("waist", {"waist": "90", "measured_on": "soon"}, "measured_on"),
        ("weight", {"weight": "1e3"}, "weight"),
        ("weight", {"weight": "70", "weighed_on": "1850-01-01"}, "weighed_on"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(
    as_alice: FlaskClient, database: Database, alice: User, address: str, sent: dict[str, str], field: str
) -> None:
    answer = as_alice.post(f"/body/{address}", data=sent)
    page = Page(answer)
    assert (answer.status_code, page.refuses(field)) == (422, True)
    assert page.named(field)["value"] == sent[field]
    assert not waists(database, alice)


@pytest.mark.parametrize("unit", ["kg", "lb"])
@pytest.mark.parametrize(("what", "day"), [("weight", "weighed_on"), ("waist", "measured_on")])
def test_what_was_removed_comes_back_exactly(
    as_alice: FlaskClient, database: Database, alice: User, what: str, day: str, unit: str
) -> None:
    with database.writing() as session:
        users.get(session, alice.id).weight_unit = unit
        weights.set_on(session, alice.diary, YESTERDAY, 70.123)
        store.set_waist(session, alice.diary, YESTERDAY, 88.456)
    answer = as_alice.post(f"/body/{what}/delete", data={day: YESTERDAY.isoformat()})
    page = Page(as_alice.get(answer.location))
    assert page.notice
    undo = page.notice[1]
    assert "Removed." in page.text and undo.keys() == {"undo"}
    as_alice.post(f"/body/{what}", data=undo)
    with database.reading() as session:
        assert weights.on(session, alice.diary, TODAY) == pytest.approx(70.123)
    assert waists(database, alice) == {YESTERDAY: pytest.approx(88.456)}


@pytest.mark.parametrize("what", ["weight", "waist"])
def test_a_second_tap_on_remove_still_offers_undo(
    as_alice: FlaskClient, database: Database, alice: User, what: str
) -> None:
    with database.writing() as session:
        weights.set_on(session, alice.diary, YESTERDAY, 70.123)
        store.set_waist(session, alice.diary, YESTERDAY, 88.456)
    form = Page(as_alice.get("/body")).form(f"/body/{what}/delete")
    first, second = (as_alice.post(f"/body/{what}/delete", data=form) for _ in range(2))
    assert first.location == second.location
    assert "Removed." in as_alice.get(second.location).text


def test_removing_what_is_not_there_offers_nothing(as_alice: FlaskClient) -> None:
    for what, day in (("weight", "weighed_on"), ("waist", "measured_on")):
        for typed in ("2026-01-01", "nonsense", ""):
            answer = as_alice.post(f"/body/{what}/delete", data={day: typed})
            assert "undo" not in answer.location
    assert "Removed." not in as_alice.get("/body?done=waist&undo=x").text


def test_a_weight_saved_here_is_the_one_of_settings(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/body/weight", data={"weight": "70.5"})
    assert "70.5 kg" in as_alice.get("/settings").text


def test_strength_is_one_tap_and_taken_back_by_one(as_alice: FlaskClient) -> None:
    assert "0 of 2 days this week" in as_alice.get("/body").text
    for _ in range(2):
        assert as_alice.post("/body/strength", data={"day": TODAY.isoformat()}).status_code == 303
    as_alice.post("/body/strength", data={"day": YESTERDAY.isoformat()})
    page = Page(as_alice.get("/body"))
    assert "2 days this week. Your aim was 2." in page.text
    as_alice.post("/body/strength/delete", data=page.form("/body/strength/delete"))
    assert "1 of 2 days this week" in as_alice.get("/body").text


@pytest.mark.parametrize("day", ["2027-01-01", "2026-01-01", "soon"])
def test_a_strength_day_of_another_time_is_refused(as_alice: FlaskClient, day: str) -> None:
    assert as_alice.post("/body/strength", data={"day": day}).status_code == 422
    assert "0 of 2 days this week" in as_alice.get("/body").text


@pytest.mark.parametrize(("age", "said"), [(None, "2 days this week"), (64, "2 days this week"), (65, "2 of 3 days")])
def test_balance_days_are_days_with_backward_minutes(
    as_alice: FlaskClient, database: Database, alice: User, age: int | None, said: str
) -> None:
    with database.writing() as session:
        if age is not None:
            check = Check(birth_year=TODAY.year - age, sex=None, answers=frozenset())
            safety.keep(session, alice.diary, check, now=NOW)
        for day in (TODAY, TODAY, YESTERDAY):
            log(session, alice, backward(3), day=day)
        log(session, alice, forward(30), day=TODAY - dt.timedelta(days=2))
    page = as_alice.get("/body").text
    assert said in page.partition('id="strength"')[0]
    assert page.count("went backward") == 2


def test_a_study_is_stated_with_its_size_and_no_loss_is_predicted(as_alice: FlaskClient) -> None:
    page = as_alice.get("/body").text
    assert "26 women" in page
    assert "Backstride predicts no loss of fat." in page
    assert "We did not find the study." in page


def test_bob_has_a_body_of_his_own(as_bob: FlaskClient, database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        store.set_waist(session, alice.diary, TODAY, 77.7)
        weights.set_on(session, alice.diary, TODAY, 66.6)
    page = as_bob.get("/body").text
    assert "77.7" not in page and "66.6" not in page
    as_bob.post("/body/waist/delete", data={"measured_on": TODAY.isoformat()})
    assert waists(database, alice) == {TODAY: 77.7}


def test_the_last_weight_and_waist_are_shown_with_their_day(as_alice: FlaskClient) -> None:
    """Who had entered one weight saw it nowhere."""
    as_alice.post("/body/weight", data={"weight": "71.5", "weighed_on": (TODAY - dt.timedelta(days=4)).isoformat()})
    as_alice.post("/body/waist", data={"waist": "88", "measured_on": TODAY.isoformat()})
    text = Page(as_alice.get("/body")).text
    assert "71.5 kg on Monday" in text and "88 cm today" in text


def test_a_weight_of_today_that_is_not_taken_leads_back_to_today_once_it_is(as_alice: FlaskClient) -> None:
    refused = Page(as_alice.post("/body/weight", data={"weight": "70kg", "back": "today"}))
    form = refused.form("/body/weight")
    assert (form["weight"], form["back"]) == ("70kg", "today")
    assert as_alice.post("/body/weight", data=form | {"weight": "70"}).location.startswith("/?done=weight")
    assert "back" not in Page(as_alice.get("/body")).form("/body/weight")
