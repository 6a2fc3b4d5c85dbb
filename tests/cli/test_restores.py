"""A backup put back from the shell."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import Command
from tests.copies import HOUSE, change, sealed_copy
from tests.factories import log
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture
def backup(database: Database, alice: User, tmp_path: Path) -> Path:
    """A backup of a diary with one walk."""
    with database.writing() as session:
        log(session, alice)
    assert database.file
    return sealed_copy(database.file, tmp_path / "copy.db")


def walks(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.database_file)) as connection:
        return int(connection.execute("SELECT count(*) FROM walk").fetchone()[0])


def test_a_restore_and_its_undo_say_what_is_here_now(
    settings: Settings, database: Database, alice: User, backup: Path, command: Command
) -> None:
    with database.writing() as session:
        log(session, alice)
    done = command("restore", str(backup))
    assert done.status == 0
    assert f"{backup} is restored. Walks: 1, the last on 2026-11-20. People: 1." in done.output
    assert "To put it back: backstride restore --undo" in done.output
    assert walks(settings) == 1
    assert "Walks: 2," in command("restore", "--undo").output
    assert walks(settings) == 2


def test_a_new_machine_gets_everything(settings: Settings, database: Database, backup: Path, command: Command) -> None:
    database.close()
    shutil.rmtree(settings.data)
    done = command("restore", str(backup))
    assert "Everybody signs in again, with the password of then." in done.output
    assert walks(settings) == 1
    assert (settings.data / "instance").read_text() == HOUSE


def test_newer_entries_beside_a_database_that_is_gone_are_set_aside(
    settings: Settings, database: Database, backup: Path, command: Command
) -> None:
    database.close()
    settings.database_file.unlink()
    entries = settings.data / "backstride.db-wal"
    entries.write_bytes(b"newer entries")
    done = command("restore", str(backup))

    assert done.status == 0 and "What is left of the damaged database is in " in done.output
    assert walks(settings) == 1
    (aside,) = settings.data.glob("backups/*-set-aside/backstride.db-wal")
    assert aside.read_bytes() == b"newer entries"
    assert not (settings.data / "restoring").exists()


def test_a_damaged_database_is_replaced_but_not_while_it_is_open(
    settings: Settings, database: Database, backup: Path, command: Command
) -> None:
    database.close()
    content = bytearray(settings.database_file.read_bytes())
    content[4096:12288] = b"\x55" * 8192
    settings.database_file.write_bytes(content)
    assert command("restore", str(backup)).status == 0
    assert walks(settings) == 1


def test_a_database_of_another_program_stays(settings: Settings, backup: Path, command: Command) -> None:
    shutil.rmtree(settings.data)
    settings.data.mkdir()
    change(settings.database_file, "CREATE TABLE photos (name)")
    before = settings.database_file.read_bytes()
    done = command("restore", str(backup))
    assert done.status == 1 and done.output.startswith("This database belongs to another program.")
    assert settings.database_file.read_bytes() == before


def test_what_can_not_be_restored_is_told_in_a_sentence(
    database: Database, backup: Path, command: Command, tmp_path: Path
) -> None:
    backup.write_text("no backup")
    done = command("restore", str(backup))
    assert (done.status, f"{backup} is not restored. This file is no backup of Backstride." in done.output) == (1, True)
    assert "There is no file" in command("restore", str(tmp_path / "gone.db")).output
    assert "There was no restore that could be undone." in command("restore", "--undo").output
    assert command("restore").status == 2
    assert command("restore", "--undo", str(backup)).status == 2
