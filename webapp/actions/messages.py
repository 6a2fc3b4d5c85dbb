"""Messages that go out because a person asked for them: where to, what about, and what became of each."""

import datetime as dt
import json
import math
import secrets
from collections.abc import Callable, Collection
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.domain import messages
from webapp.domain.diaries import Diary
from webapp.domain.goals import Ledger
from webapp.domain.messages import Figures, MessageEvent, MessageState, Reply, TargetKind, Telling
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.progress import WeekSum
from webapp.domain.walks import Source
from webapp.storage import messages as store
from webapp.storage.going_out_models import MessageTarget, OutgoingMessage
from webapp.storage.models import WalkRow

# An old walk that comes in is no news, and an archive would send thousands.
NEWS_FOR = dt.timedelta(days=2)
UNDO_FOR = dt.timedelta(days=1)
MOST_AT_ONCE = 20
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
    week = weeks.of_day(session, diary, row.walked_on)
    counted = Ledger(row.seconds, row.light_seconds, row.vigorous_seconds).counted_seconds(diary.counting) / 60
    was_met = week.counted_minutes - counted >= week.goal_minutes
    figures = figures_of(week)
    walk: dict[str, str | float] = {
        "walk": str(row.uuid),
        "started_at": row.started_at.astimezone(dt.UTC).isoformat(),
        "minutes": round(row.seconds / 60, 1),
        "backward_minutes": round(row.backward_seconds / 60, 1),
    }
    add_to_all(session, diary, targets, MessageEvent.WALK_SAVED, str(row.uuid), figures | walk, now=now)
    if week.is_met and not was_met and diary.date_of(now) in week.week.days:
        add_to_all(session, diary, targets, MessageEvent.GOAL_REACHED, str(week.week.start), figures, now=now)


def figures_of(week: WeekSum) -> dict[str, str | float]:
    """What a message tells of a week: minutes, and nothing of health."""
    return {
        "week_starts_on": str(week.week.start),
        "week_minutes": round(week.counted_minutes, 1),
        "goal_minutes": week.goal_minutes,
        "minutes_to_go": math.ceil(week.minutes_to_go),
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
    delivery = _begun(message, target, now=now)
    message.next_try_at, message.state = None, MessageState.GIVEN_UP.value
    return delivery


def begin_due(session: Session, *, now: dt.datetime) -> list[Delivery]:
    """Messages whose time has come. Each has its next try before it is sent: what ends in between tries it then."""
    return [_begun(message, target, now=now) for message, target in store.due(session, now, MOST_AT_ONCE)]


def send(delivery: Delivery, tell: Tell, allowed: Collection[str]) -> Reply:
    """Send a message once."""
    from webapp.senders import ntfy, webhook

    telling = tell(delivery.language, delivery.event, delivery.figures)
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


def note_answer(session: Session, delivery: Delivery, answer: Reply) -> None:
    """Keep what a target said. A message that is gone in the meantime, with its account, stays gone."""
    message = store.message(session, delivery.message_id)
    if message is None:
        return
    message.failure = answer.failure.value if answer.failure else None
    message.status, message.said = answer.status, answer.said
    if answer.failure is None:
        message.state, message.next_try_at = MessageState.SENT.value, None


def _begun(message: OutgoingMessage, target: MessageTarget, *, now: dt.datetime) -> Delivery:
    message.tries, message.tried_at = message.tries + 1, now
    message.next_try_at = messages.next_try(MessageEvent(message.event), message.made_at, message.tries, now)
    if message.next_try_at is None:
        message.state = MessageState.GIVEN_UP.value
    return Delivery(
        message.id,
        TargetKind(target.kind),
        target.address,
        target.secret,
        target.language,
        message.uuid,
        MessageEvent(message.event),
        json.loads(message.figures),
        message.made_at,
        now,
    )
