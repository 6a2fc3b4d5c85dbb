"""Body weight by date."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.trends import Measured
from webapp.storage.columns import table
from webapp.storage.models import Weight

_WEIGHT = table(Weight).c
_MINE = select(_WEIGHT.weight_kg).where(_WEIGHT.user_id == bindparam("user_id"))
_UNTIL = _MINE.where(_WEIGHT.weighed_on <= bindparam("day")).order_by(_WEIGHT.weighed_on.desc()).limit(1)
_NEWEST = (
    select(_WEIGHT.weighed_on, _WEIGHT.weight_kg)
    .where(
        _WEIGHT.user_id == bindparam("user_id"),
        _WEIGHT.weighed_on < bindparam("before"),
        _WEIGHT.weighed_on >= bindparam("since"),
    )
    .order_by(_WEIGHT.weighed_on.desc())
)
_EARLIEST = _MINE.order_by(_WEIGHT.weighed_on).limit(1)


def on(session: Session, diary: Diary, day: dt.date) -> float | None:
    """The weight in kg that holds on a day: the latest until then, else the earliest known, else None."""
    weight_kg = session.scalar(_UNTIL, {"user_id": diary.user_id, "day": day})
    return session.scalar(_EARLIEST, {"user_id": diary.user_id}) if weight_kg is None else weight_kg


def newest_first(
    session: Session,
    diary: Diary,
    *,
    before: dt.date = dt.date.max,
    since: dt.date = dt.date.min,
    limit: int | None = None,
) -> Sequence[Measured]:
    """The weights in kg of the days from one to before another, newest first; of all of them, or so many."""
    rows = session.execute(_NEWEST.limit(limit), {"user_id": diary.user_id, "before": before, "since": since})
    return [Measured(*row) for row in rows]


def by_day(session: Session, diary: Diary) -> Callable[[dt.date], float | None]:
    """As `on`, for many days in one query."""
    measured = newest_first(session, diary)[::-1]
    days = [weight.day for weight in measured]

    def weight_on(day: dt.date) -> float | None:
        return measured[max(bisect_right(days, day) - 1, 0)].value if measured else None

    return weight_on


def find(session: Session, diary: Diary, day: dt.date) -> float | None:
    """The weight in kg that was entered for a day."""
    return session.scalar(_MINE.where(_WEIGHT.weighed_on == day), {"user_id": diary.user_id})


def set_on(session: Session, diary: Diary, day: dt.date, weight_kg: float) -> None:
    """Set the weight of a day; a second entry for the day takes the first one's place."""
    row = session.scalar(select(Weight).where(Weight.user_id == diary.user_id, Weight.weighed_on == day))
    if row is None:
        session.add(Weight(user_id=diary.user_id, weighed_on=day, weight_kg=weight_kg))
    else:
        row.weight_kg = weight_kg


def add_on(session: Session, diary: Diary, day: dt.date, weight_kg: float) -> None:
    """Add the weight of a day that has none."""
    session.add(Weight(user_id=diary.user_id, weighed_on=day, weight_kg=weight_kg))


def remove_on(session: Session, diary: Diary, day: dt.date) -> None:
    session.execute(delete(Weight).where(Weight.user_id == diary.user_id, Weight.weighed_on == day))
