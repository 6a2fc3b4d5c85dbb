"""Messages that go out because a person asked for them: where to, what about, and what became of each."""

import datetime as dt
import json
import math
import secrets
from collections.abc import Callable, Collection
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from webapp.actions import rings
from webapp.actions.rings import Ring
from webapp.domain import messages
from webapp.domain.diaries import Diary
from webapp.domain.goals import Ledger
from webapp.domain.messages import Failure, Figures, MessageEvent, MessageState, Reply, TargetKind, Telling
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.subscriptions import Receiver, Sender
from webapp.domain.walks import Source
from webapp.storage import messages as store
from webapp.storage import subscriptions
from webapp.storage.going_out_models import MessageTarget, OutgoingMessage
from webapp.storage.models import WalkRow

# An old walk that comes in is no news, and an archive would send thousands.
NEWS_FOR = dt.timedelta(days=2)
UNDO_FOR = dt.timedelta(days=1)
MOST_AT_ONCE = 20
# By these a push service says that a browser takes no more.
_GONE = (404, 410)
# A message in words, in a language.
Tell = Callable[[str, MessageEvent, Figures], Telling]


class Delivery(NamedTuple):
    """All that is needed to send a message once, without a database."""

    message_id: int
    kind: TargetKind
    address: str
    secret: str
    language: str
    uuid: UUID
    event: MessageEvent
    figures: Figures
    made_at: dt.datetime
    now: dt.datetime
    # Of a browser: its keys, and by which key it knows this server.
    receiver: Receiver | None = None
    sender: Sender | None = None

    def is_gone(self, answer: Reply) -> bool:
        """Whether the target will never take a message again."""
        return self.kind is TargetKind.WEB_PUSH and answer.status in _GONE


def add_target(
    session: Session,
    diary: Diary,
    kind: TargetKind,
    address: str,
    events: Collection[MessageEvent],
    *,
    language: str,
    now: dt.datetime,
) -> MessageTarget:
    """Let messages go to an address from now on; one that is there only changes what it hears. Raises Invalid."""
    there = store.targets(session, diary)
    same = next((target for target in there if (target.kind, target.address) == (kind, address)), None)
    if same:
        same.events = ",".join(sorted(events))
        return same
    if len(there) >= messages.MOST_TARGETS:
        raise Invalid(Problem("address", Reason.TOO_MANY, float(messages.MOST_TARGETS)))
    store.forget_removed(session, diary, before=now - UNDO_FOR)
    secret = secrets.token_urlsafe(32) if kind is TargetKind.WEBHOOK else ""
    return store.add_target(session, diary, kind, address, secret, events, language=language, now=now)


def remove_target(session: Session, diary: Diary, target_id: int, *, now: dt.datetime) -> bool:
    """Send nothing there any more; whether it was there. What waits for it waits on, for its Undo."""
    found = store.target(session, diary, target_id)
    if found:
        found.removed_at = now
    return found is not None


def restore_target(session: Session, diary: Diary, target_id: int) -> None:
    found = store.target(session, diary, target_id)
    if found:
        found.removed_at = None
        session.info["has_messages"] = True


def note_walk(session: Session, diary: Diary, row: WalkRow, *, now: dt.datetime) -> None:
    """Tell of a walk that was saved just now, and of the week's goal where it was the walk that reached it."""
    if row.source == Source.DEMO or now - row.started_at > NEWS_FOR:
        return
    targets = store.targets(session, diary)
    if not targets:
        return
    today = diary.date_of(now)
    ring = rings.of_day(session, diary, row.walked_on, today=today)
    counted = Ledger(row.seconds, row.light_seconds, row.vigorous_seconds).counted_seconds(diary.counting) / 60
    was_full = ring.sum.counted_minutes - counted >= ring.goal_minutes
    figures = figures_of(ring)
    walk: dict[str, str | float] = {
        "walk": str(row.uuid),
        "started_at": row.started_at.astimezone(dt.UTC).isoformat(),
        "minutes": round(row.seconds / 60, 1),
        "backward_minutes": round(row.backward_seconds / 60, 1),
    }
    add_to_all(session, diary, targets, MessageEvent.WALK_SAVED, str(row.uuid), figures | walk, now=now)
    week = ring.sum.week
    if ring.is_full and not was_full and today in week.days:
        # Who begins hears of the first goal, and then of the weekly one, too.
        about = f"{week.start}" if ring.sum.is_met else f"{week.start} first"
        add_to_all(session, diary, targets, MessageEvent.GOAL_REACHED, about, figures, now=now)


