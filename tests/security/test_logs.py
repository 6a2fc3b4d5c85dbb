import logging
import re
import sys

import pytest

from webapp.security import events, logs
from webapp.security.logs import OneLine


def written(message: str, *arguments: object, exc_info: bool = False) -> str:
    error = sys.exc_info() if exc_info else None
    record = logging.LogRecord("webapp", logging.ERROR, "", 0, message, arguments, error)
    return OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s").format(record)


@pytest.mark.parametrize("break_", ["\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_path_cannot_forge_a_line(break_: str) -> None:
    line = written("%s %s failed", "GET", f"/x{break_}2026-11-25 INFO forged")
    assert len(line.splitlines()) == 1 and line.endswith("2026-11-25 INFO forged failed")


def test_no_escape_sequence_reaches_the_terminal() -> None:
    assert written("%s", "/\x1b[31m\x9b2J").endswith(r"webapp: /\x1b[31m\x9b2J")


def test_a_line_begins_with_its_time_and_zone() -> None:
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d ERROR webapp: hello$", written("hello"))


def test_a_traceback_keeps_its_lines() -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        assert len(written("GET / failed", exc_info=True).splitlines()) >= 3


def test_events_of_security_are_written_and_the_small_talk_of_others_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: dict[str, object] = {}
    monkeypatch.setattr(logging, "basicConfig", lambda **options: chosen.update(options))
    logs.write_to_the_terminal()
    assert chosen["level"] == logging.WARNING
    assert logging.getLogger(events.LOGGER).isEnabledFor(logging.INFO)
