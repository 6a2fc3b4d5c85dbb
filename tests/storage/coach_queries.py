"""The queries of the coach's tables, for tests/storage/test_queries.py: each asked as widely as it can be."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any
from uuid import uuid4

from tests.factories import NOW, TODAY, log, segment
from webapp.actions import self_tests as test_actions
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.safety import Check, Signs
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.domain.standings import Choice
from webapp.domain.standings import ChoiceKind as ChoiceKind
from webapp.domain.walks import Pain, Site
from webapp.storage import body, figures, pain, physio, plan, recalculations, records, reviews, safety, self_tests
from webapp.storage.engine import Session
from webapp.storage.models import User, WalkRow

Query = Callable[[Session, Diary, WalkRow], Any]
_NOTHING_KNOWN = safety.Known(None, Signs(), has_plan=False)
MODULES: tuple[ModuleType, ...] = (self_tests, physio, records, body, pain, reviews, plan, safety, recalculations)
QUERIES: dict[str, Query] = {
    "self_tests.find": lambda session, diary, walk: self_tests.find(session, diary, walk.uuid),
    "self_tests.newest_first": lambda session, diary, _: self_tests.newest_first(session, diary, SelfTestKind.TUG),
    "physio.beginnings": lambda session, diary, _: physio.beginnings(session, diary, list(Site)),
    "self_tests.first_and_last": lambda session, diary, _: self_tests.first_and_last(session, diary),
}
_ALL_DAYS = (dt.date(2000, 1, 1), dt.date(2100, 1, 1))
QUERIES |= {
    "records.day_sums": lambda session, diary, _: records.day_sums(session, diary, *_ALL_DAYS),
    "records.longest_backward": lambda session, diary, _: records.longest_backward(session, diary, *_ALL_DAYS),
    "records.first_backward": lambda session, diary, _: records.first_backward(session, diary),
    "records.most_backward_week": lambda session, diary, _: records.most_backward_week(session, diary, *_ALL_DAYS),
    "records.longest_week": lambda session, diary, _: records.longest_week(session, diary, *_ALL_DAYS),
    "records.longest_streak": lambda session, diary, _: records.longest_streak(session, diary, *_ALL_DAYS),
    "records.years": lambda session, diary, _: records.years(session, diary, 2100),
    "records.run_paces": lambda session, diary, _: records.run_paces(session, diary, *_ALL_DAYS),
    "physio.outings": lambda session, diary, _: physio.outings(session, diary, *_ALL_DAYS),
    "physio.backward_stretches": lambda session, diary, _: physio.backward_stretches(session, diary, *_ALL_DAYS),
    "physio.pains": lambda session, diary, _: physio.pains(session, diary, *_ALL_DAYS),
    "physio.results": lambda session, diary, _: physio.results(session, diary, *_ALL_DAYS),
    "physio.weights": lambda session, diary, _: physio.weights(session, diary, *_ALL_DAYS),
}
QUERIES |= {
    "body.waists": lambda session, diary, _: body.waists(session, diary),
    "body.waist_on": lambda session, diary, _: body.waist_on(session, diary, TODAY),
    "body.strength_days": lambda session, diary, _: body.strength_days(session, diary, *_ALL_DAYS),
    "pain.followed": lambda session, diary, _: pain.followed(session, diary),
    "pain.scored": lambda session, diary, _: any(pain.scored(session, diary, list(Site), _ALL_DAYS[0]).values()),
    "pain.lately": lambda session, diary, _: pain.lately(session, diary, _ALL_DAYS[0]),
    "pain.unasked_morning": lambda session, diary, walk: pain.unasked_morning(session, diary, walk.walked_on),
    "reviews.stumbles_by_day": lambda session, diary, _: reviews.stumbles_by_day(session, diary, *_ALL_DAYS),
}
QUERIES |= {
    "plan.choices": lambda session, diary, _: plan.choices(session, diary),
    "plan.done_since": lambda session, diary, _: plan.done_since(session, diary, _ALL_DAYS[0]),
    "plan.befores_until": lambda session, diary, _: plan.befores_until(session, diary, _ALL_DAYS[1]),
    "plan.drags": lambda session, diary, _: plan.drags(session, diary),
    "safety.find": lambda session, diary, _: safety.find(session, diary),
    "safety.known": lambda session, diary, _: safety.known(session, diary, _ALL_DAYS[0]) != _NOTHING_KNOWN,
}
QUERIES |= {
    "recalculations.outdated": lambda session, diary, _: list(recalculations.outdated(session, diary, "another")),
    "recalculations.counts": lambda session, diary, _: any(recalculations.counts(session, diary)),
    "recalculations.former": lambda session, diary, _: recalculations.former(session, diary),
    "recalculations.seconds": lambda session, diary, walk: recalculations.seconds(session, diary, [walk.id]),
}
# These change something of one user.
CHANGES: set[str] = {"self_tests.add", "self_tests.empty_bin"}
CHANGES |= {"pain.follow", "body.set_waist", "body.remove_waist", "body.add_strength_day", "body.remove_strength_day"}
CHANGES |= {f"recalculations.{name}" for name in ("keep", "set_figures", "forget", "mark_changed")}
CHANGES |= {"plan.add", "plan.remove_last", "safety.keep", "safety.remove"}


def fill(session: Session, user: User, walk: WalkRow, count: int) -> None:
    """Rows of every table, `count` of them where a table may have many."""
    safety.keep(session, user.diary, Check(birth_year=1960), now=NOW)
    log(session, user, segment(Mode.BACKWARD_SLED, 1, sled_kg=7.0), day=TODAY - dt.timedelta(weeks=60))
    for _ in range(count):
        plan.add(session, user.diary, Choice(kind=ChoiceKind.START, at=NOW, day=TODAY))
    run = segment(Mode.FORWARD_RUN, 160, speed_kmh=9.0)
    log(session, user, run, day=TODAY - dt.timedelta(weeks=60), pain=(Pain(site=Site.BACK, before=1, after=2),))
    for number in range(count):
        uuid = uuid4() if number else walk.uuid
        result = Result(id=uuid, kind=SelfTestKind.TUG, done_at=NOW, time_zone=user.time_zone, tries=(9.0 + number,))
        test_actions.log_result(session, user.diary, result, now=NOW)
        gone = test_actions.log_result(session, user.diary, replace(result, id=uuid4()), now=NOW).result
        test_actions.delete_result(session, user.diary, gone, now=NOW)
    log(session, user, day=TODAY - dt.timedelta(weeks=60), stumbles=1)
    pain.follow(session, user.diary, [Site.KNEE_LEFT])
    for back in range(count):
        body.set_waist(session, user.diary, TODAY - dt.timedelta(days=back), 90)
        body.add_strength_day(session, user.diary, TODAY - dt.timedelta(days=back))
    recalculations.keep(session, user.diary, list(recalculations.outdated(session, user.diary, "another")))


def kept(session: Session, diary: Diary) -> list[object]:
    """What must stay as it is whatever somebody else does."""
    return [
        safety.known(session, diary, _ALL_DAYS[0]),
        [row.uuid for row in self_tests.newest_first(session, diary, SelfTestKind.TUG)],
        list(body.waists(session, diary)),
        body.strength_days(session, diary, *_ALL_DAYS),
        pain.followed(session, diary),
        plan.choices(session, diary),
        safety.find(session, diary),
        recalculations.former(session, diary),
        [one.figures for one in recalculations.outdated(session, diary, "another")],
    ]


def change_all(session: Session, diary: Diary) -> None:
    """Every change, once."""
    plan.add(session, diary, Choice(kind=ChoiceKind.STOP, at=NOW, day=TODAY))
    plan.remove_last(session, diary)
    safety.remove(session, diary)
    safety.keep(session, diary, Check(birth_year=1990), now=NOW)
    self_tests.add(
        session, diary, Result(id=uuid4(), kind=SelfTestKind.TUG, done_at=NOW, time_zone="UTC", tries=(5.0,))
    )
    self_tests.empty_bin(session, diary, deleted_before=NOW + dt.timedelta(days=1))
    body.set_waist(session, diary, TODAY, 50)
    body.remove_waist(session, diary, TODAY)
    body.add_strength_day(session, diary, TODAY)
    body.remove_strength_day(session, diary, TODAY)
    pain.follow(session, diary, [])
    # Those of somebody else; empty figures would be refused by the database.
    ids = range(1, 20)
    nothing = dict.fromkeys(figures.OF_WALK), [dict.fromkeys(figures.OF_SEGMENT)]
    recalculations.set_figures(session, diary, [(one, *nothing) for one in ids])
    recalculations.mark_changed(session, diary, ids)
    recalculations.forget(session, diary, ids)
    recalculations.forget(session, diary)
