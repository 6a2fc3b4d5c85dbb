"""Servers as processes of their own: started, asked whether they answer, weighed, and stopped by their id."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL = ("app.py", "serve")
BARE = ("-m", "tests.bench.bare_server")
FLOOR = ("-m", "tests.bench.floor_server")
LONGEST_START = 60.0


@dataclass(frozen=True)
class Server:
    """A running server, and how long it took from its start to its first answer."""

    process: subprocess.Popen[bytes]
    port: int
    https_port: int
    started_ms: float


@contextmanager
def running(command: Sequence[str], data: Path) -> Iterator[Server]:
    """A server on a free port of this machine, until the block ends."""
    port, https_port = _free_port(), _free_port()
    log = (data / f"{command[-1]}.log").open("wb")
    began = time.perf_counter()
    with log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment(data, port, https_port),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for_answer(process, port, Path(log.name))
        yield Server(process, port, https_port, (time.perf_counter() - began) * 1000)
    finally:
        process.terminate()
        process.wait(10)


def environment(data: Path, port: int, https_port: int) -> dict[str, str]:
    """The environment with the settings of this server and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BACKSTRIDE_")}
    return kept | {
        "BACKSTRIDE_DATA": str(data),
        "BACKSTRIDE_HOST": "127.0.0.1",
        "BACKSTRIDE_PORT": str(port),
        "BACKSTRIDE_TLS_PORT": str(https_port),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def pss_mb(server: Server) -> float | None:
    """The server's share of the memory with that of its children, in MB; None where the system does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    return sum(_pss_kb(pid) for pid in _with_children(server.process.pid)) / 1024


def _pss_kb(pid: int) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _with_children(int(child)))]


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"A server did not start:\n{log.read_text()}")
        time.sleep(0.001)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
