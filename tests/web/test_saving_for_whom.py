"""Undo is for who saved, for a day, and never throws away what was saved later."""

import datetime as dt
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer

from tests.factories import NOW, TODAY
from tests.web.pages import Page
from tests.web.test_saving import PLACES, undo
from webapp import clock
from webapp.domain.safety import Answer
from webapp.storage import body, safety, users, weights
from webapp.storage.engine import Database
from webapp.storage.models import User

SAVES = {action: then for _address, action, _first, then in PLACES.values()} | {
    "/body/weight": {"weight": "70"},
    "/body/waist": {"waist": "90"},
}
CHANGED, ENDED = "You changed this since, so it stays as it is.", "This Undo does not work any more"


def weight_of(database: Database, user: User) -> float | None:
    with database.reading() as session:
        return weights.find(session, user.diary, TODAY)


def after(client: FlaskClient, action: str, sent: dict[str, str]) -> Page:
    """The page that says what was saved."""
    return Page(client.get(client.post(action, data=sent).location))


@pytest.mark.parametrize("action", SAVES)
def test_the_address_of_alice_says_nothing_to_bob(as_alice: FlaskClient, as_bob: FlaskClient, action: str) -> None:
    address = as_alice.post(action, data=SAVES[action]).location
    assert Page(as_alice.get(address)).notice
    page = Page(as_bob.get(address))
    assert page.notice is None and "Saved." not in page.text


@pytest.mark.parametrize("action", ["/body/weight", "/settings/weeks"])
def test_what_alice_saved_on_today_is_not_bobs_to_undo(as_alice: FlaskClient, as_bob: FlaskClient, action: str) -> None:
    address = as_alice.post(action, data=SAVES[action] | {"back": "today"}).location
    assert Page(as_alice.get(address)).notice
    page = Page(as_bob.get(address))
    assert page.notice is None and "as this phone does" not in page.text


