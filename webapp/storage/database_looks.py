"""Looks at the database: the facts of its checkups, each within a limit of time. Nothing is written."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from webapp.domain.database_checkups import (
    DatabaseFile,
    DatabaseSize,
    Journal,
    LogSize,
    Pages,
    Parents,
    SchemaParts,
    SchemaVersion,
    SqliteVersion,
    WeekSums,
)
from webapp.domain.weeks import week_of
from webapp.storage import starts
from webapp.storage.columns import Base
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow, WeekTotal
from webapp.storage.revisions import revisions

_INSTRUCTIONS_PER_LOOK = 10_000
_LONGEST_DAMAGE = 200


def file(database: Database) -> DatabaseFile:
    """As a start has found it."""
    return DatabaseFile(is_damaged=bool(database.damage))


def sqlite_version() -> SqliteVersion:
    major, minor, patch = sqlite3.sqlite_version_info
    # Windows has no flock, so only the threads of one process take turns there.
    return SqliteVersion((major, minor, patch), has_lock=sys.platform != "win32")


def journal(session: Session) -> Journal:
    mode = session.scalar(text("PRAGMA journal_mode"))
    return Journal(str(mode), int(session.scalar(text("PRAGMA synchronous")) or 0))


def log_size(database: Database) -> LogSize:
    log = starts.beside(database.file, "-wal") if database.file else None
    return LogSize(log.stat().st_size if log and log.exists() else 0)


def size(session: Session, *, patience_s: float) -> DatabaseSize:
    pages = session.scalar(text("PRAGMA page_count")) or 0
    whole = int(pages) * int(session.scalar(text("PRAGMA page_size")) or 0)
    return DatabaseSize(whole, _by_table(session, patience_s))


def _by_table(session: Session, patience_s: float) -> dict[str, int]:
    """Bytes of each table with its indexes; nothing where SQLite was built without its table of pages, or too slow."""
    sizes: Counter[str] = Counter()
    query = "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1"
    try:
        with _within(session, patience_s):
            for table, table_bytes in session.execute(text(query)):
                sizes[table] += table_bytes
    except OperationalError:
        return {}
    return dict(sizes)


def schema_version(session: Session) -> SchemaVersion:
    tables = inspect(session.connection()).get_table_names()
    current = session.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    return SchemaVersion(current, tuple(revisions()))


def schema_parts(session: Session) -> SchemaParts:
    """What the models know and the database has not."""
    inspector = inspect(session.connection())
    columns, indexes = inspector.get_multi_columns(), inspector.get_multi_indexes()
    missing: list[str] = []
    for table in Base.metadata.sorted_tables:
        key = (None, table.name)
        if key not in columns:
            missing.append(table.name)
            continue
        here = {column["name"] for column in columns[key]}
        missing += [f"{table.name}.{column.name}" for column in table.columns if column.name not in here]
        built = {index["name"] for index in indexes.get(key, [])}
        missing += [str(index.name) for index in table.indexes if index.name not in built]
    return SchemaParts(tuple(missing))


def pages(session: Session, *, patience_s: float) -> Pages:
    try:
        with _within(session, patience_s):
            answer = str(session.scalar(text("PRAGMA quick_check(1)")))
    except DatabaseError as error:
        kind = _kind(error)
        if kind == sqlite3.SQLITE_INTERRUPT:
            return Pages(is_whole=False)
        if kind not in starts.OF_DAMAGE:
            raise
        answer = str(error.orig)
    return Pages("" if answer == "ok" else " ".join(answer.split())[:_LONGEST_DAMAGE])


def parents(session: Session, *, patience_s: float) -> Parents:
    try:
        with _within(session, patience_s):
            orphaned = {str(row[0]) for row in session.execute(text("PRAGMA foreign_key_check"))}
    except OperationalError as error:
        if _kind(error) == sqlite3.SQLITE_INTERRUPT:
            return Parents((), is_whole=False)
        raise
    return Parents(tuple(sorted(orphaned)))


def week_sums(session: Session) -> WeekSums:
    """Every week's row beside the walks of its days: their number, their seconds and those backward."""
    first_weekdays = {user_id: first for user_id, first in session.execute(select(User.id, User.first_weekday))}
    sums: dict[tuple[int, Any], list[int]] = {}
    columns = func.count(), func.sum(WalkRow.seconds), func.sum(WalkRow.backward_seconds)
    days = select(WalkRow.user_id, WalkRow.walked_on, *columns).where(WalkRow.deleted_at.is_(None))
    for user_id, day, *figures in session.execute(days.group_by(WalkRow.user_id, WalkRow.walked_on)):
        week = (user_id, week_of(day, first_weekdays[user_id]).start)
        sums[week] = [sum(pair) for pair in zip(sums.get(week, [0, 0, 0]), figures, strict=True)]
    rows = select(WeekTotal.user_id, WeekTotal.starts_on, WeekTotal.walks, WeekTotal.seconds)
    kept = {(row[0], row[1]): list(row[2:]) for row in session.execute(rows.add_columns(WeekTotal.backward_seconds))}
    return WeekSums(sum(sums.get(week, [0, 0, 0]) != kept.get(week, [0, 0, 0]) for week in sums.keys() | kept.keys()))


@contextmanager
def _within(session: Session, patience_s: float) -> Iterator[None]:
    """Let SQLite stop what takes longer; other databases have limits of their own."""
    connection: Any = session.connection().connection.dbapi_connection
    if not hasattr(connection, "set_progress_handler"):
        yield
        return
    ends_at = monotonic() + patience_s
    connection.set_progress_handler(lambda: monotonic() > ends_at, _INSTRUCTIONS_PER_LOOK)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _kind(error: DatabaseError) -> int:
    """SQLite's kind of an error: its lowest byte, the others say more of it."""
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF
