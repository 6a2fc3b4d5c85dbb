"""Rules over the past: only what nobody said is turned, and one Undo brings all of it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.factories import NOW, TODAY, backward, forward, log
from tests.storage.years import copy_back
from webapp.actions import direction_rules as actions
from webapp.actions import reviews, walks, weights
from webapp.domain.direction_rules import DirectionRule, TakenBack, TurnedPart, WalkCondition
from webapp.domain.walks import Place
from webapp.storage import belongings, walk_rows, weeks
from webapp.storage import direction_rules as store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow
from webapp.storage.weeks import WeekRow

TEN = DirectionRule(
    id=UUID(int=1), condition=WalkCondition(place=Place.TREADMILL), portion=TurnedPart.FIRST, minutes=10
)


def on_treadmill(session: Session, user: User, *segments: Any, **fields: Any) -> WalkRow:
    return log(session, user, *(segments or (forward(30),)), place=Place.TREADMILL, **fields)


def apply(session: Session, user: User, rules: Sequence[DirectionRule] = (TEN,), *, also_said: bool = False) -> UUID:
    batch = actions.apply(session, user.diary, uuid4(), rules, also_said=also_said, now=NOW)
    assert batch
    return batch.uuid


def undo(session: Session, user: User, uuid: UUID) -> dict[UUID, str | None]:
    batch = store.batch(session, user.diary, uuid)
    assert batch
    actions.undo(session, user.diary, batch, now=NOW)
    return {change.uuid: change.undone for change in store.changes(session, batch)}


def totals(session: Session, user: User) -> list[WeekRow]:
    return list(weeks.between(session, user.diary, dt.date(2000, 1, 1), dt.date(2100, 1, 1)))


def everything(session: Session, user: User) -> list[belongings.Belonging]:
    """All that is kept of the walks, for the next Undo too."""
    session.expire_all()
    found = list(belongings.walks(session, user.diary))
    session.expire_all()
    return found


def test_a_walk_of_a_rule_is_turned_and_its_energy_and_week_follow(database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        row, other = on_treadmill(session, alice), log(session, alice, forward(30))
        by_hand = walk_store.find(session, alice.diary, on_treadmill(session, alice, backward(10, speed_kmh=5.6)).uuid)
        apply(session, alice)

        assert [(each.mode, each.seconds) for each in row.segments] == [("backward_walk", 600), ("forward_walk", 1200)]
        assert by_hand and row.segments[0].extra_kcal == by_hand.segments[0].extra_kcal
        assert (row.backward_seconds, other.backward_seconds, row.weight_kg) == (600, 0, 70)
        assert totals(session, alice)[0].backward_seconds == 1200


@pytest.mark.parametrize("also_said", [False, True])
def test_what_somebody_said_stays_unless_they_ask(database: Database, alice: User, also_said: bool) -> None:
    with database.writing() as session:
        said = on_treadmill(session, alice, forward(20), backward(5))
        edited = on_treadmill(session, alice)
        walks.change_walk(
            session, alice.diary, edited, replace(walk_rows.to_domain(edited), segments=(forward(25),)), now=NOW
        )
        before = everything(session, alice)
        found = actions.turns(session, alice.diary, [TEN], also_said=also_said)
        assert {turn.row.uuid for turn in found} == ({said.uuid, edited.uuid} if also_said else set())
        if also_said:
            undo(session, alice, apply(session, alice, also_said=True))
            assert everything(session, alice) == before


def test_an_undo_has_three_buckets(database: Database, alice: User) -> None:
    with database.writing() as session:
        taken, kept, gone, undone = (on_treadmill(session, alice) for _ in range(4))
        uuid = apply(session, alice)
        changed = replace(walk_rows.to_domain(kept), note="Mine.")
        walks.change_walk(session, alice.diary, kept, changed, now=NOW)
        walks.delete_walk(session, alice.diary, gone, now=NOW)
        walks.undo_change(session, alice.diary, undone)
        found = undo(session, alice, uuid)

        assert found == {
            taken.uuid: TakenBack.TAKEN,
            kept.uuid: TakenBack.KEPT,
            gone.uuid: TakenBack.GONE,
            undone.uuid: TakenBack.GONE,
        }
        assert [row.backward_seconds for row in (taken, kept, undone)] == [0, 600, 0]
        assert kept.note == "Mine."


def test_how_a_walk_went_is_no_change_and_survives_the_undo(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = on_treadmill(session, alice)
        uuid = apply(session, alice)
        reviews.review_walk(session, alice.diary, row, {"effort": 6}, now=NOW)

        assert undo(session, alice, uuid) == {row.uuid: TakenBack.TAKEN}
        assert (row.effort, row.backward_seconds) == (6, 0)


def test_a_weight_that_came_since_gives_the_energy_after_the_undo(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = on_treadmill(session, alice)
        uuid = apply(session, alice)
        assert row.kcal is None
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        undo(session, alice, uuid)
        assert row.kcal and row.extra_kcal == 0


def test_a_tap_twice_applies_and_takes_back_once(database: Database, alice: User) -> None:
    with database.writing() as session:
        on_treadmill(session, alice)
        uuid = apply(session, alice)
        later = on_treadmill(session, alice)
        again = actions.apply(session, alice.diary, uuid, [TEN], also_said=False, now=NOW)
        assert again and again.uuid == uuid and later.backward_seconds == 0
        assert undo(session, alice, uuid) == undo(session, alice, uuid)
        assert actions.apply(session, alice.diary, uuid4(), [], also_said=True, now=NOW) is None


def test_bobs_walks_are_his_own(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        his = on_treadmill(session, bob)
        assert actions.turns(session, alice.diary, [TEN], also_said=True) == []
        assert store.batch(session, alice.diary, apply(session, bob)) is None
        assert his.backward_seconds == 600


def test_a_thousand_walks_are_turned_and_back_with_every_total_as_before(database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        for back in range(50):
            metres = forward(30, speed_kmh=None, distance_m=2500.0 + back)
            on_treadmill(session, alice, metres, day=TODAY - dt.timedelta(days=7 * back))
        copy_back(session, alice, range(1, 20))
    with database.writing() as session:
        before, weeks_before = everything(session, alice), totals(session, alice)
        uuid = apply(session, alice)
        assert sum(week.backward_seconds for week in totals(session, alice)) == 600_000
        found = undo(session, alice, uuid)
        assert set(found.values()) == {TakenBack.TAKEN} and len(found) == 1000
        assert (everything(session, alice), totals(session, alice)) == (before, weeks_before)
