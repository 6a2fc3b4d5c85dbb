"""One person of the household: what the owner makes of them, a way back, and taking them out and in again."""

import datetime as dt
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, add_user, days_go_by, log, signed_in
from tests.web.pages import Page
from webapp.security import accounts
from webapp.storage import reminders, users
from webapp.storage.engine import Database
from webapp.storage.models import User

NEW_PASSWORD = "a wholly different one"


def roles(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {user.name: user.role for user in users.all_users(session)}


def give(owner: FlaskClient, person: User, role: str, password: str = PASSWORD) -> tuple[int, str]:
    answer = owner.post(f"/household/people/{person.id}/role", data={"role": role, "role_password": password})
    return answer.status_code, Page(answer).text


def take_out(owner: FlaskClient, person: User, password: str = PASSWORD) -> int:
    path = f"/household/people/{person.id}/take-out"
    return owner.post(path, data={"out_password": password}).status_code


def way_back(owner: FlaskClient, person: User) -> str:
    answer = owner.post(f"/household/people/{person.id}/link", data={"link_password": PASSWORD})
    return (answer.location or "").replace("/household/links/", "/join/")


@pytest.mark.parametrize("role", ["child", "owner"])
def test_the_owner_says_what_somebody_is(as_alice: FlaskClient, database: Database, bob: User, role: str) -> None:
    assert give(as_alice, bob, role)[0] == 303
    assert roles(database) == {"Alice": "owner", "Bob": role}


def test_one_owner_always_stays(as_alice: FlaskClient, database: Database, alice: User) -> None:
    status, text = give(as_alice, alice, "adult")
    assert status == 422 and "Please make somebody else an owner first." in text
    assert roles(database) == {"Alice": "owner"}


def test_the_owner_hands_over(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    give(as_alice, bob, "owner")
    answer = as_alice.post(f"/household/people/{alice.id}/role", data={"role": "adult", "role_password": PASSWORD})
    assert answer.location == "/settings"
    assert roles(database) == {"Alice": "adult", "Bob": "owner"}
    assert as_alice.get("/household").status_code == 404 and as_bob.get("/household").status_code == 200


def test_links_of_who_is_no_owner_any_more_end(as_alice: FlaskClient, as_bob: FlaskClient, bob: User) -> None:
    give(as_alice, bob, "owner")
    as_bob.post("/household/invite", data={"whom": "Bob's friend", "role": "adult"})
    assert "Bob's friend" in Page(as_alice.get("/household")).text
    give(as_alice, bob, "adult")
    assert "Bob's friend" not in Page(as_alice.get("/household")).text


@pytest.mark.parametrize("role", ["", "x"])
def test_nobody_becomes_what_there_is_not(as_alice: FlaskClient, database: Database, bob: User, role: str) -> None:
    assert give(as_alice, bob, role)[0] == 422
    assert roles(database)["Bob"] == "adult"


@pytest.mark.parametrize(("password", "why"), [("", "Please enter your current password."), ("wrong one", "is not")])
def test_without_the_owners_password_nothing_changes(
    as_alice: FlaskClient, database: Database, bob: User, password: str, why: str
) -> None:
    status, text = give(as_alice, bob, "owner", password)
    assert status == 422 and why in text
    assert take_out(as_alice, bob, password) == 422
    answer = as_alice.post(f"/household/people/{bob.id}/link", data={"link_password": password})
    assert answer.status_code == 422 and Page(answer).refuses("link_password")
    assert roles(database)["Bob"] == "adult"


def test_guessing_the_owners_password_is_slowed_down(as_alice: FlaskClient, bob: User) -> None:
    assert [take_out(as_alice, bob, "wrong one") for _ in range(7)][-1] == 429


def test_somebody_gets_back_in_with_a_new_password_and_is_signed_out_elsewhere(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, bobs_script: FlaskClient, bob: User
) -> None:
    path = way_back(as_alice, bob)
    phone = app.test_client()
    page = Page(phone.get(path))
    assert "Welcome back, Bob" in page.text and "signs you out everywhere else" in page.text
    answer = phone.post(path, data={"password": NEW_PASSWORD}, headers=SAME_ORIGIN)
    assert answer.location == "/" and phone.get("/").status_code == 200
    assert as_bob.get("/").location == "/login"
    assert bobs_script.get("/api/v1/walks").status_code == 401
    assert phone.get(path).status_code == 200 and app.test_client().get(path).status_code == 410


def test_until_it_is_used_the_old_password_is_good(app: Flask, as_alice: FlaskClient, bob: User) -> None:
    path = way_back(as_alice, bob)
    assert "New password for Bob" in Page(as_alice.get("/household")).text
    phone = app.test_client()
    weak = phone.post(path, data={"password": "short"}, headers=SAME_ORIGIN)
    assert weak.status_code == 422 and Page(weak).refuses("password")
    form = {"name": "Bob", "password": PASSWORD}
    assert phone.post("/login", data=form, headers=SAME_ORIGIN).status_code == 303


def test_a_second_link_or_a_new_password_ends_the_first(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, bob: User
) -> None:
    first, second = way_back(as_alice, bob), way_back(as_alice, bob)
    assert [app.test_client().get(path).status_code for path in (first, second)] == [410, 200]
    as_bob.post("/settings/password", data={"current_password": PASSWORD, "new_password": NEW_PASSWORD})
    assert app.test_client().get(second).status_code == 410


def test_owners_make_themselves_no_link_and_do_not_take_themselves_out(as_alice: FlaskClient, alice: User) -> None:
    assert take_out(as_alice, alice) == 404
    assert as_alice.post(f"/household/people/{alice.id}/link", data={"link_password": PASSWORD}).status_code == 404
    assert 'href="/settings/delete-account"' in as_alice.get(f"/household/people/{alice.id}").text


def test_who_was_taken_out_can_take_everything_along_and_come_back(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, bob: User
) -> None:
    with database.writing() as session:
        log(session, bob, note="Fog.")
    assert take_out(as_alice, bob) == 303
    assert "Taken out, until 20 Dec 2026" in Page(as_alice.get("/household")).text
    page = as_bob.get("/", follow_redirects=True)
    assert "On Sunday 20 December 2026 we delete everything" in Page(page).text.replace(",", "")
    with closing(as_bob.get("/export/file")) as file:
        assert b"Fog." in file.data
    as_alice.post(f"/household/people/{bob.id}/take-in")
    assert as_bob.get("/walks/").status_code == 200 and as_bob.get("/leaving").location == "/"


def test_a_calendar_and_reminders_of_who_was_taken_out_are_silent(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, database: Database, bob: User
) -> None:
    with database.writing() as session:
        reminders.keep(session, bob.diary, [0], dt.time(18))
    as_bob.post("/settings/calendar/address")
    address = Page(as_bob.get("/settings/calendar")).elements
    link = next(found["value"] or "" for _, found in address if found.get("id") == "calendar-address")
    path = link.removeprefix("http://localhost")
    assert app.test_client().get(path).status_code == 200
    take_out(as_alice, bob)
    assert app.test_client().get(path).status_code == 404
    with database.reading() as session:
        assert not reminders.everybodys(session)


def test_after_thirty_days_they_are_deleted_and_nobody_else(
    app: Flask, as_alice: FlaskClient, database: Database, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    carol = add_user(database, "Carol")
    take_out(as_alice, bob)
    last = NOW + accounts.STAYS_FOR + dt.timedelta(days=1)
    with database.writing() as session:
        days_go_by(session, last, accounts.STAYS_FOR.days + 2)
    monkeypatch.setattr("webapp.clock.now", lambda: last)
    signed_in(app.test_client(), carol).get("/")
    as_alice.get("/")
    assert roles(database) == {"Alice": "owner", "Carol": "adult"}


def test_a_clock_that_leaps_deletes_nobody(
    as_alice: FlaskClient, database: Database, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out(as_alice, bob)
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(days=60))
    as_alice.get("/")
    assert "Bob" in roles(database)


def test_nobody_is_there_by_a_number_that_is_none(as_alice: FlaskClient) -> None:
    for path in ("", "/role", "/link", "/take-out", "/take-in"):
        data = {"role": "adult", "role_password": PASSWORD, "link_password": PASSWORD, "out_password": PASSWORD}
        address = f"/household/people/4711{path}"
        assert (as_alice.post(address, data=data) if path else as_alice.get(address)).status_code == 404
