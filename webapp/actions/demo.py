"""A lifelike year of walks: somebody who begins, falls ill, goes away, and goes a little further each month."""

import datetime as dt
from random import Random
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp.actions import demo_plan, demo_self_tests, goals, walks, weights
from webapp.domain.energy import Mode
from webapp.domain.walks import Place, Segment, Source, Walk, local_time
from webapp.storage.models import User

_NAMESPACE = UUID("0d6ab0be-7a55-4e37-9f0c-2f3f2f6f7d11")
_DAYS = 364
_NOTES = (
    "Along the river.",
    "Fog, hardly anybody out.",
    "With Ruth.",
    "Knee was fine.",
    "New shoes.",
    "Wind from the east.",
)


def fill(session: Session, user: User, *, now: dt.datetime) -> int:
    """Log a year of walks until yesterday; those of an earlier run stay as they are. Says how many are new."""
    today = user.diary.date_of(now)
    _add_weights(session, user, today)
    demo_plan.answer_check(session, user)
    added = 0
    for day in (today - dt.timedelta(days=back) for back in range(_DAYS, 0, -1)):
        walk = demo_plan.session_on(session, user, day, _id(user, day)) or _walk_on(user, day)
        if walk:
            added += walks.log_walk(session, user.diary, walk, source=Source.DEMO, now=now).is_new
    demo_self_tests.fill(session, user, first=today - dt.timedelta(days=_DAYS), today=today, now=now)
    for back in range(_DAYS // 7):
        day = today - dt.timedelta(weeks=back)
        if demo_plan.is_away(day):
            goals.set_away(session, user.diary, day, is_away=True)
    return added


def _add_weights(session: Session, user: User, today: dt.date) -> None:
    for month in range(12, -1, -1):
        day = today - dt.timedelta(days=28 * month)
        random = Random(day.toordinal() // 28)  # noqa: S311 - lifelike, not secret.
        weights.set_weight(
            session, user.diary, day, round(71.5 + month * 0.25 + random.uniform(-0.4, 0.4), 1), today=today
        )


def _walk_on(user: User, day: dt.date) -> Walk | None:
    """The walk of a day, or a day of rest; the same day always has the same one."""
    random = Random(day.toordinal())  # noqa: S311 - lifelike, not secret.
    week = _weeks_in(user, day)
    rest = 1.0 if demo_plan.is_away(day) else 0.4 if day.weekday() < 5 else 0.3
    if random.random() < rest:
        return None
    minutes = round(random.gauss(27 + week * 0.22, 7))
    backward = min(round(max(0, random.gauss(1 + week * 0.14, 2))), 20) if week > 5 else 0
    treadmill = random.random() < 0.25
    forward = Segment(
        mode=Mode.FORWARD_WALK,
        seconds=60 * max(8, minutes - backward),
        speed_kmh=round(random.gauss(5.0 + week * 0.008, 0.25), 1),
        grade_percent=random.choice((0.0, 0.0, 1.0, 2.0)) if treadmill else 0.0,
    )
    back = Segment(
        mode=Mode.BACKWARD_WALK,
        seconds=60 * backward,
        speed_kmh=round(random.gauss(2.0 + week * 0.022, 0.15), 1),
        grade_percent=forward.grade_percent,
    )
    time = dt.time(random.choice((7, 8, 12, 17, 18, 19)), random.randrange(0, 60, 5))
    return Walk(
        id=_id(user, day),
        started_at=local_time(day, time, user.time_zone),
        time_zone=user.time_zone,
        segments=(forward, back) if backward else (forward,),
        place=Place.TREADMILL if treadmill else Place.OUTDOORS,
        rails=treadmill and random.random() < 0.3,
        note=random.choice(_NOTES) if random.random() < 0.1 else "",
    )


def _id(user: User, day: dt.date) -> UUID:
    return uuid5(_NAMESPACE, f"{user.id} {day}")


def _weeks_in(user: User, day: dt.date) -> int:
    """How many weeks of practice somebody has by then who began a year before the account was made."""
    began = user.diary.date_of(user.created_at) - dt.timedelta(days=_DAYS)
    return max(0, (day - began).days // 7)
