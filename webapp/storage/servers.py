"""How many servers run on the same data: each has one of two locks while it lives, whatever ends it."""

import sys
from io import FileIO
from pathlib import Path

from webapp.storage import files

_PLACES = ("serving-1", "serving-2")


def sign_on(data: Path) -> FileIO | None:
    """Take a place until the file that is answered is closed; None where there is none, or no lock."""
    for name in _PLACES:
        file = files.open_private(data / name)
        if _is_locked(file):
            return file
        file.close()
    return None


def running(data: Path) -> int | None:
    """How many servers have a place, two at most; None where a system has no such locks."""
    if sys.platform == "win32":
        return None
    return sum(_is_taken(data / name) for name in _PLACES)


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
