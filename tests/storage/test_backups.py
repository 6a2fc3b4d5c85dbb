"""The backup before an upgrade, on a disk that is nearly full."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.factories import NOW
from tests.storage.upgrades import add_migration, rows
from webapp.storage import files, schema
from webapp.storage.engine import Database
from webapp.storage.schema import FailedUpgrade


def leave_free(monkeypatch: pytest.MonkeyPatch, bytes_free: int) -> None:
    usage = shutil.disk_usage("/")._replace(free=bytes_free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)


def test_an_upgrade_without_room_is_refused_before_it_begins(
    filled: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.file
    before = rows(filled.file)
    add_migration(migrations)
    leave_free(monkeypatch, filled.file.stat().st_size)
    with pytest.raises(FailedUpgrade, match=r"needs \d+\.\d MB of room on the disk, and there are \d+\.\d MB"):
        schema.upgrade(filled, now=NOW)

    assert rows(filled.file) == before
    assert not list((filled.file.parent / "backups").iterdir())


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left")])
def test_a_backup_that_fails_leaves_nothing_and_is_a_sentence(
    filled: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    assert filled.file
    add_migration(migrations)
    backups = filled.file.parent / "backups"
    backups.mkdir()
    (backups / "20260101-000000-before.unfinished-wal").write_text("left by a power cut")

    def fail(_: Path) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(files, "sync", fail)
        with pytest.raises(FailedUpgrade, match=r"The backup before the upgrade failed: .* Nothing was changed\."):
            schema.upgrade(filled, now=NOW)
    assert not list(backups.iterdir())
    assert schema.upgrade(filled, now=NOW)
