"""Where messages go, the messages that wait, and what became of the last ones."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.domain import languages
from webapp.domain.diaries import Diary
from webapp.domain.messages import Figures, MessageEvent, MessageState, TargetKind
from webapp.storage.going_out_models import AllowedHost, MessageTarget, OutgoingMessage
from webapp.storage.models import User

# How many of a person's messages are kept for the page that lists them.
KEPT = 50


def targets(session: Session, diary: Diary) -> Sequence[MessageTarget]:
    mine = MessageTarget.user_id == diary.user_id, MessageTarget.removed_at.is_(None)
    return session.scalars(select(MessageTarget).where(*mine).order_by(MessageTarget.id)).all()


def target(session: Session, diary: Diary, target_id: int) -> MessageTarget | None:
    """A target of this person, also one that was removed a moment ago."""
    mine = MessageTarget.user_id == diary.user_id, MessageTarget.id == target_id
    return session.scalar(select(MessageTarget).where(*mine))


def language_of(session: Session, target: MessageTarget) -> str:
    """The locale of what goes to a target."""
    person = session.get_one(User, target.user_id)
    return languages.without_browser(person.language, target.language)


def add_target(
    session: Session,
    diary: Diary,
    kind: TargetKind,
    address: str,
    secret: str,
    events: Collection[MessageEvent],
    *,
    language: str,
    now: dt.datetime,
) -> MessageTarget:
    added = MessageTarget(user_id=diary.user_id, kind=kind.value, address=address, secret=secret, added_at=now)
    added.events, added.language = ",".join(sorted(events)), language
    session.add(added)
    session.flush()
    return added


def drop_target(session: Session, target_id: int) -> None:
    """Let go of a target that takes no more, with all that waits for it."""
    session.execute(delete(MessageTarget).where(MessageTarget.id == target_id))


def forget_removed(session: Session, diary: Diary, *, before: dt.datetime) -> None:
    """Let go of what was removed before an instant, with all that was sent there."""
    mine = MessageTarget.user_id == diary.user_id, MessageTarget.removed_at < before
    session.execute(delete(MessageTarget).where(*mine))


def has_heard(session: Session, target: MessageTarget, event: MessageEvent, about: str) -> bool:
    same = OutgoingMessage.target_id == target.id, OutgoingMessage.event == event, OutgoingMessage.about == about
    return session.scalar(select(OutgoingMessage.id).where(*same)) is not None


def add(
    session: Session,
    diary: Diary,
    target: MessageTarget,
    event: MessageEvent,
    about: str,
    figures: Figures,
    *,
    now: dt.datetime,
) -> OutgoingMessage:
    """Let a message wait for its target, which hears of the same thing once."""
    message = OutgoingMessage(user_id=diary.user_id, target_id=target.id, uuid=uuid4(), event=event.value, about=about)
    message.figures, message.made_at, message.next_try_at = json.dumps(figures, sort_keys=True), now, now
    message.tries, message.state, message.said = 0, MessageState.WAITING.value, ""
    session.add(message)
    session.flush()
    _forget_old(session, diary)
    session.info["has_messages"] = True
    return message


def newest_first(session: Session, diary: Diary, most: int) -> Sequence[tuple[OutgoingMessage, MessageTarget]]:
    """The last messages, each with where it goes."""
    query = (
        select(OutgoingMessage, MessageTarget)
        .join(MessageTarget)
        .where(OutgoingMessage.user_id == diary.user_id, MessageTarget.removed_at.is_(None))
    )
    rows = session.execute(query.order_by(OutgoingMessage.id.desc()).limit(most))
    return [(message, target) for message, target in rows]


def due(session: Session, now: dt.datetime, most: int) -> Sequence[tuple[OutgoingMessage, MessageTarget]]:
    """Messages whose time has come, of everybody."""
    query = select(OutgoingMessage, MessageTarget).join(MessageTarget)
    query = query.where(OutgoingMessage.next_try_at <= now, MessageTarget.removed_at.is_(None))
    rows = session.execute(query.order_by(OutgoingMessage.next_try_at, OutgoingMessage.id).limit(most))
    return [(message, target) for message, target in rows]


def next_try_at(session: Session) -> dt.datetime | None:
    """When the next message of anybody is tried."""
    query = select(OutgoingMessage.next_try_at).join(MessageTarget)
    waiting = OutgoingMessage.next_try_at.is_not(None), MessageTarget.removed_at.is_(None)
    return session.scalar(query.where(*waiting).order_by(OutgoingMessage.next_try_at).limit(1))


def message(session: Session, message_id: int) -> OutgoingMessage | None:
    """A message by its number, for who sends it."""
    return session.get(OutgoingMessage, message_id)


def allowed_hosts(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(AllowedHost.host)))


def allow_host(session: Session, host: str) -> None:
    session.merge(AllowedHost(host=host))


def forbid_host(session: Session, host: str) -> None:
    session.execute(delete(AllowedHost).where(AllowedHost.host == host))


def _forget_old(session: Session, diary: Diary) -> None:
    mine = OutgoingMessage.user_id == diary.user_id
    # One of a target that hears much must not be forgotten before it was sent.
    kept = select(OutgoingMessage.id).where(mine).order_by(OutgoingMessage.id.desc()).limit(KEPT)
    gone = mine, OutgoingMessage.next_try_at.is_(None), OutgoingMessage.id.not_in(kept)
    if (session.scalar(select(func.count()).where(mine)) or 0) > KEPT:
        session.execute(delete(OutgoingMessage).where(*gone))
