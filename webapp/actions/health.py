"""What Health shows at one glance: where the plan is, the last pain, the last test, and the days of balance."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.actions.plan import Overview
from webapp.domain import body, pain, self_tests
from webapp.domain.body import Days
from webapp.domain.diaries import Diary
from webapp.domain.pain import PainScores
from webapp.domain.self_tests import SelfTestKind
from webapp.domain.walks import Site
from webapp.storage import pain as pain_store
from webapp.storage import safety as safety_store
from webapp.storage import self_tests as test_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store


@dataclass(frozen=True, kw_only=True)
class HealthGlance:
    """The plan, each followed site with its last score of late, the last test, this week's days and the weight."""

    plan: Overview
    pain: Sequence[tuple[Site, PainScores | None]]
    test: tuple[SelfTestKind, float] | None
    is_time_to_test: bool
    balance: Days
    weight_kg: float | None


def glance(session: Session, diary: Diary, today: dt.date) -> HealthGlance:
    """What is there to see today; the same number of queries for everybody."""
    week = diary.week_of(today)
    plan = plan_actions.overview(session, diary, today)
    check = safety_store.find(session, diary)
    by_day = walk_store.seconds_by_day(session, diary, week.start, week.end)
    test = next(iter(test_store.first_and_last(session, diary)), None)
    return HealthGlance(
        plan=plan,
        pain=_pain(session, diary, today),
        test=(SelfTestKind(test.kind), test.value) if test else None,
        is_time_to_test=test is not None and self_tests.due_on(test.done_on, in_plan=plan.is_running) <= today,
        balance=body.days_of(
            week,
            [day for day, (_all, backward) in by_day.items() if backward],
            body.balance_aim(check.birth_year if check else None, today),
        ),
        weight_kg=weight_store.on(session, diary, today),
    )


def _pain(session: Session, diary: Diary, today: dt.date) -> list[tuple[Site, PainScores | None]]:
    followed = pain_store.followed(session, diary)
    lately = pain_store.lately(session, diary, today - pain.USUAL_SPAN) if followed else {}
    newest = []
    for site in followed:
        scored = pain.of_walks(lately.get(site, []))
        told = [scores for scores in scored if (scores.worst, scores.next_morning) != (None, None)]
        newest.append((site, told[-1] if told else None))
    return newest
