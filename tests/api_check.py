"""Sends the API what its own document allows and what it does not, and checks every answer against the document.

`python -m tests.api_check` is the long form: all checks of schemathesis, 500 examples for each call. Whatever is given
besides goes on to schemathesis.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.homes import ROOT, Home

LONG = ("--max-examples", "500")
SHORT = ("--max-examples", "5", "--phases", "examples,fuzzing,stateful", "--generation-deterministic", "--no-shrink")


def check(*options: str, quietly: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run schemathesis against a server of its own. Quietly, what it says is in the answer."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        token = home.run("token", "create", "Alice").strip()
        home.start()
        try:
            command = _command(home.address, token, options)
            return subprocess.run(command, cwd=folder, env=_ENVIRONMENT, text=True, capture_output=quietly)
        finally:
            home.kill()


def _command(address: str, token: str, options: Sequence[str]) -> list[str]:
    document = f"{address}/api/v1/openapi.json"
    header = f"Authorization: Bearer {token}"
    known = ["--checks", "all", "--header", header, "--no-color"]
    return [sys.executable, "-m", "schemathesis.cli", "run", document, *known, *options]


_ENVIRONMENT = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api_hooks", "PYTHONPATH": str(ROOT)}

if __name__ == "__main__":
    sys.exit(check(*LONG, *sys.argv[1:]).returncode)
