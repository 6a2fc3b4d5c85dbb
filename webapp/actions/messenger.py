"""The one thread that sends messages.

It starts when there is something to send or a reminder to wait for, and ends when there is neither."""

import datetime as dt
import logging

from webapp import clock
from webapp.actions import messages, reminders
from webapp.actions.messages import Tell
from webapp.actions.resting_threads import RestingThread
from webapp.domain.messages import Failure, Reply
from webapp.storage import messages as store
from webapp.storage.engine import Database, Session
from webapp.storage.troubles import TROUBLES

_AFTER_TROUBLE = dt.timedelta(minutes=5)

_log = logging.getLogger(__name__)


class Messenger:
    """Sends what waits, and sleeps until the next message is due."""

    def __init__(self, database: Database, tell: Tell) -> None:
        self._database, self._tell = database, tell
        self.resting = RestingThread("messenger", self._work)

    def attend(self) -> None:
        """From now on send what comes, and what waits since the server was stopped."""
        self._database.on_messages = self.resting.wake
        with self._database.reading() as session:
            waits = _next_at(session, clock.now()) is not None
        if waits:
            self.resting.wake()

    def end(self, patience_s: float) -> None:
        """Send no more. What is on its way has its next try already, should it not arrive in time."""
        self._database.on_messages = None
        self.resting.end(patience_s)

    def send_due(self, now: dt.datetime) -> dt.datetime | None:
        """Send every message whose time has come; when the next one is due."""
        while not self.resting.is_over:
            with self._database.reading() as session:
                allowed, next_at = store.allowed_hosts(session), _next_at(session, now)
            if next_at is None or next_at > now:
                return next_at
            with self._database.writing() as session:
                reminders.ring_due(session, now=now)
                begun = messages.begin_due(session, now=now)
            for delivery in begun:
                answer = self._sent(delivery, allowed)
                with self._database.writing() as session:
                    messages.note_answer(session, delivery, answer)
        return None

    def _sent(self, delivery: messages.Delivery, allowed: frozenset[str]) -> Reply:
        try:
            return messages.send(delivery, self._tell, allowed)
        except Exception as error:
            # Without its text: an address may be in it. The others must not wait for this one.
            _log.warning("A message could not be sent (%s).", type(error).__name__)
            return Reply(Failure.NO_ANSWER)

    def _work(self) -> dt.timedelta | None:
        """Send what is due; how long to rest, or that nothing waits."""
        now = clock.now()
        try:
            next_at = self.send_due(now)
        except TROUBLES as trouble:
            _log.warning("Messages have to wait: %s", trouble)
            return _AFTER_TROUBLE
        return None if next_at is None else max(next_at - clock.now(), dt.timedelta(seconds=1))


def _next_at(session: Session, now: dt.datetime) -> dt.datetime | None:
    """When the next message is tried or the next reminder rings."""
    both = store.next_try_at(session), reminders.next_at(session, now=now)
    return min(filter(None, both), default=None)
