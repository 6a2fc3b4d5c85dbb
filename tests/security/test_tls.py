"""The listener for https: real sockets, an application that sends back what it gets, and phones that dawdle."""

import datetime as dt
import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from waitress.task import ThreadedTaskDispatcher

from webapp.security import channels, doors
from webapp.security.certificates import Certificates
from webapp.security.doors import Rules
from webapp.security.tls import Listener

pytestmark = pytest.mark.usefixtures("certificates_here")

# TLS checks certificates by the clock of the system, which a test can't stop.
NOW = dt.datetime.now(dt.UTC)
THREADS = 4
RULES = Rules(most_bytes=lambda *_: 2_000_000)
CLIENT_HELLO_BEGINS = b"\x16\x03\x01\x02\x00\x01"


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    start_response("200 OK", [("X-Scheme", environ["wsgi.url_scheme"]), ("X-Peer", environ["REMOTE_ADDR"])])
    return [environ["wsgi.input"].read()]


class Phone:
    """A client that trusts the authority."""

    def __init__(self, port: int, certificates: Certificates) -> None:
        self.port = port
        self.context = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(certificates.authority() or b""))

    def ask(self, body: bytes) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=60)
        with closing(connection):
            connection.request("POST", "/", body)
            answer = connection.getresponse()
            return answer, answer.read()

    def send(self, body: bytes) -> bytes:
        """What comes back."""
        return self.ask(body)[1]

    def connect(self) -> ssl.SSLSocket:
        return self.context.wrap_socket(self.dial(), server_hostname="127.0.0.1")

    def dial(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    made = Certificates(tmp_path)
    made.make_authority("nas", now=NOW)
    made.refresh(["127.0.0.1"], [], now=NOW)
    return made


@pytest.fixture
def listener(certificates: Certificates) -> Iterator[tuple[Listener, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(THREADS)
    listening = Listener(
        echo,
        dispatcher,
        host="127.0.0.1",
        port=port,
        rules=RULES,
        certificate=certificates.server_file,
        keep_up=lambda: None,
    )
    yield listening, port
    listening.close()
    dispatcher.shutdown()


@pytest.fixture
def phone(listener: tuple[Listener, int], certificates: Certificates) -> Phone:
    return Phone(listener[1], certificates)


def test_the_application_learns_the_scheme_and_who_asks(phone: Phone) -> None:
    answer, body = phone.ask(b"hello")
    assert (answer.status, body) == (200, b"hello")
    assert (answer.headers["X-Scheme"], answer.headers["X-Peer"]) == ("https", "127.0.0.1")


def test_large_bodies_arrive_whole_from_many_at_once(phone: Phone) -> None:
    bodies = [bytes([number]) * (1_500_000 + number) for number in range(12)]
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(lambda body: phone.send(body) == body, bodies)) == [True] * 12


def test_stalled_uploads_keep_nobody_waiting(phone: Phone) -> None:
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            stalled = stack.enter_context(phone.connect())
            stalled.sendall(b"POST / HTTP/1.1\r\nHost: nas\r\nContent-Length: 500000\r\n\r\nhalf")
        assert [phone.send(b"x") for _ in range(5)] == [b"x"] * 5


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.2"])
@pytest.mark.parametrize("words", [b"", CLIENT_HELLO_BEGINS], ids=["silent", "stalled"])
def test_150_silent_connections_and_slow_handshakes_keep_nobody_waiting(
    phone: Phone, source: str, words: bytes
) -> None:
    with ExitStack() as stack:
        for _ in range(150):
            address = ("127.0.0.1", phone.port)
            stranger = stack.enter_context(socket.create_connection(address, timeout=60, source_address=(source, 0)))
            with suppress(OSError):
                stranger.sendall(words)
        assert [phone.send(b"x") for _ in range(5)] == [b"x"] * 5


def test_a_handshake_that_stalls_is_given_up(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    with phone.dial() as stalled:
        stalled.sendall(CLIENT_HELLO_BEGINS)
        assert phone.send(b"x") == b"x"
        monkeypatch.setattr(channels, "monotonic", lambda: time.monotonic() + channels.HEAD_S + 1)
        monkeypatch.setattr(doors, "monotonic", lambda: time.monotonic() + channels.HEAD_S + 1)
        with suppress(ConnectionResetError):
            assert stalled.recv(1) == b""


def test_who_speaks_no_tls_or_hangs_up_harms_nobody(phone: Phone) -> None:
    for words in (b"GET / HTTP/1.1\r\nHost: nas\r\n\r\n", b"\x00" * 600, b""):
        with phone.dial() as stranger:
            stranger.sendall(words)
            with suppress(OSError):
                stranger.shutdown(socket.SHUT_WR)
                assert b"200" not in stranger.recv(1000)
    assert phone.send(b"x") == b"x"


def test_a_new_certificate_is_used_without_a_restart(
    phone: Phone, listener: tuple[Listener, int], certificates: Certificates
) -> None:
    with phone.connect() as old:
        before = old.getpeercert(binary_form=True)
        certificates.refresh(["127.0.0.1", "nas.local"], [], now=NOW)
        listener[0].reload(certificates.server_file)
        with phone.connect() as new:
            assert new.getpeercert(binary_form=True) != before
        old.sendall(b"POST / HTTP/1.1\r\nHost: nas\r\nContent-Length: 2\r\n\r\nhi")
        assert old.recv(1000).startswith(b"HTTP/1.1 200")


def test_tls_older_than_1_2_is_refused(phone: Phone) -> None:
    phone.context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning):
        phone.context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        phone.connect()


def test_every_cipher_that_is_offered_has_keys_for_one_connection_alone(listener: tuple[Listener, int]) -> None:
    for server in listener[0].servers:
        for cipher in server.context.get_ciphers():
            assert cipher["name"].startswith(("TLS_", "ECDHE-")) and cipher["aead"], cipher


def test_a_port_in_use_is_an_error_that_leaves_nothing_behind(phone: Phone, certificates: Certificates) -> None:
    with pytest.raises(OSError, match="in use"):
        Listener(
            echo,
            ThreadedTaskDispatcher(),
            host="127.0.0.1",
            port=phone.port,
            rules=RULES,
            certificate=certificates.server_file,
            keep_up=lambda: None,
        )
    assert phone.send(b"x") == b"x"


def test_closing_it_frees_the_port(phone: Phone, listener: tuple[Listener, int]) -> None:
    with phone.connect() as connected:
        listener[0].close()
        assert connected.recv(10) == b""
    # The connections and the port are closed one after the other.
    deadline = time.monotonic() + 30
    with pytest.raises(OSError, match="refused"):
        while time.monotonic() < deadline:
            phone.dial().close()
