"""The schema of the database: which one it has, and the way to the newest."""

import datetime as dt
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from webapp.domain.backup_rules import BackupReason
from webapp.paths import MIGRATIONS
from webapp.storage import files, starts
from webapp.storage.backups import Backups, FailedBackup
from webapp.storage.engine import Database
from webapp.storage.revisions import revisions
from webapp.storage.starts import APPLICATION_ID, WrongDatabase
from webapp.storage.troubles import CannotWrite

__all__ = ["APPLICATION_ID", "FailedUpgrade", "WrongDatabase", "bring_up", "revisions", "upgrade"]


# Where SQLite's file format has `user_version`.
_VERSION = slice(60, 64)


class FailedUpgrade(RuntimeError):
    """The upgrade was taken back; the message says why, and where the backup is."""


def upgrade(database: Database, *, now: dt.datetime) -> Path | None:
    """Bring the database to the newest schema; the backup made before, if there was something to back up.

    Raises WrongDatabase for a file of another program or of a newer Backstride, and FailedUpgrade, with the
    database as it was before.
    """
    if database.file:
        database.damage = starts.check(database.file)
        if not database.file.exists():
            # SQLite would make it readable for everybody.
            files.open_private(database.file).close()
    with database.engine.connect() as connection:
        current = _current(connection)
    if current == revisions()[-1]:
        return None
    if database.file and database.damage:
        raise WrongDatabase(f"{starts.damaged(database.file, database.damage)} It is not upgraded as it is.")
    backup = _back_up(database.file, current, now) if database.file and current else None
    with database.rebuilding() as connection:
        _migrate(connection, backup)
    return backup


def is_newest(file: Path) -> bool:
    """Whether a database in one file says that nothing is to be done; it is not opened."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_VERSION.stop)
    except OSError:
        return False
    return int.from_bytes(head[_VERSION], "big") == len(revisions())


def bring_up(database: Database) -> None:
    """Bring a copy that nobody else has to the newest schema. Raises as `upgrade` does."""
    with database.engine.connect() as connection:
        current = _current(connection)
    if current != revisions()[-1]:
        with database.rebuilding() as rebuilt:
            _migrate(rebuilt, None)


def _back_up(file: Path, current: str, now: dt.datetime) -> Path:
    try:
        return Backups(file).make(BackupReason.UPGRADE, now=now, after=f"-from-{current}").file
    except (FailedBackup, CannotWrite) as error:
        raise FailedUpgrade(f"The backup before the upgrade failed: {error}. Nothing was changed.") from error


def _current(connection: Connection) -> str | None:
    """The revision of the database, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    if row is None:
        raise WrongDatabase("The database does not say which Backstride made it. Please put a copy back.")
    current = str(row[0])
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
