"""Links to a person's page for the physiotherapist, by the hashes of their codes."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.storage.access_models import PageLink
from webapp.storage.models import User


def add(session: Session, link: PageLink) -> None:
    session.add(link)
    session.flush()


def find(session: Session, diary: Diary, number: int) -> PageLink | None:
    """A link of this diary, also one that is over."""
    return session.scalar(select(PageLink).where(PageLink.id == number, PageLink.user_id == diary.user_id))


def find_own(session: Session, diary: Diary, token_hash: bytes) -> PageLink | None:
    """The link of this diary with this hash."""
    mine = PageLink.user_id == diary.user_id, PageLink.token_hash == token_hash
    return session.scalar(select(PageLink).where(*mine, PageLink.ended_at.is_(None)))


def opened_by(
    session: Session, token_hash: bytes, *, now: dt.datetime, made_before: dt.datetime
) -> tuple[PageLink, User] | None:
    """What a code with this hash opens, and whose it is; nothing once it is over."""
    query = select(PageLink, User).join(User).where(PageLink.token_hash == token_hash, User.taken_out_at.is_(None))
    is_good = PageLink.ends_at > now, PageLink.made_at <= made_before, PageLink.ended_at.is_(None)
    row = session.execute(query.where(*is_good)).first()
    return None if row is None else (row[0], row[1])


def newest_first(session: Session, diary: Diary, *, over_since: dt.datetime) -> Sequence[PageLink]:
    """The links of a diary that nobody ended; those that are over only if that was since then."""
    mine = PageLink.user_id == diary.user_id, PageLink.ended_at.is_(None), PageLink.ends_at > over_since
    return session.scalars(select(PageLink).where(*mine).order_by(PageLink.id.desc())).all()


def note_opening(session: Session, link: PageLink, now: dt.datetime) -> None:
    values = {"times_opened": PageLink.times_opened + 1, "opened_at": now}
    session.execute(update(PageLink).where(PageLink.id == link.id).values(values))


def remove_over(session: Session, *, ended_before: dt.datetime, over_before: dt.datetime) -> None:
    session.execute(delete(PageLink).where(or_(PageLink.ended_at < ended_before, PageLink.ends_at < over_before)))
