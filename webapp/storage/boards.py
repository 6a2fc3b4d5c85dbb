"""Who shows their week to the household, what their rings are made of, and the link of a board."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.domain.boards import WeekShare
from webapp.domain.diaries import Diary
from webapp.storage.access_models import BoardLink
from webapp.storage.coach_models import PlanChoice
from webapp.storage.columns import table
from webapp.storage.models import Goal, User, WalkRow, WeekTotal
from webapp.storage.weeks import WeekRow

_WEEK, _GOAL, _WALK, _CHOICE = (table(model).c for model in (WeekTotal, Goal, WalkRow, PlanChoice))


class SharedDiary(NamedTuple):
    """The diary of somebody who shows their week."""

    name: str
    diary: Diary
    share: WeekShare


def shared_diaries(session: Session) -> list[SharedDiary]:
    """The diaries of those who show their week, of whoever was here first first."""
    shown = User.shares_week != WeekShare.OFF, User.taken_out_at.is_(None)
    people = session.scalars(select(User).where(*shown).order_by(User.id))
    return [SharedDiary(person.name, person.diary, WeekShare(person.shares_week)) for person in people]


def set_share(session: Session, diary: Diary, share: WeekShare) -> None:
    session.execute(update(User).where(User.id == diary.user_id).values(shares_week=share.value))


def weeks_of(
    session: Session, people: Collection[int], first: dt.date, last: dt.date
) -> Mapping[tuple[int, dt.date], WeekRow]:
    """The weeks of these people that start from `first` to `last`, by person and start."""
    mine = _WEEK.user_id.in_(people), _WEEK.starts_on.between(first, last)
    return {(row.user_id, row.starts_on): row for row in session.execute(select(table(WeekTotal)).where(*mine))}


def goals_of(session: Session, people: Collection[int]) -> Mapping[int, Sequence[tuple[dt.date, int]]]:
    """Start date and minutes of every goal of these people, oldest first."""
    query = select(_GOAL.user_id, _GOAL.starts_on, _GOAL.minutes).where(_GOAL.user_id.in_(people))
    goals: dict[int, list[tuple[dt.date, int]]] = {}
    for user_id, starts_on, minutes in session.execute(query.order_by(_GOAL.starts_on)):
        goals.setdefault(user_id, []).append((starts_on, minutes))
    return goals


def first_walks_of(session: Session, people: Collection[int]) -> Mapping[int, dt.date]:
    """The day of the first walk of each of these people."""
    query = select(_WALK.user_id, func.min(_WALK.walked_on)).where(_WALK.user_id.in_(people))
    rows = session.execute(query.where(_WALK.deleted_at.is_(None)).group_by(_WALK.user_id))
    return {user_id: day for user_id, day in rows}


def with_plan(session: Session, people: Collection[int]) -> frozenset[int]:
    """Those of these people who have ever chosen a plan."""
    return frozenset(session.scalars(select(_CHOICE.user_id).where(_CHOICE.user_id.in_(people)).distinct()))


def link(session: Session) -> BoardLink | None:
    """The link of the board, also when it was ended just now."""
    return session.scalar(select(BoardLink).order_by(BoardLink.id.desc()).limit(1))


def opened_by(session: Session, token_hash: bytes) -> tuple[BoardLink, User] | None:
    """The link with this hash and who made it; nothing once it was ended."""
    query = select(BoardLink, User).join(User).where(BoardLink.token_hash == token_hash, BoardLink.ended_at.is_(None))
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1])


def add_link(session: Session, user: User, token_hash: bytes, now: dt.datetime) -> None:
    """Keep a new link in the place of the one before."""
    session.execute(delete(BoardLink))
    session.add(BoardLink(user_id=user.id, token_hash=token_hash, made_at=now))


def remove_those_made_by(session: Session, user: User) -> None:
    session.execute(delete(BoardLink).where(BoardLink.user_id == user.id))
