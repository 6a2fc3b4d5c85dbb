"""Choices about the plan, and the walks as the plan sees them."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.felt import Done
from webapp.domain.pain import Before
from webapp.domain.sleds import Drag
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walks import Site
from webapp.storage import models, walk_rows
from webapp.storage.coach_models import PlanChoice
from webapp.storage.columns import table

_CHOICE, _WALK, _PAIN, _SEGMENT = (
    table(model).c for model in (PlanChoice, models.WalkRow, models.PainRow, models.SegmentRow)
)
_CHOICES = (
    select(_CHOICE.kind, _CHOICE.chosen_at, _CHOICE.chosen_on, _CHOICE.level, _CHOICE.week, _CHOICE.is_gentle)
    .where(_CHOICE.user_id == bindparam("user_id"))
    .order_by(_CHOICE.chosen_at, _CHOICE.id)
)
# A walk that went forward only, and of which nothing was said, can change nothing.
_DONE = (
    select(
        *(_WALK.id, _WALK.uuid, _WALK.started_at, _WALK.walked_on, _WALK.plan_level, _WALK.plan_session),
        *(
            _WALK.seconds,
            _WALK.backward_seconds,
            _WALK.stumbles,
            _WALK.falls,
            _WALK.warning_signs,
            _WALK.effort,
            _WALK.hurt_since_cleared,
        ),
        *(_PAIN.site, _PAIN.before, _PAIN.during, _PAIN.after, _PAIN.next_morning),
    )
    .join_from(table(models.WalkRow), table(models.PainRow), _PAIN.walk_id == _WALK.id, isouter=True)
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.walked_on >= bindparam("since"),
        or_(
            _WALK.backward_seconds > 0,
            _WALK.falls > 0,
            _WALK.warning_signs != "",
            _WALK.plan_level.is_not(None),
            _PAIN.id.is_not(None),
        ),
    )
    .order_by(_WALK.walked_on, _WALK.started_at, _WALK.id)
)
_BEFORES = (
    select(_WALK.walked_on, _PAIN.site, _PAIN.before)
    .join_from(table(models.WalkRow), table(models.PainRow), _PAIN.walk_id == _WALK.id)
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _WALK.walked_on < bindparam("until"),
        _PAIN.before.is_not(None),
    )
    .order_by(_WALK.walked_on, _WALK.started_at, _WALK.id)
)
_DRAGS = (
    select(_WALK.walked_on, func.max(_SEGMENT.sled_kg), func.max(_SEGMENT.distance_m), _WALK.held_form)
    .join_from(table(models.WalkRow), table(models.SegmentRow), _SEGMENT.walk_id == _WALK.id)
    .where(
        _WALK.user_id == bindparam("user_id"),
        _WALK.deleted_at.is_(None),
        _SEGMENT.mode == Mode.BACKWARD_SLED.value,
        _SEGMENT.sled_kg > 0,
    )
    .group_by(_WALK.id, _WALK.walked_on, _WALK.started_at, _WALK.held_form)
    .order_by(_WALK.walked_on, _WALK.started_at)
)


def choices(session: Session, diary: Diary) -> Sequence[Choice]:
    """Every choice, oldest first."""
    return [
        Choice(kind=ChoiceKind(kind), at=at, day=day, level=level, week=week, is_gentle=is_gentle)
        for kind, at, day, level, week, is_gentle in session.execute(_CHOICES, {"user_id": diary.user_id})
    ]


def add(session: Session, diary: Diary, choice: Choice) -> None:
    session.add(
        PlanChoice(
            user_id=diary.user_id,
            chosen_at=choice.at,
            chosen_on=choice.day,
            kind=choice.kind.value,
            level=choice.level,
            week=choice.week,
            is_gentle=choice.is_gentle,
        )
    )
    session.flush()


def remove_last(session: Session, diary: Diary) -> None:
    """Forget the last choice."""
    last = (
        select(PlanChoice.id)
        .where(PlanChoice.user_id == diary.user_id)
        .order_by(PlanChoice.chosen_at.desc(), PlanChoice.id.desc())
        .limit(1)
    )
    session.execute(delete(PlanChoice).where(PlanChoice.id == last.scalar_subquery()))


def done_since(session: Session, diary: Diary, since: dt.date) -> Sequence[Done]:
    """The walks that can matter to the plan from a day on, oldest first."""
    rows = session.execute(_DONE, {"user_id": diary.user_id, "since": since})
    return [_done([*group]) for _, group in groupby(rows, key=lambda row: row.id)]


def befores_until(session: Session, diary: Diary, until: dt.date) -> dict[Site, list[Before]]:
    """How each site was before the walks until a day, without it, oldest first."""
    befores: dict[Site, list[Before]] = {}
    for day, site, before in session.execute(_BEFORES, {"user_id": diary.user_id, "until": until}):
        befores.setdefault(Site(site), []).append(Before(day, before))
    return befores


def drags(session: Session, diary: Diary) -> Sequence[Drag]:
    """Every walk with a sled, oldest first."""
    rows = session.execute(_DRAGS, {"user_id": diary.user_id})
    return [Drag(day, sled_kg, metres, held_form) for day, sled_kg, metres, held_form in rows]


def _done(rows: Sequence[Any]) -> Done:
    walk = rows[0]
    uuid: UUID = walk.uuid
    return Done(
        id=uuid,
        at=walk.started_at,
        day=walk.walked_on,
        planned=walk_rows.to_planned(walk),
        seconds=walk.seconds,
        backward_seconds=walk.backward_seconds,
        stumbles=walk.stumbles,
        falls=walk.falls,
        warning_signs=walk_rows.to_signs(walk.warning_signs),
        effort=walk.effort,
        pain=tuple(walk_rows.to_pain(row) for row in rows if row.site),
        is_hurt_uncleared=walk.hurt_since_cleared,
    )
