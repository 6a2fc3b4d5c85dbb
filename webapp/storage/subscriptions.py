"""Browsers that show messages, and by which keys push services know this server."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.subscriptions import Receiver, Sender
from webapp.storage.going_out_models import MessageTarget, PushSender, PushSubscription

# There is one sender.
_SENDER_ID = 1


def sender(session: Session) -> Sender | None:
    """Who sends to push services; None until the owner has turned it on."""
    row = session.get(PushSender, _SENDER_ID)
    return Sender(row.private_key, row.public_key, row.contact) if row else None


def add_sender(session: Session, sender: Sender, *, now: dt.datetime) -> None:
    row = PushSender(id=_SENDER_ID, private_key=sender.private_key, public_key=sender.public_key, made_at=now)
    row.contact = sender.contact
    session.add(row)
    session.flush()


def set_contact(session: Session, contact: str) -> None:
    session.get_one(PushSender, _SENDER_ID).contact = contact


def of_browser(session: Session, diary: Diary, device_hash: bytes, endpoint: str = "") -> Sequence[MessageTarget]:
    """The targets of a person that are this browser, also one that was removed a moment ago."""
    is_it = or_(PushSubscription.device_hash == device_hash, MessageTarget.address == endpoint)
    mine = MessageTarget.user_id == diary.user_id, is_it
    return session.scalars(select(MessageTarget).join(PushSubscription).where(*mine).order_by(MessageTarget.id)).all()


def keep(target: MessageTarget, receiver: Receiver) -> None:
    """Let a target be this browser."""
    if target.subscription is None:
        target.subscription = PushSubscription(device_hash=receiver.device_hash)
    target.address, row = receiver.endpoint, target.subscription
    row.device_hash, row.name = receiver.device_hash, receiver.name
    row.p256dh, row.auth, row.home = receiver.p256dh, receiver.auth, receiver.home


def receiver(target: MessageTarget) -> Receiver | None:
    row = target.subscription
    if row is None:
        return None
    return Receiver(
        endpoint=target.address,
        p256dh=row.p256dh,
        auth=row.auth,
        name=row.name,
        device_hash=row.device_hash,
        home=row.home,
    )


def note_delivered(session: Session, target_id: int, now: dt.datetime) -> None:
    """Remember when a browser took a message."""
    row = session.get(PushSubscription, target_id)
    if row:
        row.delivered_at = now


def remove(session: Session, diary: Diary, device_hashes: Collection[bytes]) -> None:
    """Remove these browsers of a person, with all that was sent there."""
    _remove(session, diary, PushSubscription.device_hash.in_(device_hashes))


def remove_others(session: Session, diary: Diary, device_hashes: Collection[bytes]) -> None:
    """Remove the browsers of a person but for these."""
    _remove(session, diary, PushSubscription.device_hash.not_in(device_hashes))


def _remove(session: Session, diary: Diary, which: ColumnElement[bool]) -> None:
    these = select(PushSubscription.target_id).where(which)
    session.execute(delete(MessageTarget).where(MessageTarget.user_id == diary.user_id, MessageTarget.id.in_(these)))
