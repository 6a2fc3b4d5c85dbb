"""Many walks at once, on pages: select them, see before and after, change them, and take it back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.pages import Page
from webapp.domain.walks import Place
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow

DELETE = {"all": "yes", "kind": "delete"}


@pytest.fixture(autouse=True)
def walks(database: Database, alice: User) -> list[str]:
    """Three walks of Alice's, one of them on a treadmill."""
    with database.writing() as session:
        places = (Place.TREADMILL, Place.OUTDOORS, None)
        days = [TODAY - dt.timedelta(days=back) for back in range(3)]
        return [str(log(session, alice, day=day, place=place).uuid) for day, place in zip(days, places, strict=True)]


def rows(database: Database, user: User) -> list[WalkRow]:
    with database.reading() as session:
        return list(store.page(session, user.diary, first=None, last=None, before=None, limit=100))


def send(client: FlaskClient, fields: Mapping[str, Any]) -> str:
    """Select walks; the address at which one then says what to do with them."""
    answer = client.post("/walks/many", data=fields)
    assert answer.status_code == 303
    return answer.location


def plan(client: FlaskClient, address: str, fields: dict[str, str]) -> Page:
    assert client.post(f"{address}/plan", data=fields).status_code == 303
    return Page(client.get(address))


def carry_out(client: FlaskClient, address: str) -> Page:
    assert client.post(f"{address}/save", data=Page(client.get(address)).form("/save")).status_code == 303
    return Page(client.get(address))


def test_history_leads_to_the_walks_of_its_filter_with_a_box_for_each(as_alice: FlaskClient, walks: list[str]) -> None:
    links = {found.get("href") for tag, found in Page(as_alice.get("/walks/?place=treadmill")).elements if tag == "a"}
    assert "/walks/many?place=treadmill" in links
    page = Page(as_alice.get(f"/walks/many?place=treadmill&walk={walks[0]}&walk={walks[1]}"))
    boxes = {found.get("value"): "checked" in found for _, found in page.elements if found.get("type") == "checkbox"}
    assert boxes == {"yes": False, walks[0]: True}
    assert page.form("/walks/many")["place"] == "treadmill"
    assert walks[1] in {found.get("value") for _, found in page.elements if found.get("type") == "hidden"}


def test_whoever_ticks_none_is_told_so_and_keeps_the_filter(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/walks/many", data={"place": "treadmill"})
    assert answer.status_code == 422
    assert "Please tick a walk first." in Page(answer).text
    assert answer.text.count("data-pick>") == 1


def test_walks_are_deleted_and_come_back_by_one_undo(
    as_alice: FlaskClient, database: Database, alice: User, walks: list[str]
) -> None:
    address = send(as_alice, {"walk": walks[:2], "kind": "delete"})
    shown = as_alice.get(address).text
    assert all(f"<td>{before}</td><td>0</td>" in shown for before in (2, 56, 16))
    assert len(rows(database, alice)) == 3
    page = carry_out(as_alice, address)
    assert "Deleted 2 walks." in page.text
    assert len(rows(database, alice)) == 1
    assert address in {found.get("href") for _, found in Page(as_alice.get("/walks/bin")).elements}
    assert page.notice == (f"{address}/undo?for={alice.id}", {})
    as_alice.post(f"{address}/undo")
    report = Page(as_alice.get(address)).text
    assert "Taken back" in report and "2 walks are as they were before." in report
    assert len(rows(database, alice)) == 3


def test_the_report_of_an_undo_speaks_only_of_what_had_been_changed(as_alice: FlaskClient, walks: list[str]) -> None:
    address = send(as_alice, {"all": "yes"})
    plan(as_alice, address, {"kind": "place", "place": "treadmill"})
    assert "1 walk is like this already." in carry_out(as_alice, address).text
    as_alice.post(f"/walks/{walks[1]}/delete")
    as_alice.post(f"{address}/undo")
    text = Page(as_alice.get(address)).text
    assert "1 walk is as it was before." in text and "like this already" not in text
    assert "1 walk is in the bin, and it is as it was before, too." in text


def test_the_filter_says_at_once_how_many_it_finds(as_alice: FlaskClient) -> None:
    asked = as_alice.get("/walks/?place=treadmill", headers={"HX-Request": "true"})
    found = next(found for tag, found in Page(asked).elements if tag == "a" and found.get("href") == "#history")
    assert found["class"] == "button" and "See 1 walk" in asked.text
    assert "Show these walks" in as_alice.get("/walks/?place=treadmill").text


def test_all_that_a_filter_finds_is_changed_and_nothing_else(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = send(as_alice, {"all": "yes", "place": "treadmill"})
    assert "Change 1 walk" in Page(as_alice.get(address)).text
    plan(as_alice, address, {"kind": "note", "note": "At the gym."})
    carry_out(as_alice, address)
    assert sorted(row.note for row in rows(database, alice)) == ["", "", "At the gym."]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "pace", "pace_forward_walk": "99"}, "pace_forward_walk"),
        ({"kind": "pace"}, "pace_forward_walk"),
        ({"kind": "note", "note": "x" * 201}, "note"),
        ({"kind": "note", "note": " "}, "note"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(
    as_alice: FlaskClient, fields: dict[str, str], field: str
) -> None:
    address = send(as_alice, {"all": "yes"})
    answer = as_alice.post(f"{address}/plan", data=fields)
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    assert page.named(field)["value"] == fields.get(field, "").strip()


@pytest.mark.parametrize("kind", ["", "fly", "place", "direction"])
def test_an_unknown_wish_changes_nothing(as_alice: FlaskClient, kind: str) -> None:
    address = send(as_alice, {"all": "yes"})
    assert as_alice.post(f"{address}/plan", data={"kind": kind, "place": "moon"}).status_code == 422
    assert as_alice.post(f"{address}/save", data={"change": ""}).status_code == 303
    assert as_alice.post(f"{address}/undo").status_code == 303
    assert "Change 3 walks" in Page(as_alice.get(address)).text


def test_what_another_tab_asked_for_since_is_not_carried_out(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    address = send(as_alice, {"all": "yes"})
    shown = plan(as_alice, address, {"kind": "place", "place": "track"}).form("/save")
    plan(as_alice, address, {"kind": "delete"})
    as_alice.post(f"{address}/save", data=shown)
    assert len(rows(database, alice)) == 3
    assert "Delete 3 walks" in Page(as_alice.get(address)).text


def test_a_walk_that_was_changed_since_is_named(as_alice: FlaskClient, walks: list[str]) -> None:
    address = send(as_alice, DELETE)
    form = Page(as_alice.get(f"/walks/{walks[0]}/edit")).form(f"/walks/{walks[0]}")
    as_alice.post(f"/walks/{walks[0]}", data=form | {"minutes": "45"})
    page = carry_out(as_alice, address)
    assert "You changed 1 walk after you selected it, so it stays as it is." in page.text
    assert f"/walks/{walks[0]}" in {found.get("href") for _, found in page.elements}


def test_nobody_selects_walks_of_others(as_bob: FlaskClient, walks: list[str]) -> None:
    answer = as_bob.post("/walks/many", data={"walk": walks})
    assert answer.status_code == 422 and "These walks are in the bin or gone." in answer.text
