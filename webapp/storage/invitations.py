"""Links that let somebody in once, by the hashes of their codes."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from webapp.storage.access_models import Invitation
from webapp.storage.models import User


class MadeBetween(NamedTuple):
    """From when to when a link was made that is still good."""

    since: dt.datetime
    until: dt.datetime


def add(
    session: Session, token_hash: bytes, now: dt.datetime, *, made_by: User, role: str, name: str, back: User | None
) -> None:
    invitation = Invitation(token_hash=token_hash, made_at=now, made_by=made_by.id, role=role, name=name)
    invitation.user_id = back.id if back else None
    session.add(invitation)


def find(session: Session, token_hash: bytes, span: MadeBetween) -> tuple[Invitation, User | None] | None:
    """The link with this hash, and whom it leads back; nothing once it has ended."""
    row = session.execute(_good(span).where(Invitation.token_hash == token_hash)).first()
    return None if row is None else (row[0], row[1])


def newest_first(session: Session, span: MadeBetween) -> Sequence[tuple[Invitation, User | None]]:
    """The links that still work, each with whom it leads back."""
    rows = session.execute(_good(span).order_by(Invitation.id.desc()))
    return [(invitation, back) for invitation, back in rows]


def remove(session: Session, invitation_id: int) -> bool:
    """Remove a link; whether it was there."""
    gone = delete(Invitation).where(Invitation.id == invitation_id).returning(Invitation.id)
    return session.scalar(gone) is not None


def remove_those_back(session: Session, user: User) -> None:
    """Remove the links that lead somebody back."""
    session.execute(delete(Invitation).where(Invitation.user_id == user.id))


def remove_those_made_by(session: Session, user: User) -> None:
    session.execute(delete(Invitation).where(Invitation.made_by == user.id))


def remove_ended(session: Session, span: MadeBetween) -> None:
    session.execute(delete(Invitation).where(or_(Invitation.made_at < span.since, Invitation.made_at > span.until)))


def _good(span: MadeBetween) -> Select[Invitation, User | None]:
    all_of_them = select(Invitation, User).outerjoin(User, User.id == Invitation.user_id)
    return all_of_them.where(Invitation.made_at >= span.since, Invitation.made_at <= span.until)
