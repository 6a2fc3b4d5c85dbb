"""The plan in a calendar: who may read it, what it says, and how an address is made, renewed and ended."""

import datetime as dt
import re

import icalendar
import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY
from tests.web.pages import Page
from webapp.domain.safety import Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.storage import calendars as store
from webapp.storage import plan, safety
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGE = "/settings/calendar"


@pytest.fixture(autouse=True)
def _in_the_plan(database: Database, alice: User) -> None:
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1980), now=NOW)
        plan.add(session, alice.diary, Choice(kind=ChoiceKind.START, at=NOW, day=TODAY - dt.timedelta(days=4)))


def address(client: FlaskClient) -> str:
    found = re.search(r"http://localhost(/calendar/[\w-]{43}\.ics)", client.get(PAGE).text)
    return found[1] if found else ""


def make(client: FlaskClient) -> str:
    client.post(f"{PAGE}/address", data=Page(client.get(PAGE)).form("/settings/calendar/address"))
    return address(client)


def events(client: FlaskClient, path: str) -> list[icalendar.Event]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")  # type: ignore[return-value]


def test_whoever_has_the_address_reads_the_coming_sessions(as_alice: FlaskClient, stranger: FlaskClient) -> None:
    as_alice.post(PAGE, data={"walks_at": "19:00"})
    path = make(as_alice)
    as_alice.delete_cookie("backstride")
    first, second, *_ = events(as_alice, path)

    assert [str(first["SUMMARY"]), first.decoded("DTSTART")] == ["Walk", dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)]
    assert second.decoded("DTSTART") - first.decoded("DTSTART") == dt.timedelta(days=2)
    assert "DESCRIPTION" not in first


def test_a_session_is_told_only_to_who_wishes_it_and_undo_takes_that_back(as_alice: FlaskClient) -> None:
    path = make(as_alice)
    saved = as_alice.post(PAGE, data={"walks_at": "19:00", "tells_session": "yes"})
    assert str(events(as_alice, path)[0]["DESCRIPTION"]) == "5 × 1 min backward"

    as_alice.post(PAGE, data=Page(as_alice.get(saved.location)).form(PAGE))
    assert "DESCRIPTION" not in events(as_alice, path)[0]


def test_an_entry_keeps_its_name_in_the_file_and_in_the_calendar(as_alice: FlaskClient) -> None:
    path = make(as_alice)
    names = [str(event["UID"]) for event in events(as_alice, path)]

    assert [str(event["UID"]) for event in events(as_alice, "/plan/next.ics")] == names[:1]
    assert [str(event["UID"]) for event in events(as_alice, path)] == names
    assert len(set(names)) == len(names)


def test_a_second_tap_makes_no_second_address_and_a_new_one_ends_the_old(as_alice: FlaskClient) -> None:
    form = Page(as_alice.get(PAGE)).form("/settings/calendar/address")
    for _ in range(2):
        as_alice.post(f"{PAGE}/address", data=form)
        old = address(as_alice)
        assert as_alice.get(old).status_code == 200
    new = make(as_alice)

    assert new != old
    assert (as_alice.get(old).status_code, as_alice.get(new).status_code) == (404, 200)


def test_an_ended_address_opens_nothing_until_it_is_used_again(as_alice: FlaskClient) -> None:
    path = make(as_alice)
    as_alice.post(f"{PAGE}/end")
    assert as_alice.get(path).status_code == 404
    assert "has ended" in as_alice.get(PAGE).text

    as_alice.post(f"{PAGE}/resume")
    assert (as_alice.get(path).status_code, address(as_alice)) == (200, path)


def test_the_page_says_when_a_calendar_read_it(as_alice: FlaskClient) -> None:
    path = make(as_alice)
    assert "No calendar has read it yet." in as_alice.get(PAGE).text
    as_alice.get(path)
    assert "A calendar last read it on 20 Nov 2026." in as_alice.get(PAGE).text


@pytest.mark.parametrize("key", ["x", "None", "%00", "a" * 5000])
def test_a_key_that_is_none_finds_nothing(as_alice: FlaskClient, key: str) -> None:
    assert as_alice.get(f"/calendar/{key}.ics").status_code == 404


def test_bob_has_no_address_by_alices_and_turns_nothing_of_hers(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    path = make(as_alice)
    for action in ("end", "resume", "address"):
        as_bob.post(f"{PAGE}/{action}")

    assert address(as_bob) not in ("", path)
    assert as_alice.get(path).status_code == 200
    assert (address(as_alice), events(as_bob, address(as_bob))) == (path, [])


def test_without_a_plan_there_is_no_next_session_to_add(as_bob: FlaskClient) -> None:
    answer = as_bob.get("/plan/next.ics")
    assert (answer.status_code, answer.location) == (303, "/plan")


def test_a_plan_that_was_put_away_leaves_an_empty_calendar(as_alice: FlaskClient) -> None:
    path = make(as_alice)
    as_alice.post("/plan/stop")
    assert events(as_alice, path) == []


def test_a_time_that_is_none_is_refused_with_what_was_typed(as_alice: FlaskClient) -> None:
    answer = as_alice.post(PAGE, data={"walks_at": "25:00", "tells_session": "yes"})
    page = Page(answer)
    assert answer.status_code == 422 and page.refuses("walks_at")
    assert page.named("walks_at")["value"] == "25:00"


def test_the_address_goes_with_the_account(as_alice: FlaskClient, database: Database, alice: User) -> None:
    path = make(as_alice)
    with database.writing() as session:
        session.delete(session.get_one(User, alice.id))
    with database.reading() as session:
        assert store.find(session, alice.diary) is None
    assert as_alice.get(path).status_code == 404
