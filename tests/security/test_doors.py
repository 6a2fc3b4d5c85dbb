"""The door of a port: real sockets, clients that say nothing, drip, or send too much, and others who want an answer."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from waitress.buffers import TempfileBasedBuffer
from waitress.task import ThreadedTaskDispatcher

from tests.security.calling import HEAD, RULES, app, ask, dial, fill, is_closed, post, served, wait_until
from webapp.security import channels, doors
from webapp.security.channels import BODY_S, HEAD_S, IDLE_S, SLOWEST_BYTES_PER_S, Channel
from webapp.security.doors import LARGEST_HEAD, MOST_CONNECTIONS, MOST_PER_ADDRESS, Door, Rules


@pytest.fixture
def door() -> Iterator[Door]:
    with served() as made:
        yield made


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.2"])
def test_150_silent_and_150_dripping_connections_cost_nobody_an_answer(door: Door, source: str) -> None:
    with ExitStack() as stack:
        fill(door, stack, 150, b"")
        fill(door, stack, 150, b"GET /")
        assert [ask(door, source=source)[:12] for _ in range(5)] == [b"HTTP/1.1 200"] * 5


def test_an_address_has_its_share_and_no_more(door: Door) -> None:
    with ExitStack() as stack:
        fill(door, stack, MOST_PER_ADDRESS + 30, b"")
        assert wait_until(lambda: len(door.servers[0].channels) == MOST_PER_ADDRESS)


def test_who_sends_a_body_is_spared_while_others_say_nothing(door: Door) -> None:
    with ExitStack() as stack:
        upload = stack.enter_context(dial(door, "127.0.0.2"))
        upload.sendall(b"POST / HTTP/1.1\r\nHost: nas\r\nContent-Length: 4\r\n\r\nha")
        assert wait_until(lambda: any(channel.is_asking for channel in door.servers[0].channels))
        fill(door, stack, 2 * MOST_PER_ADDRESS, b"")
        ask(door, source="127.0.0.2")
        upload.sendall(b"lf")
        assert upload.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_proxy_that_was_named_has_no_limit_of_its_own() -> None:
    rules = Rules(most_bytes=RULES.most_bytes, proxies=(ip_network("127.0.0.2"),))
    with served(rules) as door, ExitStack() as stack:
        count = MOST_PER_ADDRESS + 30
        fill(door, stack, count, b"")
        assert wait_until(lambda: len(door.servers[0].channels) == count)


def test_many_addresses_together_do_not_shut_the_door(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "MOST_CONNECTIONS", 40)
    with ExitStack() as stack:
        for last in range(2, 12):
            fill(door, stack, 5, b"GET /", f"127.0.0.{last}")
        assert [ask(door)[:12] for _ in range(5)] == [b"HTTP/1.1 200"] * 5
        assert len(door.servers[0].channels) <= 40


def test_when_the_system_has_no_file_left_the_idlest_goes(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        fill(door, stack, 5, b"")
        assert wait_until(lambda: len(door.servers[0].channels) == 5)
        client = stack.enter_context(socket.socket())
        spare = stack.enter_context(socket.socket())
        resource.setrlimit(resource.RLIMIT_NOFILE, (spare.fileno() + 1, hard))
        client.settimeout(60)
        client.connect(("127.0.0.1", int(door.servers[0].effective_port)))
        client.sendall(HEAD + b"\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the door sees go by."""
    seconds = [1000.0]
    monkeypatch.setattr(channels, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(doors, "monotonic", lambda: seconds[0])
    return seconds


DAWDLERS = {
    "says nothing": (b"", HEAD_S),
    "drips a head": (b"GET /", HEAD_S),
    "sends no byte of its body": (b"POST / HTTP/1.1\r\nHost: nas\r\nContent-Length: 100\r\n\r\n", BODY_S),
    "asks for nothing more": (HEAD + b"\r\n", IDLE_S),
}


def is_heard(channel: Channel) -> bool:
    return channel.has_asked or channel.request is not None


@pytest.mark.parametrize(("words", "seconds"), DAWDLERS.values(), ids=DAWDLERS.keys())
def test_who_takes_too_long_has_to_call_again(door: Door, clock: list[float], words: bytes, seconds: float) -> None:
    with dial(door) as dawdler:
        dawdler.sendall(words)
        if words.endswith(b"nas\r\n\r\n"):
            assert dawdler.recv(12).startswith(b"HTTP/1.1 200")
        assert wait_until(lambda: [not words or is_heard(channel) for channel in door.servers[0].channels] == [True])
        clock[0] += seconds - 1
        door.servers[0].pull_trigger()
        assert ask(door)[:12] == b"HTTP/1.1 200"
        assert len(door.servers[0].channels) >= 1
        # As long once more: the answer may have been noted as sent only after the clock had moved.
        clock[0] += seconds
        assert is_closed(dawdler)


def test_a_byte_now_and_then_makes_no_head_last_longer(door: Door, clock: list[float]) -> None:
    with dial(door) as dripping:
        for letter in b"GET / HTTP/1.1\r\nHo":
            dripping.sendall(bytes([letter]))
            assert wait_until(lambda: bool(door.servers[0].channels))
            clock[0] += 1
        clock[0] += HEAD_S
        assert is_closed(dripping)


def test_a_slow_phone_may_take_its_time_over_a_body(door: Door, clock: list[float]) -> None:
    size = 9_000
    with dial(door) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: nas\r\nContent-Length: %d\r\n\r\n" % size)
        for sent in range(size // 1000):
            slow.sendall(b"x" * 1000)
            assert wait_until(lambda sent=sent: received(door) == 1000 * (sent + 1))  # type: ignore[misc]  # A lambda of a loop.
            clock[0] += 1000 / SLOWEST_BYTES_PER_S + BODY_S / (size / 1000) - 0.1
        assert slow.recv(65536).startswith(b"HTTP/1.1 200")


def received(door: Door) -> int:
    """How much of a body there is; all of it once it is answered."""
    requests = [channel.request for channel in door.servers[0].channels]
    return next((request.body_bytes_received for request in requests if request), 9_000)


def test_as_many_files_may_be_open_as_connections_come() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
        doors.make_room_for_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(4 * MOST_CONNECTIONS, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


NONSENSE = {
    "no request": (b"hello\r\n\r\n", b"400"),
    "two lengths": (post(b"Content-Length: 3\r\nContent-Length: 4", b"abc"), b"400"),
    "a length of 5,000 digits": (post(b"Content-Length: " + b"9" * 5000), b"400"),
    "another coding": (post(b"Transfer-Encoding: gzip"), b"501"),
    "a head without end": ((HEAD + b"X-Long: ").ljust(LARGEST_HEAD, b"x"), b"431"),
}


@pytest.mark.parametrize(("words", "status"), NONSENSE.values(), ids=NONSENSE.keys())
def test_what_is_no_request_is_answered_with_the_headers_of_every_answer(
    door: Door, words: bytes, status: bytes
) -> None:
    head = ask(door, words).partition(b"\r\n\r\n")[0]

    assert head.startswith(b"HTTP/1.0 " + status) or head.startswith(b"HTTP/1.1 " + status)
    for name in (b"Content-Security-Policy", b"X-Content-Type-Options: nosniff", b"Cache-Control: no-store"):
        assert name in head


def test_at_the_end_whoever_has_asked_is_answered_and_nobody_else_comes_in() -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    def slowly(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        is_asked.set()
        may_answer.wait(60)
        return app(environ, start_response)

    with served(app=slowly) as door, dial(door) as asking, dial(door) as silent:
        asking.sendall(HEAD + b"\r\n")
        assert is_asked.wait(60)
        door.end(60)
        assert is_closed(silent)
        with pytest.raises(OSError, match="refused"):
            dial(door)
        may_answer.set()
        assert asking.recv(65536).startswith(b"HTTP/1.1 200")


def test_at_the_end_no_temporary_file_of_an_answer_stays_open() -> None:
    def at_length(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"x" * 20_000_000]

    with ExitStack() as stack, served(app=at_length) as door:
        reading = stack.enter_context(dial(door))
        reading.sendall(HEAD + b"\r\n")
        assert reading.recv(12) == b"HTTP/1.1 200"
        (channel,) = door.servers[0].channels
        assert wait_until(lambda: any(isinstance(kept.buf, TempfileBasedBuffer) for kept in channel.outbufs))
        files = [kept.buf.file for kept in channel.outbufs if isinstance(kept.buf, TempfileBasedBuffer)]
    assert [file.closed for file in files] == [True] * len(files)


def test_who_wakes_the_loop_after_its_end_writes_into_nobodys_file(tmp_path: Path) -> None:
    with served() as door:
        closed = door.servers[0].trigger.trigger
    with ExitStack() as stack:
        reused = [stack.enter_context((tmp_path / f"{number}").open("wb")) for number in range(20)]
        assert closed in [file.fileno() for file in reused]
        door.servers[0].pull_trigger()
    assert [path for path in tmp_path.iterdir() if path.stat().st_size] == []


def test_a_host_that_is_none_is_named() -> None:
    with pytest.raises(doors.WrongHost, match="no such host"):
        Door(app, ThreadedTaskDispatcher(), host="no such host", port=0, rules=RULES)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_two_colons_are_every_address_of_both_kinds() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    door = Door(app, ThreadedTaskDispatcher(), host="::", port=port, rules=RULES)
    try:
        for address in ("127.0.0.1", "::1"):
            socket.create_connection((address, port), timeout=60).close()
    finally:
        door.end(0)
        door.run()
