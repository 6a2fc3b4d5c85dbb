"""Today at a glance: the running week, what comes next, and the one question that matters most now."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.actions import rings
from webapp.actions import weeks as week_actions
from webapp.actions.imports import REMINDED_FOR
from webapp.actions.plan import Overview
from webapp.actions.weeks import ThisWeek
from webapp.domain import overlaps, reviews
from webapp.domain.diaries import Diary
from webapp.domain.overlaps import TimedWalk
from webapp.domain.running import RunningWalk
from webapp.domain.standings import Next
from webapp.domain.walks import Site, Source
from webapp.storage import imports as import_store
from webapp.storage import pain as pain_store
from webapp.storage import running as running_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.models import WalkRow
from webapp.storage.pain import Unasked

LOOKED_BACK = dt.timedelta(days=7)
# Whoever saved so many walks here stays, and may want Backstride on the home screen.
INSTALL_FROM_WALKS = 3
_FROM_ELSEWHERE = (Source.IMPORT, Source.DEMO)
_NEWEST = 30
A_DAY = dt.timedelta(days=1)


class DailyQuestion(StrEnum):
    """What Today may ask, one at a time: what keeps somebody safe comes first."""

    MORNING = "morning"
    REVIEW = "review"
    TWICE = "twice"
    RECORDINGS = "recordings"
    PLAN = "plan"
    INSTALL = "install"


# For how many days "Not now" is heard, None if a question has none; those about a walk are over by then.
NOT_NOW_DAYS: Mapping[DailyQuestion, int | None] = {
    DailyQuestion.MORNING: 2,
    DailyQuestion.REVIEW: 2,
    DailyQuestion.TWICE: LOOKED_BACK.days + 1,
    DailyQuestion.RECORDINGS: None,
    DailyQuestion.PLAN: 30,
    DailyQuestion.INSTALL: 30,
}
# What somebody answered with "not now": the question, and the walk that it was about, or "1".
NotNow = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """The one question, with what it is about."""

    question: DailyQuestion
    walk: UUID | None = None
    morning: Unasked | None = None
    twice: tuple[TimedWalk, TimedWalk] | None = None
    recordings: int = 0

    @property
    def can_wait(self) -> bool:
        return NOT_NOW_DAYS[self.question] is not None


@dataclass(frozen=True)
class Picked:
    """A day of the running week that somebody tapped, and its walks, the first one first."""

    day: dt.date
    walks: Sequence[WalkRow]


@dataclass(frozen=True)
class Noted:
    """What was answered just now about the morning after a walk."""

    walk: UUID
    site: Site
    score: int


@dataclass(frozen=True, kw_only=True)
class TodayGlance:
    """All that Today shows. `first_goal` are the minutes that come before the weekly goal for who begins."""

    today: dt.date
    week: ThisWeek
    first_goal: float | None
    last: WalkRow | None
    saved: WalkRow | None
    noted: Noted | None
    picked: Picked | None
    weight_kg: float | None
    running: RunningWalk | None
    plan: Overview
    asked: Asked | None
    # The last walk, where one like it can have ended just now.
    again: WalkRow | None

    @property
    def due(self) -> Next | None:
        """The session of the plan that may be done today."""
        standing = self.plan.standing
        coming = standing.next if standing and not self.plan.waits else None
        return coming if coming and coming.from_day <= self.today else None

    @property
    def is_warned(self) -> bool:
        """Whether what was logged asks for an answer, which comes before everything else."""
        return self.plan.checked is not None and self.plan.checked.comes_first

    @property
    def goal_minutes(self) -> float:
        """The goal that the ring shows."""
        return self.first_goal or self.week.sum.goal_minutes


def glance(
    session: Session,
    diary: Diary,
    *,
    now: dt.datetime,
    today: dt.date,
    saved: UUID | None = None,
    told: tuple[UUID, Site] | None = None,
    day: dt.date | None = None,
    not_now: NotNow,
) -> TodayGlance:
    """Read Today. `saved` is the walk saved just now, `told` of what a morning was; `day` is one to look at."""
    week = week_actions.this_week(session, diary, today)
    last = walk_store.latest(session, diary)
    plan = plan_actions.overview(session, diary, today)
    saved_walk = walk_store.find(session, diary, saved) if saved else None
    asking = _Asking(session, diary, now, today, not_now)
    return TodayGlance(
        today=today,
        week=week,
        first_goal=rings.first_goal(session, diary, plan.standing, week),
        last=last,
        saved=saved_walk,
        noted=_noted(session, diary, told) if told else None,
        picked=_picked(session, diary, week, day, today),
        weight_kg=weight_store.on(session, diary, today),
        running=running_store.find(session, diary),
        plan=plan,
        asked=asking.first(saved_walk, last, plan),
        again=last if last and _may_repeat(last, now) else None,
    )


@dataclass(frozen=True)
class _Asking:
    """Looks for the question that comes first; what comes after it is not even read."""

    session: Session
    diary: Diary
    now: dt.datetime
    today: dt.date
    not_now: NotNow

    def first(self, saved: WalkRow | None, last: WalkRow | None, plan: Overview) -> Asked | None:
        if plan.checked and plan.checked.comes_first:
            return None
        return (
            self._review(saved)
            or self._morning()
            or self._review(last if last and last.walked_on == self.today else None)
            or self._twice()
            or self._recordings()
            or self._plan(plan)
            or self._install()
        )

    def _review(self, walk: WalkRow | None) -> Asked | None:
        """How a walk with steps backward went, while nothing was said of it."""
        if walk is None or not walk.backward_seconds or self._is_refused(DailyQuestion.REVIEW, walk.uuid):
            return None
        is_told = reviews.is_answered(walk.effort, walk.stumbles, walk.attention, walk.falls)
        return None if is_told else Asked(DailyQuestion.REVIEW, walk=walk.uuid)

    def _morning(self) -> Asked | None:
        """How the places that hurt are on the morning after yesterday's last walk."""
        unasked = pain_store.unasked_morning(self.session, self.diary, self.today - A_DAY)
        if unasked is None or self._is_refused(DailyQuestion.MORNING, unasked.walk):
            return None
        return Asked(DailyQuestion.MORNING, morning=unasked)

    def _twice(self) -> Asked | None:
        """Whether the newest two walks of these days that overlap were one."""
        outings = walk_store.outings_since(self.session, self.diary, self.now - LOOKED_BACK)
        pair = overlaps.newest_pair(outings)
        if pair is None or self._is_refused(DailyQuestion.TWICE, pair[1].id):
            return None
        return Asked(DailyQuestion.TWICE, twice=pair)

    def _recordings(self) -> Asked | None:
        """What an import could not tell, or has read and nobody saved, for some days."""
        since = self.now - REMINDED_FOR
        count = import_store.count_open(self.session, self.diary, started_since=since)
        return Asked(DailyQuestion.RECORDINGS, recordings=count) if count else None

    def _plan(self, plan: Overview) -> Asked | None:
        is_open = plan.checked is None or plan.checked.advised.allows_plan
        is_offered = is_open and plan.standing is None and not self._is_refused(DailyQuestion.PLAN)
        return Asked(DailyQuestion.PLAN) if is_offered else None

    def _install(self) -> Asked | None:
        if self._is_refused(DailyQuestion.INSTALL):
            return None
        sources = walk_store.latest_sources(self.session, self.diary, limit=_NEWEST)
        own = [source for source in sources if source not in _FROM_ELSEWHERE]
        return Asked(DailyQuestion.INSTALL) if len(own) >= INSTALL_FROM_WALKS else None

    def _is_refused(self, question: DailyQuestion, about: UUID | None = None) -> bool:
        return self.not_now.get(question) == (str(about) if about else "1")


def _may_repeat(last: WalkRow, now: dt.datetime) -> bool:
    """Whether a walk as long as the last one, ended just now, began after that one was over."""
    lasted = dt.timedelta(seconds=last.seconds)
    return last.started_at + lasted <= now - lasted


def _noted(session: Session, diary: Diary, told: tuple[UUID, Site]) -> Noted | None:
    uuid, site = told
    walk = walk_store.find(session, diary, uuid)
    scores = {pain.site: pain.next_morning for pain in walk.pains} if walk else {}
    score = scores.get(site)
    return None if score is None else Noted(uuid, site, score)


def _picked(session: Session, diary: Diary, week: ThisWeek, day: dt.date | None, today: dt.date) -> Picked | None:
    if day is None or day > today or day not in week.sum.week.days:
        return None
    return Picked(day, walk_store.on_days(session, diary, day, day)[::-1])
