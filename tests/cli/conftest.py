"""Commands as a shell runs them, on the database of the test."""

import io
import sys

import pytest

from tests.cli.commands import Command, Ran
from webapp import cli
from webapp.config import Settings


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command to its end, as in `command("user", "add", "Alice", typed="…")`; settings are named in capitals."""

    def run(*arguments: str, typed: str = "", **env: str) -> Ran:
        for name, value in {"DATA": str(settings.data), **env}.items():
            monkeypatch.setenv(f"BACKSTRIDE_{name}", value)
        monkeypatch.setattr(sys, "argv", ["backstride", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        said: object = 0
        try:
            cli.main()
        except SystemExit as end:
            said = end.code or 0
        output = "".join(capsys.readouterr())
        # A sentence instead of a status is what Python prints for it, with status 1.
        return Ran(said, output) if isinstance(said, int) else Ran(1, f"{output}{said}")

    return run
