"""The rows of one period and no others."""

import datetime as dt

import pytest

from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import walks as actions
from webapp.actions import weights
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import physio as store
from webapp.storage.engine import Database
from webapp.storage.models import User

WEEK = (TODAY - dt.timedelta(days=6), TODAY)


def test_walks_of_the_period_come_oldest_first_with_what_was_said(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, stumbles=1, falls=0, effort=4, planned=Planned(1, 3), note="Fog.")
        log(session, alice, day=WEEK[0])
        log(session, alice, day=WEEK[0] - dt.timedelta(days=1))
        actions.delete_walk(session, alice.diary, log(session, alice), now=NOW)
        first, last = store.outings(session, alice.diary, *WEEK)
    assert (first.day, first.stumbles, first.planned) == (WEEK[0], None, None)
    assert (last.day, last.stumbles, last.falls, last.effort) == (TODAY, 1, 0, 4)
    assert (last.planned, last.note, last.backward_seconds) == (Planned(1, 3), "Fog.", 480)


def test_backward_stretches_have_the_speed_that_was_entered(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(9), backward(6, speed_kmh=None, distance_m=300, grade_percent=2.0, load_kg=4))
        log(session, alice, backward(5, speed_kmh=None), day=WEEK[0])
        found = {one.seconds: one for one in store.backward_stretches(session, alice.diary, *WEEK)}
    assert (found[360].grade_percent, found[360].load_kg, found[360].sled_kg) == (2.0, 4, 0)
    assert found[360].kmh == pytest.approx(3.0)
    assert found[300].kmh is None
    assert len(found) == 2


def test_pain_comes_with_the_day_of_its_walk(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, pain=(Pain(site=Site.HEEL, before=1, after=3),))
        log(session, alice, day=WEEK[0] - dt.timedelta(days=1), pain=(Pain(site=Site.HEEL, after=9),))
        ((site, scored),) = store.pains(session, alice.diary, *WEEK)
    assert (site, scored.day, scored.pain.worst) == (Site.HEEL, TODAY, 3)


def test_weights_are_those_of_the_period(database: Database, alice: User) -> None:
    with database.writing() as session:
        for back in (7, 6, 0):
            weights.set_weight(session, alice.diary, TODAY - dt.timedelta(days=back), 70 + back, today=TODAY)
        assert store.weights(session, alice.diary, *WEEK) == [(WEEK[0], 76), (TODAY, 70)]
