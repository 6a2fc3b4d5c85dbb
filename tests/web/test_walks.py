"""Walks in the browser: log, look, change, delete, take back."""

import datetime as dt
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.actions import weights
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow


def typed(**fields: str) -> dict[str, str]:
    """What a browser sends for 30 minutes of which 8 backward."""
    return {"id": str(uuid4()), "date": "2026-11-20", "time": "17:00", "minutes": "30", "backward": "8"} | fields


def walks_of(database: Database, user: User) -> list[WalkRow]:
    with database.reading() as session:
        return list(store.page(session, user.diary, first=None, last=None, before=None, limit=100))


def test_a_walk_is_logged(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer = as_alice.post("/walks/", data=typed(place="treadmill", slope="2", pace="brisk", note="Fog."))
    assert answer.status_code == 303
    (walk,) = walks_of(database, alice)
    assert [(one.mode, one.seconds) for one in walk.segments] == [("forward_walk", 1320), ("backward_walk", 480)]
    assert (walk.place, walk.note, walk.segments[0].grade_percent) == ("treadmill", "Fog.", 2)
    assert answer.location == f"/?saved={walk.uuid}"
    assert Page(as_alice.get(answer.location)).form(f"/walks/{walk.uuid}/delete") == {"back": "today"}


def test_the_same_form_sent_twice_is_one_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    form = typed()
    first, second = (as_alice.post("/walks/", data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(walks_of(database, alice)) == 1


def test_the_form_begins_with_half_an_hour_that_ended_now(as_alice: FlaskClient) -> None:
    form = Page(as_alice.get("/walks/new")).form("/walks/")
    assert (form["minutes"], form["backward"]) == ("30", "0")
    assert (form["date"], form["time"]) == ("2026-11-20", "17:40")


def test_the_form_of_an_earlier_day_has_that_day(as_alice: FlaskClient) -> None:
    assert Page(as_alice.get("/walks/new?date=2026-11-18")).form("/walks/")["date"] == "2026-11-18"
    for odd in ("2027-01-01", "yesterday", "0001-01-01", ""):
        assert as_alice.get(f"/walks/new?date={odd}").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("minutes", value)
            for value in ("", "-5", "0", "1441", "1000000000", "NaN", "inf", "1e400", "soon", "1,2.3")
        ),
        *(("backward", value) for value in ("-1", "31", "1000000000", "nan", "x")),
        *(("date", value) for value in ("", "2026-11-22", "2030-01-01", "9999-12-31", "1999-12-30", "0001-01-01")),
        *(("date", value) for value in ("tomorrow", "2026-02-30")),
        *(("time", value) for value in ("", "25:00", "soon")),
        *(("slope", value) for value in ("41", "-41", "steep")),
        *(("load", value) for value in ("-1", "101")),
        *(("speed", value) for value in ("0", "26", "-3", "NaN")),
        *(("backward_speed", value) for value in ("0", "26")),
        *(("pace", "warp"), ("backward_pace", "very_brisk"), ("backward_mode", "forward_walk"), ("place", "moon")),
        *(("forward_mode", "backward_walk"), ("effort", "11"), ("effort", "-1"), ("note", "x" * 10_000)),
    ],
)
def test_a_walk_that_cannot_be_is_refused_and_what_was_typed_stays(
    as_alice: FlaskClient, database: Database, alice: User, field: str, value: str
) -> None:
    answer = as_alice.post("/walks/", data=typed(**{field: value}))
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    if not field.endswith(("pace", "mode", "place", "effort")):
        assert page.form("/walks/")[field].strip() == value
    assert page.form("/walks/")["id"]
    assert walks_of(database, alice) == []


