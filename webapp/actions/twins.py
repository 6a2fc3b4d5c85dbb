"""Is a walk in the diary already, from another watch or app, with a start of some seconds before or after?"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.domain import walks
from webapp.domain.diaries import Diary
from webapp.domain.walks import Walk
from webapp.storage import walks as store
from webapp.storage.models import WalkRow

# Watches cut a start to the minute, or take the first fix of a satellite for it.
SAME_START = dt.timedelta(seconds=60)
# Two devices judge rests differently.
SAME_SECONDS, SAME_SHARE = 60, 0.1
# Nobody is on two walks at once; rests are not counted, so half of the shorter one is enough to ask.
ALIKE_SHARE = 0.5


class Twin(NamedTuple):
    """A walk in the diary, and whether it is surely the same outing."""

    row: WalkRow
    is_same: bool


def twin_of(session: Session, diary: Diary, walk: Walk, *, besides: Collection[UUID]) -> Twin | None:
    """The walk that is the same as this one, else one that is like it; the ids of `besides` are other outings."""
    earliest = walk.started_at - dt.timedelta(seconds=walks.LONGEST_SECONDS)
    latest = walk.started_at + dt.timedelta(seconds=walk.seconds) + SAME_START
    rows = store.started_between(session, diary, earliest, latest)
    return _best(walk, (row for row in rows if row.uuid not in besides))


def _best(walk: Walk, rows: Iterable[WalkRow]) -> Twin | None:
    alike = None
    for row in rows:
        if _is_same(walk, row):
            return Twin(row, is_same=True)
        if row.deleted_at is None and _overlap_seconds(walk, row) >= ALIKE_SHARE * min(walk.seconds, row.seconds):
            alike = alike or Twin(row, is_same=False)
    return alike


def _is_same(walk: Walk, row: WalkRow) -> bool:
    tolerance = max(SAME_SECONDS, SAME_SHARE * max(walk.seconds, row.seconds))
    is_as_long = abs(walk.seconds - row.seconds) <= tolerance
    is_same_start = abs(walk.started_at - row.started_at) <= SAME_START
    return is_same_start and is_as_long and _overlap_seconds(walk, row) > 0


def _overlap_seconds(walk: Walk, row: WalkRow) -> float:
    apart = (row.started_at - walk.started_at).total_seconds()
    return min(walk.seconds, apart + row.seconds) - max(0.0, apart)
