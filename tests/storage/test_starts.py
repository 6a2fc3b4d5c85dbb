"""Databases that are not as they were left: each is told in a sentence, before anything of ours is set in it."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.factories import NOW, log
from webapp.storage import schema, starts
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.schema import WrongDatabase
from webapp.storage.troubles import CannotWrite, Trouble


@pytest.fixture
def killed(database: Database, alice: User, tmp_path: Path) -> Path:
    """The files of a server that was killed: the newest entries are beside the database."""
    assert database.file
    # An entry that is not in the database's own file yet.
    with database.writing() as session:
        log(session, alice)
    folder = tmp_path / "killed"
    folder.mkdir()
    # SQLite's own backup would leave nothing beside it. The original is not closed before it is copied.
    for ending in ("", "-wal"):
        name = database.file.name + ending
        (folder / name).write_bytes(_read(database.file.with_name(name)))
    return folder / database.file.name


def _read(path: Path) -> bytes:
    # In a process of its own: closing the file here would drop the locks of the open database.
    import subprocess

    return subprocess.run(["cat", str(path)], stdout=subprocess.PIPE, check=True).stdout


def walks(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM walk").fetchone()[0])


def test_what_a_killed_server_left_is_opened_with_everything_in_it(killed: Path) -> None:
    starts.check(killed)
    assert walks(killed) == 1


def later() -> None:
    # The clock of a file system moves in steps of some milliseconds.
    time.sleep(0.05)


@pytest.mark.parametrize("moved", [False, True], ids=["copied over it", "moved over it"])
def test_an_older_copy_over_newer_entries_is_recognised_and_not_touched(killed: Path, moved: bool) -> None:
    copy = killed.with_name("copy.db")
    shutil.copy2(killed, copy)
    before = copy.read_bytes()
    later()
    (shutil.move if moved else shutil.copy2)(str(copy), str(killed))

    with pytest.raises(WrongDatabase, match=r"two times.* move backstride.db-wal and backstride.db-shm to another"):
        starts.check(killed)
    assert killed.read_bytes() == before
    shutil.move(f"{killed}-wal", copy)
    starts.check(killed)


def test_an_older_copy_after_the_entries_went_into_the_database_is_recognised(
    database: Database, alice: User, tmp_path: Path
) -> None:
    assert database.file
    older = _read(database.file)
    with database.writing() as session:
        log(session, alice)
    with closing(sqlite3.connect(database.file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    file = tmp_path / "backstride.db"
    file.with_name("backstride.db-wal").write_bytes(_read(database.file.with_name("backstride.db-wal")))
    later()
    file.write_bytes(_read(database.file))
    # Killed just after SQLite has put the entries into the database.
    starts.check(file)
    assert walks(file) == 1
    file.with_name("backstride.db-wal").write_bytes(_read(database.file.with_name("backstride.db-wal")))
    later()
    file.write_bytes(older)
    with pytest.raises(WrongDatabase, match="two times"):
        starts.check(file)
    assert file.read_bytes() == older


def test_newer_entries_than_the_database_are_what_a_killed_server_leaves(killed: Path) -> None:
    later()
    killed.with_name(killed.name + "-wal").touch()
    starts.check(killed)
    assert walks(killed) == 1


@pytest.mark.parametrize("kept", [0, 20, 32, 500])
def test_entries_of_which_none_was_finished_are_no_danger(killed: Path, kept: int) -> None:
    entries = killed.with_name(killed.name + "-wal")
    entries.write_bytes(entries.read_bytes()[:kept])
    later()
    killed.touch()
    starts.check(killed)


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : len(content) // 2] = b"\x99" * (len(content) // 2 - 4096)
    file.write_bytes(content)


def test_a_damaged_database_that_was_not_closed_is_told(killed: Path) -> None:
    damage(killed)
    with pytest.raises(WrongDatabase, match=r"damaged|malformed"):
        starts.check(killed)


@pytest.fixture
def damaged(database: Database, alice: User) -> Path:
    """A database that was closed as it should be, and of which a page went bad since."""
    assert database.file
    with database.writing() as session:
        log(session, alice)
        page = session.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'pain'")).scalar_one()
    database.close()
    content = bytearray(database.file.read_bytes())
    begins = (page - 1) * 4096
    content[begins : begins + 4096] = b"\x99" * 4096
    database.file.write_bytes(content)
    return database.file


def test_a_database_damaged_after_a_clean_end_is_read_and_never_written_over(damaged: Path) -> None:
    before = damaged.read_bytes()
    database = Database.in_file(damaged)
    schema.upgrade(database, now=NOW)
    assert database.damage
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM walk")).scalar_one() == 1
    with pytest.raises(CannotWrite) as refused, database.writing():
        pass
    database.close()
    assert refused.value.trouble is Trouble.DAMAGED
    assert damaged.read_bytes() == before


def test_a_damaged_database_of_an_earlier_release_is_not_upgraded(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.read_bytes()
    newer = [*schema.revisions(), "20991231_01_later"]
    monkeypatch.setattr(schema, "revisions", lambda: newer)
    database = Database.in_file(damaged)
    with pytest.raises(WrongDatabase, match=r"damaged .* not upgraded"):
        schema.upgrade(database, now=NOW)
    database.close()
    assert damaged.read_bytes() == before


def test_a_whole_database_is_not_called_damaged(database: Database, alice: User) -> None:
    assert database.file
    with database.writing() as session:
        log(session, alice)
    database.close()
    assert starts.check(database.file) is None


def test_a_look_at_a_large_database_ends(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "LOOK_S", -1)
    monkeypatch.setattr(starts, "_INSTRUCTIONS_PER_LOOK", 1)
    starts.check(killed)
    assert walks(killed) == 1


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("take", [empty, Path.unlink], ids=["empty", "gone"])
def test_an_emptied_database_beside_its_entries_is_told_and_the_entries_stay(
    killed: Path, take: Callable[[Path], None]
) -> None:
    take(killed)
    entries = killed.with_name(killed.name + "-wal")
    before = entries.read_bytes()
    database = Database.in_file(killed)
    with pytest.raises(WrongDatabase, match="beside it holds entries"):
        schema.upgrade(database, now=NOW)
    database.close()

    assert entries.read_bytes() == before


def test_an_emptied_database_is_not_begun_anew_for_whoever_reads_the_log(killed: Path) -> None:
    empty(killed)
    killed.with_name(killed.name + "-wal").unlink()
    killed.with_name("instance").write_text("0199f3b2")
    with pytest.raises(WrongDatabase, match="held a diary"):
        starts.check(killed)


def test_an_empty_file_of_a_first_start_that_was_killed_is_filled(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    empty(file)
    database = Database.in_file(file)
    schema.upgrade(database, now=NOW)
    database.close()


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "backstride.db").mkdir()
    with pytest.raises(WrongDatabase, match="is a folder"):
        starts.check(tmp_path / "backstride.db")


def test_a_database_in_a_folder_that_takes_nothing_is_told(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", fail)
    with pytest.raises(WrongDatabase, match="Make the folder writable"):
        starts.check(killed)


def test_a_database_that_does_not_know_its_version_is_told(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(WrongDatabase, match="does not say which Backstride"):
        schema.upgrade(database, now=NOW)


def test_a_look_from_outside_drops_no_lock_of_a_server(database: Database, alice: User) -> None:
    assert database.file
    with database.writing() as session:
        log(session, alice)
        beside = threading.Thread(target=starts.check, args=(database.file,))
        beside.start()
        beside.join()
    with database.writing() as session:
        log(session, alice)
    database.close()
    assert walks(database.file) == 2
