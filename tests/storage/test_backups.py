"""Backups: what is in one, what is kept of it where something goes wrong, and what earlier versions have left."""

import hashlib
import json
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.factories import NOW, log
from tests.storage.upgrades import add_migration, rows
from webapp.domain.backup_rules import BackupReason
from webapp.storage import backups, files, proofs, restoring, schema
from webapp.storage.backups import Backup, Backups, FailedBackup
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.schema import FailedUpgrade
from webapp.storage.troubles import Trouble

HAND = BackupReason.HAND


@pytest.fixture
def folder(filled: Database) -> Backups:
    assert filled.file
    return Backups(filled.file)


def leave_free(monkeypatch: pytest.MonkeyPatch, bytes_free: int) -> None:
    usage = shutil.disk_usage("/")._replace(free=bytes_free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)


def left_in(folder: Backups) -> set[str]:
    return {path.name for path in folder.folder.iterdir()} - {"lock", "lock-queue"}


def test_a_backup_is_one_private_file_that_has_everything_and_says_so(folder: Backups, filled: Database) -> None:
    made = folder.make(HAND, now=NOW)

    assert left_in(folder) == {"20261120-171000-by-hand.db", "20261120-171000-by-hand.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.folder.iterdir()} == {0o600}
    assert rows(made.file) == rows(folder.database)
    assert proofs.prove(made.file) == made.proof
    assert made.proof and (made.proof.walks, made.proof.people) == (3, 2)
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert folder.newest_first() == [made]


def test_a_backup_made_while_somebody_writes_is_of_one_moment(folder: Backups, filled: Database, alice: User) -> None:
    with filled.writing() as session:
        session.execute(text("UPDATE account SET theme = 'dark'"))
        log(session, alice)
        made = folder.make(HAND, now=NOW)
    assert made.proof and made.proof.walks == 3
    assert "dark" not in {value for row in rows(made.file)["account"] for value in row}

    assert (later := folder.make(HAND, now=NOW)).proof and later.number > made.number
    assert later.file.name == "20261120-171000-by-hand-2.db"


def test_a_copy_that_lost_something_is_no_backup(folder: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE walk SET note = 'Along the canal.' WHERE id = 1")

    monkeypatch.setattr(files, "sync", lose)
    with pytest.raises(FailedBackup, match="damaged") as failed:
        folder.make(HAND, now=NOW)
    assert failed.value.trouble is Trouble.DAMAGED
    assert left_in(folder) == set()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (sqlite3.OperationalError("database or disk is full"), Trouble.FULL),
        (OSError(28, "No space left"), Trouble.FULL),
        (OSError(30, "Read-only file system"), Trouble.READ_ONLY),
        (sqlite3.DatabaseError("something else"), Trouble.FAILING),
    ],
)
def test_a_backup_that_fails_leaves_nothing_and_says_why(
    folder: Backups, monkeypatch: pytest.MonkeyPatch, error: Exception, trouble: Trouble
) -> None:
    def fail(_: Path) -> None:
        raise error

    monkeypatch.setattr(files, "sync", fail)
    with pytest.raises(FailedBackup) as failed:
        folder.make(HAND, now=NOW)
    assert failed.value.trouble is trouble
    assert left_in(folder) == set()


