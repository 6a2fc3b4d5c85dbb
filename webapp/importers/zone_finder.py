"""The time zone of a position, looked up by a process of its own.

The borders of all zones take 31 MB once they are read, and nothing gives them back but the end of a process. This one
ends by itself when nobody has asked for a while, and with the server. Where no process can be started, as in some
containers, the borders are read into this one.
"""

import atexit
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from threading import Lock

# It answers a line for a line. A wait without a question ends it, and so does the end of whoever started it.
_PROGRAM = """
import select, sys
import tzfpy
while select.select([sys.stdin], [], [], float(sys.argv[1]))[0]:
    line = sys.stdin.readline()
    if not line:
        break
    longitude, latitude = map(float, line.split())
    print(tzfpy.get_tz(longitude, latitude) or "", flush=True)
"""
IDLE_S = 20.0


class ZoneFinder:
    """Starts the process when it is asked, and again when it has ended meanwhile."""

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def zone_at(self, latitude: float, longitude: float) -> str | None:
        """The IANA name of the zone at a position in degrees; None where there is none, or no tzfpy."""
        if find_spec("tzfpy") is None:
            return None
        with self._lock:
            # The first try may meet a process that has just ended.
            for _ in range(2):
                with suppress(OSError):
                    answer = self._ask(f"{longitude!r} {latitude!r}\n")
                    if answer is not None:
                        return answer.strip() or None
                self.end()
        return _zone_here(latitude, longitude)

    def end(self) -> None:
        """End the process now."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, question: str) -> str | None:
        """The answer; None when the process has ended."""
        if self._process is None:
            command = [sys.executable, "-c", _PROGRAM, str(self._idle_s)]
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, with the program above.
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        if not self._process.stdin or not self._process.stdout:
            return None
        self._process.stdin.write(question)
        self._process.stdin.flush()
        return self._process.stdout.readline() or None


def _zone_here(latitude: float, longitude: float) -> str | None:
    import tzfpy  # It takes 31 MB from the first look-up on.

    return tzfpy.get_tz(longitude, latitude) or None


FINDER = ZoneFinder()
atexit.register(FINDER.end)
