"""Who may read whose diary. A right whose time is over is nowhere found."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.roles import Role
from webapp.storage.access_models import ReadingRight
from webapp.storage.models import User

Given = tuple[ReadingRight, User]


def given(session: Session, diary: Diary, *, now: dt.datetime) -> Sequence[Given]:
    """Who may read a diary, the newest first."""
    query = select(ReadingRight, User).join(User, User.id == ReadingRight.reader_id)
    query = query.where(ReadingRight.user_id == diary.user_id, _is_good(now))
    return [(right, reader) for right, reader in session.execute(query.order_by(ReadingRight.id.desc()))]


def untold(session: Session, diary: Diary, *, now: dt.datetime) -> Sequence[Given]:
    """Who may read a diary of which its person was not told yet."""
    return [(right, reader) for right, reader in given(session, diary, now=now) if not right.is_told]


def of_reader(session: Session, reader: User, *, now: dt.datetime) -> Sequence[Given]:
    """The diaries that somebody may read, with whose they are, by their names."""
    return [(right, person) for right, person in session.execute(_readable(reader, now))]


def find(session: Session, reader: User, code: str, *, now: dt.datetime) -> Given | None:
    """The diary of this address, if it may be read by who asks, and whose it is."""
    row = session.execute(_readable(reader, now).where(ReadingRight.code == code)).first()
    return None if row is None else (row[0], row[1])


def find_given(session: Session, diary: Diary, reader: User, *, now: dt.datetime) -> ReadingRight | None:
    """The right of somebody to read a diary."""
    mine = ReadingRight.user_id == diary.user_id, ReadingRight.reader_id == reader.id
    return session.scalar(select(ReadingRight).where(*mine, _is_good(now)))


def put(session: Session, diary: Diary, reader: User, right: ReadingRight) -> None:
    """Give a right in the place of the one before."""
    remove(session, diary, reader)
    right.user_id, right.reader_id = diary.user_id, reader.id
    session.add(right)


def remove(session: Session, diary: Diary, reader: User) -> None:
    mine = ReadingRight.user_id == diary.user_id, ReadingRight.reader_id == reader.id
    session.execute(delete(ReadingRight).where(*mine))


def remove_all_of(session: Session, user: User) -> None:
    """Remove every right to read the diary of somebody, and every one that they have."""
    theirs = or_(ReadingRight.user_id == user.id, ReadingRight.reader_id == user.id)
    session.execute(delete(ReadingRight).where(theirs))


def note_told(session: Session, diary: Diary) -> None:
    session.execute(update(ReadingRight).where(ReadingRight.user_id == diary.user_id).values(is_told=True))


def note_read(session: Session, right: ReadingRight, *, now: dt.datetime) -> None:
    session.execute(update(ReadingRight).where(ReadingRight.id == right.id).values(read_at=now))


def may_be_readers(session: Session, diary: Diary) -> Sequence[User]:
    """The adults of the household, without the person of the diary."""
    others = select(User).where(User.id != diary.user_id, User.role != Role.CHILD, User.taken_out_at.is_(None))
    return session.scalars(others.order_by(User.name_key)).all()


def _readable(reader: User, now: dt.datetime) -> Select[ReadingRight, User]:
    query = select(ReadingRight, User).join(User, User.id == ReadingRight.user_id)
    return query.where(ReadingRight.reader_id == reader.id, _is_good(now)).order_by(User.name_key)


def _is_good(now: dt.datetime) -> ColumnElement[bool]:
    return or_(ReadingRight.ends_at.is_(None), ReadingRight.ends_at > now)
