"""Who asks for a page goes first: what works in the background steps aside while somebody is answered.

Python computes in one thread at a time. A page lets the others in at each statement of SQL, and would wait each time
until they let it in again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

# A page takes far less. Where somebody is answered all the time, the background works in between.
MOST_ASIDE_S, LEAST_WORK_S = 0.25, 0.1
# The answer has to be sent, and a browser soon asks for what belongs to the page.
_AFTERWARDS_S = 0.004


class RightOfWay:
    """Knows which threads answer somebody just now, and which of the others step aside for them."""

    def __init__(self, *, most_aside_s: float = MOST_ASIDE_S, least_work_s: float = LEAST_WORK_S) -> None:
        self._most_aside_s, self._least_work_s = most_aside_s, least_work_s
        self._answering = set[int]()
        self._is_quiet = threading.Condition()
        self._works_until: dict[int, float] = {}

    @contextmanager
    def answering(self) -> Iterator[None]:
        """In this block the thread answers somebody."""
        me = threading.get_ident()
        self._answering.add(me)
        try:
            yield
        finally:
            self._leave(me)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """In this block the thread waits for what the background may hold: nobody steps aside for it."""
        me = threading.get_ident()
        if me not in self._answering:
            yield
            return
        self._leave(me)
        try:
            yield
        finally:
            self._answering.add(me)

    @contextmanager
    def in_background(self) -> Iterator[None]:
        """In this block the thread steps aside at each `step`."""
        me = threading.get_ident()
        self._works_until[me] = 0.0
        try:
            yield
        finally:
            del self._works_until[me]

    def step(self) -> None:
        """Between two pieces of work of a millisecond at most: step aside, if this is a thread that does."""
        if self._answering:
            self._step_aside(threading.get_ident())

    def _step_aside(self, me: int) -> None:
        now = monotonic()
        if now < self._works_until.get(me, now + 1):
            return
        ends_at = now + self._most_aside_s
        with self._is_quiet:
            while (left_s := ends_at - monotonic()) > 0:
                if self._answering:
                    self._is_quiet.wait(left_s)
                elif not self._is_quiet.wait(min(_AFTERWARDS_S, left_s)) and not self._answering:
                    return
        self._works_until[me] = monotonic() + self._least_work_s

    def _leave(self, me: int) -> None:
        self._answering.discard(me)
        if not self._answering:
            with self._is_quiet:
                self._is_quiet.notify_all()
