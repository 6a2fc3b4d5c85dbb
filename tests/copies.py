"""Copies of a database: sealed like a backup, and as somebody would make them by hand beside a running server."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from webapp.storage import proofs

HOUSE = "the house"


def sealed_copy(source: Path, target: Path) -> Path:
    """A backup of what a database holds now."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        proofs.seal(copy, instance=HOUSE)
    return target


def copied_live(source: Path, target: Path) -> Path:
    """Copied by another process: closing the file here would drop the locks of the open database."""
    subprocess.run(["cp", str(source), str(target)], check=True)
    return target


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
