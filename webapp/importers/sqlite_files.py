"""Reads SQLite files that a stranger made: from a copy, read-only, within limits, and nothing but plain tables.

A view, a virtual table or a trigger of theirs never runs: it is no table to us, and the connection may read no more
than the columns that it is asked for.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from urllib.parse import quote

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import Step, no_step

MOST_ROWS = 3_000_000
# Steps of SQLite's machine: a row of ten columns takes some twenty, and has a hundred bytes. A page that is its own
# child would give rows without end.
_LEAST_STEPS, _STEPS_A_BYTE = 5_000_000, 1
_STEPS_AT_ONCE = 50_000
_LONGEST_VALUE = 1_000_000
_MARK = b"SQLite format 3\0"
_HEADER_BYTES = 100
_CHUNK = 1024 * 1024
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 300,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0", "cache_size = -2000")

SqliteValue = int | float | str | bytes | None


def is_sqlite(head: bytes) -> bool:
    """Whether a file that begins so is an SQLite database."""
    return head.startswith(_MARK)


class SqliteTables:
    """The plain tables in a file, and their rows."""

    def __init__(self, connection: sqlite3.Connection, size: int, step: Step) -> None:
        self._connection, self._step = connection, step
        self._steps_left = _LEAST_STEPS + size * _STEPS_A_BYTE
        self._rows_left = MOST_ROWS
        connection.set_progress_handler(self._stops, _STEPS_AT_ONCE)
        self._columns = {name: self._columns_of(name) for name in self._names()}

    def has(self, table: str, *columns: str) -> bool:
        return set(columns) <= self._columns.get(table, set())

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[SqliteValue, ...]]:
        """The rows of a table, in its order; a column that this file does not have is None in each of them.

        Raises CannotImport: DAMAGED, or TOO_MANY.
        """
        if table not in self._columns:
            return
        wanted = ", ".join(_quoted(name) if name in self._columns[table] else "NULL" for name in columns)
        # An index may say something else than its table.
        for row in self._run(f"SELECT {wanted} FROM {_quoted(table)} NOT INDEXED"):  # noqa: S608 - names of ours.
            self._step()
            self._rows_left -= 1
            if self._rows_left < 0:
                raise CannotImport(Refusal.TOO_MANY, str(MOST_ROWS))
            yield row

    def _names(self) -> list[str]:
        made = self._run("SELECT name, sql FROM sqlite_master WHERE type = 'table' LIMIT 2000")
        return [str(name) for name, sql in made if str(sql).lstrip().upper().startswith("CREATE TABLE")]

    def _columns_of(self, table: str) -> set[str]:
        # Generated columns, which have an expression of the stranger's, are not among these.
        return {str(row[1]) for row in self._run(f"PRAGMA table_info({_quoted(table)})")}

    def _run(self, sql: str) -> Iterator[tuple[SqliteValue, ...]]:
        try:
            yield from self._connection.execute(sql)
        except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError) as error:
            raise CannotImport(Refusal.DAMAGED) from error

    def _stops(self) -> bool:
        self._steps_left -= _STEPS_AT_ONCE
        return self._steps_left < 0


@contextmanager
def opened(stream: BinaryIO, step: Step = no_step) -> Iterator[SqliteTables]:
    """The tables of a copy of a file. Raises CannotImport."""
    with TemporaryDirectory(prefix="backstride-") as folder:
        copy = Path(folder) / "import.db"
        size = _copied(stream, copy)
        connection = _connected(copy)
        try:
            yield SqliteTables(connection, size, step)
        finally:
            connection.close()


def _copied(stream: BinaryIO, copy: Path) -> int:
    with copy.open("w+b") as written:
        while chunk := stream.read(_CHUNK):
            written.write(chunk)
        size = written.tell()
        written.seek(0)
        header = written.read(_HEADER_BYTES)
    if size < _size_by(header):
        raise CannotImport(Refusal.DAMAGED)
    return size


def _size_by(header: bytes) -> int:
    """The bytes that a database has by its own first page: one that was cut short has fewer."""
    page_bytes = int.from_bytes(header[16:18], "big")
    return (65536 if page_bytes == 1 else page_bytes) * int.from_bytes(header[28:32], "big")


def _connected(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(copy))}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.text_factory = _text
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except (sqlite3.Error, UnicodeError) as error:
        # What is wrong with a schema is said in its own bytes, which may be no text.
        connection.close()
        raise CannotImport(Refusal.DAMAGED) from error
    connection.set_authorizer(_allows)
    return connection


def _allows(action: int, first: str | None, _second: str | None, _database: str | None, source: str | None) -> int:
    """What a statement may do: read columns, and ask which there are. `source` is the view or trigger that asks."""
    may = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) or (
        action == sqlite3.SQLITE_PRAGMA and first == "table_info"
    )
    return sqlite3.SQLITE_OK if may and source is None else sqlite3.SQLITE_DENY


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