def test_without_room_none_is_begun(folder: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_free(monkeypatch, folder.database.stat().st_size)
    with pytest.raises(FailedBackup, match=r"needs \d+\.\d MB of room on the disk, and there are \d+\.\d MB") as failed:
        folder.make(HAND, now=NOW)
    assert failed.value.trouble is Trouble.FULL
    assert left_in(folder) == set()


def test_what_a_kill_has_left_is_swept_by_the_next(folder: Backups) -> None:
    first = folder.make(HAND, now=NOW)
    for name in ("20260101-000000-night.unfinished", "20260101-000000-night.unfinished-journal"):
        (folder.folder / name).write_text("half")
    for name in ("20260101-000000-night.json", "20260101-000000-night.json.x1y2"):
        (folder.folder / name).write_text("{}")
    second = folder.make(HAND, now=NOW)
    assert left_in(folder) == {path.name for made in (first, second) for path in both(made)}


def both(made: Backup) -> list[Path]:
    return [made.file, made.file.with_suffix(".json")]


def test_a_deleted_one_comes_back_until_the_bin_is_emptied(folder: Backups) -> None:
    first, second = folder.make(HAND, now=NOW), folder.make(HAND, now=NOW)
    folder.delete(first)
    folder.delete(first)
    assert folder.newest_first() == [second]
    folder.bring_back(first.number)
    assert folder.newest_first() == [second, first]

    folder.delete(first)
    assert folder.make(HAND, now=NOW).number > second.number
    folder.empty_bin()
    folder.bring_back(first.number)
    assert first not in folder.newest_first()
    assert not {path.name for path in both(first)} & left_in(folder)


def test_one_that_was_cut_short_is_called_damaged_and_a_note_without_sense_is_none(folder: Backups) -> None:
    made = folder.make(HAND, now=NOW)
    made.file.write_bytes(made.file.read_bytes()[:-4096])
    assert [backup.is_damaged for backup in folder.newest_first()] == [True]

    made.file.with_suffix(".json").write_text('{"number": "many"}')
    assert folder.newest_first() == []


def test_what_an_earlier_version_made_before_an_upgrade_gets_its_note(folder: Backups) -> None:
    folder.folder.mkdir()
    for name in ("20261001-080000-before-upgrade-from-20261130_11_rules_in_imports", "my own copy"):
        backups.make_at(folder.database, folder.folder / f"{name}.db")
    (folder.folder / "20261002-080000-before-upgrade-from-20261130_12_layouts.db").write_text("not one at all")
    folder.make(HAND, now=NOW)

    found = [(backup.made_at.day, backup.reason, backup.is_damaged) for backup in folder.newest_first()]
    upgrade = BackupReason.UPGRADE
    assert found == [(20, HAND, False), (2, upgrade, True), (1, upgrade, False)]
    assert (folder.folder / "my own copy.db").exists()


def test_the_note_is_read_by_other_programs(folder: Backups) -> None:
    made = folder.make(HAND, now=NOW)
    note = json.loads(made.file.with_suffix(".json").read_text())
    assert note["made_at"] == "2026-11-20T17:10:00+00:00"
    assert (note["reason"], note["proof"]["walks"], note["sha256"]) == ("by-hand", 3, made.sha256)


def test_an_upgrade_without_room_is_refused_before_it_begins(
    filled: Database, folder: Backups, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(folder.database)
    add_migration(migrations)
    leave_free(monkeypatch, folder.database.stat().st_size)
    with pytest.raises(FailedUpgrade, match=r"needs \d+\.\d MB of room .* Nothing was changed\."):
        schema.upgrade(filled, now=NOW)
    assert rows(folder.database) == before


def test_an_upgrade_whose_backup_fails_is_not_begun(
    filled: Database, folder: Backups, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_migration(migrations)

    def fail(_: Path) -> None:
        raise OSError(28, "No space left")

    with monkeypatch.context() as broken:
        broken.setattr(files, "sync", fail)
        with pytest.raises(FailedUpgrade, match=r"The backup before the upgrade failed: .* Nothing was changed\."):
            schema.upgrade(filled, now=NOW)
    assert left_in(folder) == set()
    assert schema.upgrade(filled, now=NOW)


def test_figures_that_do_not_add_up_keep_nobody_from_a_backup_or_an_upgrade(
    filled: Database, folder: Backups, migrations: Path
) -> None:
    with filled.writing() as session:
        session.execute(text("UPDATE week_total SET seconds = seconds + 60"))
    add_migration(migrations)
    assert schema.upgrade(filled, now=NOW)
    made = folder.make(HAND, now=NOW)
    assert proofs.prove(made.file) == made.proof


def test_figures_that_do_not_add_up_come_back_as_they_were(filled: Database, folder: Backups) -> None:
    with filled.writing() as session:
        session.execute(text("UPDATE week_total SET seconds = seconds + 60"))
    made = folder.make(HAND, now=NOW)
    before = rows(folder.database)["week_total"]
    with filled.writing() as session:
        session.execute(text("DELETE FROM week_total"))
    restoring.restore(filled, made.file, data=folder.database.parent, now=NOW)
    assert rows(folder.database)["week_total"] == before
