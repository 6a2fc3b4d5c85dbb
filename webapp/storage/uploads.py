"""Files that came and are not read yet: in a folder of their own, for their owner only, and never for long."""

import datetime as dt
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

_PRIVATE = 0o600
# What has to stay free for the diary itself, whatever is brought.
KEPT_FREE_BYTES = 200_000_000


def _privately(name: str, flags: int) -> int:
    return os.open(name, flags, _PRIVATE)


class Uploads:
    """The folder of the files that wait."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "uploads"

    def new(self) -> BinaryIO:
        """A new file, open to be written and read."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        file = self.folder / f"{uuid4().hex}.part"
        return open(file, "x+b", opener=_privately)

    def path(self, stored: str) -> Path:
        return self.folder / Path(stored).name

    def remove(self, stored: str) -> None:
        self.path(stored).unlink(missing_ok=True)

    def keep_only(self, stored: Collection[str]) -> None:
        """Remove what no import waits for, such as what a power cut has left."""
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            if file.name not in stored:
                file.unlink(missing_ok=True)

    def remove_older(self, than: dt.datetime) -> None:
        """Remove what came before an instant, and nobody has answered for."""
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < than.timestamp():
                    file.unlink()

    def room(self) -> int:
        """How many bytes may come: while they do, they are there twice."""
        free = shutil.disk_usage(self.folder if self.folder.is_dir() else self.folder.parent).free
        return max(0, (free - KEPT_FREE_BYTES) // 2)
