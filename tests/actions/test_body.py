"""Waist and strength days."""

import datetime as dt

import pytest

from tests.factories import TODAY
from webapp.actions import body
from webapp.domain.problems import Invalid
from webapp.storage import body as store
from webapp.storage.engine import Database
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)


def test_a_waist_of_a_day_is_the_one_said_last(database: Database, alice: User) -> None:
    with database.writing() as session:
        body.set_waist(session, alice.diary, TODAY, 90, today=TODAY)
        body.set_waist(session, alice.diary, TODAY, 88.5, today=TODAY)
        body.set_waist(session, alice.diary, YESTERDAY, 91, today=TODAY)
        session.flush()
        found = list(store.waists(session, alice.diary))

    assert found == [(TODAY, 88.5), (YESTERDAY, 91)]


@pytest.mark.parametrize(
    ("day", "waist_cm"),
    [
        (TODAY, 29.9),
        (TODAY, 251),
        (TODAY + dt.timedelta(days=2), 90),
        (dt.date(1899, 12, 31), 90),
        (TODAY, float("nan")),
    ],
)
def test_a_waist_that_cannot_be_is_refused(database: Database, alice: User, day: dt.date, waist_cm: float) -> None:
    with database.writing() as session:
        with pytest.raises(Invalid):
            body.set_waist(session, alice.diary, day, waist_cm, today=TODAY)
        assert not store.waists(session, alice.diary)


def test_a_strength_day_ticked_twice_is_there_once(database: Database, alice: User) -> None:
    with database.writing() as session:
        for day in (TODAY, TODAY, YESTERDAY):
            body.add_strength_day(session, alice.diary, day, today=TODAY)
            session.flush()
        assert store.strength_days(session, alice.diary, YESTERDAY, TODAY) == [YESTERDAY, TODAY]


@pytest.mark.parametrize("days", [1, -2, -400])
def test_only_today_and_yesterday_can_be_ticked(database: Database, alice: User, days: int) -> None:
    with database.writing() as session, pytest.raises(Invalid):
        body.add_strength_day(session, alice.diary, TODAY + dt.timedelta(days=days), today=TODAY)