def test_every_problem_is_named_at_once(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/walks/", data=typed(minutes="x", slope="99", date="2027-01-01")))
    assert page.refuses("minutes")
    assert page.refuses("slope")
    assert not page.named("backward").get("aria-invalid")


@pytest.mark.parametrize("fields", [{}, {"id": "7"}, {"segments": "x"}, {"segments": "3"}, {"segments": "-1"}])
def test_a_form_that_no_browser_of_ours_sends_is_refused(as_alice: FlaskClient, fields: dict[str, str]) -> None:
    assert as_alice.post("/walks/", data=fields).status_code == 422


def test_a_form_cannot_ask_for_a_page_of_a_million_stretches(as_alice: FlaskClient) -> None:
    """Refused, it is shown again: its rows must not be as many as the number that came with it says."""
    answer = as_alice.post("/walks/", data=typed(segments="2000"))
    assert answer.status_code == 422
    assert len([tag for tag, _ in Page(answer).elements if tag == "fieldset"]) <= 501


@pytest.mark.parametrize(
    ("zone", "date", "time"),
    [
        ("Asia/Tokyo", "0001-01-01", "00:00"),
        ("America/New_York", "9999-12-31", "23:59"),
    ],
)
def test_the_first_and_the_last_day_of_all_are_refused(as_alice: FlaskClient, zone: str, date: str, time: str) -> None:
    """In UTC these lie before the first and after the last date that Python knows."""
    as_alice.post("/settings/weeks", data={"time_zone": zone})
    answer = as_alice.post("/walks/", data=typed(date=date, time=time))
    assert answer.status_code == 422
    assert Page(answer).refuses("date")


def test_a_comma_is_a_decimal_point(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/walks/", data=typed(minutes="30,5", backward="0"))
    assert walks_of(database, alice)[0].seconds == 1830


def test_a_walk_is_shown_with_its_minutes(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(22), backward(8)).uuid
    page = Page(as_alice.get(f"/walks/{uuid}"))
    assert "22" in page.text
    assert f"/walks/{uuid}/delete" in page.forms
    assert (f"/walks/{uuid}/edit") in {found.get("href") for tag, found in page.elements if tag == "a"}


def test_the_page_of_a_walk_all_forward_has_its_calories_and_no_backward(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """It had an empty box, and "50 min, 0 backward" above it."""
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        uuid = log(session, alice, forward(50)).uuid
    text = as_alice.get(f"/walks/{uuid}").text
    assert "50 min, all forward" in text
    assert '<span class="figure">' in text
    assert "0 backward" not in text


def test_a_stretch_forward_at_a_brisk_pace_says_so(as_alice: FlaskClient, database: Database, alice: User) -> None:
    slow, fast = forward(5, speed_kmh=3.0), forward(6, speed_kmh=None, distance_m=560.0)
    with database.writing() as session:
        uuid = log(session, alice, slow, fast, forward(7, speed_kmh=None), backward(8, speed_kmh=5.6)).uuid
    page = Page(as_alice.get(f"/walks/{uuid}"))
    tags = [
        name
        for _, found in page.elements
        for name in (found.get("id") or "", *found)
        if "segment" in name or name == "data-brisk"
    ]
    assert tags == ["segment-0", "segment-1", "data-brisk", "segment-2", "segment-3"]


def test_a_walk_is_changed_and_the_change_taken_back(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(22), backward(8)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    answer = as_alice.post(f"/walks/{uuid}", data=form | {"minutes": "45"})
    assert answer.status_code == 303
    assert walks_of(database, alice)[0].seconds == 45 * 60
    assert f"/walks/{uuid}/undo" in Page(as_alice.get(answer.location)).forms
    assert as_alice.post(f"/walks/{uuid}/undo").location == f"/walks/{uuid}"
    assert walks_of(database, alice)[0].seconds == 30 * 60


def test_a_change_that_cannot_be_is_refused(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    answer = as_alice.post(f"/walks/{uuid}", data=typed(minutes="-3"))
    assert answer.status_code == 422
    assert Page(answer).refuses("minutes")
    assert walks_of(database, alice)[0].seconds == 28 * 60


def test_a_deleted_walk_is_in_the_bin_and_can_come_back(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    answer = as_alice.post(f"/walks/{uuid}/delete")
    assert answer.status_code == 303
    restore = f"/walks/{uuid}/restore"
    assert restore in Page(as_alice.get(answer.location)).forms
    assert restore in Page(as_alice.get("/walks/bin")).forms
    assert restore in Page(as_alice.get(f"/walks/{uuid}")).forms
    assert walks_of(database, alice) == []
    assert as_alice.get(f"/walks/{uuid}/edit").status_code == 404
    answer = as_alice.post(restore)
    assert "This walk is back in your diary." in Page(as_alice.get(answer.location)).text
    assert len(walks_of(database, alice)) == 1


def test_deleting_and_restoring_twice_does_no_harm(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    for verb in ("delete", "delete", "restore", "restore", "undo"):
        assert as_alice.post(f"/walks/{uuid}/{verb}").status_code == 303
    assert len(walks_of(database, alice)) == 1


def test_history_shows_weeks_newest_first_and_every_walk_once(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        logged = [log(session, alice, day=TODAY - dt.timedelta(weeks=back)).uuid for back in range(20)]
    address, seen = "/walks/", list[str]()
    while address:
        page = Page(as_alice.get(address))
        seen += [(found.get("id") or "")[5:] for tag, found in page.elements if tag == "li" and found.get("id")]
        older = [
            found["href"] or "" for tag, found in page.elements if tag == "a" and "before=" in str(found.get("href"))
        ]
        address = older[0] if older else ""
    assert seen == [str(uuid) for uuid in logged]


@pytest.mark.parametrize("query", ["before=0001-01-01", "before=9999-12-31", "before=x", "deleted=x", "before="])
def test_an_odd_address_of_history_is_no_mistake(as_alice: FlaskClient, query: str) -> None:
    assert as_alice.get(f"/walks/?{query}").status_code == 200


def test_the_preview_is_the_fragment_of_the_form(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer = as_alice.post("/walks/preview", data=typed(), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    elements = Page(answer).elements
    assert elements[0][1]["id"] == "walk-preview"
    assert "html" not in {tag for tag, _ in elements}
    assert walks_of(database, alice) == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"minutes": "x"},
        {"segments": "999999999"},
        {"minutes": "9", "date": "0001-01-01"},
        {"minutes": "9", "date": "9999-12-31"},
    ],
)
def test_the_preview_of_half_a_form_is_no_mistake(as_alice: FlaskClient, fields: dict[str, str]) -> None:
    assert as_alice.post("/walks/preview", data=fields).status_code == 200
