"""Whose turn it is to write: one at a time in this process and among all processes, and nobody waits without end."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from webapp.storage import files
from webapp.storage.right_of_way import RightOfWay
from webapp.storage.troubles import CannotWrite, Trouble, trouble_of

PATIENCE_S = 10.0
# After so long without a change of turns, something stands still that should not.
STUCK_S = 1.0


class Turns:
    """Takes a lock for this process, and one on a file beside the database for the others.

    `most_waiting` is how many may be inside or wait when nothing moves: a server keeps a thread for those who read.
    """

    def __init__(self, file: Path | None, way: RightOfWay | None = None) -> None:
        self.most_waiting: int | None = None
        self._file, self.way = file, way or RightOfWay()
        self._lock = threading.Lock()
        self._inside: list[object] = []
        self._moved_at = monotonic()

    @contextmanager
    def turn(self, patience_s: float = PATIENCE_S) -> Iterator[None]:
        """Raises CannotWrite when it does not come in time, or when the file can't be opened."""
        ends_at = monotonic() + patience_s
        me = object()
        if not self._inside:
            self._moved_at = monotonic()
        self._inside.append(me)
        try:
            self._wait(me, ends_at)
            try:
                self._moved_at = monotonic()
                with file_lock(self._file, ends_at):
                    yield
            finally:
                self._moved_at = monotonic()
                self._lock.release()
        finally:
            self._inside.remove(me)

    def _wait(self, me: object, ends_at: float) -> None:
        if self._lock.acquire(blocking=False):
            return
        with self.way.waiting():
            while not self._lock.acquire(timeout=max(0.0, min(0.1, ends_at - monotonic()))):
                now = monotonic()
                if now >= ends_at or self._is_one_too_many(me, now):
                    raise CannotWrite(Trouble.BUSY)

    def _is_one_too_many(self, me: object, now: float) -> bool:
        if self.most_waiting is None or now - self._moved_at < STUCK_S:
            return False
        return me not in self._inside[: self.most_waiting]


@contextmanager
def file_lock(path: Path | None, ends_at: float) -> Iterator[None]:
    """Hold an exclusive lock on a file, against the other processes, or raise CannotWrite when it does not come.

    Who waits holds a second one, the queue: a process that writes without a pause would else never let another in.
    Windows has no flock; there SQLite's own locks and the busy timeout have to do.
    """
    if path is None or sys.platform == "win32":
        yield
        return
    with ExitStack() as lock:
        with _locked(path.with_name(f"{path.name}-queue"), ends_at, again_s=0.005):
            lock.enter_context(_locked(path, ends_at, again_s=0.001))
        yield


@contextmanager
def _locked(path: Path, ends_at: float, *, again_s: float) -> Iterator[None]:
    try:
        file = files.open_private(path)
    except OSError as error:
        raise CannotWrite(trouble_of(error) or Trouble.FAILING) from error
    with file:
        # Blocking, flock would wait for ever; there is none with a limit.
        while not _has_locked(file.fileno()):
            if monotonic() >= ends_at:
                raise CannotWrite(Trouble.BUSY)
            sleep(again_s)
        yield


def _has_locked(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise CannotWrite(trouble_of(error) or Trouble.FAILING) from error
    return True
