"""How much of a request's body is taken: decided when its head is there, before anything of the body is kept.

A body that is too large is not kept: the application gets the request without it, with its length, and refuses it in
its own words. Waitress has one limit for everybody, and asks nobody who they are.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import FixedStreamReceiver

# From the method, the path and the head (names in capitals, as in COOKIE), how many bytes may follow.
MostBytes = Callable[[str, str, Mapping[str, str]], int]
# A browser listens only when it has sent everything. What is too large is read to its end and dropped up to here, so
# that people see why it was refused; a larger one is refused at once.
MOST_DROPPED = 100_000_000


class _Dropped(FixedStreamReceiver):
    """Reads a body to its end and keeps nothing of it."""

    def received(self, data: bytes) -> int:
        taken = min(len(data), self.remain)
        self.remain -= taken
        self.completed = self.remain < 1
        return taken


class Parser(HTTPRequestParser):
    """Reads a request as its bytes arrive."""

    def __init__(self, adj: Adjustments, most_bytes: MostBytes) -> None:
        super().__init__(adj)
        self._most_bytes = most_bytes
        self._most = 0

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            # A length of thousands of digits.
            raise ParsingError("Content-Length is invalid") from error
        has_body = self.chunked or self.content_length > 0
        self._most = self._most_bytes(str(self.command), self._path(), self.headers) if has_body else 0
        if self.content_length > self._most:
            self._refuse()

    def received(self, data: bytes) -> int:
        taken = super().received(data)
        if self.chunked and self.body_bytes_received > self._most:
            self._cut()
        # What follows a body that was cut is no request.
        return len(data) if self.completed and self.must_close else taken

    @property
    def must_close(self) -> bool:
        return self.headers.get("CONNECTION") == "close"

    def _refuse(self) -> None:
        waits_for_leave, self.expect_continue = self.expect_continue, False
        self._close_afterwards()
        if waits_for_leave or self.content_length > MOST_DROPPED:
            self.close()
            self.body_rcv = None
        else:
            self.body_rcv = _Dropped(self.content_length, OverflowableBuffer(self.adj.inbuf_overflow))

    def _cut(self) -> None:
        """End a body that did not say how long it is, and say how much it was."""
        cast(dict[str, str], self.headers)["CONTENT_LENGTH"] = str(self.body_bytes_received)
        self._close_afterwards()
        self.close()
        self.body_rcv, self.error, self.completed = None, None, True

    def _close_afterwards(self) -> None:
        cast(dict[str, str], self.headers)["CONNECTION"] = "close"

    def _path(self) -> str:
        """The path as the application sees it."""
        path: Any = vars(self)["path"]
        return str(path).encode("latin-1").decode("utf-8", "replace")
