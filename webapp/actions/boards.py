"""The family board: a ring for each person who shows their week, and nothing else of anybody."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.actions import weeks as week_actions
from webapp.domain import first_goals, streaks, weeks
from webapp.domain.boards import WeekShare
from webapp.domain.diaries import Diary
from webapp.domain.goals import Counting
from webapp.domain.progress import WeekSum
from webapp.domain.weeks import Week
from webapp.storage import boards as store
from webapp.storage.boards import SharedDiary
from webapp.storage.weeks import WeekRow


class BoardRing(NamedTuple):
    """What the household sees of somebody's running week; no minutes backward unless they show them."""

    name: str
    minutes: float
    counted_minutes: float
    goal_minutes: float
    backward_minutes: float | None


class _Facts(NamedTuple):
    """What is known of all who show their week, by their numbers."""

    rows: Mapping[tuple[int, dt.date], WeekRow]
    goals: Mapping[int, Sequence[tuple[dt.date, int]]]
    first_walks: Mapping[int, dt.date]
    planned: Collection[int]

    def sum_of(self, diary: Diary, week: Week) -> WeekSum:
        return week_actions.summed(self.rows.get((diary.user_id, week.start)), self.goals.get(diary.user_id, ()), week)


def rings(session: Session, *, now: dt.datetime) -> list[BoardRing]:
    """The rings of all who show theirs, each of the week that their own calendar has.

    It asks as often for twenty people as for two; once more only for whom the plan has a smaller goal.
    """
    shared = store.shared_diaries(session)
    if not shared:
        return []
    starts = [_today(each.diary, now)[1].start for each in shared]
    ids = [each.diary.user_id for each in shared]
    facts = _Facts(
        rows=store.weeks_of(session, ids, min(starts) - weeks.ONE_WEEK, max(starts)),
        goals=store.goals_of(session, ids),
        first_walks=store.first_walks_of(session, ids),
        planned=store.with_plan(session, ids),
    )
    return [_ring(session, each, facts, now) for each in shared]


def _ring(session: Session, shared: SharedDiary, facts: _Facts, now: dt.datetime) -> BoardRing:
    diary = shared.diary
    today, week = _today(diary, now)
    week_sum, before = facts.sum_of(diary, week), facts.sum_of(diary, week.back(1))
    streak = streaks.through_running_week(before.streak, is_met=week_sum.is_met, is_away=week_sum.is_away)
    return BoardRing(
        name=shared.name,
        minutes=week_sum.minutes,
        counted_minutes=week_sum.counted_minutes,
        goal_minutes=_first_goal(session, diary, facts, week_sum, streak, today) or week_sum.goal_minutes,
        backward_minutes=week_sum.backward_minutes if shared.share is WeekShare.BACKWARD else None,
    )


def _first_goal(
    session: Session, diary: Diary, facts: _Facts, week_sum: WeekSum, streak: int, today: dt.date
) -> float | None:
    """The smaller goal of who begins, as Today names it (see `rings.first_goal`)."""
    if diary.counting != Counting.PLAIN or streak or week_sum.is_met:
        return None
    has_plan = diary.user_id in facts.planned
    standing = plan_actions.overview(session, diary, today).standing if has_plan else None
    walked_on = facts.first_walks.get(diary.user_id)
    walked_before = walked_on is not None and walked_on < first_goals.first_day(week_sum.week)
    return first_goals.first_goal(standing, week_sum, walked_before=walked_before, streak=streak)


def _today(diary: Diary, now: dt.datetime) -> tuple[dt.date, Week]:
    today = diary.date_of(now)
    return today, diary.week_of(today)
