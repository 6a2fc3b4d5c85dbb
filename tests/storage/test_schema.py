import hashlib
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from tests.factories import NOW
from tests.storage.upgrades import add_migration, rows
from webapp.paths import MIGRATIONS
from webapp.storage import access_models, clocks, coach_models, schema
from webapp.storage.columns import Base
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.schema import APPLICATION_ID, FailedUpgrade, WrongDatabase

FAILS = {
    "a mistake": ("raise RuntimeError('half way')", RuntimeError, "half way"),
    "a lost row": ("op.execute('DELETE FROM segment WHERE position = 1')", FailedUpgrade, "lost rows of segment"),
    "an orphan": ("op.execute('UPDATE segment SET walk_id = walk_id + 404')", FailedUpgrade, "without their parent"),
    "a wrong statement": ("op.execute('SELECT * FROM nowhere')", Exception, "nowhere"),
}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pragma(file: Path, name: str) -> object:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_is_marked_as_ours(database: Database) -> None:
    assert database.file
    assert pragma(database.file, "application_id") == APPLICATION_ID
    assert pragma(database.file, "user_version") == len(schema.revisions())
    assert pragma(database.file, "journal_mode") == "wal"


def test_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    # A table is known only once its module has been imported.
    assert {
        User.__tablename__,
        access_models.KeyWalk.__tablename__,
        clocks.ClockDay.__tablename__,
        coach_models.SafetyCheck.__tablename__,
    } <= Base.metadata.tables.keys()

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))

    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_migrations_make_the_constraints_that_the_code_knows(database: Database, tmp_path: Path) -> None:
    fresh = Database.in_file(tmp_path / "fresh.db")
    with fresh.engine.begin() as connection:
        Base.metadata.create_all(connection)
    found = []
    for one in (database, fresh):
        inspector = inspect(one.engine)
        checks = [
            (table, check["name"]) for table in Base.metadata.tables for check in inspector.get_check_constraints(table)
        ]
        keys = [
            (table, key["name"], key["options"])
            for table in Base.metadata.tables
            for key in inspector.get_foreign_keys(table)
        ]
        found.append((checks, keys))
    fresh.close()

    assert found[0] == found[1]
    assert ("walk", "ck_walk_has_seconds") in found[0][0]


def test_every_migration_follows_the_one_before(database: Database) -> None:
    names = schema.revisions()
    sources = [(MIGRATIONS / "versions" / f"{name}.py").read_text() for name in names]

    assert all(f'revision = "{name}"' in source for name, source in zip(names, sources, strict=True))
    assert all(f'down_revision = "{name}"' in source for name, source in zip(names, sources[1:], strict=False))


def test_an_upgrade_of_the_newest_schema_does_nothing(filled: Database) -> None:
    assert filled.file
    assert schema.upgrade(filled, now=NOW) is None
    assert not (filled.file.parent / "backups").exists()


def test_a_migration_that_rebuilds_a_table_keeps_every_row(filled: Database, migrations: Path) -> None:
    assert filled.file
    before = rows(filled.file)
    name = add_migration(migrations)
    schema.upgrade(filled, now=NOW)
    after = rows(filled.file)

    assert after["alembic_version"] == [(name,)]
    assert after["walk"] == [(*row, None) for row in before["walk"]]
    assert {table: after[table] for table in after if table not in ("walk", "alembic_version")} == {
        table: before[table] for table in before if table not in ("walk", "alembic_version")
    }
    assert len(after["segment"]) == 6


def test_after_an_upgrade_the_database_is_strict_as_before(filled: Database, migrations: Path) -> None:
    add_migration(migrations)
    schema.upgrade(filled, now=NOW)

    with filled.writing() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA user_version")) == len(schema.revisions())
        session.execute(text("DELETE FROM walk"))
        assert session.scalar(text("SELECT count(*) FROM segment")) == 0


def test_an_upgrade_makes_a_backup_that_holds_everything(filled: Database, migrations: Path) -> None:
    assert filled.file
    before = rows(filled.file)
    add_migration(migrations)
    backup = schema.upgrade(filled, now=NOW)

    assert backup is not None
    assert backup.parent == filled.file.parent / "backups"
    assert backup.name.startswith("20261120-171000-before-upgrade-from-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert rows(backup) == before


def test_a_backup_can_be_opened_and_upgraded_by_itself(filled: Database, migrations: Path) -> None:
    add_migration(migrations)
    backup = schema.upgrade(filled, now=NOW)
    assert backup is not None
    again = Database.in_file(backup)
    schema.upgrade(again, now=NOW)
    again.close()

    assert filled.file
    assert rows(backup) == rows(filled.file)


@pytest.mark.parametrize(("more", "error", "message"), FAILS.values(), ids=FAILS.keys())
def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    filled: Database, migrations: Path, more: str, error: type[Exception], message: str
) -> None:
    assert filled.file
    before = rows(filled.file)
    add_migration(migrations, more)

    with pytest.raises(error, match=message):
        schema.upgrade(filled, now=NOW)
    assert rows(filled.file) == before
    (backup,) = (filled.file.parent / "backups").glob("*.db")
    assert rows(backup) == before


def test_a_refused_upgrade_says_where_the_backup_is(filled: Database, migrations: Path) -> None:
    add_migration(migrations, FAILS["a lost row"][0])

    with pytest.raises(FailedUpgrade, match=r"The database is as it was; a backup is .*/backups/2026.*\.db"):
        schema.upgrade(filled, now=NOW)


def test_a_failed_upgrade_succeeds_once_it_is_mended(filled: Database, migrations: Path) -> None:
    add_migration(migrations, FAILS["a mistake"][0])
    with pytest.raises(RuntimeError):
        schema.upgrade(filled, now=NOW)
    name = add_migration(migrations)
    schema.upgrade(filled, now=NOW)

    assert filled.file
    assert rows(filled.file)["alembic_version"] == [(name,)]


def test_a_file_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE photos (name); INSERT INTO photos VALUES ('knee.jpg');")
    before = digest(file)
    database = Database.in_file(file)

    with pytest.raises(WrongDatabase, match="another program"):
        schema.upgrade(database, now=NOW)
    database.close()
    assert digest(file) == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    file.write_text("Dear diary, today I walked backward. " * 50)
    before = digest(file)
    database = Database.in_file(file)

    with pytest.raises(Exception, match="not a database"):
        schema.upgrade(database, now=NOW)
    database.close()
    assert digest(file) == before


def test_a_newer_schema_is_refused_untouched(filled: Database) -> None:
    assert filled.file
    with filled.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '29990101_from_the_future'"))
    filled.close()
    before = digest(filled.file)

    with pytest.raises(WrongDatabase, match="newer Backstride"):
        schema.upgrade(filled, now=NOW)
    filled.close()
    assert digest(filled.file) == before


def test_a_start_loads_nothing_that_few_days_need() -> None:
    names = ("sqlalchemy.dialects.postgresql", "webapp.importers.readers", "cryptography", "fido2", "joserfc", "pyotp")
    code = f"import sys, webapp; print(sys.modules.keys() & {set(names)!r})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
