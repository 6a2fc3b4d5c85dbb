"""Calendar addresses: whose each is, and how the sessions stand in a calendar."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.storage.going_out_models import CalendarFeed
from webapp.storage.models import User


def find(session: Session, diary: Diary) -> CalendarFeed | None:
    return session.get(CalendarFeed, diary.user_id)


def get_or_add(session: Session, diary: Diary) -> CalendarFeed:
    feed = find(session, diary)
    if feed is None:
        feed = CalendarFeed(user_id=diary.user_id, is_on=False, tells_session=False)
        session.add(feed)
    return feed


def opened_by(session: Session, key: str) -> tuple[CalendarFeed, User] | None:
    """What a key opens, and whose it is; nothing once it was ended."""
    query = select(CalendarFeed, User).join(User).where(CalendarFeed.key == key, CalendarFeed.is_on)
    query = query.where(User.taken_out_at.is_(None))
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1])