def figures_of(ring: Ring) -> dict[str, str | float]:
    """What a message tells of a week: minutes, and nothing of health."""
    return {
        "week_starts_on": str(ring.sum.week.start),
        "week_minutes": round(ring.sum.counted_minutes, 1),
        "goal_minutes": ring.goal_minutes,
        "minutes_to_go": math.ceil(ring.minutes_to_go),
    }


def add_to_all(
    session: Session,
    diary: Diary,
    targets: Collection[MessageTarget],
    event: MessageEvent,
    about: str,
    figures: Figures,
    *,
    now: dt.datetime,
) -> None:
    """Let a message wait for each of these targets that wants it, and has not heard of the same before."""
    for target in targets:
        if event in target.events.split(",") and not store.has_heard(session, target, event, about):
            store.add(session, diary, target, event, about, figures, now=now)


def begin_test(session: Session, diary: Diary, target: MessageTarget, *, now: dt.datetime) -> Delivery:
    """A test on its way at once: it waits for nothing, and is not tried again."""
    message = store.add(session, diary, target, MessageEvent.TEST, str(uuid4()), {}, now=now)
    delivery = _begun(session, message, target, now=now)
    message.next_try_at, message.state = None, MessageState.GIVEN_UP.value
    return delivery


def begin_due(session: Session, *, now: dt.datetime) -> list[Delivery]:
    """Messages whose time has come. Each has its next try before it is sent: what ends in between tries it then."""
    return [_begun(session, message, target, now=now) for message, target in store.due(session, now, MOST_AT_ONCE)]


def send(delivery: Delivery, tell: Tell, allowed: Collection[str]) -> Reply:
    """Send a message once."""
    telling = tell(delivery.language, delivery.event, delivery.figures)
    if delivery.kind is TargetKind.WEB_PUSH:
        return _push(delivery, telling, allowed)
    from webapp.senders import apprise, ntfy, webhook

    if delivery.kind is TargetKind.APPRISE:
        return apprise.send(delivery.address, telling)
    if delivery.kind is TargetKind.NTFY:
        return ntfy.send(delivery.address, telling, allowed=allowed)
    return webhook.send(
        delivery.address,
        delivery.secret,
        uuid=delivery.uuid,
        event=delivery.event,
        figures=delivery.figures,
        telling=telling,
        made_at=delivery.made_at,
        now=delivery.now,
        allowed=allowed,
    )


def has_apprise() -> bool:
    from webapp.senders import apprise

    return apprise.is_there()


def _push(delivery: Delivery, telling: Telling, allowed: Collection[str]) -> Reply:
    if delivery.receiver is None or delivery.sender is None:
        return Reply(Failure.NO_ANSWER)
    from webapp.senders import web_push

    return web_push.send(
        delivery.receiver,
        delivery.sender,
        telling,
        event=delivery.event,
        language=delivery.language,
        made_at=delivery.made_at,
        now=delivery.now,
        allowed=allowed,
    )


def note_answer(session: Session, delivery: Delivery, answer: Reply) -> None:
    """Keep what a target said. A message that is gone in the meantime, with its account, stays gone."""
    message = store.message(session, delivery.message_id)
    if message is None:
        return
    if delivery.is_gone(answer):
        store.drop_target(session, message.target_id)
        return
    message.failure = answer.failure.value if answer.failure else None
    message.status, message.said = answer.status, answer.said
    if answer.failure is None:
        message.state, message.next_try_at = MessageState.SENT.value, None
        if delivery.receiver:
            subscriptions.note_delivered(session, message.target_id, delivery.now)
    elif answer.rest and message.next_try_at:
        _set_next_try(message, delivery.now, rest=answer.rest)


def _begun(session: Session, message: OutgoingMessage, target: MessageTarget, *, now: dt.datetime) -> Delivery:
    message.tries, message.tried_at = message.tries + 1, now
    _set_next_try(message, now)
    receiver = subscriptions.receiver(target)
    return Delivery(
        message.id,
        TargetKind(target.kind),
        target.address,
        target.secret,
        store.language_of(session, target),
        message.uuid,
        MessageEvent(message.event),
        json.loads(message.figures),
        message.made_at,
        now,
        receiver,
        subscriptions.sender(session) if receiver else None,
    )


def _set_next_try(message: OutgoingMessage, now: dt.datetime, *, rest: dt.timedelta = dt.timedelta()) -> None:
    event = MessageEvent(message.event)
    message.next_try_at = messages.next_try(event, message.made_at, message.tries, now, rest=rest)
    if message.next_try_at is None:
        message.state = MessageState.GIVEN_UP.value
