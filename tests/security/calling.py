"""A door on a port of its own, and who calls there."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from webapp.security.doors import Door, Rules

MOST_BYTES = 10_000
RULES = Rules(most_bytes=lambda *_: MOST_BYTES)
HEAD = b"GET / HTTP/1.1\r\nHost: nas\r\n"


def app(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers with the length that it is told, and what it gets."""
    start_response("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", "0"))])
    return [str(len(environ["wsgi.input"].read())).encode()]


@contextmanager
def served(rules: Rules = RULES, app: Any = app) -> Iterator[Door]:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(4)
    door = Door(app, dispatcher, host="127.0.0.1", port=0, rules=rules)
    loop = threading.Thread(target=door.run)
    loop.start()
    yield door
    door.end(1)
    loop.join(60)
    dispatcher.shutdown()


def dial(door: Door, source: str = "127.0.0.1") -> socket.socket:
    port = int(door.servers[0].effective_port)
    return socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(source, 0))


def ask(door: Door, words: bytes = HEAD + b"\r\n", source: str = "127.0.0.1") -> bytes:
    """Everything that is answered until the connection is closed."""
    with dial(door, source) as connection:
        connection.sendall(words)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def fill(door: Door, stack: ExitStack, count: int, words: bytes, source: str = "127.0.0.2") -> None:
    """Connections that stay open, those that the door has not closed again meanwhile."""
    for connection in [stack.enter_context(dial(door, source)) for _ in range(count)]:
        with suppress(OSError):
            connection.sendall(words)


def is_closed(connection: socket.socket) -> bool:
    """Whether the door closed it, after the rest of an answer; with bytes that it had not read, that is a reset."""
    with suppress(ConnectionResetError):
        while connection.recv(65536):
            pass
    return True


def wait_until(is_true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return is_true()


def post(head: bytes, body: bytes = b"") -> bytes:
    return b"POST /login HTTP/1.1\r\nHost: nas\r\n" + head + b"\r\n\r\n" + body
