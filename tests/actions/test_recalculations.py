"""Walks of version 1: what today's model would change, doing it, and the way back."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import recalculations, reviews, walks, weights
from webapp.actions import weeks as week_actions
from webapp.domain import energy
from webapp.domain.energy import Mode
from webapp.domain.goals import Counting
from webapp.domain.walks import Place, Planned
from webapp.storage import figures as figures_store
from webapp.storage import goals, walk_rows
from webapp.storage import recalculations as store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow

UNPACED = backward(5, speed_kmh=None)
# What version 1 made of it for 70 kg: 6.0 MET backward and 4.3 forward at 3.5 mph, the low end at 2.0 mph.
VERSION_1_WALK = {
    "model": "bw-energy-1",
    "light_seconds": 0,
    "vigorous_seconds": 0,
    "kcal": 36.75,
    "kcal_low": 18.9,
    "kcal_high": 48.75,
    "extra_kcal": 10.4125,
    "extra_kcal_low": 3.3,
    "extra_kcal_high": 19.78375,
}
VERSION_1_SEGMENT = {"met": 6.0, "met_forward": 4.3, "speed_from": None, "speed_used_kmh": 5.632704}


def log_version_1(session: Session, user: User, *, day: dt.date = TODAY, **fields: Any) -> WalkRow:
    """A walk of five minutes backward without a pace, in the plan's first session, as version 1 left it."""
    row = log(session, user, UNPACED, day=day, **{"planned": Planned(1, 1)} | fields)
    bands = {name: value for name, value in VERSION_1_WALK.items() if "kcal" in name}
    for name, value in VERSION_1_WALK.items():
        setattr(row, name, value)
    for name, value in (VERSION_1_SEGMENT | bands).items():
        setattr(row.segments[0], name, value)
    session.flush()
    week_actions.refresh(session, user.diary, {row.walked_on})
    return row


def figures(database: Database, user: User, uuid: UUID) -> list[dict[str, Any]]:
    """Everything that is stored of what a walk cost."""
    with database.reading() as session:
        now = walk_store.find(session, user.diary, uuid, in_bin=None)
        assert now
        of_walk, of_segments = figures_store.of_row(now)
        return [of_walk, *of_segments]


@pytest.fixture
def old(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        return log_version_1(session, alice).uuid


def test_both_figures_are_known_before_anything_is_changed(database: Database, alice: User, old: UUID) -> None:
    before = figures(database, alice, old)
    with database.writing() as session:
        log_version_1(session, alice, day=TODAY - dt.timedelta(weeks=1))
        log(session, alice, UNPACED)
        walks.delete_walk(session, alice.diary, log_version_1(session, alice), now=NOW)
    with database.reading() as session:
        found = recalculations.compare(session, alice.diary)

    assert (found.walks, found.weeks) == (2, 2)
    assert (found.kcal_before, found.kcal) == pytest.approx((2 * 36.75, 2 * 18.007), abs=0.02)
    assert (found.extra_before, found.extra) == pytest.approx((2 * 10.4125, 2 * 3.796), abs=0.02)
    assert len(found.largest) == 2 and found.largest[0].kcal == pytest.approx(18.007, abs=0.01)
    assert figures(database, alice, old) == before


def test_a_walk_is_worked_out_again_as_if_it_were_logged_today(database: Database, alice: User, old: UUID) -> None:
    with database.writing() as session:
        fresh = log(session, alice, UNPACED, planned=Planned(1, 1)).uuid
        assert recalculations.recalculate(session, alice.diary) == 1

    assert figures(database, alice, old) == figures(database, alice, fresh)
    with database.reading() as session:
        assert recalculations.compare(session, alice.diary).walks == 0
        this_week = week_actions.this_week(session, alice.diary, TODAY).sum
        assert this_week.kcal == pytest.approx(2 * 18.007, abs=0.02)


def test_the_weight_stays_the_one_it_was_saved_with(database: Database, alice: User, old: UUID) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 90, today=TODAY)
        recalculations.recalculate(session, alice.diary)

    of_walk, _ = figures(database, alice, old)
    assert of_walk["weight_kg"] == 70
    assert of_walk["kcal"] == pytest.approx(18.007, abs=0.01)


