"""What waits in memory for its browser to come back: for some minutes, for one use, and gone after a new start."""

import datetime as dt
import threading
from typing import Generic, TypeVar

LASTS = dt.timedelta(minutes=5)
# Strangers may let something wait: it takes 100 kB, and then the oldest makes room.
MOST = 500
Waiting = TypeVar("Waiting")


class Pending(Generic[Waiting]):
    """Values by the random bytes that their browser comes back with."""

    def __init__(self) -> None:
        self._waiting: dict[bytes, tuple[dt.datetime, Waiting]] = {}
        self._lock = threading.Lock()

    def add(self, token: bytes, value: Waiting, *, now: dt.datetime) -> None:
        with self._lock:
            while len(self._waiting) >= MOST:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[token] = now, value

    def look(self, token: bytes, *, now: dt.datetime) -> Waiting | None:
        """The value, which goes on waiting; None where there is none to take."""
        with self._lock:
            since, value = self._waiting.get(token, (None, None))
        return value if since and _is_good(since, now) else None

    def take(self, token: bytes, *, now: dt.datetime) -> Waiting | None:
        """The value, this once; None where it was taken, never was, or waited too long."""
        with self._lock:
            since, value = self._waiting.pop(token, (None, None))
        return value if since and _is_good(since, now) else None


def _is_good(since: dt.datetime, now: dt.datetime) -> bool:
    """Whether it waits for minutes; by a clock that was set meanwhile it may come from a time still to come."""
    return abs(now - since) <= LASTS
