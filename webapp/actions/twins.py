"""Is a walk there already, from another watch or app, with a start of some seconds before or after?

It may be in the diary, or come with the same import from another file.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.domain import walks
from webapp.domain.diaries import Diary
from webapp.domain.walks import Walk
from webapp.storage import imports as store
from webapp.storage import walks as walk_store
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.models import WalkRow

# Watches cut a start to the minute, or take the first fix of a satellite for it.
SAME_START = dt.timedelta(seconds=60)
# Two devices judge rests differently.
SAME_SECONDS, SAME_SHARE = 60, 0.1
# Nobody is on two walks at once; rests are not counted, so half of the shorter one is enough to ask.
ALIKE_SHARE = 0.5


class Twin(NamedTuple):
    """A walk that is there, in the diary or in the same import, and whether it is surely the same outing."""

    row: WalkRow | ImportRow
    is_same: bool


def twin_of(session: Session, diary: Diary, walk: Walk, *, besides: Collection[UUID]) -> Twin | None:
    """The walk that is the same as this one, else one that is like it; the ids of `besides` are other outings."""
    rows = walk_store.started_between(session, diary, *_span(walk))
    return _best(walk, (row for row in rows if row.uuid not in besides))


def twin_in(session: Session, batch: ImportBatch, walk: Walk, *, besides_part: int) -> Twin | None:
    """The same of the other parts of an import."""
    return _best(walk, store.rows_between(session, batch, *_span(walk), besides_part=besides_part))


def _span(walk: Walk) -> tuple[dt.datetime, dt.datetime]:
    """Between which instants something must have begun that may be the same."""
    earliest = walk.started_at - dt.timedelta(seconds=walks.LONGEST_SECONDS)
    return earliest, walk.started_at + dt.timedelta(seconds=walk.seconds) + SAME_START


def _best(walk: Walk, rows: Iterable[WalkRow | ImportRow]) -> Twin | None:
    alike = None
    for row in rows:
        started_at, seconds = row.started_at or walks.EARLIEST, row.seconds or 0
        overlap = _overlap_seconds(walk, started_at, seconds)
        if _is_same(walk, started_at, seconds) and overlap > 0:
            return Twin(row, is_same=True)
        is_in_bin = isinstance(row, WalkRow) and row.deleted_at is not None
        if not is_in_bin and overlap >= ALIKE_SHARE * min(walk.seconds, seconds):
            alike = alike or Twin(row, is_same=False)
    return alike


def _is_same(walk: Walk, started_at: dt.datetime, seconds: int) -> bool:
    tolerance = max(SAME_SECONDS, SAME_SHARE * max(walk.seconds, seconds))
    return abs(walk.started_at - started_at) <= SAME_START and abs(walk.seconds - seconds) <= tolerance


def _overlap_seconds(walk: Walk, started_at: dt.datetime, seconds: int) -> float:
    apart = (started_at - walk.started_at).total_seconds()
    return min(walk.seconds, apart + seconds) - max(0.0, apart)
