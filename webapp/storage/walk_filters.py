"""The walks that somebody looks for. No segment is read for them, and none in the bin is among them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.walk_filters import WalkFilter, Way
from webapp.storage.models import SegmentRow, WalkRow

_MODES = {Way.RUN: (Mode.FORWARD_RUN, Mode.BACKWARD_RUN), Way.SLED: (Mode.BACKWARD_SLED,)}
_NEWEST_FIRST = (WalkRow.walked_on.desc(), WalkRow.started_at.desc(), WalkRow.id.desc())


class FoundSums(NamedTuple):
    """What the walks that were found are together; the extra kcal of those that have any energy."""

    walks: int
    seconds: int
    backward_seconds: int
    extra_kcal: float


def sums(session: Session, diary: Diary, wanted: WalkFilter) -> FoundSums:
    """How many walks are found, and their sums."""
    columns = (
        func.count(),
        func.coalesce(func.sum(WalkRow.seconds), 0),
        func.coalesce(func.sum(WalkRow.backward_seconds), 0),
        func.coalesce(func.sum(WalkRow.extra_kcal), 0.0),
    )
    walks, seconds, backward, extra_kcal = session.execute(_found(diary, wanted, *columns)).one()
    return FoundSums(walks, int(seconds), int(backward), float(extra_kcal))


def page(session: Session, diary: Diary, wanted: WalkFilter, *, skip: int, limit: int) -> Sequence[WalkRow]:
    """The walks that are found without their segments, the newest first, after so many of them."""
    return session.scalars(_found(diary, wanted, WalkRow).order_by(*_NEWEST_FIRST).offset(skip).limit(limit)).all()


def ids(session: Session, diary: Diary, wanted: WalkFilter, *, limit: int) -> Sequence[UUID]:
    """The ids of the walks that are found, the newest first."""
    return session.scalars(_found(diary, wanted, WalkRow.uuid).order_by(*_NEWEST_FIRST).limit(limit)).all()


def _found(diary: Diary, wanted: WalkFilter, *columns: Any) -> Select[Any]:
    query = select(*columns).where(WalkRow.user_id == diary.user_id, WalkRow.deleted_at.is_(None))
    return query.where(and_(True, *_conditions(wanted)))


def _conditions(wanted: WalkFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.first:
        yield WalkRow.walked_on >= wanted.first
    if wanted.last:
        yield WalkRow.walked_on <= wanted.last
    if wanted.place:
        yield WalkRow.place == wanted.place.value
    if wanted.way:
        yield _goes(wanted.way)
    for word in wanted.words.split():
        yield _says(word)


def _goes(way: Way) -> ColumnElement[bool]:
    match way:
        case Way.BACKWARD:
            return WalkRow.backward_seconds > 0
        case Way.ALL_BACKWARD:
            return WalkRow.backward_seconds == WalkRow.seconds
        case Way.ALL_FORWARD:
            return WalkRow.backward_seconds == 0
        case _:
            return exists().where(SegmentRow.walk_id == WalkRow.id, SegmentRow.mode.in_(_MODES[way]))


def _says(word: str) -> ColumnElement[bool]:
    # SQLite knows the capitals of English letters only.
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(WalkRow.note.icontains(spelling, autoescape=True) for spelling in sorted(spellings)))
