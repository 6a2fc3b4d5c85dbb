"""The database: reading and writing transactions, and what keeps SQLite from ever losing one.

Writes take one lock for the whole process, and a file lock against other processes, held over BEGIN IMMEDIATE to
COMMIT and the checkpoint inside it: SQLite before 3.51.3 can lose commits in WAL mode when a checkpoint of one
connection overlaps a commit of another (docs/decisions/0003-one-writer.md).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

from webapp.storage.right_of_way import RightOfWay
from webapp.storage.troubles import TROUBLES, CannotWrite, Trouble
from webapp.storage.turns import PATIENCE_S, Turns

# Callers name a session; only storage knows SQLAlchemy.
__all__ = ["Database", "Session", "make_engine"]

PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF")
# Each thread has a connection. By itself one would hold 2 MB of the file, which the system keeps in its cache anyway,
# and 128 prepared statements; SQLAlchemy would hold 500 statements of 30 kB.
_CACHE_KB, _PREPARED, _COMPILED = 256, 32, 60


class Database:
    """Hands out sessions: `reading()` sees one moment, `writing()` commits at the end of its block or not at all."""

    def __init__(self, url: str, *, file: Path | None = None) -> None:
        self.url = url
        self.file = file
        # What a start found to be damaged: it is read as far as it goes, and nothing is written over it.
        self.damage: str | None = None
        self.engine = make_engine(url)
        self._reader = self.engine
        self._writer = self.engine.execution_options(begin_immediate=True)
        # Who wants to know that messages wait, once they are saved.
        self.on_messages: Callable[[], None] | None = None
        self.way = RightOfWay()
        event.listen(self.engine, "before_cursor_execute", lambda *_: self.way.step())
        self.turns = Turns(file.with_name(file.name + "-lock") if file else None, self.way)

    @classmethod
    def in_file(cls, path: Path) -> "Database":
        """The embedded database in one SQLite file."""
        return cls(f"sqlite:///{path}", file=path)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is never committed."""
        with Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, *, patience_s: float = PATIENCE_S) -> Iterator[Session]:
        """A session that is committed when the block ends, and rolled back when it raises.

        Raises CannotWrite when it is not this one's turn in time.
        """
        with self.in_turn(patience_s), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session
        if self.on_messages and session.info.get("has_messages"):
            self.on_messages()

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """A connection for a migration, in one transaction, with foreign keys off."""
        engine = make_engine(self.url, foreign_keys=False).execution_options(begin_immediate=True)
        with self.in_turn():
            try:
                with engine.begin() as connection:
                    yield connection
            finally:
                engine.dispose()

    @contextmanager
    def in_turn(self, patience_s: float = PATIENCE_S) -> Iterator[None]:
        """The one turn to write, for what no session can do."""
        if not self.is_sqlite:
            yield
            return
        if self.damage:
            raise CannotWrite(Trouble.DAMAGED)
        with self.turns.turn(patience_s):
            yield

    def close(self, *, patience_s: float = PATIENCE_S) -> None:
        """Close every connection, and leave one file that holds everything unless somebody else is writing."""
        try:
            # Closing the last connection checkpoints, so it waits for its turn like any write.
            with self.in_turn(patience_s):
                self.engine.dispose()
        except TROUBLES:
            self.engine.dispose()


def make_engine(url: str, *, foreign_keys: bool = True) -> Engine:
    """An engine whose SQLite connections are durable and start no transaction by themselves.

    A migration that rebuilds a table needs `foreign_keys` off, or SQLite deletes the children of every row.
    """
    engine = create_engine(url, hide_parameters=True, query_cache_size=_COMPILED)
    if engine.dialect.name == "sqlite":
        pragmas = (*PRAGMAS, f"cache_size = -{_CACHE_KB}", f"foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        event.listen(engine, "do_connect", _hold_few_statements)
        event.listen(engine, "connect", lambda connection, _entry: _prepare(connection, pragmas))
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, pragmas: Iterable[str]) -> None:
    # With isolation_level None the driver starts no transaction of its own: _begin says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _hold_few_statements(_dialect: Any, _entry: Any, _arguments: Any, named: dict[str, Any]) -> None:
    named["cached_statements"] = _PREPARED


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("begin_immediate") else "BEGIN")
