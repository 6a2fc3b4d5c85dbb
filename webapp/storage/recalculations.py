"""Walks of an older model, and what walks cost before they were worked out again."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.goals import Ledger
from webapp.domain.recalculations import OldWalk
from webapp.domain.walks import Segment
from webapp.storage import models, walk_rows
from webapp.storage.columns import table
from webapp.storage.figures import OF_SEGMENT, OF_WALK
from webapp.storage.models import FormerFigures, WalkRow

# So many walks are in memory at a time.
A_CHUNK = 200
_ENTERED = tuple(field.name for field in fields(Segment))

_WALK, _SEGMENT, _FORMER = (table(model) for model in (WalkRow, models.SegmentRow, FormerFigures))
_OUTDATED = (
    select(
        *(_WALK.c[name] for name in ("id", "uuid", "walked_on", "seconds", "effort", "plan_level", "plan_session")),
        *(_WALK.c[name] for name in OF_WALK),
        *(_SEGMENT.c[name].label(f"segment_{name}") for name in (*_ENTERED, *OF_SEGMENT)),
    )
    .join_from(_WALK, _SEGMENT, _SEGMENT.c.walk_id == _WALK.c.id)
    .where(_WALK.c.user_id == bindparam("user_id"), _WALK.c.deleted_at.is_(None))
    .where(_WALK.c.model != bindparam("model"), _WALK.c.id > bindparam("after"))
    .order_by(_WALK.c.id, _SEGMENT.c.position)
)
_IS_MINE = _FORMER.c.user_id == bindparam("user_id")
_KEPT = (
    select(_FORMER.c.walk_id, _FORMER.c.figures, _WALK.c.effort)
    .join_from(_FORMER, _WALK, _WALK.c.id == _FORMER.c.walk_id)
    .where(_IS_MINE, _FORMER.c.figures.is_not(None))
    .order_by(_FORMER.c.walk_id)
    .limit(A_CHUNK)
)
_SECONDS = (
    select(_SEGMENT.c.walk_id, _SEGMENT.c.seconds)
    .join_from(_SEGMENT, _WALK, _WALK.c.id == _SEGMENT.c.walk_id)
    .where(_WALK.c.user_id == bindparam("user_id"), _SEGMENT.c.walk_id.in_(bindparam("ids", expanding=True)))
    .order_by(_SEGMENT.c.walk_id, _SEGMENT.c.position)
)
_COUNTS = select(func.count(_FORMER.c.figures), func.count()).where(_IS_MINE)
_MARK_CHANGED = (
    update(_FORMER)
    .where(_FORMER.c.user_id == bindparam("whose"), _FORMER.c.walk_id.in_(bindparam("ids", expanding=True)))
    .values(figures=None)
)
_SET_WALK = (
    update(_WALK)
    .where(_WALK.c.id == bindparam("which"), _WALK.c.user_id == bindparam("whose"))
    .values({name: bindparam(f"new_{name}") for name in OF_WALK})
)
_SET_SEGMENT = (
    update(_SEGMENT)
    .where(_SEGMENT.c.walk_id == bindparam("which"), _SEGMENT.c.position == bindparam("at"))
    .where(select(_WALK.c.id).where(_WALK.c.id == bindparam("which"), _WALK.c.user_id == bindparam("whose")).exists())
    .values({name: bindparam(f"new_{name}") for name in OF_SEGMENT})
)


class Outdated(NamedTuple):
    """A walk of an older model by its id, and its figures as they are, as JSON."""

    id: int
    walk: OldWalk
    figures: str


class Former(NamedTuple):
    """What a walk cost before, beside the effort that is said of it now."""

    id: int
    effort: int | None
    of_walk: dict[str, Any]
    of_segments: list[dict[str, Any]]


class Counts(NamedTuple):
    """How many walks have figures of before to go back to, and how many were changed since."""

    kept: int
    changed: int


def outdated(session: Session, diary: Diary, model: str, *, after: int = 0) -> Iterator[Outdated]:
    """The walks that another model worked out, outside of the bin, one by one in one query."""
    asked = {"user_id": diary.user_id, "model": model, "after": after}
    with session.execute(_OUTDATED.execution_options(yield_per=A_CHUNK), asked) as rows:
        for _, group in groupby(rows, key=lambda row: row.id):
            yield _outdated(list(group))


def counts(session: Session, diary: Diary) -> Counts:
    kept, in_all = session.execute(_COUNTS, {"user_id": diary.user_id}).one()
    return Counts(kept, in_all - kept)


def keep(session: Session, diary: Diary, walks: Sequence[Outdated]) -> None:
    """Keep the figures of walks as they are now; what was kept of an earlier time gives way."""
    forget(session, diary, [walk.id for walk in walks])
    session.execute(
        insert(_FORMER), [{"walk_id": walk.id, "user_id": diary.user_id, "figures": walk.figures} for walk in walks]
    )


def former(session: Session, diary: Diary) -> list[Former]:
    """The next walks that have figures of before."""
    rows = session.execute(_KEPT, {"user_id": diary.user_id}).all()
    return [Former(row.walk_id, row.effort, *json.loads(row.figures)) for row in rows]


def seconds(session: Session, diary: Diary, ids: Iterable[int]) -> dict[int, list[int]]:
    """The seconds of each stretch of some walks."""
    rows = session.execute(_SECONDS, {"user_id": diary.user_id, "ids": list(ids)})
    return {walk_id: [row.seconds for row in group] for walk_id, group in groupby(rows, key=lambda row: row.walk_id)}


def set_figures(
    session: Session, diary: Diary, changed: Sequence[tuple[int, Mapping[str, Any], Sequence[Mapping[str, Any]]]]
) -> None:
    """Put figures into walks and their stretches: the id, those of the walk, those of each stretch."""
    of_walks = [{"which": id, "whose": diary.user_id, **_new(OF_WALK, walk)} for id, walk, _ in changed]
    of_segments = [
        {"which": id, "whose": diary.user_id, "at": at, **_new(OF_SEGMENT, segment)}
        for id, _, segments in changed
        for at, segment in enumerate(segments)
    ]
    session.execute(_SET_WALK, of_walks)
    session.execute(_SET_SEGMENT, of_segments)


def forget(session: Session, diary: Diary, ids: Sequence[int] | None = None) -> None:
    """Forget the figures of before, of some walks or of all."""
    statement = delete(_FORMER).where(_FORMER.c.user_id == diary.user_id)
    session.execute(statement if ids is None else statement.where(_FORMER.c.walk_id.in_(ids)))


def mark_changed(session: Session, diary: Diary, ids: Sequence[int]) -> None:
    """Note that walks were changed since: there is no way back to what they cost before."""
    session.execute(_MARK_CHANGED, {"whose": diary.user_id, "ids": ids})


def _outdated(rows: Sequence[Row[Any]]) -> Outdated:
    first = rows[0]
    walk = OldWalk(
        uuid=first.uuid,
        walked_on=first.walked_on,
        kcal=first.kcal,
        extra_kcal=first.extra_kcal,
        ledger=Ledger(first.seconds, first.light_seconds, first.vigorous_seconds),
        weight_kg=first.weight_kg,
        effort=first.effort,
        planned=walk_rows.to_planned(first),
        segments=tuple(_segment(row) for row in rows),
    )
    of_walk = {name: getattr(first, name) for name in OF_WALK}
    of_segments = [{name: getattr(row, f"segment_{name}") for name in OF_SEGMENT} for row in rows]
    return Outdated(first.id, walk, json.dumps([of_walk, of_segments]))


def _segment(row: Row[Any]) -> Segment:
    entered = {name: getattr(row, f"segment_{name}") for name in _ENTERED}
    return Segment(**entered | {"mode": Mode(entered["mode"])})


def _new(names: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": values[name] for name in names}
