"""What goes out reaches the internet, and nothing at home that the owner did not allow."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from webapp.domain.messages import Failure
from webapp.security.certificates import Certificates
from webapp.senders import reaching

Serve = Callable[[socket.socket], None]


@contextmanager
def server(serve: Serve) -> Iterator[str]:
    """A server on this machine that does to each of its visitors what it is told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def work() -> None:
            connection, _ = listening.accept()
            with connection:
                serve(connection)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


def says(answer: bytes, heard: list[bytes] | None = None) -> Serve:
    def serve(connection: socket.socket) -> None:
        data = connection.recv(65536)
        if heard is not None:
            heard.append(data)
        connection.sendall(answer)

    return serve


def post(url: str, *, patience_s: float = 5) -> Any:
    return reaching.post(f"{url}/hook?a=1", b"{}", {"X-Ours": "yes"}, allowed={url[7:]}, patience_s=patience_s)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104 - one that must not be reached.
            "224.0.0.1",
        ),
        *("255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:192.168.1.1", "::ffff:127.0.0.1"),
        *("64:ff9b::c0a8:101", "2002:c0a8:0101::1", "fec0::1", "2001:db8::1"),
    ],
)
def test_an_address_of_home_is_none_of_the_internet(address: str) -> None:
    assert not reaching.is_outside(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_an_address_of_the_internet_is_one(address: str) -> None:
    assert reaching.is_outside(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1:9/x",
            "http://localhost:9/x",
            "http://[::1]:9/x",
            "http://2130706433:9/",
            "http://0x7f.1:9/",
        ),
        *("http://[::ffff:127.0.0.1]:9/", "http://0:9/", "https://127.1:9/"),
    ],
)
def test_home_is_not_reached_unless_it_is_allowed_however_it_is_written(url: str) -> None:
    assert reaching.post(url, b"", {}, allowed=()).failure is Failure.OWN_NETWORK


def test_a_name_with_one_address_at_home_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80)) for place in ("1.1.1.1", "192.168.1.1")]
    asked: list[object] = []

    def look_up(*name: object, **_more: object) -> object:
        asked.append(name)
        return both

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    assert reaching.post("http://x.example/", b"", {}, allowed=()).failure is Failure.OWN_NETWORK
    assert len(asked) == 1


def test_an_allowed_host_is_asked_and_its_words_come_back() -> None:
    heard: list[bytes] = []
    with server(says(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", heard)) as url:
        answer = post(url)

    assert (answer.failure, answer.status, answer.said) == (None, 200, "fine")
    assert heard[0].startswith(b"POST /hook?a=1 HTTP/1.1\r\n") and b"\r\nX-Ours: yes\r\n" in heard[0]


def test_another_port_of_an_allowed_host_is_not_allowed() -> None:
    assert reaching.post("http://127.0.0.1:10/", b"", {}, allowed={"127.0.0.1:9"}).failure is Failure.OWN_NETWORK


def test_no_redirect_is_followed() -> None:
    with server(says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:22/\r\n\r\n")) as url:
        answer = post(url)
    assert (answer.failure, answer.status) == (Failure.REFUSED, 302)


def test_an_answer_without_end_is_cut() -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with pytest.raises(OSError):
            while True:
                connection.sendall(b"x" * 65536)

    with server(pour) as url:
        assert len(post(url).said) == reaching.SHOWN_LETTERS


def test_an_answer_that_drips_ends_with_the_patience() -> None:
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 ")
        while not over.wait(0.02):
            try:
                connection.sendall(b"x")
            except OSError:
                return

    with server(drip) as url:
        assert post(url, patience_s=0.3).failure is Failure.NOT_HTTP
        over.set()


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH\r\n", b"\x16\x03\x01", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_web_server_is_told_so(answer: bytes) -> None:
    with server(says(answer)) as url:
        assert post(url).failure is Failure.NOT_HTTP


def test_nobody_there_is_no_answer_and_no_such_name_is_told_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}").failure is Failure.NO_ANSWER
    assert post("http://nobody.invalid:80").failure is Failure.UNKNOWN_HOST


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Retry-After: 90", 90),
        ("Retry-After: Fri, 20 Nov 2026 17:12:30 GMT\r\nDate: Fri, 20 Nov 2026 17:10:00 GMT", 150),
        ("Retry-After: Fri, 20 Nov 2026 17:00:00 GMT\r\nDate: Fri, 20 Nov 2026 17:10:00 GMT", 0),
        (f"Retry-After: {'9' * 5000}", 86400),
        *((f"Retry-After: {said}", 0) for said in ("", "-5", "soon", "²", "Fri, 20 Nov 2026 17:12:30 GMT")),
        ("X: y", 0),
    ],
)
def test_a_server_says_how_long_it_wants_to_be_left_alone(said: str, rest: int) -> None:
    with server(says(f"HTTP/1.1 429 Slow down\r\n{said}\r\n\r\n".encode())) as url:
        assert post(url).rest.total_seconds() == rest


@pytest.mark.usefixtures("certificates_here")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    made = Certificates(tmp_path)
    made.make_authority("nas", now=dt.datetime.now(dt.UTC))
    made.refresh(["127.0.0.1"], [], now=dt.datetime.now(dt.UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.server_file)
    heard: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            heard.append(secure.recv(100))

    with server(serve) as url:
        answer = reaching.post(url.replace("http", "https"), b"{}", {}, allowed={url[7:]})
    assert (answer.failure, heard) == (Failure.BAD_CERTIFICATE, [])
