"""A document taken back: all of it or nothing, and never over what is here."""

import datetime as dt
import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import households
from tests.factories import NOW, TODAY, add_user, backward, log, times
from webapp.actions import exports, goals, plan, restore_checks, restore_reading, restores, safety, walks, weights
from webapp.actions.exports import Format
from webapp.domain.problems import Invalid
from webapp.domain.restores import CannotRestore, Flaw, OwnChoice, Restored
from webapp.domain.safety import Check
from webapp.domain.standings import ChoiceKind
from webapp.security import accounts
from webapp.storage import belongings, clocks, columns, users
from webapp.storage import weeks as week_store
from webapp.storage.engine import Database
from webapp.storage.models import PainRow, SegmentRow, User, WalkRow
from webapp.storage.restores import CHOICES


def exported(database: Database, user: User) -> bytes:
    file = io.BytesIO()
    with database.reading() as session:
        exports.export(session, session.get_one(User, user.id).diary, file, Format.JSON, now=NOW)
    return file.getvalue()


def restore(database: Database, user: User, data: bytes) -> Restored:
    with restore_reading.read(io.BytesIO(data), now=NOW) as read, database.writing() as session:
        return restores.restore(session, session.get_one(User, user.id).diary, read, now=NOW)


@contextmanager
def a_server(template: Path, folder: Path) -> Iterator[Database]:
    shutil.copyfile(template, folder / "home.db")
    database = Database.in_file(folder / "home.db")
    yield database
    database.close()
    (folder / "home.db").unlink()


