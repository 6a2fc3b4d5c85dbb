"""A file that is read in the background: how far it is, and an end in the middle of it."""

import io
import threading
from typing import Any


class Stopped(BaseException):
    """Raised in the middle of a file that nobody wants to be read any more; no reader of a format takes it for its."""


class WatchedFile(io.BufferedReader):
    """A file that counts what was read of it, and stops when it is told to."""

    def __init__(self, raw: io.FileIO, is_stopped: threading.Event) -> None:
        super().__init__(raw)
        self.bytes_read, self._is_stopped = 0, is_stopped

    def read(self, size: int | None = -1, /) -> bytes:
        return self._counted(super().read(size))

    def read1(self, size: int = -1, /) -> bytes:
        return self._counted(super().read1(size))

    def readinto(self, buffer: Any, /) -> int:
        if self._is_stopped.is_set():
            raise Stopped
        count = super().readinto(buffer)
        self.bytes_read += count
        return count

    def _counted(self, data: bytes) -> bytes:
        if self._is_stopped.is_set():
            raise Stopped
        self.bytes_read += len(data)
        return data
