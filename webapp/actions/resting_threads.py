"""One background thread that rests until it is woken, or until the next thing is due.

It starts when it is woken for the first time, and ends when nothing more is due: at rest it costs nothing then.
"""

import ctypes
import datetime as dt
import sys
import threading
from collections.abc import Callable

# Whatever the clock is set to meanwhile, it looks again after this.
_LONGEST_REST = dt.timedelta(hours=1)


class RestingThread:
    """Does `work`, which answers how long to rest, or None when nothing is due before it is woken."""

    def __init__(self, name: str, work: Callable[[], dt.timedelta | None]) -> None:
        self.is_over = False
        self._name, self._work = name, work
        self._bell = threading.Condition()
        self.thread: threading.Thread | None = None
        self._is_called = False

    def wake(self) -> None:
        """There may be something to do."""
        with self._bell:
            self._is_called = True
            if self.thread is None and not self.is_over:
                self.thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self.thread.start()
            self._bell.notify()

    def end(self, patience_s: float) -> None:
        """Begin nothing more, and wait for what was begun."""
        with self._bell:
            self.is_over, thread = True, self.thread
            self._bell.notify()
        if thread:
            thread.join(patience_s)

    def _run(self) -> None:
        while True:
            with self._bell:
                self._is_called = False
            rest = None if self.is_over else self._work()
            _give_memory_back()
            with self._bell:
                if self.is_over or (rest is None and not self._is_called):
                    self.thread = None
                    return
                if not self._is_called and rest is not None:
                    self._bell.wait(min(rest, _LONGEST_REST).total_seconds())


def _give_memory_back() -> None:
    """Hand what the work has used to the system: glibc would keep it for the next time, which is a night away."""
    # Other C libraries have no such call, and no such habit.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)
