"""The command `serve` behind a proxy that speaks https: whether the headers of the one that was named arrive at all."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.homes import free_port

ROOT = Path(__file__).parents[2]
NAME = "walks.example.org"
FORWARDED = {"Host": NAME, "Origin": f"https://{NAME}", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


@contextmanager
def serving(data: Path, proxies: str) -> Iterator[int]:
    port = free_port()
    settings = {"DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port), "TLS_PORT": "", "TRUSTED_PROXIES": proxies}
    environment = {f"BACKSTRIDE_{name}": value for name, value in settings.items()}
    environment |= {"BACKSTRIDE_BASE_URL": f"https://{NAME}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "serve"]
    server = subprocess.Popen(command, env=os.environ | environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(60)


def send(port: int) -> int:
    """The status of the set-up form with a wrong code, as the proxy hands it on, once the server answers."""
    deadline = time.monotonic() + 60
    while True:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            try:
                connection.request("POST", "/setup", b"code=wrong", FORWARDED)
                return connection.getresponse().status
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.05)


@pytest.mark.parametrize(("proxies", "status"), [("127.0.0.1", 422), ("192.0.2.1", 403)])
def test_a_form_over_https_is_taken_from_the_proxy_that_was_named(tmp_path: Path, proxies: str, status: int) -> None:
    """Waitress drops these headers unless it is told not to; the form then seems to come from another page."""
    with serving(tmp_path / "data", proxies) as port:
        assert send(port) == status
