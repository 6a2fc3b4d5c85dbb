"""How much of a body is taken: what is too large is neither kept nor read as a request."""

from collections.abc import Iterator

import pytest
from waitress.adjustments import Adjustments

from tests.security.calling import MOST_BYTES, ask, dial, post, served
from webapp.security.bodies import Parser
from webapp.security.doors import Door


@pytest.fixture
def door() -> Iterator[Door]:
    with served() as made:
        yield made


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 3_000_000])
def test_a_body_that_is_too_large_is_read_to_its_end_and_not_kept(door: Door, size: int) -> None:
    answer = ask(door, post(b"Content-Length: %d" % size, b"x" * size) + b"GET /next HTTP/1.1\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200") and answer.count(b"HTTP/1.1") == 1
    assert b"X-Length: %d\r\n" % size in answer and answer.endswith(b"\r\n0")
    assert b"Connection: close" in answer


@pytest.mark.parametrize("head", [b"Content-Length: 1000000000", b"Content-Length: 20000\r\nExpect: 100-continue"])
def test_a_body_that_is_far_too_large_or_waits_for_leave_is_refused_before_it_is_sent(door: Door, head: bytes) -> None:
    with dial(door) as connection:
        connection.sendall(post(head))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 200") and b"100 Continue" not in answer
    assert answer.endswith(b"\r\n0")


def test_a_body_in_pieces_is_cut_where_it_becomes_too_large(door: Door) -> None:
    piece = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
    with dial(door) as connection:
        connection.sendall(post(b"Transfer-Encoding: chunked", 3 * piece))
        answer = connection.recv(65536)

    length = int(answer.partition(b"X-Length: ")[2].partition(b"\r\n")[0])
    assert MOST_BYTES < length < MOST_BYTES + 10_000


@pytest.mark.parametrize(
    "head", [b"Content-Length: %d" % MOST_BYTES, b"Content-Length: 5\r\nExpect: 100-continue"], ids=["most", "asked"]
)
def test_a_body_of_the_right_size_arrives_whole(door: Door, head: bytes) -> None:
    size = int(head.partition(b": ")[2].partition(b"\r\n")[0])

    assert ask(door, post(head, b"x" * size)).endswith(b"\r\n%d" % size)


def test_nothing_of_a_refused_body_is_in_memory_or_on_the_disk() -> None:
    parser = Parser(Adjustments(), lambda *_: MOST_BYTES)
    parser.received(post(b"Content-Length: 5000000"))
    for _ in range(100):
        parser.received(b"x" * 8192)

    assert parser.body_rcv is not None and not parser.completed
    assert (len(parser.body_rcv), parser.get_body_stream().read()) == (0, b"")
