"""The schema of the database: which one it has, and the way to the newest."""

import datetime as dt
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from webapp.paths import MIGRATIONS
from webapp.storage.engine import Database

# "BSTR": SQLite files of other programs have another number here.
APPLICATION_ID = 0x42535452


class WrongDatabase(RuntimeError):
    """The database can't be used as it is; the message says why and what to do."""


class FailedUpgrade(RuntimeError):
    """The upgrade was taken back; the message says why, and where the backup is."""


def revisions() -> list[str]:
    """The migrations in order; each is named by its file."""
    return sorted(path.stem for path in (MIGRATIONS / "versions").glob("2*.py"))


def upgrade(database: Database, *, now: dt.datetime) -> Path | None:
    """Bring the database to the newest schema; the backup made before, if there was something to back up.

    Raises WrongDatabase for a file of another program or of a newer Backstride, and FailedUpgrade, with the
    database as it was before.
    """
    if database.file and database.file.exists():
        _refuse_foreign(database.file)
    with database.engine.connect() as connection:
        current = _current(connection)
    if current == revisions()[-1]:
        return None
    backup = back_up(database.file, f"before-upgrade-from-{current}", now) if database.file and current else None
    with database.rebuilding() as connection:
        _migrate(connection, backup)
    return backup


def back_up(file: Path, label: str, now: dt.datetime) -> Path:
    """A copy of the live database in the folder `backups`, safe while it is written to, checked and on the disk."""
    target = file.parent / "backups" / f"{now:%Y%m%d-%H%M%S}-{label}.db"
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        answer = copy.execute("PRAGMA quick_check").fetchone()[0]
    if answer != "ok":
        raise FailedUpgrade(f"the backup {target} is damaged: {answer}")
    target.chmod(0o600)
    for path in (target, target.parent):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return target


def _refuse_foreign(file: Path) -> None:
    """Look at a file before anything of ours is set in it: even the journal mode would change it."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            is_filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
            marked = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise WrongDatabase(f"The database can't be used: {error}. It is {file}.") from error
    if is_filled and marked != APPLICATION_ID:
        raise WrongDatabase("This database belongs to another program. Set BACKSTRIDE_DATA to another folder.")


def _current(connection: Connection) -> str | None:
    """The revision of the database, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        return None
    current = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if current not in revisions():
        raise WrongDatabase(f"This database was made by a newer Backstride ({current}). Install that or a newer one.")
    return current


def _migrate(connection: Connection, backup: Path | None) -> None:
    from alembic import command  # Only an upgrade needs it, and it takes 60 ms to import.
    from alembic.config import Config

    before = _row_counts(connection)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    lost = {table for table, rows in _row_counts(connection).items() if rows < before.get(table, 0)}
    where = f" The database is as it was; a backup is {backup}." if backup else ""
    if lost:
        raise FailedUpgrade(f"The upgrade would have lost rows of {', '.join(sorted(lost))}.{where}")
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise FailedUpgrade(f"The upgrade would have left rows without their parent.{where}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(revisions())}")


def _row_counts(connection: Connection) -> dict[str, int]:
    # Names come from the schema itself, quoted by the dialect; the version table always holds one row.
    quote = connection.dialect.identifier_preparer.quote
    tables = [table for table in inspect(connection).get_table_names() if table != "alembic_version"]
    counts = {}
    for table in tables:
        query = f"SELECT count(*) FROM {quote(table)}"  # noqa: S608 - a name that the schema gave, quoted.
        counts[table] = connection.exec_driver_sql(query).scalar_one()
    return counts