def test_light_minutes_stop_counting_by_the_rule_of_the_who(database: Database, alice: User, old: UUID) -> None:
    alice.counting = Counting.WHO
    with database.writing() as session:
        found = recalculations.compare(session, alice.diary)
        recalculations.recalculate(session, alice.diary)
        this_week = week_actions.this_week(session, alice.diary, TODAY).sum

    assert (found.counted_before, found.counted) == (5, 0)
    assert this_week.counted_minutes == 0
    assert figures(database, alice, old)[0]["light_seconds"] == 300


def test_the_way_back_loses_nothing(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        several = [
            log_version_1(session, alice, day=TODAY - dt.timedelta(days=back)).uuid for back in range(store.A_CHUNK + 3)
        ]
        weeks_before = [dataclasses.asdict(one) for one in week_actions.last_weeks(session, alice.diary, TODAY, 40)]
    before = [figures(database, alice, uuid) for uuid in several]
    with database.writing() as session:
        assert recalculations.recalculate(session, alice.diary) == len(several)
        assert recalculations.undo(session, bob.diary) == (0, 0)
        assert store.counts(session, alice.diary) == (len(several), 0)
    assert all(
        now != then for now, then in zip([figures(database, alice, uuid) for uuid in several], before, strict=True)
    )
    with database.writing() as session:
        assert recalculations.undo(session, alice.diary) == (len(several), 0)
        weeks_after = [dataclasses.asdict(one) for one in week_actions.last_weeks(session, alice.diary, TODAY, 40)]
        assert store.counts(session, alice.diary) == (0, 0)

    assert [figures(database, alice, uuid) for uuid in several] == before
    assert weeks_after == weeks_before


def test_a_walk_that_was_changed_since_stays_as_it_is(database: Database, alice: User, old: UUID) -> None:
    with database.writing() as session:
        other = log_version_1(session, alice).uuid
        recalculations.recalculate(session, alice.diary)
        row = walk_store.find(session, alice.diary, old)
        assert row
        changed = dataclasses.replace(walk_rows.to_domain(row), segments=(forward(10),))
        walks.change_walk(session, alice.diary, row, changed, now=NOW)
    edited = figures(database, alice, old)
    with database.writing() as session:
        assert store.counts(session, alice.diary) == (1, 1)
        assert recalculations.undo(session, alice.diary) == (1, 1)

    assert figures(database, alice, old) == edited
    assert figures(database, alice, other)[0]["model"] == "bw-energy-1"


def test_an_effort_that_was_said_since_is_heeded_on_the_way_back(database: Database, alice: User, old: UUID) -> None:
    with database.writing() as session:
        recalculations.recalculate(session, alice.diary)
        row = walk_store.find(session, alice.diary, old)
        assert row
        reviews.review_walk(session, alice.diary, row, {"effort": 8}, now=NOW)
        recalculations.undo(session, alice.diary)

    of_walk, of_segment = figures(database, alice, old)
    assert (of_segment["met"], of_walk["vigorous_seconds"]) == (6.0, 300)


def edit(database: Database, user: User, uuid: UUID, **fields: Any) -> None:
    with database.writing() as session:
        row = walk_store.find(session, user.diary, uuid)
        assert row
        walks.change_walk(session, user.diary, row, dataclasses.replace(walk_rows.to_domain(row), **fields), now=NOW)


def undo_edit(database: Database, user: User, uuid: UUID) -> None:
    with database.writing() as session:
        row = walk_store.find(session, user.diary, uuid)
        assert row
        walks.undo_change(session, user.diary, row)


CHEAP = {"note": "Fog.", "place": Place.TREADMILL, "rails": True, "stumbles": 1, "looked_back": True, "effort": 4}


@pytest.mark.parametrize("field", CHEAP)
def test_an_edit_of_what_costs_nothing_leaves_the_figures_of_an_old_walk(
    database: Database, alice: User, old: UUID, field: str
) -> None:
    before = figures(database, alice, old)
    edit(database, alice, old, **{field: CHEAP[field]})
    assert figures(database, alice, old) == before
    undo_edit(database, alice, old)
    assert figures(database, alice, old) == before


def test_an_effort_that_is_edited_counts_by_the_mets_of_the_old_model(
    database: Database, alice: User, old: UUID
) -> None:
    edit(database, alice, old, effort=8)
    of_walk, of_segment = figures(database, alice, old)
    assert (of_walk["model"], of_walk["vigorous_seconds"], of_segment["met"]) == ("bw-energy-1", 300, 6.0)


def test_another_day_of_the_same_weight_costs_the_same(database: Database, alice: User, old: UUID) -> None:
    before = figures(database, alice, old)
    edit(database, alice, old, started_at=NOW - dt.timedelta(days=3))
    assert figures(database, alice, old) == before


MOVED = {"segments": (forward(10), backward(5)), "planned": None, "started_at": NOW - dt.timedelta(days=30)}


@pytest.mark.parametrize("field", MOVED)
def test_an_edit_of_what_costs_takes_todays_model_and_undo_brings_back_the_figures_of_before(
    database: Database, alice: User, old: UUID, field: str
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY - dt.timedelta(days=40), 90, today=TODAY)
    before = figures(database, alice, old)
    edit(database, alice, old, **{field: MOVED[field]})
    assert figures(database, alice, old)[0]["model"] == energy.MODEL
    undo_edit(database, alice, old)
    assert figures(database, alice, old) == before


def test_undo_of_an_edit_heeds_an_effort_that_was_said_after_it(database: Database, alice: User, old: UUID) -> None:
    edit(database, alice, old, segments=(forward(10),))
    with database.writing() as session:
        row = walk_store.find(session, alice.diary, old)
        assert row
        reviews.review_walk(session, alice.diary, row, {"effort": 8}, now=NOW)
    undo_edit(database, alice, old)
    assert figures(database, alice, old)[0] | {"vigorous_seconds": 0} == {**VERSION_1_WALK, "weight_kg": 70}


def test_a_note_after_a_recalculation_leaves_the_way_back(database: Database, alice: User, old: UUID) -> None:
    before = figures(database, alice, old)
    with database.writing() as session:
        recalculations.recalculate(session, alice.diary)
    edit(database, alice, old, note="Fog.")
    with database.writing() as session:
        assert recalculations.undo(session, alice.diary) == (1, 0)
    assert figures(database, alice, old) == before


def test_a_recalculation_after_a_note_is_not_taken_back_with_the_note(
    database: Database, alice: User, old: UUID
) -> None:
    edit(database, alice, old, note="Fog.")
    with database.writing() as session:
        recalculations.recalculate(session, alice.diary)
    undo_edit(database, alice, old)
    assert figures(database, alice, old)[0]["model"] == energy.MODEL


def test_the_undo_of_an_edit_of_a_walk_without_a_weight_takes_the_one_that_came_since(
    database: Database, bob: User
) -> None:
    with database.writing() as session:
        uuid = log(session, bob, forward(20)).uuid
    edit(database, bob, uuid, segments=(forward(10),))
    with database.writing() as session:
        weights.set_weight(session, bob.diary, TODAY, 70, today=TODAY)
    undo_edit(database, bob, uuid)
    assert figures(database, bob, uuid)[0]["kcal"]


def test_a_usual_pace_that_is_set_today_goes_before_the_plan(database: Database, alice: User, old: UUID) -> None:
    with database.writing() as session:
        goals.set_usual_pace(session, alice.diary, Mode.BACKWARD_WALK, 3.2)
        recalculations.recalculate(session, alice.diary)

    _, of_segment = figures(database, alice, old)
    assert (of_segment["speed_from"], of_segment["speed_used_kmh"]) == ("usual", 3.2)


def test_the_comparison_asks_as_often_for_many_walks_as_for_one(database: Database, alice: User, old: UUID) -> None:
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def queries() -> int:
        asked.clear()
        event.listen(database.engine, "before_cursor_execute", count)
        with database.reading() as session:
            recalculations.compare(session, alice.diary)
        event.remove(database.engine, "before_cursor_execute", count)
        return len(asked)

    few = queries()
    with database.writing() as session:
        for back in range(30):
            log_version_1(session, alice, day=TODAY - dt.timedelta(days=back))
    assert queries() == few <= 3
