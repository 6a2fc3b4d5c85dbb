"""Everything of a person in one document, and as tables."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import inspect

from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import exports, goals, recalculations, self_tests, walks, weights
from webapp.actions.exports import Format
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.domain.walks import Pain, Site
from webapp.storage import belongings, columns, walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow, Weight

# Who gets in and how is this server's business, and weeks are always made from the walks.
STAYS_HERE = {
    "sign_in",
    "known_device",
    "identity",
    "passkey",
    "code_app",
    "recovery_code",
    "api_token",
    "week_total",
    "calendar_feed",
    "invitation",
    "reading_right",
    "scan",
    "board_link",
    "message_target",
    "outgoing_message",
}


def exported(database: Database, user: User, kind: Format = Format.JSON) -> bytes:
    file = io.BytesIO()
    with database.reading() as session:
        exports.export(session, user.diary, file, kind, now=NOW)
    return file.getvalue()


def document(database: Database, user: User) -> Any:
    return json.loads(exported(database, user))


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with ZipFile(io.BytesIO(data)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def test_every_table_of_a_person_is_in_it_or_stays_here_for_a_reason() -> None:
    of_people = {table.name for table in columns.Base.metadata.sorted_tables if "user_id" in table.columns}
    written = {str(inspect(each.model).local_table) for each in belongings.LISTS}

    assert of_people == written | STAYS_HERE | {"walk", "former_figures"}


def test_few_rows_are_in_memory_at_once(database: Database, alice: User) -> None:
    days = [TODAY - dt.timedelta(days=back) for back in range(2 * belongings.A_CHUNK)]
    with database.writing() as session:
        session.add_all(Weight(user_id=alice.id, weighed_on=day, weight_kg=70) for day in days)
    (of_weights,) = [each for each in belongings.LISTS if each.model is Weight]
    with database.reading() as session:
        rows = belongings.of(session, alice.diary, of_weights)
        assert next(rows)["weighed_on"] == days[-1].isoformat()
        assert len(session.identity_map) <= belongings.A_CHUNK
        assert len(list(rows)) == len(days) - 1


def test_what_belongs_to_somebody_else_is_not_in_it(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        log(session, bob, note="Bob's")
        weights.set_weight(session, bob.diary, TODAY, 81, today=TODAY)

    assert document(database, alice)["walks"] == document(database, alice)["weights"] == []
    assert b"Bob" not in exported(database, alice)


def test_a_walk_is_in_it_with_all_that_was_kept(database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        row = log(session, alice, forward(22), backward(8), pain=(Pain(site=Site.HEEL, before=2),), note="—")
        kcal = row.kcal

    (walk,) = document(database, alice)["walks"]
    assert (walk["id"], walk["note"], walk["kcal"]) == (str(row.uuid), "—", kcal)
    assert [segment["mode"] for segment in walk["segments"]] == ["forward_walk", "backward_walk"]
    assert walk["pain"] == [{"site": "heel", "before": 2, "during": None, "after": None, "next_morning": None}]


def test_the_bin_the_state_before_an_edit_and_former_figures_come_along(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, note="before")
        walks.delete_walk(session, alice.diary, log(session, alice), now=NOW)
        edit(session, alice)
        age(session)
        recalculations.recalculate(session, alice.diary)

    found = document(database, alice)["walks"]
    assert [walk["deleted_at"] is not None for walk in found].count(True) == 1
    assert [walk["before_edit"]["note"] for walk in found if walk["before_edit"]] == ["before"]
    assert any(walk["former_figures"] for walk in found)


def edit(session: Session, user: User) -> None:
    (row,) = store.page(session, user.diary, first=None, last=None, before=None, limit=9)
    walks.change_walk(session, user.diary, row, replace(walk_rows.to_domain(row), note="after"), now=NOW)


def age(session: Session) -> None:
    for row in session.query(WalkRow):
        row.model = "bw-energy-1"
    session.flush()


def test_twice_the_same_is_the_same_bytes_with_its_keys_in_order(database: Database, alice: User) -> None:
    with database.writing() as session:
        for _ in range(3):
            log(session, alice)
        goals.set_goal(session, alice.diary, 90, today=TODAY)

    first = exported(database, alice)
    assert first == exported(database, alice)
    assert list(json.loads(first)) == sorted(json.loads(first))
    walks_of_it = json.loads(first)["walks"]
    assert walks_of_it == sorted(walks_of_it, key=lambda walk: (walk["started_at"], walk["id"]))


def test_no_secret_is_in_it(database: Database, alice: User) -> None:
    person = document(database, alice)["person"]

    chosen = {"first_weekday", "weight_unit", "distance_unit", "counting", "theme", "language", "shares_week"}
    assert set(person) == {"name", "time_zone", *chosen}
    assert alice.password_hash.encode() not in exported(database, alice)


def test_the_tables_have_a_row_for_each_walk_segment_and_test(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8))
        self_tests.log_result(session, alice.diary, a_result(), now=NOW)

    found = tables(exported(database, alice, Format.CSV))
    assert [(row["minutes"], row["backward_minutes"]) for row in found["walks"]] == [("30.0", "8.0")]
    assert [row["walk"] for row in found["segments"]] == [found["walks"][0]["id"]] * 2
    assert [row["kind"] for row in found["self_tests"]] == ["tug"]
    assert found["weights"] == []
    assert [row["time_zone"] for row in found["person"]] == [alice.time_zone]


def a_result() -> Result:
    return Result(id=UUID(int=1), kind=SelfTestKind.TUG, done_at=NOW, time_zone="UTC", tries=(9.5,))


@pytest.mark.parametrize("note", ["=1+1", "+1", "-5 min", "@SUM(A1)", "\t=1", "\uff1d1"])
def test_a_text_never_becomes_a_formula_and_a_number_stays_one(database: Database, alice: User, note: str) -> None:
    with database.writing() as session:
        log(session, alice, forward(20, grade_percent=-5), note=note)

    found = tables(exported(database, alice, Format.CSV))
    assert found["walks"][0]["note"] == f"'{note}"
    assert found["segments"][0]["grade_percent"] == "-5.0"
