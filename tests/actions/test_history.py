"""The pages of History: whole weeks, newest first, until there are enough walks."""

import datetime as dt

from tests.factories import TODAY, log
from webapp.actions import weeks
from webapp.domain.weeks import week_of
from webapp.storage.engine import Database
from webapp.storage.models import User

WEEK = dt.timedelta(days=7)
MONDAY = week_of(TODAY, 0).start


def test_history_shows_weeks_with_their_walks_and_goes_on(database: Database, alice: User) -> None:
    with database.writing() as session:
        for back in (0, 1, 4):
            log(session, alice, day=MONDAY - back * WEEK)
            log(session, alice, day=MONDAY + dt.timedelta(days=2) - back * WEEK)
        first, has_older = weeks.history(session, alice.diary, before=dt.date.max, most_weeks=2, most_walks=100)
        rest, is_more = weeks.history(
            session, alice.diary, before=first[-1][0].week.start, most_weeks=2, most_walks=100
        )

    assert (has_older, is_more) == (True, False)
    first, rest = list(first), list(rest)
    assert [one.week.start for one, _ in first + rest] == [MONDAY, MONDAY - WEEK, MONDAY - 4 * WEEK]
    assert [len(found) for _, found in first + rest] == [2, 2, 2]
    assert [row.walked_on.weekday() for row in first[0][1]] == [2, 0]


def test_a_page_of_history_ends_at_a_week_before_it_has_too_many_walks(database: Database, alice: User) -> None:
    with database.writing() as session:
        for back in (0, 1, 2):
            for _ in range(4):
                log(session, alice, day=MONDAY - back * WEEK)
        found = weeks.history(session, alice.diary, before=dt.date.max, most_weeks=8, most_walks=9)
        one = weeks.history(session, alice.diary, before=dt.date.max, most_weeks=8, most_walks=3)

    assert ([len(walks) for _, walks in found.weeks], found.has_older) == ([4, 4], True)
    assert ([len(walks) for _, walks in one.weeks], one.has_older) == ([4], True)
