"""Backups under what happens to files and machines: a restore gives all of it or changes nothing.

BACKSTRIDE_LONG=1 python -m pytest tests/faults/test_restores.py tries as often as a night allows.
"""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from tests import households
from tests.copies import change, sealed_copy
from tests.factories import NOW, add_user, log, times
from webapp.actions import exports
from webapp.actions.exports import Format
from webapp.storage import proofs, restoring, users
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.proofs import WrongBackup

ROOT = Path(__file__).parents[2]


@pytest.fixture
def backup(database: Database, alice: User, tmp_path: Path) -> Path:
    """A backup of some walks; the database is closed, and has one more."""
    with database.writing() as session:
        for number in range(20):
            log(session, alice, note=f"Walk {number} along the river.")
    assert database.file
    file = sealed_copy(database.file, tmp_path / "backup.db")
    with database.writing() as session:
        log(session, alice, note="Later.")
    database.close()
    return file


def spoiled(content: bytes, random: Random) -> bytes:
    """A file as bad cards, broken cables and wrong programs leave it."""
    at, end = sorted(random.randrange(len(content)) for _ in range(2))
    flipped = bytearray(content)
    flipped[at] ^= 1 << random.randrange(8)
    return random.choice(
        [
            bytes(flipped),
            bytes(flipped),
            content[:at],
            content[:at] + bytes(end - at) + content[end:],
            content[:at] + random.randbytes(min(512, end - at)) + content[min(end, at + 512) :],
            content[:at] + content[end:],
            content[end:] + content[:end],
        ]
    )


def is_whole_to_sqlite(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0]) == "ok"
    except (sqlite3.Error, UnicodeError):
        return False


def test_no_spoiled_file_is_taken_for_a_backup_unless_every_row_is_right(database: Database, backup: Path) -> None:
    assert database.file
    random, content, proof = Random(20261130), backup.read_bytes(), proofs.prove(backup)
    before = database.file.read_bytes()
    for _ in range(times(100, long=5_000)):
        backup.write_bytes(spoiled(content, random))
        try:
            found = proofs.prove(backup)
        except WrongBackup:
            with pytest.raises(WrongBackup):
                restoring.restore(database, backup, data=database.file.parent, now=NOW)
        else:
            # The spoiled byte is in none of the rows.
            assert found == proof
    assert database.file.read_bytes() == before


def test_a_changed_letter_that_sqlite_does_not_see_is_found(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b"Walk 3 along the river", b"Walk 3 along the riven"))

    assert is_whole_to_sqlite(backup)
    with pytest.raises(WrongBackup):
        proofs.prove(backup)


def export_of_all(database: Database) -> bytes:
    file = BytesIO()
    with database.reading() as session:
        for user in users.all_users(session):
            exports.export(session, user.diary, file, Format.JSON, now=NOW)
    return file.getvalue()


# Restores each backup into a new folder, as on a new machine, and writes what everybody would take along beside it.
RESTORES = """
import sys
from pathlib import Path
from tests.faults.test_restores import NOW, export_of_all
from webapp.storage import restoring, schema
from webapp.storage.engine import Database

for backup in map(Path, sys.argv[1:]):
    folder = backup.with_suffix(".new")
    folder.mkdir()
    database = Database.in_file(folder / "backstride.db")
    schema.upgrade(database, now=NOW)
    restoring.restore(database, backup, data=folder, now=NOW)
    backup.with_suffix(".json").write_bytes(export_of_all(database))
    database.close()
"""


def test_whole_households_come_back_in_a_new_process_byte_for_byte(template: Path, tmp_path: Path) -> None:
    exported: dict[Path, bytes] = {}
    for number in range(times(8, long=200)):
        database = Database.in_file(Path(shutil.copy(template, tmp_path / f"{number}-live.db")))
        random = Random(number)
        for name in ("Alice", "Bob")[: random.randint(1, 2)]:
            user_id = add_user(database, name).id
            with database.writing() as session:
                households.fill(session, users.get(session, user_id), random)
        assert database.file
        exported[sealed_copy(database.file, tmp_path / f"{number}.db")] = export_of_all(database)
        database.close()
    command = [sys.executable, "-c", RESTORES, *map(str, exported)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120 + 10 * len(exported))

    assert {file: file.with_suffix(".json").read_bytes() for file in exported} == exported
    # Two households are never the same, so one in the place of another would be seen.
    assert len(set(exported.values())) == len(exported)


# Kills one process after another while it puts two backups back in turn, and prints what is there after each kill.
KILLS = """
import os, shutil, signal, sqlite3, sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep
from tests.faults.test_restores import NOW
from webapp.storage import proofs, restoring
from webapp.storage.engine import Database
from webapp.storage.proofs import WrongBackup

way, kills, live, *backups = sys.argv[1], int(sys.argv[2]), *map(Path, sys.argv[3:])

def restore(database, backup):
    restoring.restore(database, backup, data=live.parent, now=NOW)

def copy_over(database, backup):
    content = backup.read_bytes()
    with live.open("wb") as file:
        for at in range(0, len(content), 4096):
            file.write(content[at:at + 4096])
            file.flush()
            sleep(0.001)

def restore_for_ever():
    database = Database.in_file(live)
    while True:
        for backup in backups:
            {"restore": restore, "copy": copy_over}[way](database, backup)
            os.write(is_ready, b".")

def found():
    database = Database.in_file(live)
    try:
        restoring.settle(database, live.parent)
        with closing(sqlite3.connect(live)) as connection:
            return proofs.proved(connection).digest
    except (WrongBackup, sqlite3.Error) as error:
        return "damaged"
    finally:
        database.close()

random, (ready, is_ready) = Random(20261130), os.pipe()
for _ in range(kills):
    child = os.fork()
    if child == 0:
        restore_for_ever()
    os.read(ready, 1)
    sleep(random.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.set_blocking(ready, False)
    try:
        os.read(ready, 10_000)
    except BlockingIOError:
        pass
    os.set_blocking(ready, True)
    print(found())
"""


def after_kills(way: str, kills: int, live: Path, *backups: Path) -> list[str]:
    command = [sys.executable, "-c", KILLS, way, str(kills), *map(str, (live, *backups))]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=120 + kills * 20)
    return ran.stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork")
def test_a_kill_leaves_what_was_or_what_comes_and_a_plain_copy_does_not(
    database: Database, backup: Path, tmp_path: Path
) -> None:
    assert database.file
    other = Path(shutil.copy(database.file, tmp_path / "other.db"))
    change(other, "PRAGMA journal_mode = DELETE")
    digests = {proofs.prove(file).digest for file in (backup, other)}
    kills = times(5, long=200)
    states = after_kills("restore", kills, database.file, backup, other)

    assert len(states) == kills and set(states) <= digests
    assert not (database.file.parent / restoring.FOLDER).exists()
    assert "damaged" in after_kills("copy", times(2, long=20), database.file, backup, other)
