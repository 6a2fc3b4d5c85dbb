"""The sites that somebody follows, and the question about the morning after."""

import datetime as dt

from tests.factories import NOW, TODAY, log, walk
from webapp.actions import reviews, walks
from webapp.domain.reviews import Moment
from webapp.domain.walks import Pain, Site
from webapp.storage import pain
from webapp.storage.engine import Database
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)
KNEE = Site.KNEE_LEFT


def test_sites_stand_in_the_order_of_the_body_and_the_last_choice_holds(database: Database, alice: User) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [Site.OTHER, Site.CALF])
        session.flush()
        pain.follow(session, alice.diary, [Site.HEEL, Site.CALF, KNEE])
        session.flush()
        assert pain.followed(session, alice.diary) == [KNEE, Site.HEEL, Site.CALF]


def test_the_morning_is_asked_of_yesterdays_last_walk(database: Database, alice: User) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [KNEE, Site.HEEL])
        log(session, alice, day=YESTERDAY, started_at=walk(day=YESTERDAY).started_at - dt.timedelta(hours=4))
        last = log(session, alice, day=YESTERDAY)
        log(session, alice)
        assert pain.unasked_morning(session, alice.diary, YESTERDAY) == (last.uuid, [KNEE, Site.HEEL])


def test_a_site_that_was_answered_is_not_asked_again(database: Database, alice: User) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [KNEE, Site.HEEL])
        row = log(session, alice, day=YESTERDAY, pain=(Pain(site=KNEE, during=3),))
        reviews.review_walk(session, alice.diary, row, {}, {(KNEE, Moment.NEXT_MORNING): 0}, now=NOW)
        unasked = pain.unasked_morning(session, alice.diary, YESTERDAY)
        assert unasked and unasked.sites == [Site.HEEL]
        reviews.review_walk(session, alice.diary, row, {}, {(Site.HEEL, Moment.NEXT_MORNING): 1}, now=NOW)
        assert pain.unasked_morning(session, alice.diary, YESTERDAY) is None


def test_scores_of_a_traveller_come_by_the_days_of_their_walks(database: Database, alice: User) -> None:
    noon = walk().started_at
    with database.writing() as session:
        for zone, hours in (("Pacific/Kiritimati", 0), ("Pacific/Honolulu", 1)):
            at = noon + dt.timedelta(hours=hours)
            log(session, alice, started_at=at, time_zone=zone, pain=(Pain(site=KNEE, during=hours),))
        days = [one.day for one in pain.scored(session, alice.diary, [KNEE], dt.date.min)[KNEE]]
    assert days == [TODAY, TODAY + dt.timedelta(days=1)]


def test_without_a_followed_site_or_a_walk_nothing_is_asked(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, day=YESTERDAY)
        assert pain.unasked_morning(session, alice.diary, YESTERDAY) is None
        pain.follow(session, alice.diary, [KNEE])
        walks.delete_walk(session, alice.diary, row, now=NOW)
        assert pain.unasked_morning(session, alice.diary, YESTERDAY) is None
        assert pain.unasked_morning(session, alice.diary, TODAY) is None


def test_scores_come_by_site_with_the_oldest_first(database: Database, alice: User) -> None:
    with database.writing() as session:
        for day, score in ((TODAY, 2), (YESTERDAY, 5)):
            log(session, alice, day=day, pain=(Pain(site=KNEE, during=score), Pain(site=Site.BACK, before=1)))
        binned = log(session, alice, pain=(Pain(site=KNEE, during=9),))
        walks.delete_walk(session, alice.diary, binned, now=NOW)
        found = pain.scored(session, alice.diary, list(Site), dt.date.min)

    assert [(one.day, one.pain.worst) for one in found[KNEE]] == [(YESTERDAY, 5), (TODAY, 2)]
    assert [one.pain.before for one in found[Site.BACK]] == [1, 1]
