"""The right to read somebody else's diary: given for a time, taken back, and looked at with every page."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from webapp.domain import reading_rights as rule
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.security import events
from webapp.storage import reading_rights as store
from webapp.storage.access_models import ReadingRight
from webapp.storage.engine import Session
from webapp.storage.models import User

_CODE_BYTES = 16
# How exactly it is known when a diary was read last.
NOTED_EVERY = dt.timedelta(hours=1)


class OpenDiary(NamedTuple):
    """A diary that who asks may read now: by which right, and whose it is."""

    right: ReadingRight
    person: User

    @property
    def diary(self) -> Diary:
        return self.person.diary


def opened(session: Session, reader: User, code: str, *, now: dt.datetime) -> OpenDiary | None:
    """The diary of an address, where somebody may read it; nothing where they may not, or not any more."""
    found = store.find(session, reader, code, now=now)
    return OpenDiary(*found) if found else None


def is_due(right: ReadingRight, *, now: dt.datetime) -> bool:
    """Whether it is time to note that a diary was read."""
    return right.read_at is None or abs(now - right.read_at) >= NOTED_EVERY


def find_reader(session: Session, diary: Diary, number: int | None) -> User:
    """An adult of the household who may be named as a reader. Raises Invalid."""
    reader = next((person for person in store.may_be_readers(session, diary) if person.id == number), None)
    if reader is None:
        raise Invalid(Problem("reader", Reason.NOT_A_CHOICE if number else Reason.MISSING))
    return reader


def give(
    session: Session, person: User, reader: User, reads_as: ReadsAs, lasts: Lasts, *, by: User, now: dt.datetime
) -> None:
    """Let somebody read a diary, in the place of what they had before; its address stays the same."""
    before = store.find_given(session, person.diary, reader, now=now)
    right = ReadingRight(
        code=before.code if before else secrets.token_urlsafe(_CODE_BYTES),
        reads_as=reads_as,
        given_at=now,
        ends_at=rule.ends_at(lasts, now),
        read_at=before.read_at if before else None,
        is_told=False,
    )
    store.put(session, person.diary, reader, right)
    events.note("diary given to read", user=by.name, whose=person.name, reader=reader.name)


def give_back(session: Session, person: User, reader: User, fields: Mapping[str, str], *, by: User) -> None:
    """Give a right that was taken back, or changed, as `fields_of` had it."""
    ends_at, read_at = fields["ends_at"], fields.get("read_at")
    right = ReadingRight(
        code=fields["code"],
        reads_as=fields["reads_as"],
        given_at=dt.datetime.fromisoformat(fields["given_at"]),
        ends_at=dt.datetime.fromisoformat(ends_at) if ends_at else None,
        read_at=dt.datetime.fromisoformat(read_at) if read_at else None,
        is_told=True,
    )
    store.put(session, person.diary, reader, right)
    events.note("diary given to read", user=by.name, whose=person.name, reader=reader.name)


def take_back(session: Session, person: User, reader: User, *, by: User) -> None:
    store.remove(session, person.diary, reader)
    events.note("reading ended", user=by.name, whose=person.name, reader=reader.name)


def fields_of(session: Session, diary: Diary, reader: User, *, now: dt.datetime) -> dict[str, str]:
    """The right of somebody as fields of a form, from which it can be given back; without one, whose it is not."""
    whose = {"diary": str(diary.user_id), "reader": str(reader.id)}
    right = store.find_given(session, diary, reader, now=now)
    if right is None:
        return whose
    times = {name: getattr(right, name) for name in ("given_at", "ends_at")}
    kept = {name: at.isoformat() if at else "" for name, at in times.items()}
    return whose | {"code": right.code, "reads_as": right.reads_as} | kept
