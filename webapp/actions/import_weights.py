"""Body weights from a file. A day that has one keeps it: what somebody typed in wins, and so does the first import."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.actions import weights
from webapp.domain import weeks
from webapp.domain.diaries import Diary
from webapp.domain.imports import Imported, Outcome, WeightsFound
from webapp.importers import Weighing


def save_weighings(session: Session, diary: Diary, weighings: Iterable[Weighing], *, now: dt.datetime) -> Imported:
    """Save the first weight of each day that has none, and say how many there were of each kind."""
    by_day: dict[dt.date, float] = {}
    for weighing in sorted(weighings, key=lambda weighing: weighing.weighed_at):
        by_day.setdefault(_day(weighing, diary), weighing.weight_kg)
    today = weeks.local(now, diary.time_zone).date()
    added, odd = weights.add_weights(session, diary, by_day, today=today)
    found = WeightsFound(tuple(added), known=len(by_day) - len(added) - odd, odd=odd)
    return Imported(outcome=Outcome.NEW if added else Outcome.KNOWN, weights=found)


def _day(weighing: Weighing, diary: Diary) -> dt.date:
    if weighing.utc_offset is None:
        return weeks.local(weighing.weighed_at, diary.time_zone).date()
    return weighing.weighed_at.astimezone(dt.timezone(weighing.utc_offset)).date()
