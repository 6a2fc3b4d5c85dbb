"""Nobody waits for a turn to write without end, and what keeps the lock from opening has a name."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.factories import NOW
from webapp.storage import files, turns
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.troubles import CannotWrite, Trouble
from webapp.storage.turns import Turns

ROOT = Path(__file__).parents[2]
NUMBERS = {
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.ENOSPC: Trouble.FULL,
    errno.EIO: Trouble.FAILING,
    errno.EMFILE: Trouble.FAILING,
    errno.ENOTDIR: Trouble.FAILING,
}


@contextmanager
def held_elsewhere(database: Database) -> Iterator[None]:
    """The lock is held as by another process: a lock on a file belongs to whoever opened it."""
    assert database.file
    with Turns(database.file.with_name(database.file.name + "-lock")).turn():
        yield


def write(database: Database, patience_s: float) -> None:
    with database.writing(patience_s=patience_s) as session:
        session.execute(text("UPDATE account SET theme = 'dark'"))


@pytest.mark.parametrize("patience_s", [0, 0.05])
def test_a_writer_waits_for_another_process_only_so_long(database: Database, patience_s: float) -> None:
    with held_elsewhere(database), pytest.raises(CannotWrite) as refused:
        write(database, patience_s)

    assert refused.value.trouble is Trouble.BUSY
    write(database, 0)


def test_a_writer_waits_for_another_thread_only_so_long(database: Database) -> None:
    with database.writing(), pytest.raises(CannotWrite):
        write(database, 0.05)
    write(database, 0)


def test_whoever_reads_waits_for_nobody(database: Database, alice: User) -> None:
    with held_elsewhere(database), database.reading() as session:
        assert session.scalar(text("SELECT name FROM account")) == "Alice"


def test_a_writer_comes_in_when_the_other_is_done(database: Database) -> None:
    is_held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with held_elsewhere(database):
            is_held.set()
            may_end.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(60)
    threading.Timer(0.05, may_end.set).start()
    write(database, 60)
    holder.join()


# Writes without a pause, as an import of many small files does.
WRITE_ON = """
import sys
from pathlib import Path
from webapp.storage.turns import Turns

turns = Turns(Path(sys.argv[1]))
print("begun", flush=True)
while True:
    with turns.turn(60):
        for _ in range(2000):
            pass
"""


def test_a_process_that_writes_without_a_pause_lets_others_in(database: Database) -> None:
    assert database.file
    lock = database.file.with_name(database.file.name + "-lock")
    command = [sys.executable, "-c", WRITE_ON, str(lock)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout and other.stdout.readline()
            for _ in range(30):
                write(database, 10)
        finally:
            other.kill()


def test_when_nothing_moves_only_so_many_wait(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "STUCK_S", 0)
    database.turns.most_waiting = 2
    refused: list[int] = []
    is_full = threading.Event()

    def wait(number: int) -> None:
        try:
            write(database, 60)
        except CannotWrite:
            refused.append(number)
            is_full.set()

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(4)]
    with held_elsewhere(database):
        for thread in waiting:
            thread.start()
        assert is_full.wait(60)
        while len(refused) < 2:
            assert is_full.wait(60)
    for thread in waiting:
        thread.join(60)
    assert len(refused) == 2


@pytest.mark.parametrize(("number", "trouble"), NUMBERS.items(), ids=[errno.errorcode[one] for one in NUMBERS])
def test_a_lock_that_cannot_be_opened_says_why_and_heals(
    database: Database, monkeypatch: pytest.MonkeyPatch, number: int, trouble: Trouble
) -> None:
    def fail(path: Path) -> None:
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as broken:
        broken.setattr(files, "open_private", fail)
        with pytest.raises(CannotWrite) as refused:
            write(database, 0)
    assert refused.value.trouble is trouble
    write(database, 0)


def test_closing_waits_for_nobody_without_end(database: Database) -> None:
    with held_elsewhere(database):
        database.close(patience_s=0)
    write(database, 0)


def test_an_error_of_the_database_carries_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.writing() as session:
        for _ in range(2):
            session.add(
                User(name="Alice", name_key="alice", password_hash="secret hash", created_at=NOW, time_zone="UTC")
            )
    assert "secret" not in str(refused.value)


def test_the_lock_is_for_its_owner_only(database: Database) -> None:
    write(database, 0)
    assert database.file
    lock = database.file.with_name(database.file.name + "-lock")
    assert lock.stat().st_mode & 0o777 == 0o600