@settings(max_examples=times(4, long=200))
@given(seed=st.integers(0, 2**32))
def test_a_household_that_goes_and_comes_back_finds_everything_as_it_was(
    template: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = Random(seed)
    names = ["Ann", "Ben", "Cem"][: random.randint(1, 3)]
    with a_server(template, tmp_path_factory.mktemp("household")) as home:
        people = [add_user(home, name) for name in names]
        with home.writing() as session:
            for user in people:
                households.fill(session, user, random)
        documents = [exported(home, user) for user in people]
        with home.writing() as session:
            for user in people:
                accounts.remove(session, users.get(session, user.id))
        people = [add_user(home, name, time_zone="UTC") for name in names]
        for user, document in zip(people, documents, strict=True):
            assert restore(home, user, document).has_settings
        assert [exported(home, user) for user in people] == documents


def test_the_households_hold_a_row_of_everything_that_is_taken_along(database: Database, alice: User) -> None:
    with database.writing() as session:
        households.fill(session, alice, Random(1), parts=households.PARTS)

    document = json.loads(exported(database, alice))
    assert [each.name for each in belongings.LISTS if not document[each.name]] == []
    for part in ("segments", "pain", "before_edit", "deleted_at", "former_figures"):
        assert any(walk[part] for walk in document["walks"]), part


def test_every_list_has_its_rules_and_every_word_its_choices() -> None:
    models: list[type[columns.Base]] = [WalkRow, SegmentRow, PainRow, *(each.model for each in belongings.LISTS)]
    words = {
        (model, column.name)
        for model in models
        for column in columns.table(model).columns
        if getattr(column.type, "length", None) == 30
    }

    assert restore_checks.CHECKS.keys() == {each.name for each in belongings.LISTS}
    assert {(model.__name__, name) for model, name in words - CHOICES.keys()} == {("WalkRow", "model")}


def test_the_weeks_are_worked_out_again(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice, backward(30))
    restore(database, bob, exported(database, alice))

    with database.reading() as session:
        (mine, theirs) = (week_store.between(session, who.diary, TODAY.min, TODAY.max) for who in (alice, bob))
        assert [row[1:] for row in mine] == [row[1:] for row in theirs] != []
        assert clocks.latest(session) == TODAY


def test_what_is_here_already_stays_as_it_is_and_what_is_new_comes_in(database: Database, alice: User) -> None:
    with database.writing() as session:
        first = log(session, alice, note="as it was")
        log(session, alice, note="gone since")
    document = exported(database, alice)
    with database.writing() as session:
        for row in session.query(type(first)).order_by(type(first).id):
            if row.id == first.id:
                row.note = "as it is now"
            else:
                session.delete(row)

    restored = restore(database, alice, document)
    assert (restored.new_walks, restored.known) == (1, 1)
    assert {walk["note"] for walk in json.loads(exported(database, alice))["walks"]} == {"as it is now", "gone since"}


def test_taken_back_twice_nothing_changes(database: Database, alice: User) -> None:
    with database.writing() as session:
        households.fill(session, alice, Random(2), parts=households.PARTS)
    document = exported(database, alice)

    restored = restore(database, alice, document)
    assert (restored.new, restored.kept) == ({}, ())
    assert exported(database, alice) == document


def test_a_single_choice_stays_the_accounts_own(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        households.fill(session, alice, Random(3), parts=households.PARTS)
        safety.answer(session, bob.diary, Check(is_cleared=True), now=NOW, today=TODAY)
        plan.choose(session, bob.diary, ChoiceKind.START, now=NOW, today=TODAY)
    before = json.loads(exported(database, bob))

    restored = restore(database, bob, exported(database, alice))
    after = json.loads(exported(database, bob))
    assert set(restored.kept) == {OwnChoice.SETTINGS, OwnChoice.PLAN, OwnChoice.SAFETY_CHECK}
    for name in ("person", "plan_choices", "safety_checks"):
        assert after[name] == before[name]


def test_a_goal_that_was_set_here_is_not_changed_but_for_the_weeks_before_it(
    database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        for days, minutes in ((70, 60), (0, 90)):
            goals.set_goal(session, alice.diary, minutes, today=TODAY - dt.timedelta(days=days))
        goals.set_goal(session, bob.diary, 200, today=TODAY - dt.timedelta(days=35))

    restored = restore(database, bob, exported(database, alice))
    assert OwnChoice.GOAL in restored.kept
    assert [goal["minutes"] for goal in json.loads(exported(database, bob))["goals"]] == [60, 200]


def test_a_weight_that_comes_in_fills_the_walks_that_were_here_without_any(
    database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, bob)
    restore(database, bob, exported(database, alice))

    (walk,) = json.loads(exported(database, bob))["walks"]
    assert walk["weight_kg"] == 70 and walk["kcal"] > 0


def test_a_fall_after_the_check_that_was_answered_here_is_news_to_it(
    database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        log(session, alice, falls=1)
        safety.answer(session, alice.diary, Check(), now=NOW, today=TODAY)
        safety.answer(session, bob.diary, Check(), now=NOW - dt.timedelta(days=2), today=TODAY)
    restore(database, bob, exported(database, alice))

    assert [walk["fell_since_check"] for walk in json.loads(exported(database, alice))["walks"]] == [False]
    assert [walk["fell_since_check"] for walk in json.loads(exported(database, bob))["walks"]] == [True]


Edit = Callable[[Any], object]
WRONG: dict[str, Edit] = {
    "person": lambda document: document.pop("person"),
    "format": lambda document: document.pop("format"),
    "person.time_zone": lambda document: document["person"].update(time_zone="Mars/Olympus"),
    "person.theme": lambda document: document["person"].update(theme="pink"),
    "webhooks": lambda document: document.update(webhooks=[]) or document["webhooks"].append({}),
    "walks": lambda document: document.update(walks={}),
    "walks.0": lambda document: document["walks"].__setitem__(0, 7),
    "walks.0.nonsense": lambda document: document["walks"][0].update(nonsense=1),
    "walks.0.started_at": lambda document: document["walks"][0].update(started_at="2026-11-20T12:00:00"),
    "walks.0.effort": lambda document: document["walks"][0].update(effort=11),
    "walks.0.source": lambda document: document["walks"][0].update(source="magic"),
    "walks.0.seconds": lambda document: document["walks"][0].update(seconds=7),
    "walks.0.walked_on": lambda document: document["walks"][0].update(walked_on="2026-11-01"),
    "walks.0.kcal": lambda document: document["walks"][0].update(kcal=None),
    "walks.0.warning_signs": lambda document: document["walks"][0].update(warning_signs="luck"),
    "walks.0.segments.0.mode": lambda document: document["walks"][0]["segments"][0].update(mode="flying"),
    "walks.0.segments.0.met": lambda document: document["walks"][0]["segments"][0].update(met="6"),
    "walks.0.light_seconds": lambda document: document["walks"][0].update(light_seconds=2**40),
    "walks.0.before_edit.note": lambda document: document["walks"][0].update(before_edit={"note": 7}),
    "walks.1.id": lambda document: document["walks"].append(document["walks"][0]),
    "weights.0.weight_kg": lambda document: document["weights"][0].update(weight_kg=7),
    "weights.0.weighed_on": lambda document: document["weights"][0].update(weighed_on="0001-01-01"),
    "weights.1": lambda document: document["weights"].append(document["weights"][0]),
}


@pytest.mark.parametrize("path", WRONG)
def test_what_is_wrong_is_named_and_nothing_changes(database: Database, alice: User, bob: User, path: str) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice)
    document = json.loads(exported(database, alice))
    WRONG[path](document)
    before = exported(database, bob)

    with pytest.raises(Invalid) as refused:
        restore(database, bob, json.dumps(document).encode())
    assert path in [problem.field for problem in refused.value.problems]
    assert exported(database, bob) == before


@pytest.mark.parametrize("part", [0.01, 0.3, 0.9, 0.999])
def test_a_document_that_was_cut_is_damaged(database: Database, alice: User, bob: User, part: float) -> None:
    with database.writing() as session:
        walks.delete_walk(session, alice.diary, log(session, alice), now=NOW)
    document = exported(database, alice)

    with pytest.raises(CannotRestore) as refused:
        restore(database, bob, document[: int(len(document) * part)])
    assert refused.value.flaw in (Flaw.DAMAGED, Flaw.FOREIGN)
    assert json.loads(exported(database, bob))["walks"] == []


def test_a_newer_format_and_another_program_are_told(database: Database, alice: User) -> None:
    document = json.loads(exported(database, alice))

    for change, flaw in (({"format": 2}, Flaw.NEWER), ({"app": "forwardstride"}, Flaw.FOREIGN)):
        with pytest.raises(CannotRestore) as refused:
            restore(database, alice, json.dumps(document | change).encode())
        assert refused.value.flaw is flaw


def test_an_earlier_document_without_what_was_added_since_is_taken(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        log(session, alice)
    document = json.loads(exported(database, alice))
    for name in ("import_batches", "import_rows", "usual_paces"):
        del document[name]
    document["import_questions"] = [{"doubt": "sport"}]
    for name in ("with_partner", "held_form", "warning_signs", "hurt_since_cleared"):
        del document["walks"][0][name]

    assert restore(database, bob, json.dumps(document, indent=2).encode()).new_walks == 1
    assert json.loads(exported(database, bob))["walks"] == json.loads(exported(database, alice))["walks"]
