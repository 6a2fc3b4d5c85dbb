import datetime as dt

import pytest

from tests.factories import TODAY, forward, log
from webapp.actions import goals, profile, weeks
from webapp.domain.problems import Invalid
from webapp.domain.weeks import SUNDAY
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User

WEEK = dt.timedelta(days=7)


def test_a_new_goal_counts_from_this_week_on_and_old_weeks_keep_theirs(database: Database, alice: User) -> None:
    for goal, today in ((60, TODAY - 2 * WEEK), (90, TODAY)):
        with database.writing() as session:
            log(session, alice, forward(70), day=today)
            goals.set_goal(session, alice.diary, goal, today=today)

    with database.reading() as session:
        found = weeks.last_weeks(session, alice.diary, TODAY + WEEK, 5)
        assert [one.goal_minutes for one in found] == [150, 60, 60, 90, 90]
        assert [one.is_met for one in found] == [False, True, False, False, False]


def test_a_goal_set_twice_in_a_week_is_the_second_one(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
        for minutes in (60, 200):
            goals.set_goal(session, alice.diary, minutes, today=TODAY)

        assert weeks.this_week(session, alice.diary, TODAY).sum.goal_minutes == 200


@pytest.mark.parametrize("minutes", [-1, 0, 4, 2001])
def test_a_goal_that_is_none_is_refused(database: Database, alice: User, minutes: int) -> None:
    with pytest.raises(Invalid) as caught, database.writing() as session:
        goals.set_goal(session, alice.diary, minutes, today=TODAY)

    assert [problem.field for problem in caught.value.problems] == ["goal"]


def test_bobs_goal_is_not_alices(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        goals.set_goal(session, bob.diary, 60, today=TODAY)

        assert weeks.this_week(session, alice.diary, TODAY).sum.goal_minutes == 150


def test_another_first_weekday_moves_the_days_and_not_the_week_away(database: Database, alice: User) -> None:
    sunday = dt.date(2026, 11, 15)
    with database.writing() as session:
        user = users.get(session, alice.id)
        log(session, user, forward(30), day=sunday)
        goals.set_away(session, user.diary, sunday, is_away=True)
        before = weeks.this_week(session, user.diary, TODAY).sum
        profile.choose(session, user, first_weekday=SUNDAY)
        after = weeks.this_week(session, user.diary, TODAY).sum

    assert [(one.minutes, one.is_away) for one in (before, after)] == [(0, False), (30, True)]


def test_a_week_marked_away_twice_is_free_again_at_once(database: Database, alice: User) -> None:
    with database.writing() as session:
        for day in (TODAY, TODAY - dt.timedelta(days=2)):
            goals.set_away(session, alice.diary, day, is_away=True)
        assert weeks.this_week(session, alice.diary, TODAY).sum.is_away
        goals.set_away(session, alice.diary, TODAY + dt.timedelta(days=1), is_away=False)

        assert not weeks.this_week(session, alice.diary, TODAY).sum.is_away
