"""A connection: how long it may keep us waiting, and what is answered to what is no request."""

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from webapp.security.requests import headers_for

if TYPE_CHECKING:
    from webapp.security.doors import Server

# For a whole head, from the connection or from its first byte on.
HEAD_S = 20.0
# For the next request of a browser that was answered, and for a byte more of a body or of an answer that is read.
IDLE_S = 60.0
# A whole body may take this long, and longer by its length at the slowest that a phone far from the router sends.
BODY_S = 30.0
SLOWEST_BYTES_PER_S = 1000


class RefusedRequest(ErrorTask):
    """What waitress answers by itself to what is no request, with the headers that every answer has."""

    def execute(self) -> None:
        headers = headers_for(draws=False, secure=self.channel.adj.url_scheme == "https")
        self.response_headers = [*self.response_headers, *headers.items(), ("Cache-Control", "no-store")]
        super().execute()


class Channel(HTTPChannel):
    """A connection, and since when it has kept us waiting."""

    error_task_class = RefusedRequest
    server: "Server"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.waits_since = self.moved_at = monotonic()
        self.has_asked = False
        super().__init__(*arguments, **named)
        # All it is used for is to be called.
        self.parser_class = partial(self.server.new_parser, peer=str(self.addr[0]))  # type: ignore[assignment]

    @property
    def is_idle(self) -> bool:
        return not self.requests and not self.total_outbufs_len

    @property
    def is_asking(self) -> bool:
        """Whether a whole head is there."""
        return self.request is not None and self.request.headers_finished

    def received(self, data: bytes) -> bool:
        self.moved_at = monotonic()
        if self.request is None and self.has_asked:
            self.waits_since = self.moved_at
        return super().received(data)

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close=do_close)
        self.moved_at = monotonic() if sent else self.moved_at
        return sent

    def service(self) -> None:
        super().service()
        self.waits_since, self.has_asked = monotonic(), True

    def handle_close(self) -> None:
        # What half arrived stands in a temporary file, which waitress leaves to the garbage collector.
        if self.request is not None:
            self.request.close()
        super().handle_close()

    def close(self) -> None:
        # The end of the loop closes sockets by this; what waits in temporary files is closed by the other alone.
        self.handle_close()

    def is_overdue(self, now: float) -> bool:
        """Whether whoever is at the other end took longer than anybody needs."""
        if self.requests:
            return False
        stands_still = now - self.moved_at > IDLE_S
        if self.total_outbufs_len:
            return stands_still
        waited = now - self.waits_since
        if self.request is None:
            return waited > (IDLE_S if self.has_asked else HEAD_S)
        if not self.request.headers_finished:
            return waited > HEAD_S
        return stands_still or waited > BODY_S + self.request.body_bytes_received / SLOWEST_BYTES_PER_S
