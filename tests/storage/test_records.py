"""The longest, the most and the first, and the days of a year."""

import datetime as dt

import pytest

from tests.factories import NOW, TODAY, backward, forward, log, segment
from webapp.actions import walks as actions
from webapp.actions import weights
from webapp.domain.energy import Mode
from webapp.storage import records as store
from webapp.storage.engine import Database
from webapp.storage.models import User

ALL_DAYS = (dt.date(2000, 1, 1), dt.date(2100, 1, 1))
YESTERDAY = TODAY - dt.timedelta(days=1)


def test_the_longest_stretch_backward_is_one_without_a_turn(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(60), backward(7), forward(1), backward(7))
        jog = log(session, alice, segment(Mode.BACKWARD_RUN, 9), forward(), day=YESTERDAY)
        found = store.longest_backward(session, alice.diary, *ALL_DAYS)
        assert found == (9 * 60, YESTERDAY, jog.uuid)
        assert store.longest_backward(session, alice.diary, TODAY, TODAY) != found


def test_of_equal_stretches_the_first_is_the_record(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
        first = log(session, alice, day=YESTERDAY)
        found = store.longest_backward(session, alice.diary, *ALL_DAYS)
    assert found
    assert found.uuid == first.uuid


def test_a_deleted_walk_is_no_record(database: Database, alice: User) -> None:
    with database.writing() as session:
        actions.delete_walk(session, alice.diary, log(session, alice), now=NOW)
        assert store.longest_backward(session, alice.diary, *ALL_DAYS) is None
        assert store.first_backward(session, alice.diary) is None
        assert store.longest_week(session, alice.diary, *ALL_DAYS) is None
        assert (store.years(session, alice.diary, 2026), store.day_sums(session, alice.diary, *ALL_DAYS)) == ([], [])


def test_the_first_walk_backward_is_not_the_first_walk(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(30), day=TODAY - dt.timedelta(days=9))
        first = log(session, alice, day=YESTERDAY)
        log(session, alice)
        assert store.first_backward(session, alice.diary) == (8 * 60, YESTERDAY, first.uuid)


def test_weeks_have_their_records(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(200), backward(5), day=dt.date(2026, 11, 9))
        log(session, alice, forward(10), backward(30), day=dt.date(2026, 11, 2))
        assert store.longest_week(session, alice.diary, *ALL_DAYS) == (dt.date(2026, 11, 9), 205 * 60)
        assert store.most_backward_week(session, alice.diary, *ALL_DAYS) == (dt.date(2026, 11, 2), 30 * 60)
        assert store.longest_streak(session, alice.diary, *ALL_DAYS) == (dt.date(2026, 11, 9), 1)
        assert store.longest_streak(session, alice.diary, dt.date(2026, 11, 10), TODAY) is None


def test_a_day_adds_up_its_walks_with_both_ends_of_their_energy(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(10))
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice, forward(10), backward(5))
        (day,) = store.day_sums(session, alice.diary, *ALL_DAYS)
    assert (day.day, day.walks, day.seconds, day.backward_seconds) == (TODAY, 2, 25 * 60, 5 * 60)
    assert 0 < day.kcal.low < day.kcal.mid < day.kcal.high
    assert 0 < day.extra_kcal.low < day.extra_kcal.mid < day.extra_kcal.high


def test_years_are_those_with_walks(database: Database, alice: User) -> None:
    with database.writing() as session:
        for year in (2026, 2023, 2026):
            log(session, alice, day=dt.date(year, 1, 31))
        assert store.years(session, alice.diary, 2026) == [2023, 2026]


def test_the_pace_of_runs_stands_beside_the_backward_minutes_of_its_month(database: Database, alice: User) -> None:
    run = Mode.FORWARD_RUN
    with database.writing() as session:
        log(session, alice, segment(run, 10, speed_kmh=8.0), backward(4), day=dt.date(2026, 10, 3))
        log(session, alice, segment(run, 30, distance_m=5000), segment(run, 5), day=dt.date(2026, 10, 9))
        log(session, alice, segment(run, 20), day=dt.date(2026, 9, 1))
        (october,) = store.run_paces(session, alice.diary, *ALL_DAYS)
    assert (october.month, october.run_minutes, october.backward_minutes) == (dt.date(2026, 10, 1), 40, 4)
    assert october.kmh == pytest.approx(9.5)
