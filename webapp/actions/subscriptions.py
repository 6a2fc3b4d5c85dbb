"""Browsers that show messages: each is a target of messages like any other, and its push service takes them."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.actions import messages
from webapp.domain.diaries import Diary
from webapp.domain.messages import MessageEvent, TargetKind
from webapp.domain.subscriptions import AUTH_BYTES, Receiver, Sender
from webapp.storage import subscriptions as store
from webapp.storage.going_out_models import MessageTarget


class NoReceiver(Exception):
    """Raised for what no browser can be, or none that we reach."""


def turn_on(session: Session, contact: str, *, now: dt.datetime) -> None:
    """Let phones be told: make the keys once, and remember whom push services can write to."""
    if store.sender(session):
        store.set_contact(session, contact)
        return
    from webapp.senders import web_push

    private_key, public_key = web_push.new_keys()
    store.add_sender(session, Sender(private_key, public_key, contact), now=now)


def subscribe(
    session: Session,
    diary: Diary,
    receiver: Receiver,
    events: Collection[MessageEvent],
    *,
    language: str,
    now: dt.datetime,
) -> MessageTarget:
    """Let a browser show messages from now on; one that is there only changes. Raises Invalid."""
    there = store.of_browser(session, diary, receiver.device_hash, receiver.endpoint)
    for double in there[1:]:
        session.delete(double)
    target = there[0] if there else _added(session, diary, receiver, events, language=language, now=now)
    target.events, target.language, target.removed_at = ",".join(sorted(events)), language, None
    store.keep(target, receiver)
    return target


def renew(session: Session, diary: Diary, receiver: Receiver) -> bool:
    """Follow a browser whose push service gave it another endpoint; whether it shows messages."""
    there = store.of_browser(session, diary, receiver.device_hash)
    if there:
        store.keep(there[0], receiver)
    return bool(there)


def check(receiver: Receiver, *, allowed: Collection[str]) -> None:
    """Raises NoReceiver for keys of no browser, and for a push service in the own network that is not `allowed`.

    A name may have to be looked up, so nothing is locked meanwhile.
    """
    from webapp.senders import reaching, web_push

    if len(receiver.auth) != AUTH_BYTES or not web_push.is_point(receiver.p256dh):
        raise NoReceiver
    if reaching.is_in_own_network(receiver.endpoint, allowed=allowed):
        raise NoReceiver


def _added(
    session: Session,
    diary: Diary,
    receiver: Receiver,
    events: Collection[MessageEvent],
    *,
    language: str,
    now: dt.datetime,
) -> MessageTarget:
    kind = TargetKind.WEB_PUSH
    return messages.add_target(session, diary, kind, receiver.endpoint, events, language=language, now=now)
