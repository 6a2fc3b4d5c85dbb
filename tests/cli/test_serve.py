import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.factories import PASSWORD, SAME_ORIGIN
from webapp.config import Settings
from webapp.storage.models import User
from webapp.storage.turns import Turns

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, port: int, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A server that answers; it is stopped by Ctrl+C when the block ends."""
    env = (
        os.environ
        | {
            "BACKSTRIDE_DATA": str(data),
            "BACKSTRIDE_HOST": "127.0.0.1",
            "BACKSTRIDE_PORT": str(port),
            "PYTHONIOENCODING": "utf-8",
        }
        | more
    )
    command = [sys.executable, "-c", "from webapp import cli; cli.main()", "serve"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        # Tests that a shell runs in the background ignore Ctrl+C, and the server would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        assert server.stdout
        server.stdout.close()


def answer(url: str) -> tuple[int, str]:
    until = monotonic() + 60
    while True:
        try:
            with urlopen(url, timeout=30) as found:  # noqa: S310 - the server of this test.
                return found.status, found.read().decode()
        except URLError:
            assert monotonic() < until, "the server does not answer"
            sleep(0.05)


def test_a_new_server_answers_and_shows_the_way_to_the_first_account(settings: Settings) -> None:
    port = free_port()
    with serving(settings.data, port) as server:
        assert answer(f"http://127.0.0.1:{port}/healthz") == (200, "ok")
        assert server.stdout
        printed = ""
        while "The link works once" not in printed:
            printed += server.stdout.readline()
        found = re.search(rf"http://127\.0\.0\.1:{port}/setup\?code=[\w-]+", printed)

        assert found and answer(found[0])[0] == 200
        assert any(line.strip() and set(line) <= set(" ▀▄█\n") for line in printed.splitlines()[6:]), "no QR code"
        assert not (settings.data / "instance").read_text().isspace()


def test_a_port_that_is_taken_is_told_in_a_sentence(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving(settings.data, taken.getsockname()[1]) as server:
            printed, _ = server.communicate(timeout=60)

    assert server.returncode == 1
    assert printed.startswith("Error: Port ") and "BACKSTRIDE_PORT chooses another." in printed


def test_a_stranger_who_sends_a_gigabyte_is_refused_before_it_is_read(settings: Settings) -> None:
    port = free_port()
    with serving(settings.data, port):
        answer(f"http://127.0.0.1:{port}/healthz")
        with socket.create_connection(("127.0.0.1", port), timeout=60) as stranger:
            head = "POST /login HTTP/1.1\r\nHost: nas\r\nOrigin: http://nas\r\nContent-Length: 1000000000\r\n\r\n"
            stranger.sendall(head.encode())
            refusal = b"".join(iter(lambda: stranger.recv(65536), b""))

    assert refusal.startswith(b"HTTP/1.1 413") and b"Content-Security-Policy" in refusal
    assert b"That is too large" in refusal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_answers_who_asked_and_leaves_one_file(
    settings: Settings, number: signal.Signals
) -> None:
    port = free_port()
    with serving(settings.data, port) as server:
        answer(f"http://127.0.0.1:{port}/healthz")
        with socket.create_connection(("127.0.0.1", port), timeout=60) as silent:
            server.send_signal(number)
            assert silent.recv(1) == b""
        assert server.wait(timeout=60) == 0

    assert not [path.name for path in settings.data.glob("backstride.db-[ws]*")]


def test_reading_and_healthz_go_on_while_another_process_holds_the_lock(settings: Settings) -> None:
    port = free_port()
    words = b"POST /login HTTP/1.1\r\nHost: nas\r\nOrigin: http://nas\r\nContent-Length: 0\r\n\r\n"
    with serving(settings.data, port), ExitStack() as stack:
        answer(f"http://127.0.0.1:{port}/healthz")
        with Turns(settings.data / "backstride.db-lock").turn():
            for _ in range(8):
                waiting = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
                waiting.sendall(words)
            # One that finds no place to wait says so, which frees its thread.
            assert waiting.recv(65536).startswith(b"HTTP/1.1 503")
            assert answer(f"http://127.0.0.1:{port}/healthz") == (200, "ok")
            assert answer(f"http://127.0.0.1:{port}/learn")[0] == 200


def test_a_host_that_is_none_is_told_in_a_sentence(settings: Settings) -> None:
    with serving(settings.data, free_port(), BACKSTRIDE_HOST="no such host") as server:
        printed, _ = server.communicate(timeout=60)

    assert server.returncode == 1
    assert printed == (
        "Error: BACKSTRIDE_HOST: 'no such host' is no address of this machine. "
        "Leave it out to be found at every address of this machine.\n"
    )


def held_mb(server: subprocess.Popen[str]) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{server.pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells what a process holds, and only glibc keeps it.")
def test_sign_ins_give_back_the_memory_that_they_take(settings: Settings, alice: User) -> None:
    port = free_port()
    address, form = f"http://127.0.0.1:{port}", urlencode({"name": alice.name, "password": PASSWORD}).encode()

    def sign_in(_number: int) -> None:
        # It ends at the page of the sign-in again: the cookie is not kept.
        with urlopen(Request(f"{address}/login", form, SAME_ORIGIN), timeout=60) as found:  # noqa: S310 - ours.
            assert found.status == 200

    with serving(settings.data, port) as server, ThreadPoolExecutor(6) as browsers:
        answer(f"{address}/healthz")
        sign_in(0)
        before = held_mb(server)
        list(browsers.map(sign_in, range(6)))
        for number in range(6):
            sign_in(number)
        # One password takes 19 MiB for a moment; what stays of a dozen is less than half of that.
        assert held_mb(server) - before < 9
