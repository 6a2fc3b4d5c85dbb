"""What the plan makes of a diary, and what it lets a person choose."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import NOW, TODAY, backward, log
from webapp.actions import plan as actions
from webapp.actions import plan_sessions
from webapp.actions import safety as safety_actions
from webapp.domain import pain
from webapp.domain.gates import Gate
from webapp.domain.pain import Light
from webapp.domain.problems import Invalid
from webapp.domain.safety import Advice, Check
from webapp.domain.standings import Choice, ChoiceKind, Portion, Standing, Status
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import pain as pain_store
from webapp.storage import plan as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

MONDAY = TODAY - dt.timedelta(days=4)
ALL_WORDS = dict.fromkeys(Gate, True)


def on(day: dt.date) -> dict[str, Any]:
    return {"now": dt.datetime.combine(day, dt.time(5), dt.UTC), "today": day}


def begun(session: Session, user: User, day: dt.date = MONDAY, **fields: Any) -> None:
    safety_actions.answer(session, user.diary, Check(birth_year=1980, **fields), **on(day))
    actions.choose(session, user.diary, ChoiceKind.START, **on(day))


def standing(session: Session, user: User, day: dt.date = TODAY) -> Standing:
    found = actions.overview(session, user.diary, day).standing
    assert found is not None
    return found


def test_there_is_no_plan_before_one_is_begun(database: Database, alice: User) -> None:
    with database.reading() as session:
        assert actions.overview(session, alice.diary, TODAY) == actions.Overview()
        assert actions.whole(session, alice.diary, TODAY).facts is None


def test_a_session_that_was_done_without_the_timer_is_done(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice, TODAY)
        uuid = uuid4()
        for _ in range(2):
            plan_sessions.log_session(session, alice.diary, Planned(1, 1), 5, uuid=uuid, now=NOW)
        found = standing(session, alice)

    assert found.done == (1,)
    assert found.next and found.next.from_day == TODAY + dt.timedelta(days=2)


def test_a_deleted_walk_is_no_session(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        row = log(session, alice, day=MONDAY, planned=Planned(1, 1), falls=1)
        assert standing(session, alice).status is Status.STOPPED
        row.deleted_at = NOW
        session.flush()
        assert standing(session, alice).done == ()
        assert standing(session, alice).status is Status.RUNNING


def test_while_it_is_stopped_the_only_way_is_to_go_on(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        log(session, alice, day=MONDAY, falls=1)
        safety_actions.answer(session, alice.diary, Check(birth_year=1980, is_cleared=True), now=NOW, today=TODAY)
        for kind in (ChoiceKind.START, ChoiceKind.GO_TO):
            with pytest.raises(Invalid):
                actions.choose(session, alice.diary, kind, now=NOW, today=TODAY)
        with pytest.raises(Invalid):
            actions.begin_level(session, alice.diary, 1, {}, now=NOW, today=TODAY)
        actions.choose(session, alice.diary, ChoiceKind.RESUME, now=NOW, today=TODAY)
        assert standing(session, alice).status is Status.RUNNING


def test_nobody_goes_on_before_a_clinician_was_asked(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        log(session, alice, day=MONDAY, falls=1)
        found = safety_actions.advised(session, alice.diary, TODAY)
        assert found and found.advised.advice is Advice.ASK_FIRST
        with pytest.raises(Invalid):
            actions.choose(session, alice.diary, ChoiceKind.RESUME, now=NOW, today=TODAY)


def test_a_level_needs_its_gates_and_the_persons_word(database: Database, alice: User) -> None:
    begin = MONDAY - dt.timedelta(weeks=6)
    with database.writing() as session:
        begun(session, alice, begin, is_supported=True)
        for number in range(18):
            day = begin + dt.timedelta(weeks=number // 3, days=2 * (number % 3))
            minutes = 20 if number == 17 else 8
            log(session, alice, backward(minutes), day=day, planned=Planned(1, number + 1), stumbles=0)
        with pytest.raises(Invalid, match=Gate.RAILS_OR_TRACK):
            actions.begin_level(session, alice.diary, 2, {}, now=NOW, today=TODAY)
        with pytest.raises(Invalid, match="level"):
            actions.begin_level(session, alice.diary, 4, ALL_WORDS, now=NOW, today=TODAY)
        actions.begin_level(session, alice.diary, 2, ALL_WORDS, now=NOW, today=TODAY)
        found = standing(session, alice)
        facts = actions.whole(session, alice.diary, TODAY).facts

    assert (found.level, found.week) == (2, 1)
    assert facts and facts.finished == {1} and facts.clean == 18


def test_what_was_done_just_before_a_level_still_asks_for_a_day_of_rest(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        yesterday = TODAY - dt.timedelta(days=1)
        log(session, alice, day=yesterday, planned=Planned(1, 1))
        store.add(session, alice.diary, Choice(kind=ChoiceKind.LEVEL, at=NOW, day=TODAY))
        found = standing(session, alice).next

    assert found and found.from_day == TODAY + dt.timedelta(days=1)


def test_today_and_the_page_of_the_plan_agree(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice, MONDAY - dt.timedelta(weeks=3))
        for back in (21, 19, 14, 12, 3):
            log(session, alice, day=MONDAY - dt.timedelta(days=back), planned=Planned(1, 1), stumbles=back % 2)
        store.add(session, alice.diary, Choice(kind=ChoiceKind.LEVEL, at=NOW, day=TODAY))
        assert actions.whole(session, alice.diary, TODAY).overview == actions.overview(session, alice.diary, TODAY)


def test_a_choice_is_taken_back_once(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        actions.choose(session, alice.diary, ChoiceKind.GO_TO, now=NOW, today=TODAY, week=4)
        for _ in range(2):
            actions.take_back(session, alice.diary, of=2)
        assert [choice.kind for choice in store.choices(session, alice.diary)] == [ChoiceKind.START]


def test_shorter_sessions_stay_shorter_through_later_choices(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        actions.set_length(session, alice.diary, is_gentle=True, now=NOW, today=TODAY)
        actions.choose(session, alice.diary, ChoiceKind.GO_TO, now=NOW, today=TODAY, week=3)
        found = standing(session, alice).next

    assert found and found.session.sets == 2


@pytest.mark.parametrize("weeks_ago", [3, 20])
def test_the_plan_and_the_page_of_pain_agree_on_what_is_usual(database: Database, alice: User, weeks_ago: int) -> None:
    """Six before walks once, later two: a morning of four is worse than usual, or it is not, for both alike."""
    knee = Pain(site=Site.KNEE_LEFT, before=6, during=6)
    now = replace(knee, before=2, during=2)
    with database.writing() as session:
        for number in range(10):
            log(session, alice, day=MONDAY - dt.timedelta(weeks=weeks_ago, days=number), pain=(knee,))
        begun(session, alice)
        for back in (4, 2):
            log(session, alice, day=TODAY - dt.timedelta(days=back), planned=Planned(1, 1), pain=(now,))
        log(session, alice, planned=Planned(1, 2), pain=(replace(now, next_morning=4),))
        shown = standing(session, alice).next
        course = pain.course(pain_store.scored(session, alice.diary, [Site.KNEE_LEFT], dt.date.min)[Site.KNEE_LEFT])
    is_worse = weeks_ago == 20
    assert course and (course.light is Light.RED) is is_worse
    assert shown and (shown.dose is Portion.HALVED) is is_worse


def test_what_is_usual_reaches_back_beyond_the_beginning_of_the_level(database: Database, alice: User) -> None:
    knee = Pain(site=Site.KNEE_LEFT, before=5, during=5)
    with database.writing() as session:
        log(session, alice, day=MONDAY - dt.timedelta(weeks=30), pain=(knee,))
        begun(session, alice)
        log(session, alice, planned=Planned(1, 1), pain=(replace(knee, before=None, during=2, next_morning=6),))
        shown = standing(session, alice).next
        whole = actions.whole(session, alice.diary, TODAY).overview.standing
    assert shown and shown.dose is Portion.WHOLE
    assert whole and whole.next == shown


def test_a_session_done_without_the_timer_counts_where_the_plan_was_begun_meanwhile(
    database: Database, alice: User
) -> None:
    with database.writing() as session:
        begun(session, alice, TODAY)
        soon = on(TODAY)["now"] + dt.timedelta(minutes=1)
        plan_sessions.log_session(session, alice.diary, Planned(1, 1), 5, uuid=uuid4(), now=soon)
        found = standing(session, alice)

    assert found.done == (1,)
    assert found.next and (found.next.session.number, found.next.from_day) == (2, TODAY + dt.timedelta(days=2))


def test_a_session_of_the_day_counts_where_its_plan_was_begun_after_it(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, backward(5), planned=Planned(1, 1), started_at=on(TODAY)["now"] - dt.timedelta(hours=2))
        begun(session, alice, TODAY)
        assert standing(session, alice).done == (1,)


def test_a_session_counts_right_after_another_week_was_chosen(database: Database, alice: User) -> None:
    with database.writing() as session:
        begun(session, alice)
        actions.choose(session, alice.diary, ChoiceKind.GO_TO, week=2, **on(TODAY))
        soon = on(TODAY)["now"] + dt.timedelta(minutes=1)
        plan_sessions.log_session(session, alice.diary, Planned(1, 4), 3, uuid=uuid4(), now=soon)
        assert standing(session, alice).done == (4,)


def test_a_fall_that_is_told_of_the_walk_on_which_the_plan_was_begun_stops_it(database: Database, alice: User) -> None:
    with database.writing() as session:
        started_at = on(TODAY)["now"] - dt.timedelta(minutes=10)
        begun(session, alice, TODAY)
        log(session, alice, backward(12), planned=Planned(1, 1), started_at=started_at, falls=1)
        assert standing(session, alice).status is Status.STOPPED
