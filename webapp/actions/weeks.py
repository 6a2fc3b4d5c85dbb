"""Weeks: kept in step with every change of a walk, and read as figures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from webapp.domain import goals, streaks, weeks
from webapp.domain.diaries import Diary
from webapp.domain.energy import Band
from webapp.domain.progress import WeekSum, by_month
from webapp.domain.weeks import Week
from webapp.storage import goals as goal_store
from webapp.storage import walks as walk_store
from webapp.storage import weeks as week_store
from webapp.storage.models import WalkRow
from webapp.storage.weeks import DayTotal, WeekRow

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


def refresh(session: Session, diary: Diary, days: Iterable[dt.date]) -> None:
    """Work out the weeks of some days again, after their walks changed."""
    for start in sorted({diary.week_of(day).start for day in days}):
        week = Week(start)
        _rewrite(session, diary, week.start, week.start, last_day=week.end, only_walks_changed=True)


def remark(session: Session, diary: Diary, day: dt.date) -> None:
    """Work out the week of a day again, after its mark as ill or away changed."""
    week = diary.week_of(day)
    _rewrite(session, diary, week.start, week.start, last_day=week.end)


def rebuild(session: Session, diary: Diary, since: dt.date = dt.date.min) -> None:
    """Work out every week again, or those from the week of `since` on, after a goal or a rule changed."""
    first = diary.week_of(since).start if since > dt.date.min else since
    _rewrite(session, diary, first, dt.date.max, last_day=dt.date.max)


def this_week(session: Session, diary: Diary, today: dt.date) -> ThisWeek:
    """The week of today, in a number of queries that does not grow with the walks."""
    week = diary.week_of(today)
    before, week_sum = between(session, diary, week.back(1), week)
    streak = streaks.through_running_week(before.streak, is_met=week_sum.is_met, is_away=week_sum.is_away)
    by_day = walk_store.seconds_by_day(session, diary, week.start, week.end)
    pairs = [(day, by_day.get(day, (0, 0))) for day in week.days]
    return ThisWeek(week_sum, [Day(day, seconds / 60, back / 60) for day, (seconds, back) in pairs], streak)


def of_day(session: Session, diary: Diary, day: dt.date) -> WeekSum:
    """The week that a day lies in."""
    week = diary.week_of(day)
    return between(session, diary, week, week)[0]


def between(session: Session, diary: Diary, first: Week, last: Week) -> list[WeekSum]:
    """Every week from `first` to `last`, also those without walks, oldest first."""
    rows = {row.starts_on: row for row in week_store.between(session, diary, first.start, last.start)}
    set_goals = goal_store.in_order(session, diary)
    return [summed(rows.get(week.start), set_goals, week) for week in weeks.weeks_between(first, last)]


def summed(row: WeekRow | None, set_goals: Sequence[tuple[dt.date, int]], week: Week) -> WeekSum:
    """The sums of a week, also of one without a row."""
    return _sum_of(row) if row else WeekSum(week=week, goal_minutes=goals.in_force(set_goals, week.end))


def last_weeks(session: Session, diary: Diary, today: dt.date, count: int) -> list[WeekSum]:
    """The running week and those before it, `count` in all."""
    last = diary.week_of(today)
    return between(session, diary, last.back(count - 1), last)


def all_weeks(session: Session, diary: Diary, today: dt.date) -> tuple[list[WeekSum], bool]:
    """Every week since the first walk, at least twelve; and whether they are averages of months instead."""
    last = diary.week_of(today)
    first = Week(min(week_store.first_start(session, diary) or last.start, last.back(11).start))
    sums = between(session, diary, first, last)
    return (by_month(sums), True) if len(sums) > MOST_SINGLE_WEEKS else (sums, False)


class History(NamedTuple):
    """Weeks with walks, newest first, each with its walks, and whether there are older ones."""

    weeks: Sequence[tuple[WeekSum, Sequence[WalkRow]]]
    has_older: bool


def history(session: Session, diary: Diary, *, before: dt.date, most_weeks: int, most_walks: int) -> History:
    """The last weeks with walks that start before a day: so many, or fewer once they have so many walks."""
    newest = week_store.latest_before(session, diary, before, most_weeks + 1)
    sums = list(accumulate(row.walks for row in newest[:most_weeks]))
    rows = newest[: max(1, sum(1 for walks in sums if walks <= most_walks))]
    if not rows:
        return History([], has_older=False)
    walks = walk_store.on_days(session, diary, rows[-1].starts_on, Week(rows[0].starts_on).end)
    by_week = groupby(walks, key=lambda walk: diary.week_of(walk.walked_on).start)
    walks_of = {start: list(group) for start, group in by_week}
    return History([(_sum_of(row), walks_of.get(row.starts_on, [])) for row in rows], len(newest) > len(rows))


def _rewrite(
    session: Session,
    diary: Diary,
    first: dt.date,
    last: dt.date,
    *,
    last_day: dt.date,
    only_walks_changed: bool = False,
) -> None:
    """Put fresh rows in place of the weeks that start from `first` to `last`, and carry the streak on from them."""
    known = week_store.between(session, diary, _week_before(first), dt.date.max)
    same = next((row for row in known if row.starts_on == first), None) if only_walks_changed else None
    fresh = _fresh_row(session, diary, same) if same else _fresh_rows(session, diary, first, last_day)
    before = [row for row in known if row.starts_on < first]
    stale = [row.starts_on for row in known if first <= row.starts_on <= last]
    later = [row for row in known if row.starts_on > last]
    previous, streak = (before[-1].starts_on, before[-1].streak) if before else (None, 0)
    for row in fresh:
        streak = _carried(
            streak, previous, row["starts_on"], row["counted_seconds"], row["goal_minutes"], row["is_away"]
        )
        previous, row["streak"] = row["starts_on"], streak
    if stale == [row["starts_on"] for row in fresh] and len(fresh) == 1:
        week_store.change(session, fresh[0])
    else:
        week_store.replace(session, diary, first, last, fresh)
    changed = []
    for week_row in later:
        streak = _carried(
            streak, previous, week_row.starts_on, week_row.counted_seconds, week_row.goal_minutes, week_row.is_away
        )
        if streak == week_row.streak:
            break
        previous = week_row.starts_on
        changed.append((week_row.starts_on, streak))
    week_store.set_streaks(session, diary, changed)


def _fresh_row(session: Session, diary: Diary, row: WeekRow) -> list[dict[str, Any]]:
    """The row of one week once more: its walks changed, its goal and its mark did not."""
    week = Week(row.starts_on)
    sums = week_store.day_sums(session, diary, week.start, week.end)
    return [_total(diary, week, sums, row.goal_minutes, row.is_away)] if sums or row.is_away else []


def _fresh_rows(session: Session, diary: Diary, first: dt.date, last_day: dt.date) -> list[dict[str, Any]]:
    """The rows of the weeks that have walks or were marked away, oldest first, still without their streaks."""

    def start_of(day: dt.date) -> dt.date:
        return diary.week_of(day).start

    sums = week_store.day_sums(session, diary, first, last_day)
    by_week = {start: list(group) for start, group in groupby(sums, key=lambda day_sum: start_of(day_sum.day))}
    away = {start_of(day) for day in goal_store.away_days(session, diary, first, last_day)}
    set_goals = goal_store.in_order(session, diary)
    return [
        _total(diary, Week(start), by_week.get(start, []), goals.in_force(set_goals, Week(start).end), start in away)
        for start in sorted(by_week.keys() | away)
    ]


def _total(diary: Diary, week: Week, days: Sequence[DayTotal], goal_minutes: int, is_away: bool) -> dict[str, Any]:
    return {
        "user_id": diary.user_id,
        "starts_on": week.start,
        "walks": sum(day.walks for day in days),
        "seconds": sum(day.ledger.seconds for day in days),
        "backward_seconds": sum(day.backward_seconds for day in days),
        "counted_seconds": sum(day.ledger.counted_seconds(diary.counting) for day in days),
        "without_energy": sum(day.without_energy for day in days),
        "kcal": sum(day.kcal for day in days),
        "extra_kcal": sum(day.extra_kcal for day in days),
        "extra_kcal_low": sum(day.extra_kcal_low for day in days),
        "extra_kcal_high": sum(day.extra_kcal_high for day in days),
        "goal_minutes": goal_minutes,
        "is_away": is_away,
    }


def _carried(
    streak: int, previous: dt.date | None, start: dt.date, counted_seconds: int, goal_minutes: int, is_away: bool
) -> int:
    """The streak at the end of a week, from the one at the end of the week with a row before it."""
    is_next = previous is not None and start - previous == weeks.ONE_WEEK
    is_met = counted_seconds >= goal_minutes * 60
    return streaks.through_week(streak if is_next else 0, is_met=is_met, is_away=is_away)


def _week_before(start: dt.date) -> dt.date:
    return start - weeks.ONE_WEEK if start - dt.date.min >= weeks.ONE_WEEK else dt.date.min


def _sum_of(row: WeekRow) -> WeekSum:
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
