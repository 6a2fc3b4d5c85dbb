"""A server at home that takes long is not one that is far away."""

import socket
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.homes import Home, free_port

PAUSE_S = 3.5


@pytest.fixture
def slow(home: Home) -> Iterator[dict[str, float]]:
    """The pauses before and within each page /learn that comes through a door of our own, at the home's address."""
    pauses = {"before": 0.0, "within": 0.0}
    home.kill()
    outside, home.port = home.port, free_port()
    home.start()
    listener = socket.create_server(("127.0.0.1", outside))
    ended = threading.Event()
    threading.Thread(target=pass_on, args=(listener, home.port, pauses, ended), daemon=True).start()
    yield pauses
    ended.set()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    home.kill()
    home.port = outside
    home.start()


def pass_on(listener: socket.socket, port: int, pauses: dict[str, float], ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            client = listener.accept()[0]
        except OSError:
            return
        threading.Thread(target=one, args=(client, port, pauses, ended), daemon=True).start()


def one(client: socket.socket, port: int, pauses: dict[str, float], ended: threading.Event) -> None:
    """One request a connection: the answer is told to close it."""
    asked = b""
    while b"\r\n\r\n" not in asked and (more := client.recv(65536)):
        asked += more
    is_slow = asked.startswith(b"GET /learn")
    with client, socket.create_connection(("127.0.0.1", port)) as server:
        server.sendall(asked.replace(b"Connection: keep-alive", b"Connection: close"))
        ended.wait(pauses["before"] if is_slow else 0)
        is_first = True
        while answer := server.recv(4096):
            client.sendall(answer)
            ended.wait(pauses["within"] if is_slow and is_first else 0)
            is_first = False


@pytest.mark.parametrize("where", ["before", "within"])
def test_a_page_that_takes_long_is_shown_whole(phone: BrowserContext, slow: dict[str, float], where: str) -> None:
    page = phone.new_page()
    slow[where] = PAUSE_S
    page.goto("/learn")
    expect(page.get_by_role("heading", name="You are away from home")).to_have_count(0)
    expect(page.locator("#tabs")).to_be_visible()
