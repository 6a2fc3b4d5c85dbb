"""Waitress with TLS, which it does not speak by itself: the same loop and the same threads, over encrypted sockets.

Nothing blocks: a handshake is done piece by piece whenever its bytes arrive, so neither a slow one nor a stalled
upload keeps anybody waiting. The peer's address stays what it is, since no proxy stands in between.
"""

import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress.task import ThreadedTaskDispatcher

from webapp.security.channels import Channel
from webapp.security.doors import Door, Rules, Server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

KEEP_UP_S = 30.0
_NOT_YET = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


class TlsChannel(Channel):
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
            self.received(data)
        else:
            self.handle_close()

    def send(self, data: bytes, do_close: bool = True) -> int:
        try:
            with self._one_at_a_time:
                sent = self._connection().send(data)
            self.moved_at = monotonic()
            return sent
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


class TlsServer(Server):
    channel_class = TlsChannel
    context: ssl.SSLContext

    def accept(self) -> Any:
        accepted = super().accept()
        if accepted is None:
            return None
        connection, address = accepted
        connection.setblocking(False)
        return self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address


class Listener(Door):
    """The door over https, served by a thread of its own until it is closed."""

    def __init__(
        self,
        app: "WSGIApplication",
        dispatcher: ThreadedTaskDispatcher,
        *,
        host: str,
        port: int,
        rules: Rules,
        certificate: Path,
        keep_up: Callable[[], None],
    ) -> None:
        """Raises OSError when the port can't be used; `keep_up` is called every half minute."""
        context = _context(certificate)
        super().__init__(app, dispatcher, host=host, port=port, rules=rules, server_class=TlsServer, scheme="https")
        self._keep_up, self._kept_up_at = keep_up, monotonic()
        self._use(context)
        self._thread = threading.Thread(target=self.run, name="https", daemon=True)
        self._thread.start()

    def reload(self, certificate: Path) -> None:
        """Use a new certificate for every connection from now on."""
        self._use(_context(certificate))

    def wait(self, patience_s: float) -> None:
        """Until the loop has ended."""
        self._thread.join(patience_s)

    def sweep(self) -> None:
        super().sweep()
        if monotonic() - self._kept_up_at > KEEP_UP_S:
            self._kept_up_at = monotonic()
            self._keep_up()

    def _use(self, context: ssl.SSLContext) -> None:
        for server in self.servers:
            server.context = context


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Of 1.2 only what authenticates as it encrypts, with keys for one connection; 1.3 has nothing else.
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(certificate)
    return context
