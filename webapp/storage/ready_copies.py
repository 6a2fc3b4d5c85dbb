"""A private copy of a backup, brought to the newest schema: to be put in place, or to be tried."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from webapp.storage import files, schema
from webapp.storage.engine import Database


@contextmanager
def ready_copy(source: sqlite3.Connection, folder: Path, *, page_bytes: int | None = None) -> Iterator[Path]:
    """The copy in a folder of its own, which is gone at the end, whatever became of it.

    SQLite writes over a database only from one with pages of the same size: those are `page_bytes`.
    """
    try:
        # What a kill has left.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        copy = folder / "copy.db"
        files.open_private(copy).close()
        with _of_one_file(copy) as target:
            source.backup(target)
        _bring_up(copy)
        with _of_one_file(copy) as target:
            if page_bytes and page_bytes != target.execute("PRAGMA page_size").fetchone()[0]:
                target.execute(f"PRAGMA page_size = {page_bytes}")
                target.execute("VACUUM")
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _of_one_file(copy: Path) -> Iterator[sqlite3.Connection]:
    """A connection with nothing beside the file, before and after it."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        yield connection
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()


def _bring_up(copy: Path) -> None:
    database = Database.in_file(copy)
    try:
        schema.bring_up(database)
    finally:
        database.close()
