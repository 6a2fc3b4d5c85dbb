"""Start and Stop on the server."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.factories import NOW
from webapp.actions import running as actions
from webapp.actions import walks as walk_actions
from webapp.actions.walks import LoggedWalk
from webapp.domain.problems import Invalid
from webapp.domain.running import RunningWalk, TimerEvent
from webapp.storage import running as store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

BEGAN = NOW - dt.timedelta(hours=6)
ID = uuid4()


def after(**time: float) -> dt.datetime:
    return BEGAN + dt.timedelta(**time)


def start(session: Session, user: User) -> None:
    actions.start(session, user.diary, TimerEvent.FORWARD, uuid=ID, now=BEGAN)


def running(session: Session, user: User) -> RunningWalk:
    found = store.find(session, user.diary)
    assert found
    return found


def stop(session: Session, user: User, now: dt.datetime, ended_at: dt.datetime | None = None) -> LoggedWalk:
    return actions.stop(session, user.diary, running(session, user), now=now, ended_at=ended_at)


def test_a_walk_goes_from_start_to_stop(database: Database, alice: User) -> None:
    with database.writing() as session:
        start(session, alice)
        actions.turn(session, alice.diary, TimerEvent.BACKWARD, now=after(minutes=10))
        actions.pause(session, alice.diary, now=after(minutes=15))
        actions.resume(session, alice.diary, now=after(minutes=20))
    with database.writing() as session:
        logged = stop(session, alice, after(minutes=25))

        assert logged and logged.is_new
        assert (logged.walk.uuid, logged.walk.source, logged.walk.started_at) == (ID, "timer", BEGAN)
        assert (logged.walk.seconds, logged.walk.backward_seconds) == (1200, 600)
        assert store.find(session, alice.diary) is None


def test_a_second_start_leaves_the_walk_that_runs(database: Database, alice: User) -> None:
    with database.writing() as session:
        start(session, alice)
        before = running(session, alice)
        actions.start(session, alice.diary, TimerEvent.BACKWARD, uuid=uuid4(), now=after(minutes=5))
        assert running(session, alice) == before


def test_each_has_a_walk_of_their_own(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        start(session, alice)
        actions.turn(session, bob.diary, TimerEvent.BACKWARD, now=after(minutes=5))
        actions.discard(session, bob.diary, now=after(minutes=6))
        assert len(running(session, alice).events) == 1
        assert store.find(session, bob.diary) is None


def test_a_walk_that_was_left_alone_is_not_saved_by_itself(database: Database, alice: User) -> None:
    with database.writing() as session:
        start(session, alice)
        actions.turn(session, alice.diary, TimerEvent.BACKWARD, now=after(minutes=10))
        actions.turn(session, alice.diary, TimerEvent.FORWARD, now=after(hours=5))
        with pytest.raises(Invalid):
            stop(session, alice, after(hours=5))
        assert len(running(session, alice).events) == 2
        assert walk_store.latest(session, alice.diary) is None

        logged = stop(session, alice, after(hours=5), ended_at=after(minutes=30))
        assert (logged.walk.seconds, logged.walk.backward_seconds) == (1800, 1200)


def test_a_walk_does_not_end_in_the_future(database: Database, alice: User) -> None:
    with database.writing() as session:
        start(session, alice)
        with pytest.raises(Invalid):
            stop(session, alice, after(hours=5), ended_at=after(hours=6))
        assert store.find(session, alice.diary)


@pytest.mark.parametrize("set_back", [dt.timedelta(0), dt.timedelta(minutes=10)])
def test_a_walk_of_no_time_is_asked_about_and_goes_on(database: Database, alice: User, set_back: dt.timedelta) -> None:
    """The clock of a small board may be set back in the middle of a walk."""
    with database.writing() as session:
        start(session, alice)
        with pytest.raises(Invalid):
            stop(session, alice, BEGAN - set_back)
        assert store.find(session, alice.diary)
        assert walk_store.latest(session, alice.diary) is None


@pytest.mark.parametrize(
    ("turned", "thrown", "seconds"),
    [
        (None, dt.timedelta(minutes=10), 600),
        (dt.timedelta(minutes=4), dt.timedelta(minutes=10), 600),
        (dt.timedelta(minutes=4), dt.timedelta(days=3), 240),
        (None, dt.timedelta(days=3), 3 * 3600),
    ],
)
def test_what_is_thrown_away_can_be_restored(
    database: Database, alice: User, turned: dt.timedelta | None, thrown: dt.timedelta, seconds: int
) -> None:
    with database.writing() as session:
        start(session, alice)
        if turned:
            actions.turn(session, alice.diary, TimerEvent.BACKWARD, now=BEGAN + turned)
        walk = actions.discard(session, alice.diary, now=BEGAN + thrown)
        assert store.find(session, alice.diary) is None
        assert walk and walk.deleted_at and walk.seconds == seconds
        assert walk_store.latest(session, alice.diary) is None
        walk_actions.restore_walk(session, alice.diary, walk)
        assert walk_store.latest(session, alice.diary) is walk


def test_throwing_away_twice_or_at_once_throws_nothing_away(database: Database, alice: User) -> None:
    with database.writing() as session:
        assert actions.discard(session, alice.diary, now=BEGAN) is None
        start(session, alice)
        assert actions.discard(session, alice.diary, now=BEGAN) is None
        assert store.find(session, alice.diary) is None


def test_a_walk_that_was_saved_already_is_not_saved_twice(database: Database, alice: User) -> None:
    with database.writing() as session:
        start(session, alice)
        first = stop(session, alice, after(minutes=5))
        start(session, alice)
        second = stop(session, alice, after(minutes=9))
        assert first and second and not second.is_new
        assert second.walk.seconds == 300
