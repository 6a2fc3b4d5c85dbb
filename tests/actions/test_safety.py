"""What the diary says against walking backward, whatever the plan does."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import NOW, TODAY, log, walk
from webapp.actions import plan as plan_actions
from webapp.actions import reviews as review_actions
from webapp.actions import safety as actions
from webapp.actions import walks as walk_actions
from webapp.domain.problems import Invalid
from webapp.domain.reviews import Moment
from webapp.domain.safety import Advice, Check, Finding
from webapp.domain.standings import ChoiceKind
from webapp.domain.walks import Pain, Site, Source, WarningSign
from webapp.storage import models, walk_rows
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

LAST_WEEK = TODAY - dt.timedelta(days=7)
A_SECOND = dt.timedelta(seconds=1)
CLEARED = Check(birth_year=1980, is_cleared=True)


def answer(session: Session, user: User, check: Check = CLEARED, *, days_ago: int = 0) -> None:
    now = NOW - dt.timedelta(days=days_ago)
    actions.answer(session, user.diary, check, now=now, today=now.date())


def choose(session: Session, user: User, kind: ChoiceKind, *, days_ago: int) -> None:
    now = NOW - dt.timedelta(days=days_ago)
    plan_actions.choose(session, user.diary, kind, now=now, today=now.date())


def before_the_plan(session: Session, user: User) -> None:
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))
    answer(session, user, Check(birth_year=1980))


def while_it_was_put_away(session: Session, user: User) -> None:
    answer(session, user, days_ago=5)
    choose(session, user, ChoiceKind.START, days_ago=5)
    choose(session, user, ChoiceKind.STOP, days_ago=4)
    log(session, user, day=TODAY, warning_signs=(WarningSign.FAINTNESS,))


def logged_late(session: Session, user: User) -> None:
    answer(session, user, days_ago=3)
    choose(session, user, ChoiceKind.START, days_ago=3)
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))


def said_late(session: Session, user: User) -> None:
    row = log(session, user, day=LAST_WEEK)
    answer(session, user)
    choose(session, user, ChoiceKind.START, days_ago=0)
    review_actions.review_walk(session, user.diary, row, signs={WarningSign.CHEST_PAIN: True}, now=NOW + A_SECOND)


def without_any_check(session: Session, user: User) -> None:
    log(session, user, day=LAST_WEEK, warning_signs=(WarningSign.FAINTNESS,))


def in_the_plan(session: Session, user: User) -> None:
    answer(session, user, days_ago=3)
    choose(session, user, ChoiceKind.START, days_ago=3)
    log(session, user, day=TODAY, warning_signs=(WarningSign.FAINTNESS,))


ALL_WAYS = (before_the_plan, while_it_was_put_away, logged_late, said_late, without_any_check, in_the_plan)


@pytest.mark.parametrize("happens", ALL_WAYS)
def test_after_a_warning_sign_a_clinician_comes_first(
    database: Database, alice: User, happens: Callable[[Session, User], None]
) -> None:
    with database.writing() as session:
        happens(session, alice)
        found = actions.backward(session, alice.diary, TODAY)
        assert found[:3] == (False, Advice.ASK_FIRST, (Finding.LOGGED_WARNING_SIGN,))
        overview = plan_actions.overview(session, alice.diary, TODAY)
        assert overview.checked and overview.checked.asks_about_sign
        assert overview.standing is None or overview.standing.next is None
        for kind in (ChoiceKind.START, ChoiceKind.GO_TO, ChoiceKind.RESUME):
            with pytest.raises(Invalid):
                plan_actions.choose(session, alice.diary, kind, now=NOW, today=TODAY, week=3)
        with pytest.raises(Invalid):
            plan_actions.begin_level(session, alice.diary, 1, {}, now=NOW, today=TODAY)


@pytest.mark.parametrize("happens", ALL_WAYS)
def test_a_clinicians_word_after_it_opens_the_way_again(
    database: Database, alice: User, happens: Callable[[Session, User], None]
) -> None:
    with database.writing() as session:
        happens(session, alice)
        answer(session, alice, days_ago=-1)
        found = actions.backward(session, alice.diary, TODAY)
    assert (found.is_open, found.advice) == (True, Advice.SUPPORTED)


def test_before_the_check_nothing_is_open_and_nothing_is_against_it(database: Database, alice: User) -> None:
    with database.reading() as session:
        assert actions.backward(session, alice.diary, TODAY)[:3] == (False, None, ())


def test_a_deleted_walk_and_another_person_warn_of_nothing(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        answer(session, bob)
        log(session, bob, warning_signs=(WarningSign.FAINTNESS,)).deleted_at = NOW
        log(session, alice, warning_signs=(WarningSign.FAINTNESS,))
        session.flush()
        assert actions.backward(session, bob.diary, TODAY).is_open


def log_at(session: Session, user: User, now: dt.datetime, **fields: Any) -> models.WalkRow:
    """Log a walk of last week by a clock that may be wrong."""
    return walk_actions.log_walk(session, user.diary, walk(day=LAST_WEEK, **fields), source=Source.FORM, now=now).walk


FALL: dict[str, Any] = {"falls": 1}
SIGN: dict[str, Any] = {"warning_signs": (WarningSign.FAINTNESS,)}


@pytest.mark.parametrize("harm", [FALL, SIGN], ids=["fall", "sign"])
@pytest.mark.parametrize(("answered", "logged"), [(0, 0), (0, -2), (400, 0), (0, 365)])
def test_what_is_logged_after_a_clearance_asks_first_whatever_the_clock_said(
    database: Database, alice: User, harm: dict[str, Any], answered: int, logged: int
) -> None:
    with database.writing() as session:
        answer(session, alice, days_ago=-answered)
        log_at(session, alice, NOW + dt.timedelta(days=logged), **harm)
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ASK_FIRST
        answer(session, alice)
        assert actions.backward(session, alice.diary, TODAY).is_open


def test_a_fall_that_is_said_late_of_an_earlier_walk_asks_first(database: Database, alice: User) -> None:
    with database.writing() as session:
        row = log(session, alice, day=LAST_WEEK)
        answer(session, alice)
        review_actions.review_walk(session, alice.diary, row, {"falls": 1}, now=NOW)
        found = actions.backward(session, alice.diary, TODAY)
    assert (found.advice, found.reasons) == (Advice.ASK_FIRST, (Finding.LOGGED_FALL,))


def test_a_fall_that_was_edited_away_comes_back_with_the_undo(database: Database, alice: User) -> None:
    with database.writing() as session:
        answer(session, alice)
        row = log(session, alice, day=LAST_WEEK, falls=1)
        without = replace(walk_rows.to_domain(row), falls=None)
        walk_actions.change_walk(session, alice.diary, row, without, now=NOW)
        assert actions.backward(session, alice.diary, TODAY).is_open
        walk_actions.undo_change(session, alice.diary, row)
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ASK_FIRST


def test_an_answer_of_one_person_clears_nothing_of_another(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        answer(session, alice)
        log(session, alice, **FALL)
        answer(session, bob)
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ASK_FIRST


def hurt(session: Session, user: User, *worst: int, site: Site = Site.KNEE_LEFT, before: int = 2) -> None:
    """Walks of the last days with such a pain, one a day, the last one yesterday."""
    for back, score in zip(range(len(worst), 0, -1), worst, strict=True):
        pain = Pain(site=site, before=before, during=score)
        log(session, user, day=TODAY - dt.timedelta(days=back), pain=(pain,))


def test_pain_that_was_too_much_twice_asks_first_and_refuses_the_plan(database: Database, alice: User) -> None:
    with database.writing() as session:
        answer(session, alice, Check(birth_year=1980))
        hurt(session, alice, 8, 8, 8)
        found = actions.backward(session, alice.diary, TODAY)
        assert found[:3] == (False, Advice.ASK_FIRST, (Finding.TOO_MUCH_PAIN,))
        with pytest.raises(Invalid):
            choose(session, alice, ChoiceKind.START, days_ago=0)


def test_a_clinicians_word_about_the_pain_opens_the_way(database: Database, alice: User) -> None:
    with database.writing() as session:
        hurt(session, alice, 8, 8)
        answer(session, alice, Check(birth_year=1980))
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ASK_FIRST
        answer(session, alice, days_ago=400)
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ALONE
        answer(session, alice, Check(birth_year=1980))
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ALONE


@pytest.mark.parametrize(
    ("worst", "advice"),
    [((8, 8), Advice.ASK_FIRST), ((8, 2, 8), Advice.ALONE), ((8, 8, 2), Advice.ALONE), ((8,), Advice.ALONE)],
)
def test_only_pain_of_the_last_two_walks_asks(
    database: Database, alice: User, worst: tuple[int, ...], advice: Advice
) -> None:
    with database.writing() as session:
        answer(session, alice, Check(birth_year=1980))
        hurt(session, alice, *worst)
        assert actions.backward(session, alice.diary, TODAY).advice is advice


def test_pain_that_comes_back_after_the_clinicians_word_asks_again(database: Database, alice: User) -> None:
    with database.writing() as session:
        hurt(session, alice, 8, 8)
        answer(session, alice)
        row = log(session, alice)
        scores = {(Site.KNEE_LEFT, Moment.DURING): 8}
        review_actions.review_walk(session, alice.diary, row, scores=scores, now=NOW)
        assert actions.backward(session, alice.diary, TODAY).reasons == (Finding.TOO_MUCH_PAIN,)


def test_two_sites_one_after_the_other_are_twice_in_a_row(database: Database, alice: User) -> None:
    with database.writing() as session:
        answer(session, alice, Check(birth_year=1980))
        hurt(session, alice, 8)
        log(session, alice, pain=(Pain(site=Site.BACK, before=0, during=9),))
        assert actions.backward(session, alice.diary, TODAY).advice is Advice.ASK_FIRST
