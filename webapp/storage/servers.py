"""How many servers run on the same data: each has one of two locks while it lives, whatever ends it."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from pathlib import Path

from webapp.storage import files

_PLACES = ("serving-1", "serving-2")


@contextmanager
def place(data: Path) -> Iterator[None]:
    """Have a place among the servers on this data, where one is free and the folder takes the file of its lock."""
    with ExitStack() as until_end:
        # It is said elsewhere that the folder takes nothing.
        with suppress(OSError):
            _take_one(data, until_end)
        yield


def running(data: Path) -> int | None:
    """How many servers have a place, two at most; None where a system has no such locks."""
    if sys.platform == "win32":
        return None
    return sum(_is_taken(data / name) for name in _PLACES)


def _take_one(data: Path, until_end: ExitStack) -> None:
    for name in _PLACES:
        file = files.open_private(data / name)
        if _is_locked(file):
            until_end.enter_context(file)
            return
        file.close()


def _is_taken(place: Path) -> bool:
    if not place.exists():
        return False
    with files.open_private(place) as file:
        return not _is_locked(file)


def _is_locked(file: FileIO) -> bool:
    """Whether the lock is this one's now; closing the file gives it back."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
