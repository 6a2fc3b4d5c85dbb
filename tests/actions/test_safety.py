"""What the diary says against walking backward, whatever the plan does."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.factories import NOW, TODAY, log
from webapp.actions import plan as plan_actions
from webapp.actions import reviews as review_actions
from webapp.actions import safety as actions
from webapp.domain.problems import Invalid
from webapp.domain.safety import Advice, Check, Finding
from webapp.domain.standings import Kind
from webapp.domain.walks import WarningSign
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

LAST_WEEK = TODAY - dt.timedelta(days=7)
A_SECOND = dt.timedelta(seconds=1)
CLEARED = Check(birth_year=1980, is_cleared=True)


def answer(session: Session, user: User, check: Check = CLEARED, *, days_ago: int = 0) -> None:
    now = NOW - dt.timedelta(days=days_ago)
    actions.answer(session, user, check, now=now, today=now.date())


def choose(session: Session, user: User, kind: Kind, *, days_ago: int) -> None:
    now = NOW - dt.timedelta(days=days_ago)
    plan_actions.choose(session, user, kind, now=now, today=now.date())


def before_the_plan(session: Session, user: User) -> None:
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))
    answer(session, user, Check(birth_year=1980))


def while_it_was_put_away(session: Session, user: User) -> None:
    answer(session, user, days_ago=5)
    choose(session, user, Kind.START, days_ago=5)
    choose(session, user, Kind.STOP, days_ago=4)
    log(session, user, day=TODAY, warning_signs=(WarningSign.FAINTNESS,))


def logged_late(session: Session, user: User) -> None:
    answer(session, user, days_ago=3)
    choose(session, user, Kind.START, days_ago=3)
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))


def said_late(session: Session, user: User) -> None:
    walk = log(session, user, day=LAST_WEEK)
    answer(session, user)
    choose(session, user, Kind.START, days_ago=0)
    review_actions.review_walk(session, user, walk, signs={WarningSign.CHEST_PAIN: True}, now=NOW + A_SECOND)


def without_any_check(session: Session, user: User) -> None:
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))


def in_the_plan(session: Session, user: User) -> None:
    answer(session, user, days_ago=3)
    choose(session, user, Kind.START, days_ago=3)
    log(session, user, day=TODAY, warning_signs=(WarningSign.FAINTNESS,))


ALL_WAYS = (before_the_plan, while_it_was_put_away, logged_late, said_late, without_any_check, in_the_plan)


@pytest.mark.parametrize("happens", ALL_WAYS)
def test_after_a_warning_sign_a_clinician_comes_first(
    database: Database, alice: User, happens: Callable[[Session, User], None]
) -> None:
    with database.writing() as session:
        happens(session, alice)
        found = actions.backward(session, alice, TODAY)
        assert found == (False, Advice.ASK_FIRST, (Finding.LOGGED_WARNING_SIGN,))
        overview = plan_actions.overview(session, alice, TODAY)
        assert overview.found and overview.found.asks_about_sign
        assert overview.standing is None or overview.standing.next is None
        for kind in (Kind.START, Kind.GO_TO, Kind.RESUME):
            with pytest.raises(Invalid):
                plan_actions.choose(session, alice, kind, now=NOW, today=TODAY, week=3)
        with pytest.raises(Invalid):
            plan_actions.begin_level(session, alice, 1, {}, now=NOW, today=TODAY)


@pytest.mark.parametrize("happens", ALL_WAYS)
def test_a_clinicians_word_after_it_opens_the_way_again(
    database: Database, alice: User, happens: Callable[[Session, User], None]
) -> None:
    with database.writing() as session:
        happens(session, alice)
        answer(session, alice, days_ago=-1)
        found = actions.backward(session, alice, TODAY)
    assert (found.is_open, found.advice) == (True, Advice.SUPPORTED)


def test_before_the_check_nothing_is_open_and_nothing_is_against_it(database: Database, alice: User) -> None:
    with database.reading() as session:
        assert actions.backward(session, alice, TODAY) == (False, None, ())


def test_a_deleted_walk_and_another_person_warn_of_nothing(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        answer(session, bob)
        log(session, bob, warning_signs=(WarningSign.FAINTNESS,)).deleted_at = NOW
        log(session, alice, warning_signs=(WarningSign.FAINTNESS,))
        session.flush()
        assert actions.backward(session, bob, TODAY).is_open
