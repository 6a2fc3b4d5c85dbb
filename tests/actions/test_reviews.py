"""Saying how a walk went: sums stay right, energy stays fixed, and the Undo of an edit stays what it was."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import goals, reviews, walks, weeks, weights
from webapp.domain.goals import Counting
from webapp.domain.problems import Invalid
from webapp.domain.reviews import Moment
from webapp.domain.walks import Pain, Site
from webapp.storage import users, walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User, WalkRow

KNEE = Site.KNEE_LEFT


def counted(session: Session, user: User) -> float:
    return weeks.this_week(session, user.diary, TODAY).sum.counted_minutes


def energy_of(row: WalkRow) -> list[float | None]:
    return [row.kcal, row.extra_kcal, row.weight_kg, *(segment.met for segment in row.segments)]


def test_answers_are_kept_and_nothing_else_changes(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, note="Fog.")
        before = walk_rows.to_domain(row)
        reviews.review_walk(
            session, alice.diary, row, {"stumbles": 2, "attention": 8}, {(KNEE, Moment.DURING): 3}, now=NOW
        )
        session.expire_all()
        found = store.find(session, alice.diary, row.uuid)

    assert found
    said = replace(before, stumbles=2, attention=8, pain=(Pain(site=KNEE, during=3),))
    assert walk_rows.to_domain(found) == said


def test_effort_of_seven_makes_minutes_at_six_met_count_twice(database: Database, alice: User) -> None:
    with database.writing() as session:
        alice = users.get(session, alice.id)
        alice.counting = Counting.WHO
        row = log(session, alice, forward(10), backward(10, speed_kmh=5.6327))
        found = [counted(session, alice)]
        for effort in (7, 5, None, 10):
            reviews.review_walk(session, alice.diary, row, {"effort": effort}, now=NOW)
            found.append(counted(session, alice))

    assert found == [20, 30, 20, 20, 30]


def test_the_ledger_is_the_one_that_an_edit_would_give(database: Database, alice: User) -> None:
    with database.writing() as session:
        reviewed, edited = (log(session, alice, backward(10, speed_kmh=5.6327)) for _ in range(2))
        reviews.review_walk(session, alice.diary, reviewed, {"effort": 8}, now=NOW)
        walks.change_walk(session, alice.diary, edited, replace(walk_rows.to_domain(edited), effort=8), now=NOW)

    assert reviewed.vigorous_seconds == edited.vigorous_seconds == 600
    assert reviewed.light_seconds == edited.light_seconds


def test_the_energy_stays_as_it_was_saved_whatever_the_weight_is_now(database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        row = log(session, alice)
        before = energy_of(row)
        weights.set_weight(session, alice.diary, TODAY, 90, today=TODAY)
        reviews.review_walk(session, alice.diary, row, {"effort": 7, "stumbles": 1}, now=NOW)

    assert energy_of(row) == before


def test_undo_takes_back_the_edit_and_keeps_what_was_said_after_it(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, note="Fog.")
        walks.change_walk(session, alice.diary, row, replace(walk_rows.to_domain(row), note="Sun."), now=NOW)
        reviews.review_walk(session, alice.diary, row, {"stumbles": 3}, {(KNEE, Moment.BEFORE): 2}, now=NOW)
        assert (row.note, row.stumbles) == ("Sun.", 3)
        walks.undo_change(session, alice.diary, row)

    assert (row.note, row.stumbles, [(pain.site, pain.before) for pain in row.pains]) == ("Fog.", 3, [(KNEE, 2)])
    assert row.before_edit is None


def test_an_answer_alone_makes_nothing_to_undo(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice)
        reviews.review_walk(session, alice.diary, row, {"effort": 7}, now=NOW)
        walks.undo_change(session, alice.diary, row)

    assert (row.before_edit, row.effort) == (None, 7)


def test_an_answer_of_an_old_week_changes_that_week_and_its_streak(database: Database, alice: User) -> None:
    with database.writing() as session:
        alice = users.get(session, alice.id)
        alice.counting = Counting.WHO
        goals.set_goal(session, alice.diary, 15, today=TODAY - dt.timedelta(weeks=2))
        row = log(session, alice, backward(10, speed_kmh=5.6327), day=TODAY - dt.timedelta(weeks=1))
        before = weeks.this_week(session, alice.diary, TODAY).streak
        reviews.review_walk(session, alice.diary, row, {"effort": 8}, now=NOW)
        assert (before, weeks.this_week(session, alice.diary, TODAY).streak) == (0, 1)


@pytest.mark.parametrize("answers", [{"effort": 11}, {"stumbles": -1}, {"attention": 99}, {"falls": 1001}])
def test_what_lies_off_the_scale_is_refused_and_changes_nothing(database: Database, alice: User, answers: Any) -> None:
    with database.writing() as session:
        row = log(session, alice, effort=3)
        with pytest.raises(Invalid):
            reviews.review_walk(session, alice.diary, row, answers, now=NOW)

    assert (row.effort, row.stumbles, row.attention, row.falls) == (3, None, None, None)


def test_a_score_off_the_scale_is_refused(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice)
        with pytest.raises(Invalid):
            reviews.review_walk(session, alice.diary, row, {}, {(KNEE, Moment.NEXT_MORNING): 11}, now=NOW)
        assert row.pains == []
