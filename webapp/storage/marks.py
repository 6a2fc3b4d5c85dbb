"""A mark in the database's own file while a server has it open, so that a copy without its newest entries is known.

The newest entries are in a file beside it, the WAL, until SQLite moves them over; a copy of the one without the other
looks whole, and everything in it agrees. Only a mark that was there before can tell: `user_version`, which is in the
first page, is below zero from the start of a server until it has closed the database as it should.
"""

import sqlite3
from contextlib import closing, suppress

from webapp.storage.engine import Database
from webapp.storage.troubles import CannotWrite

# A disk that takes nothing is told at the start, and with everything that can't be saved.
_TOLD_ELSEWHERE = (sqlite3.Error, OSError, CannotWrite)


def is_in_use(connection: sqlite3.Connection) -> bool:
    return _version(connection) < 0


def mark_in_use(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {-abs(_version(connection))}")


def mark_whole(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {abs(_version(connection))}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def begin_to_serve(database: Database) -> None:
    """Mark the database, in its own file and not beside it."""
    with suppress(*_TOLD_ELSEWHERE), database.in_turn(), closing(_opened(database)) as connection:
        mark_in_use(connection)
        connection.execute("PRAGMA wal_checkpoint").fetchone()


def end_to_serve(database: Database, *, patience_s: float) -> None:
    """Take the mark away; closing the database brings that into its file."""
    with suppress(*_TOLD_ELSEWHERE), database.in_turn(patience_s), closing(_opened(database)) as connection:
        mark_whole(connection)


def _opened(database: Database) -> sqlite3.Connection:
    connection = sqlite3.connect(str(database.file), isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection
