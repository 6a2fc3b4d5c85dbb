"""Weeks: kept in step with every change of a walk, and read as figures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from webapp.domain import goals, streaks, weeks
from webapp.domain.energy import Band
from webapp.domain.goals import Counting
from webapp.domain.progress import WeekSum, by_month
from webapp.domain.weeks import Week
from webapp.storage import goals as goal_store
from webapp.storage import walks as walk_store
from webapp.storage import weeks as week_store
from webapp.storage.models import User, Walk, WeekTotal
from webapp.storage.weeks import DaySum

# Past this many weeks a chart shows the average week of each month.
MOST_SINGLE_WEEKS = 104


@dataclass(frozen=True)
class Day:
    """Minutes of one day of the week."""

    day: dt.date
    minutes: float
    backward_minutes: float


@dataclass(frozen=True)
class ThisWeek:
    """The running week: its sums, its seven days, and the streak until now."""

    sum: WeekSum
    days: Sequence[Day]
    streak: int


def refresh(session: Session, user: User, days: Iterable[dt.date]) -> None:
    """Work out the weeks of some days again, after their walks changed."""
    for start in sorted({weeks.week_of(day, user.first_weekday).start for day in days}):
        week = Week(start)
        _replace(session, user, week.start, week.start, last_day=week.end)
        _carry_streak(session, user, week)


def rebuild(session: Session, user: User, since: dt.date = dt.date.min) -> None:
    """Work out every week again, or those from the week of `since` on, after a goal or a rule changed."""
    first = weeks.week_of(since, user.first_weekday).start if since > dt.date.min else since
    _replace(session, user, first, dt.date.max, last_day=dt.date.max)
    rows = week_store.between(session, user.id, first, dt.date.max)
    if rows:
        _carry_streak(session, user, Week(rows[0].starts_on), to_the_end=True)


def this_week(session: Session, user: User, today: dt.date) -> ThisWeek:
    """The week of today, in a number of queries that does not grow with the walks."""
    week = weeks.week_of(today, user.first_weekday)
    before = week_store.find(session, user.id, week.back(1).start)
    week_sum = between(session, user, week, week)[0]
    streak = streaks.through_running_week(
        before.streak if before else 0, is_met=week_sum.is_met, is_away=week_sum.is_away
    )
    by_day = walk_store.seconds_by_day(session, user.id, week.start, week.end)
    pairs = [(day, by_day.get(day, (0, 0))) for day in week.days]
    return ThisWeek(week_sum, [Day(day, seconds / 60, back / 60) for day, (seconds, back) in pairs], streak)


def between(session: Session, user: User, first: Week, last: Week) -> list[WeekSum]:
    """Every week from `first` to `last`, also those without walks, oldest first."""
    rows = {row.starts_on: row for row in week_store.between(session, user.id, first.start, last.start)}
    set_goals = goal_store.in_order(session, user.id)
    return [
        _sum_of(rows[week.start])
        if week.start in rows
        else WeekSum(week=week, goal_minutes=goals.in_force(set_goals, week.end))
        for week in weeks.weeks_between(first, last)
    ]


def last_weeks(session: Session, user: User, today: dt.date, count: int) -> list[WeekSum]:
    """The running week and those before it, `count` in all."""
    last = weeks.week_of(today, user.first_weekday)
    return between(session, user, last.back(count - 1), last)


def all_weeks(session: Session, user: User, today: dt.date) -> tuple[list[WeekSum], bool]:
    """Every week since the first walk, at least twelve; and whether they are averages of months instead."""
    last = weeks.week_of(today, user.first_weekday)
    first = Week(min(week_store.first_start(session, user.id) or last.start, last.back(11).start))
    sums = between(session, user, first, last)
    return (by_month(sums), True) if len(sums) > MOST_SINGLE_WEEKS else (sums, False)


def history(session: Session, user: User, *, before: dt.date, count: int) -> list[tuple[WeekSum, Sequence[Walk]]]:
    """The last weeks with walks that start before a day, newest first, each with its walks."""
    rows = week_store.latest_before(session, user.id, before, count)
    if not rows:
        return []
    found = walk_store.on_days(session, user.id, rows[-1].starts_on, Week(rows[0].starts_on).end)
    by_week = groupby(found, key=lambda walk: weeks.week_of(walk.walked_on, user.first_weekday).start)
    walks_of = {start: list(group) for start, group in by_week}
    return [(_sum_of(row), walks_of.get(row.starts_on, [])) for row in rows]


def _replace(session: Session, user: User, first: dt.date, last: dt.date, *, last_day: dt.date) -> None:
    """Put fresh rows in place of the weeks that start from `first` to `last`; their streaks are still to carry."""
    sums = week_store.day_sums(session, user.id, first, last_day)
    away = {
        weeks.week_of(day, user.first_weekday).start for day in goal_store.away_days(session, user.id, first, last_day)
    }
    by_week = {
        start: list(group)
        for start, group in groupby(sums, key=lambda day: weeks.week_of(day.day, user.first_weekday).start)
    }
    set_goals = goal_store.in_order(session, user.id)
    rows = [
        _total(user, Week(start), by_week.get(start, []), goals.in_force(set_goals, Week(start).end), start in away)
        for start in sorted(by_week.keys() | away)
    ]
    week_store.replace(session, user.id, first, last, rows)


def _total(user: User, week: Week, days: Sequence[DaySum], goal_minutes: int, is_away: bool) -> WeekTotal:
    counting = Counting(user.counting)
    return WeekTotal(
        user_id=user.id,
        starts_on=week.start,
        walks=sum(day.walks for day in days),
        seconds=sum(day.ledger.seconds for day in days),
        backward_seconds=sum(day.backward_seconds for day in days),
        counted_seconds=sum(day.ledger.counted_seconds(counting) for day in days),
        without_energy=sum(day.without_energy for day in days),
        kcal=sum(day.kcal for day in days),
        extra_kcal=sum(day.extra_kcal for day in days),
        extra_kcal_low=sum(day.extra_kcal_low for day in days),
        extra_kcal_high=sum(day.extra_kcal_high for day in days),
        goal_minutes=goal_minutes,
        is_away=is_away,
        streak=0,
    )


def _carry_streak(session: Session, user: User, first: Week, *, to_the_end: bool = False) -> None:
    """Carry the streak forward from a week, until a later week's streak is what it already was."""
    before = week_store.find(session, user.id, first.back(1).start)
    previous, streak = (before.starts_on, before.streak) if before else (None, 0)
    for row in week_store.between(session, user.id, first.start, dt.date.max):
        if previous != row.starts_on - weeks.ONE_WEEK:
            streak = 0
        is_met = row.counted_seconds >= row.goal_minutes * 60
        streak = streaks.through_week(streak, is_met=is_met, is_away=row.is_away)
        if row.starts_on > first.start and row.streak == streak and not to_the_end:
            return
        previous, row.streak = row.starts_on, streak


def _sum_of(row: WeekTotal) -> WeekSum:
    return WeekSum(
        week=Week(row.starts_on),
        minutes=row.seconds / 60,
        backward_minutes=row.backward_seconds / 60,
        counted_minutes=row.counted_seconds / 60,
        goal_minutes=row.goal_minutes,
        walks=row.walks,
        without_energy=row.without_energy,
        kcal=row.kcal,
        extra_kcal=Band(row.extra_kcal_low, row.extra_kcal, row.extra_kcal_high),
        is_away=row.is_away,
        streak=row.streak,
    )
