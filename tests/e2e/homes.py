"""A server at home that can be killed, hang, or be another one at the same address, as on a walk."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.factories import PASSWORD

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Home:
    """`backstride serve` as a process of its own, with an account named Alice."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.hanging: socket.socket | None = None
        self.run("user", "add", "Alice", "--password-stdin", text=PASSWORD)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str, text: str = "", folder: Path | None = None) -> str:
        command = [sys.executable, "-c", "from webapp.cli import main; main()", *arguments]
        environment = self._environment(folder or self.folder)
        done = subprocess.run(
            command, input=text, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def start(self, folder: Path | None = None) -> None:
        command = [sys.executable, "-c", "from webapp.cli import main; main()", "serve"]
        self.process = subprocess.Popen(
            command, env=self._environment(folder or self.folder), cwd=ROOT, stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while not answers(self.port):
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the process as a power cut would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def hang(self) -> None:
        """Take connections and never answer, as a stranger's router may."""
        self.kill()
        self.hanging = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=hold, args=(self.hanging,), daemon=True).start()

    def leave(self, how: str, stranger: Path) -> None:
        """The phone leaves home: the server is dead, hanging, or another one answers at its address."""
        if how == "hanging":
            self.hang()
        else:
            self.kill()
        if how == "another":
            self.start(stranger)

    def come_home(self) -> None:
        self.kill()
        if self.hanging:
            self.hanging.shutdown(socket.SHUT_RDWR)
            self.hanging.close()
            self.hanging = None
        self.start()

    def _environment(self, folder: Path) -> dict[str, str]:
        return os.environ | {
            "BACKSTRIDE_DATA": str(folder),
            "BACKSTRIDE_HOST": "127.0.0.1",
            "BACKSTRIDE_PORT": str(self.port),
            "BACKSTRIDE_TLS_PORT": "0",
        }


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def hold(listener: socket.socket) -> None:
    """Take every connection and keep it open until the listener is closed."""
    held: list[socket.socket] = []
    while True:
        try:
            held.append(listener.accept()[0])
        except OSError:
            break
    for connection in held:
        connection.close()
