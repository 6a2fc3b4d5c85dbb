"""The server's log: a line per event with its time and zone. Nothing that was sent to us can look like such a line."""

import datetime as dt
import logging
import re
import traceback
from pathlib import Path

from webapp.security import events

# What ends a line, or moves a terminal's cursor and changes its colours.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Writes what was sent to us as it would stand in a program; a traceback keeps its lines, which are our own."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return dt.datetime.fromtimestamp(record.created, dt.UTC).astimezone().isoformat(timespec="seconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = _CONTROL.sub(lambda control: repr(control[0])[1:-1], record.message)
        return super().formatMessage(record)


def kind_of(error: BaseException) -> str:
    """The kind of an error and the line that raised it, for a log. Its text may hold what somebody wrote or walked."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def write_to_the_terminal() -> None:
    """Everything from warnings on, and all that concerns security, goes to the standard error: systemd keeps it."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger(events.LOGGER).setLevel(logging.INFO)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
