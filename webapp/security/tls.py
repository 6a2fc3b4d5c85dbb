"""Waitress with TLS, which it does not speak by itself: the same loop and the same threads, over encrypted sockets.

Nothing blocks: a handshake is done piece by piece whenever its bytes arrive, so neither a slow one nor a stalled
upload keeps anybody waiting. The peer's address stays what it is, since no proxy stands in between.
"""

import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webapp import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_NOT_YET = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


class TlsChannel(HTTPChannel):
    """A connection. Its socket is used by the loop and by a thread that answers, which OpenSSL allows one at a time."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._one_at_a_time = threading.Lock()
        super().__init__(*arguments, **named)

    def handle_read(self) -> None:
        try:
            data = self._decrypted()
        except _NOT_YET:
            return
        except OSError:
            # Mostly a phone that does not trust the certificate yet, and hangs up.
            self.handle_close()
            return
        if data:
            self.last_activity = clock.now().timestamp()
            self.received(data)
        else:
            self.handle_close()

    def send(self, data: bytes, do_close: bool = True) -> int:
        try:
            with self._one_at_a_time:
                return self._connection().send(data)
        except _NOT_YET:
            return 0
        except OSError:
            if do_close:
                self.handle_close()
            else:
                self.will_close = True
            return 0

    def _decrypted(self) -> bytes:
        """What has arrived, with all that OpenSSL has read ahead: the loop only sees what the kernel still holds."""
        connection = self._connection()
        with self._one_at_a_time:
            data = connection.recv(self.adj.recv_bytes)
            while waiting := connection.pending():
                data += connection.recv(waiting)
        return data

    def _connection(self) -> ssl.SSLSocket:
        """The socket, which TlsServer.accept has made."""
        if not isinstance(self.socket, ssl.SSLSocket):
            raise OSError("the connection is closed")
        return self.socket


class TlsServer(TcpWSGIServer):
    channel_class = TlsChannel
    context: ssl.SSLContext
    keep_up: Callable[[], None]

    def accept(self) -> Any:
        accepted = super().accept()
        if accepted is None:
            return None
        connection, address = accepted
        connection.setblocking(False)
        return self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def maintenance(self, now: int) -> None:
        super().maintenance(now)
        self.keep_up()


class Listener:
    """The sockets of one host name and port, served by a thread of their own until they are closed."""

    def __init__(
        self,
        app: "WSGIApplication",
        dispatcher: ThreadedTaskDispatcher,
        *,
        host: str,
        port: int,
        certificate: Path,
        keep_up: Callable[[], None],
    ) -> None:
        """Raises OSError when the port can't be used."""
        options: dict[str, Any] = {"host": host, "port": port, "ident": None, "url_scheme": "https"}
        # Waitress would drop the headers of every proxy; which ones to believe is decided by requests.TrustedProxies.
        options["clear_untrusted_proxy_headers"] = False
        adjustments = Adjustments(**options)
        self._map: dict[int, Any] = {}
        self._servers: list[TlsServer] = []
        context = _context(certificate)
        try:
            # What the types call a text is the list of addresses that the host name has.
            addresses: list[Any] = list(adjustments.listen)
            for address in addresses:
                server = TlsServer(app, self._map, dispatcher=dispatcher, adj=adjustments, sockinfo=address)
                server.context, server.keep_up = context, keep_up
                self._servers.append(server)
        except OSError:
            wasyncore.close_all(self._map)
            raise
        threading.Thread(target=self._run, name="https", daemon=True).start()

    def reload(self, certificate: Path) -> None:
        """Use a new certificate for every connection from now on."""
        context = _context(certificate)
        for server in self._servers:
            server.context = context

    def close(self) -> None:
        """Close every socket, from within the loop that uses them; once is enough."""
        if not self._map:
            return
        self._servers[0].trigger.pull_trigger(lambda: wasyncore.close_all(self._map, ignore_all=True))  # type: ignore[attr-defined]

    def _run(self) -> None:
        wasyncore.loop(timeout=1, map=self._map, use_poll=True)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(certificate)
    return context
