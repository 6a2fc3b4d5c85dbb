"""On which days the coming sessions of the plan fall, if all goes well, and at what time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from webapp.domain import programme, weeks
from webapp.domain.offers import Offers
from webapp.domain.standings import Next, Standing
from webapp.domain.weeks import Week

COMING_DAYS = dt.timedelta(days=28)
ALARM_MINUTES = 30
# For who has not walked yet.
USUAL_START = dt.time(10)
_A_QUARTER = 15
_APART = dt.timedelta(days=programme.REST_DAYS + 1)


def coming(standing: Standing, *, today: dt.date, first_day: dt.date, first_weekday: int) -> Iterator[Next]:
    """The sessions of four weeks, each on its day: this week's, then those of the next weeks of the level.

    None is before `first_day`, and a rest day lies between two. What the plan will make of the walks until then is not
    known, so each later week is the one that follows when the one before it went well.
    """
    if standing.next is None:
        return
    first = replace(standing.next, from_day=max(standing.next.from_day, first_day))
    yield first
    week, plan_week = weeks.week_of(first.from_day, first_weekday), first.session.week
    is_running = week == weeks.week_of(today, first_weekday) and plan_week == standing.week
    gone = {first.session.number, *(standing.done if is_running else ())}
    offers = Offers(
        level=standing.level, is_finished=standing.is_level_finished, is_gentle=standing.is_gentle, is_half=False
    )
    free_from = first.from_day + _APART
    while week.start < first_day + COMING_DAYS:
        for session in offers.in_order(plan_week):
            if session.number not in gone and free_from <= week.end:
                yield offers.next(session, free_from, None)
                free_from += _APART
        week, plan_week, gone = week.back(-1), min(plan_week + 1, programme.WEEKS), set()
        free_from = max(free_from, week.start)


def starts_at(day: dt.date, at: dt.time, time_zone: str) -> dt.datetime:
    """The instant of a time on the clock of a zone. One that a change of the clocks leaves out is as much later."""
    return dt.datetime.combine(day, at, ZoneInfo(time_zone)).astimezone(dt.UTC)


def first_day(now: dt.datetime, at: dt.time, time_zone: str) -> dt.date:
    """Today, or tomorrow where the time of today has gone by."""
    today = weeks.local_date(now, time_zone)
    return today if starts_at(today, at, time_zone) > now else today + dt.timedelta(days=1)


def usual_start(last_walk: dt.datetime | None, time_zone: str) -> dt.time:
    """The quarter of an hour in which the last walk began, on the clock of a zone."""
    if last_walk is None:
        return USUAL_START
    local = weeks.local(last_walk, time_zone)
    return dt.time(local.hour, local.minute - local.minute % _A_QUARTER)


def name_of(planned: Next, week: Week) -> str:
    """The same session of the same week has the same name, on whichever day it falls."""
    return f"{planned.session.level}.{planned.session.number} {week.start}"
