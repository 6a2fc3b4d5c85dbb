"""The self tests of the demo year: all of them every six weeks, each time a little better."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp.actions import self_tests
from webapp.domain.self_tests import RULES, Result, SelfTestKind, Side
from webapp.domain.walks import local_time
from webapp.storage.models import User

_NAMESPACE = UUID("5f0b0c1e-2f86-4c43-9d0b-6a1c3ad6a7de")
_EVERY_DAYS = 42
# The first tries, and what a six weeks' practice changes in them.
_TRIES: dict[tuple[SelfTestKind, Side | None], tuple[tuple[float, ...], float]] = {
    (SelfTestKind.BACKWARD_3M, None): ((5.3, 5.1), -0.16),
    (SelfTestKind.TUG, None): ((10.4,), -0.12),
    (SelfTestKind.CHAIR_STAND, None): ((10,), 0.5),
    (SelfTestKind.WALK_10M, None): ((9.1, 9.3), -0.12),
    (SelfTestKind.ONE_LEG, Side.LEFT): ((6.0, 8.0, 7.5), 0.9),
    (SelfTestKind.ONE_LEG, Side.RIGHT): ((10.0, 12.5, 11.0), 1.1),
}


def fill(session: Session, user: User, *, first: dt.date, today: dt.date, now: dt.datetime) -> None:
    """Add the results of every sixth week from a day on; those of an earlier run stay as they are."""
    began = user.diary.date_of(user.created_at) - dt.timedelta(days=364)
    for number in range((today - began).days // _EVERY_DAYS):
        day = began + dt.timedelta(days=(number + 1) * _EVERY_DAYS - 8)
        if first <= day < today:
            for result in _results_on(user, day, number):
                self_tests.log_result(session, user.diary, result, now=now)


def _results_on(user: User, day: dt.date, number: int) -> Iterator[Result]:
    for (kind, side), (tries, change) in _TRIES.items():
        moved = (value + number * change for value in tries)
        yield Result(
            id=uuid5(_NAMESPACE, f"{user.id} {day} {kind} {side}"),
            kind=kind,
            done_at=local_time(day, dt.time(10), user.time_zone),
            time_zone=user.time_zone,
            tries=tuple(float(int(value)) if RULES[kind].counts else round(value, 1) for value in moved),
            had_helper=RULES[kind].needs_helper,
            side=side,
        )