def test_what_was_removed_is_offered_to_nobody_else(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    as_alice.post("/body/weight", data={"weight": "70"})
    address = as_alice.post("/body/weight/delete", data={"weighed_on": TODAY.isoformat()}).location
    assert "Removed." in as_alice.get(address).text
    assert "Removed." not in as_bob.get(address).text


def test_an_undo_of_alice_that_bob_sends_changes_nothing(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, bob: User
) -> None:
    as_bob.post("/body/weight", data={"weight": "80"})
    page = after(as_alice, "/body/weight", {"weight": "70"})
    assert page.notice
    for action in ("/body/weight", "/body/weight/undo"):
        assert ENDED in as_bob.get(as_bob.post(action, data=page.notice[1]).location).text
    assert weight_of(database, bob) == 80


@pytest.mark.parametrize("action", ["/body/weight", "/body/weight/undo"])
def test_a_forged_undo_is_neither_shown_nor_followed(
    as_alice: FlaskClient, database: Database, alice: User, action: str
) -> None:
    as_alice.post("/body/weight", data={"weight": "70"})
    forged = URLSafeSerializer("guess", salt="undo", signer_kwargs={"digest_method": sha256}).dumps(
        {"what": "weight", "person": alice.id}
    )
    for signed in (forged, "nonsense", ""):
        assert Page(as_alice.get("/body", query_string={"done": "weight", "undo": signed})).notice is None
        assert ENDED in as_alice.get(as_alice.post(action, data={"undo": signed, "weight": "90"}).location).text
    assert weight_of(database, alice) == 70


def test_safety_answers_that_nobody_signed_are_neither_shown_nor_put_back(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/safety", data={"birth_year": "1950"})
    as_alice.set_cookie("backstride-before", f"person={alice.id}&answered_at=", path="/safety")
    assert Page(as_alice.get("/safety?done=answers")).notice is None
    as_alice.post("/safety", data={"undo": "nonsense", "answered_at": "", "stroke": "yes"})
    with database.reading() as session:
        found = safety.find(session, alice.diary)
    assert found and (found.birth_year, found.answers) == (1950, frozenset())


def test_what_somebody_answered_on_another_phone_since_stays(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    page = after(as_alice, "/safety", {"birth_year": "1950", "stroke": "yes"})
    as_alice.post("/safety", data={"birth_year": "1950", "numb_feet": "yes"})
    assert CHANGED in undo(as_alice, page).text
    with database.reading() as session:
        found = safety.find(session, alice.diary)
    assert found and found.answers == {Answer.NUMB_FEET}


def test_an_undo_of_one_thing_is_none_of_another(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/body/weight", data={"weight": "70"})
    page = after(as_alice, "/settings/goal", {"goal": "30", "counting": "plain"})
    assert page.notice
    assert ENDED in as_alice.get(as_alice.post("/body/weight/undo", data=page.notice[1]).location).text
    assert weight_of(database, alice) == 70


def test_an_undo_is_good_for_a_day(app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = after(as_alice, "/settings/goal", {"goal": "30", "counting": "plain"})
    assert page.notice
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=1, seconds=1))
    assert ENDED in as_alice.get(as_alice.post(page.notice[0], data=page.notice[1]).location).text


def test_undo_brings_back_the_same_kilograms_in_other_units(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    for figures in ({"weight": "72", "waist": "90"}, {"weight": "71", "waist": "91"}):
        pages = [after(as_alice, f"/body/{what}", {what: figures[what]}) for what in figures]
    with database.writing() as session:
        users.get(session, alice.id).weight_unit = "lb"
    for page in pages:
        assert "It is as it was before." in undo(as_alice, page).text
    with database.reading() as session:
        assert weights.find(session, alice.diary, TODAY) == pytest.approx(72)
        assert body.waist_on(session, alice.diary, TODAY) == pytest.approx(90)


def test_undo_brings_back_the_same_pace_in_other_units(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/paces", data={"pace_forward_walk": "5"})
    page = after(as_alice, "/settings/paces", {"pace_forward_walk": "6"})
    as_alice.post("/settings/units", data={"weight_unit": "kg", "distance_unit": "mi", "theme": "light"})
    undo(as_alice, page)
    as_alice.post("/settings/units", data={"weight_unit": "kg", "distance_unit": "km", "theme": "light"})
    assert float(Page(as_alice.get("/settings/you")).form("/settings/paces")["pace_forward_walk"]) == 5


@pytest.mark.parametrize("place", PLACES)
def test_an_undo_leaves_what_was_changed_since(as_alice: FlaskClient, place: str) -> None:
    address, action, first, then = PLACES[place]
    page = after(as_alice, action, first)
    as_alice.post(action, data=then)
    now = Page(as_alice.get(address)).form(action)
    assert CHANGED in undo(as_alice, page).text
    assert Page(as_alice.get(address)).form(action) == now


@pytest.mark.parametrize("before", [(), ("69",)])
@pytest.mark.parametrize("back", ["", "today"])
def test_an_undo_leaves_a_weight_that_was_corrected_since(
    as_alice: FlaskClient, database: Database, alice: User, before: tuple[str, ...], back: str
) -> None:
    for weight in before:
        as_alice.post("/body/weight", data={"weight": weight})
    page = after(as_alice, "/body/weight", {"weight": "70", "back": back})
    as_alice.post("/body/weight", data={"weight": "75"})
    assert CHANGED in undo(as_alice, page).text
    assert weight_of(database, alice) == 75


def test_a_removed_weight_is_not_put_over_a_new_one(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/body/weight", data={"weight": "70"})
    page = after(as_alice, "/body/weight/delete", {"weighed_on": TODAY.isoformat()})
    as_alice.post("/body/weight", data={"weight": "75"})
    assert CHANGED in undo(as_alice, page).text
    assert weight_of(database, alice) == 75


@pytest.mark.parametrize("action", SAVES)
def test_an_undo_that_is_sent_twice_is_the_same_as_once(as_alice: FlaskClient, action: str) -> None:
    page = after(as_alice, action, SAVES[action])
    for _ in range(2):
        assert "It is as it was before." in undo(as_alice, page).text
