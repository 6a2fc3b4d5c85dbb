"""What was said of walks, added up."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.storage.columns import table
from webapp.storage.models import WalkRow

_WALK = table(WalkRow).c
_STUMBLES_BY_DAY = (
    select(_WALK.walked_on, func.sum(_WALK.stumbles), func.sum(_WALK.backward_seconds))
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.walked_on.between(bindparam("first"), bindparam("last")),
        _WALK.stumbles.is_not(None),
        _WALK.backward_seconds > 0,
    )
    .group_by(_WALK.walked_on)
    .order_by(_WALK.walked_on)
)


def stumbles_by_day(
    session: Session, diary: Diary, first: dt.date, last: dt.date
) -> Sequence[tuple[dt.date, int, int]]:
    """Stumbles and backward seconds of each day, over the backward walks of which stumbles were said, oldest first."""
    rows = session.execute(_STUMBLES_BY_DAY, {"user_id": diary.user_id, "first": first, "last": last})
    return [(day, int(stumbles), int(seconds)) for day, stumbles, seconds in rows]
