"""The queries of the coach's tables, for tests/storage/test_queries.py: each asked as widely as it can be."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any
from uuid import uuid4

from tests.factories import NOW, TODAY, log, segment
from webapp.actions import self_tests as test_actions
from webapp.domain.energy import Mode
from webapp.domain.safety import Check, Signs
from webapp.domain.self_tests import Kind, Result
from webapp.domain.standings import Choice
from webapp.domain.standings import ChoiceKind as ChoiceKind
from webapp.domain.walks import Pain, Site
from webapp.storage import body, figures, pain, physio, plan, recalculations, records, reviews, safety, self_tests
from webapp.storage.engine import Session
from webapp.storage.models import User, Walk

Query = Callable[[Session, int, Walk], Any]
_NOTHING_KNOWN = safety.Known(None, Signs(), has_plan=False)
MODULES: tuple[ModuleType, ...] = (self_tests, physio, records, body, pain, reviews, plan, safety, recalculations)
QUERIES: dict[str, Query] = {
    "self_tests.find": lambda session, user_id, walk: self_tests.find(session, user_id, walk.uuid),
    "self_tests.newest_first": lambda session, user_id, _: self_tests.newest_first(session, user_id, Kind.TUG),
    "physio.beginnings": lambda session, user_id, _: physio.beginnings(session, user_id, list(Site)),
    "self_tests.first_and_last": lambda session, user_id, _: self_tests.first_and_last(session, user_id),
}
_ALL_DAYS = (dt.date(2000, 1, 1), dt.date(2100, 1, 1))
QUERIES |= {
    "records.day_sums": lambda session, user_id, _: records.day_sums(session, user_id, *_ALL_DAYS),
    "records.longest_backward": lambda session, user_id, _: records.longest_backward(session, user_id, *_ALL_DAYS),
    "records.first_backward": lambda session, user_id, _: records.first_backward(session, user_id),
    "records.most_backward_week": lambda session, user_id, _: records.most_backward_week(session, user_id, *_ALL_DAYS),
    "records.longest_week": lambda session, user_id, _: records.longest_week(session, user_id, *_ALL_DAYS),
    "records.longest_streak": lambda session, user_id, _: records.longest_streak(session, user_id, *_ALL_DAYS),
    "records.years": lambda session, user_id, _: records.years(session, user_id, 2100),
    "records.run_paces": lambda session, user_id, _: records.run_paces(session, user_id, *_ALL_DAYS),
    "physio.outings": lambda session, user_id, _: physio.outings(session, user_id, *_ALL_DAYS),
    "physio.backward_stretches": lambda session, user_id, _: physio.backward_stretches(session, user_id, *_ALL_DAYS),
    "physio.pains": lambda session, user_id, _: physio.pains(session, user_id, *_ALL_DAYS),
    "physio.results": lambda session, user_id, _: physio.results(session, user_id, *_ALL_DAYS),
    "physio.weights": lambda session, user_id, _: physio.weights(session, user_id, *_ALL_DAYS),
}
QUERIES |= {
    "body.waists": lambda session, user_id, _: body.waists(session, user_id),
    "body.waist_on": lambda session, user_id, _: body.waist_on(session, user_id, TODAY),
    "body.strength_days": lambda session, user_id, _: body.strength_days(session, user_id, *_ALL_DAYS),
    "pain.followed": lambda session, user_id, _: pain.followed(session, user_id),
    "pain.scored": lambda session, user_id, _: any(pain.scored(session, user_id, list(Site), _ALL_DAYS[0]).values()),
    "pain.lately": lambda session, user_id, _: pain.lately(session, user_id, _ALL_DAYS[0]),
    "pain.unasked_morning": lambda session, user_id, walk: pain.unasked_morning(session, user_id, walk.walked_on),
    "reviews.stumbles_by_day": lambda session, user_id, _: reviews.stumbles_by_day(session, user_id, *_ALL_DAYS),
}
QUERIES |= {
    "plan.choices": lambda session, user_id, _: plan.choices(session, user_id),
    "plan.done_since": lambda session, user_id, _: plan.done_since(session, user_id, _ALL_DAYS[0]),
    "plan.befores_until": lambda session, user_id, _: plan.befores_until(session, user_id, _ALL_DAYS[1]),
    "plan.drags": lambda session, user_id, _: plan.drags(session, user_id),
    "safety.find": lambda session, user_id, _: safety.find(session, user_id),
    "safety.known": lambda session, user_id, _: safety.known(session, user_id, _ALL_DAYS[0]) != _NOTHING_KNOWN,
}
QUERIES |= {
    "recalculations.outdated": lambda session, user_id, _: list(recalculations.outdated(session, user_id, "another")),
    "recalculations.counts": lambda session, user_id, _: any(recalculations.counts(session, user_id)),
    "recalculations.former": lambda session, user_id, _: recalculations.former(session, user_id),
    "recalculations.seconds": lambda session, user_id, walk: recalculations.seconds(session, user_id, [walk.id]),
}
# These change something of one user.
CHANGES: set[str] = {"self_tests.add", "self_tests.empty_bin"}
CHANGES |= {"pain.follow", "body.set_waist", "body.remove_waist", "body.add_strength_day", "body.remove_strength_day"}
CHANGES |= {f"recalculations.{name}" for name in ("keep", "set_figures", "forget", "mark_changed")}
CHANGES |= {"plan.add", "plan.remove_last", "safety.keep"}


def fill(session: Session, user: User, walk: Walk, count: int) -> None:
    """Rows of every table, `count` of them where a table may have many."""
    safety.keep(session, user.id, Check(birth_year=1960), now=NOW)
    log(session, user, segment(Mode.BACKWARD_SLED, 1, sled_kg=7.0), day=TODAY - dt.timedelta(weeks=60))
    for _ in range(count):
        plan.add(session, user.id, Choice(kind=ChoiceKind.START, at=NOW, day=TODAY))
    run = segment(Mode.FORWARD_RUN, 160, speed_kmh=9.0)
    log(session, user, run, day=TODAY - dt.timedelta(weeks=60), pain=(Pain(site=Site.BACK, before=1, after=2),))
    for number in range(count):
        uuid = uuid4() if number else walk.uuid
        result = Result(id=uuid, kind=Kind.TUG, done_at=NOW, time_zone=user.time_zone, tries=(9.0 + number,))
        test_actions.log_result(session, user, result, now=NOW)
        gone = test_actions.log_result(session, user, replace(result, id=uuid4()), now=NOW).result
        test_actions.delete_result(session, user, gone, now=NOW)
    log(session, user, day=TODAY - dt.timedelta(weeks=60), stumbles=1)
    pain.follow(session, user.id, [Site.KNEE_LEFT])
    for back in range(count):
        body.set_waist(session, user.id, TODAY - dt.timedelta(days=back), 90)
        body.add_strength_day(session, user.id, TODAY - dt.timedelta(days=back))
    recalculations.keep(session, user.id, list(recalculations.outdated(session, user.id, "another")))


def kept(session: Session, user_id: int) -> list[object]:
    """What must stay as it is whatever somebody else does."""
    return [
        safety.known(session, user_id, _ALL_DAYS[0]),
        [row.uuid for row in self_tests.newest_first(session, user_id, Kind.TUG)],
        list(body.waists(session, user_id)),
        body.strength_days(session, user_id, *_ALL_DAYS),
        pain.followed(session, user_id),
        plan.choices(session, user_id),
        safety.find(session, user_id),
        recalculations.former(session, user_id),
        [one.figures for one in recalculations.outdated(session, user_id, "another")],
    ]


def change_all(session: Session, user_id: int) -> None:
    """Every change, once."""
    plan.add(session, user_id, Choice(kind=ChoiceKind.STOP, at=NOW, day=TODAY))
    plan.remove_last(session, user_id)
    safety.keep(session, user_id, Check(birth_year=1990), now=NOW)
    self_tests.add(session, user_id, Result(id=uuid4(), kind=Kind.TUG, done_at=NOW, time_zone="UTC", tries=(5.0,)))
    self_tests.empty_bin(session, user_id, deleted_before=NOW + dt.timedelta(days=1))
    body.set_waist(session, user_id, TODAY, 50)
    body.remove_waist(session, user_id, TODAY)
    body.add_strength_day(session, user_id, TODAY)
    body.remove_strength_day(session, user_id, TODAY)
    pain.follow(session, user_id, [])
    # Those of somebody else; empty figures would be refused by the database.
    ids = range(1, 20)
    nothing = dict.fromkeys(figures.OF_WALK), [dict.fromkeys(figures.OF_SEGMENT)]
    recalculations.set_figures(session, user_id, [(one, *nothing) for one in ids])
    recalculations.mark_changed(session, user_id, ids)
    recalculations.forget(session, user_id, ids)
    recalculations.forget(session, user_id)
