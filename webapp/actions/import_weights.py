"""Body weights from a file. A day that has one keeps it: what somebody typed in wins, and so does the first import."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.actions import weights
from webapp.domain import weeks
from webapp.domain.diaries import Diary
from webapp.domain.imports import ImportGroup, Outcome, WeightsFound
from webapp.importers import Weighing
from webapp.storage import imports as store
from webapp.storage import weights as weight_store
from webapp.storage.import_models import ImportRow
from webapp.storage.imports import ImportedWeights


def gather(row: ImportRow, diary: Diary, weighings: Iterable[Weighing]) -> None:
    """Put weights into a row, the first of each day."""
    by_day = store.weights_of(row).by_day if row.weights else {}
    for weighing in sorted(weighings, key=lambda weighing: weighing.weighed_at):
        by_day.setdefault(day_of(weighing, diary), weighing.weight_kg)
    store.write_weights(row, ImportedWeights(by_day))


def save(session: Session, diary: Diary, row: ImportRow, *, now: dt.datetime) -> None:
    """Save the weights of the days that have none."""
    by_day = store.weights_of(row).by_day
    today = weeks.local(now, diary.time_zone).date()
    added, odd = weights.add_weights(session, diary, by_day, today=today)
    found = WeightsFound(tuple(added), known=len(by_day) - len(added) - odd, odd=odd)
    store.write_weights(row, ImportedWeights(by_day, found))
    row.is_saved, row.outcome = True, Outcome.NEW if added else Outcome.KNOWN


def take_back(session: Session, diary: Diary, row: ImportRow) -> None:
    """Remove the weights that were saved, but for those that somebody has changed since."""
    by_day, found = store.weights_of(row)
    added = found.added if found else ()
    mine = [day for day in added if weight_store.find(session, diary, day) == round(by_day[day], 2)]
    for day in mine:
        weights.remove_weight(session, diary, day)
    taken = WeightsFound(tuple(mine), known=len(added) - len(mine), odd=0, taken_back=len(mine))
    store.write_weights(row, ImportedWeights(by_day, taken))
    row.undone = ImportGroup.TAKEN


def day_of(weighing: Weighing, diary: Diary) -> dt.date:
    """The day of a body weight where it was weighed."""
    if weighing.utc_offset is None:
        return weeks.local(weighing.weighed_at, diary.time_zone).date()
    return weighing.weighed_at.astimezone(dt.timezone(weighing.utc_offset)).date()
