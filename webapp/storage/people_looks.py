"""Looks at the people of a server and at their phones: the facts of those checkups. Nothing here is in a diary."""

import datetime as dt

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from webapp.domain import weeks
from webapp.domain.door_checkups import UNUSED_AFTER, UnusedKeys, WrongPasswords
from webapp.domain.imports import AT_WORK
from webapp.domain.messages import MessageState
from webapp.domain.people_checkups import (
    CAME_WITHIN,
    IMPORTED_WITHIN,
    FailedMessages,
    NeverCame,
    Owners,
    PhoneClocks,
    SlowImports,
    UnknownZones,
)
from webapp.domain.roles import Role
from webapp.domain.walks import Source
from webapp.storage.access_models import ApiToken, FailedSignIn, KnownDevice, SignIn
from webapp.storage.going_out_models import OutgoingMessage
from webapp.storage.import_models import ImportBatch
from webapp.storage.models import User, WalkRow

_A_DAY, _LATELY = dt.timedelta(days=1), dt.timedelta(days=7)
# Those of the last weeks: a clock that was mended is forgotten soon.
_LATEST_WALKS = 50
# The first three are over in a quarter of an hour.
_TRIED_OFTEN = 4


def owners(session: Session) -> Owners:
    here = User.role == Role.OWNER, User.taken_out_at.is_(None)
    names = session.scalars(select(User.name).where(*here).order_by(User.id))
    return Owners(session.scalar(select(func.count()).select_from(User)) or 0, tuple(names))


def never_came(session: Session, *, now: dt.datetime) -> NeverCame:
    was_here = or_(*(exists().where(table.user_id == User.id) for table in (SignIn, KnownDevice, ApiToken, WalkRow)))
    waiting = select(User.name).where(User.created_at < now - CAME_WITHIN, User.taken_out_at.is_(None), ~was_here)
    return NeverCame(tuple(session.scalars(waiting.order_by(User.id))))


def unknown_zones(session: Session) -> UnknownZones:
    people = session.execute(select(User.name, User.time_zone).order_by(User.id))
    return UnknownZones(tuple(name for name, time_zone in people if not weeks.is_zone(time_zone)))


def phone_clocks(session: Session, *, now: dt.datetime) -> PhoneClocks:
    """A walk that was sent before it was over is one of a phone whose clock is ahead."""
    columns = select(WalkRow.started_at, WalkRow.seconds, WalkRow.created_at)
    lately = columns.where(WalkRow.source == Source.API, WalkRow.created_at > now - _LATELY)
    latest = session.execute(lately.order_by(WalkRow.id.desc()).limit(_LATEST_WALKS))
    ahead = [start + dt.timedelta(seconds=seconds) - came for start, seconds, came in latest]
    return PhoneClocks(max(ahead, default=None))


def wrong_passwords(session: Session, *, now: dt.datetime) -> WrongPasswords:
    """Each try is counted for a browser that is known, or else for its address and for the name: here once."""
    lately = FailedSignIn.last_at > now - _A_DAY, ~FailedSignIn.who.startswith("name ")
    return WrongPasswords(session.scalar(select(func.sum(FailedSignIn.tries)).where(*lately)) or 0)


def unused_keys(session: Session, *, now: dt.datetime) -> UnusedKeys:
    unused = ApiToken.used_at.is_(None), ApiToken.created_at < now - UNUSED_AFTER
    return UnusedKeys(session.scalar(select(func.count()).select_from(ApiToken).where(*unused)) or 0)


def failed_messages(session: Session, *, now: dt.datetime) -> FailedMessages:
    is_given_up = OutgoingMessage.state == MessageState.GIVEN_UP
    is_stuck = (OutgoingMessage.state == MessageState.WAITING) & (OutgoingMessage.tries >= _TRIED_OFTEN)
    lately = OutgoingMessage.made_at > now - _LATELY, is_given_up | is_stuck
    return FailedMessages(session.scalar(select(func.count()).select_from(OutgoingMessage).where(*lately)) or 0)


def slow_imports(session: Session, *, now: dt.datetime) -> SlowImports:
    slow = ImportBatch.state.in_(AT_WORK), ImportBatch.started_at < now - IMPORTED_WITHIN
    since = session.scalar(select(func.min(ImportBatch.started_at)).where(*slow))
    return SlowImports(since.date() if since else None)
