"""Files of the data folder: whole or not there, and for their owner only, whatever folder they are in."""

import os
import tempfile
from contextlib import suppress
from io import FileIO
from pathlib import Path

_PRIVATE = 0o600


def write_whole(file: Path, content: bytes) -> None:
    """Put the whole file in its place at once and on the disk; a new one of `mkstemp` is its owner's only (0600)."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(file.parent)


def sync(path: Path) -> None:
    """Have a file, or a folder's list of files, on the disk."""
    with suppress(PermissionError):  # Windows opens no folders.
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def try_to_write(folder: Path) -> None:
    """Raises OSError when a folder takes nothing, whatever its mode says: its disk may be read-only, or full."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix="try.")
    os.close(descriptor)
    Path(name).unlink()


def open_private(file: Path) -> FileIO:
    """Open a file to append, made for its owner only when it is new."""
    return FileIO(file, "a", opener=lambda name, flags: os.open(name, flags, _PRIVATE))


def make_private(data: Path, database: Path) -> None:
    """Take what was made before from other users of the machine; SQLite gives its own the mode of the database."""
    beside = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-lock", "-lock-queue"))]
    for path in (
        *beside,
        data / "instance",
        data / "sealing.key",
        *data.glob("backups/*"),
        *data.glob("certificates/*"),
    ):
        # Files of another owner stay as that owner wants them.
        with suppress(PermissionError):
            if path.is_file() and path.stat().st_mode & ~_PRIVATE & 0o777:
                path.chmod(_PRIVATE)
