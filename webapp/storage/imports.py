"""What an import has asked and nobody has answered yet."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from webapp.domain import documents, walks
from webapp.domain.diaries import Diary
from webapp.storage.columns import table
from webapp.storage.import_models import ImportQuestion

_QUESTION = table(ImportQuestion).c
_OPEN = select(func.count()).where(
    _QUESTION.user_id == bindparam("user_id"), _QUESTION.asked_at >= bindparam("asked_since")
)


def questions(
    session: Session, diary: Diary, *, asked_since: dt.datetime, uuids: Collection[UUID] | None = None
) -> Sequence[ImportQuestion]:
    """The open questions, the oldest first: all, or those about the walks of these ids."""
    query = select(ImportQuestion).where(
        ImportQuestion.user_id == diary.user_id, ImportQuestion.asked_at >= asked_since
    )
    if uuids is not None:
        query = query.where(ImportQuestion.uuid.in_(uuids))
    return session.scalars(query.order_by(ImportQuestion.id)).all()


def count_questions(session: Session, diary: Diary, *, besides: UUID) -> int:
    """How many questions are kept, without the one about the walk of this id."""
    query = select(func.count()).where(ImportQuestion.user_id == diary.user_id, ImportQuestion.uuid != besides)
    return session.scalar(query) or 0


def count_open(session: Session, diary: Diary, *, asked_since: dt.datetime) -> int:
    """How many questions wait for an answer."""
    return session.scalar(_OPEN, {"user_id": diary.user_id, "asked_since": asked_since}) or 0


def ask(session: Session, diary: Diary, question: ImportQuestion) -> None:
    """Keep a question in place of an older one about the same walk."""
    remove(session, diary, [question.uuid])
    session.add(question)
    session.flush()


def remove(session: Session, diary: Diary, uuids: Collection[UUID]) -> None:
    query = delete(ImportQuestion).where(ImportQuestion.user_id == diary.user_id, ImportQuestion.uuid.in_(uuids))
    session.execute(query)


def forget_questions(session: Session, *, asked_before: dt.datetime) -> None:
    """Remove the questions, of everybody, that were asked before an instant."""
    session.execute(delete(ImportQuestion).where(ImportQuestion.asked_at < asked_before))


def document(walk: walks.Walk) -> str:
    return json.dumps(documents.walk_document(walk))


def to_walk(question: ImportQuestion) -> walks.Walk:
    """The walk that a question is about."""
    return documents.read_walk(json.loads(question.walk), time_zone="UTC", new_id=lambda: question.uuid)
