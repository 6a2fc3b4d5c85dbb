"""The coming sessions of the plan as a calendar: at a private address, or the next one as a file."""

import datetime as dt
import math
import secrets
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp.actions import plan as plan_actions
from webapp.domain import calendars
from webapp.domain.diaries import Diary
from webapp.domain.programme import Session as PlannedSession
from webapp.domain.standings import Next
from webapp.exporters import calendar
from webapp.exporters.calendar import Appointment
from webapp.storage import calendars as store
from webapp.storage import walks as walk_store
from webapp.storage.going_out_models import CalendarFeed

# Calendar apps look several times a day: that one did is noted once a day.
TOUCH_AFTER = dt.timedelta(days=1)


class Wording(NamedTuple):
    """What a calendar is called, what each appointment is called, and how a session is told."""

    name: str
    title: str
    tell: Callable[[PlannedSession], str]


def walks_at(session: Session, diary: Diary) -> dt.time:
    """The time of day that the person chose, or that of their last walk."""
    feed = store.find(session, diary)
    if feed and feed.walks_at:
        return feed.walks_at
    last = walk_store.latest(session, diary)
    return calendars.usual_start(last.started_at if last else None, diary.time_zone)


def feed(session: Session, diary: Diary, wording: Wording, *, instance: str, now: dt.datetime) -> bytes:
    """The sessions of the next four weeks; none while the plan waits, or is put away."""
    appointments = _appointments(session, diary, wording, instance=instance, now=now)
    return calendar.written(appointments, name=wording.name, now=now)


def next_session(session: Session, diary: Diary, wording: Wording, *, instance: str, now: dt.datetime) -> bytes | None:
    """The next session alone; nothing where the plan has none."""
    appointments = list(islice(_appointments(session, diary, wording, instance=instance, now=now), 1))
    return calendar.written(appointments, name=wording.name, now=now) if appointments else None


def make_address(session: Session, diary: Diary, *, instead_of: str | None, language: str, now: dt.datetime) -> None:
    """A new key, in place of that from which the person came: a second tap makes no second one."""
    feed = store.get_or_add(session, diary)
    if feed.key == instead_of:
        feed.key, feed.is_on = secrets.token_urlsafe(32), True
        feed.made_at, feed.used_at, feed.language = now, None, language


def turn(session: Session, diary: Diary, *, is_on: bool) -> None:
    """End the address, or let it work again."""
    feed = store.find(session, diary)
    if feed and feed.key:
        feed.is_on = is_on


def is_due(feed: CalendarFeed, now: dt.datetime) -> bool:
    """Whether its use is to be noted; one that was noted by a clock ahead is noted anew."""
    return feed.used_at is None or abs(now - feed.used_at) > TOUCH_AFTER


def note_use(session: Session, diary: Diary, *, now: dt.datetime) -> None:
    feed = store.find(session, diary)
    if feed:
        feed.used_at = now


def _appointments(
    session: Session, diary: Diary, wording: Wording, *, instance: str, now: dt.datetime
) -> Iterator[Appointment]:
    today = diary.date_of(now)
    shown = plan_actions.overview(session, diary, today)
    if shown.standing is None or not shown.is_running or shown.waits:
        return
    feed, at = store.find(session, diary), walks_at(session, diary)
    first_day = calendars.first_day(now, at, diary.time_zone)
    coming = calendars.coming(shown.standing, today=today, first_day=first_day, first_weekday=diary.first_weekday)
    for planned in coming:
        yield Appointment(
            uid=_uid(diary, planned, instance),
            starts_at=calendars.starts_at(planned.from_day, at, diary.time_zone),
            minutes=math.ceil(planned.session.minutes),
            title=wording.title,
            text=wording.tell(planned.session) if feed and feed.tells_session else "",
            alarm_minutes=calendars.ALARM_MINUTES,
        )


def _uid(diary: Diary, planned: Next, instance: str) -> str:
    """A name that says nothing of whom it is about."""
    name = calendars.name_of(planned, diary.week_of(planned.from_day))
    return f"{uuid5(UUID(instance), f'{diary.user_id} {name}')}@backstride"
