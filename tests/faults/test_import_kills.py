"""An import survives the death of the process at any moment: nothing half, nothing twice, and it goes on by itself."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import times
from webapp.storage.engine import Database
from webapp.storage.models import User

ROOT = Path(__file__).parents[2]
WALKS_EACH = 120
# Starts one process after another that goes on with the imports, and kills each of them at a random moment; prints how
# many imports there were. Whenever none is left to do, another one is brought. To cancel, each process does so with all
# imports once some walks are saved, and so does the last one.
KILLS = """
import datetime as dt, os, signal, sys
from pathlib import Path
from random import Random
from time import sleep
from uuid import uuid4
from tests.factories import NOW
from tests.importers import xml_files
from webapp.actions import import_saving, imports
from webapp.domain.imports import AT_WORK, BatchState
from webapp.storage import imports as store, users
from webapp.storage.engine import Database
from webapp.storage.imports import WaitingFile
from webapp.storage.uploads import Uploads
from webapp.web.import_worker import ImportWorker

file, user_id, kills, count = Path(sys.argv[1]), *map(int, sys.argv[2:5])
cancels = "cancel" in sys.argv

def bring(database, uploads, number):
    start = NOW - dt.timedelta(days=300 - number)
    laps = [xml_files.lap(start=f"{start - dt.timedelta(hours=3 * n):%Y-%m-%dT%H:%M:%SZ}") for n in range(count)]
    half, files = count // 2, []
    for part in (laps[:half], laps[half:]):
        with uploads.new() as new:
            new.write(xml_files.tcx(*map(xml_files.activity, part)))
            files.append(WaitingFile("walks.tcx", new.tell(), Path(new.name).name))
    with database.writing() as session:
        diary = users.get(session, user_id).diary
        imports.start(session, diary, uuid4(), now=NOW, files=files, saves_at_once=True)

def batches(session):
    return store.batches(session, users.get(session, user_id).diary, limit=1000)

def is_in(database, *states):
    with database.reading() as session:
        return any(batch.state in states for batch in batches(session))

def is_at_work(database):
    return is_in(database, *AT_WORK)

def go_on(file):
    database = Database.in_file(file)
    worker = ImportWorker(database, Uploads(file.parent))
    worker.resume()
    if cancels:
        cancel(database, worker)
    return database

def cancel(database, worker):
    while is_in(database, BatchState.READING):
        sleep(0.005)
    sleep(random.uniform(0, 0.1))
    with database.writing() as session:
        for batch in batches(session):
            import_saving.cancel(session, batch)
    worker.call()

random, brought = Random(20261130), 0
ready, is_ready = os.pipe()
for _ in range(kills):
    database = Database.in_file(file)
    if not is_at_work(database):
        bring(database, Uploads(file.parent), brought * 30)
        brought += 1
    database.close()
    child = os.fork()
    if child == 0:
        go_on(file)
        os.write(is_ready, b".")
        sleep(600)
    os.read(ready, 1)
    sleep(random.uniform(0, 0.6))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
database = go_on(file)
while is_at_work(database):
    sleep(0.05)
database.close()
print(brought)
"""


def killed(database: Database, alice: User, kills: int, *more: str) -> int:
    """How many imports were brought while processes were killed."""
    command = [sys.executable, "-c", KILLS, str(database.file), str(alice.id), str(kills), str(WALKS_EACH), *more]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=300 + kills * 20)
    return int(ran.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork")
def test_imports_go_on_after_every_kill_with_nothing_half_and_nothing_twice(database: Database, alice: User) -> None:
    brought = killed(database, alice, times(10, long=200))

    assert database.file and brought
    with closing(sqlite3.connect(database.file)) as connection:
        (walks,) = connection.execute("SELECT count(DISTINCT started_at) FROM walk").fetchone()
        assert connection.execute("SELECT count(*) FROM walk").fetchone() == (walks,)
        assert connection.execute("SELECT count(*), sum(is_saved) FROM import_row").fetchone() == (walks, walks)
        assert connection.execute("SELECT state, count(*) FROM import_batch GROUP BY 1").fetchall() == [
            ("done", brought)
        ]
        sums = connection.execute("SELECT count(*), sum(seconds) FROM walk").fetchone()
        assert connection.execute("SELECT sum(walks), sum(seconds) FROM week_total").fetchone() == sums
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert walks == brought * WALKS_EACH
    assert list((database.file.parent / "uploads").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork")
def test_a_cancel_goes_on_after_every_kill_and_leaves_nothing_saved(database: Database, alice: User) -> None:
    brought = killed(database, alice, times(3, long=200), "cancel")

    assert database.file and brought
    with closing(sqlite3.connect(database.file)) as connection:
        saved = connection.execute("SELECT count(*), sum(undone = 'taken') FROM import_row WHERE is_saved").fetchone()
        walks = connection.execute("SELECT count(*), sum(deleted_at IS NOT NULL) FROM walk").fetchone()
        assert saved == walks and walks[0] == walks[1] > 0
        assert connection.execute("SELECT sum(walks) FROM week_total").fetchone()[0] in (0, None)
        states = connection.execute("SELECT DISTINCT state FROM import_batch").fetchall()
        assert set(states) <= {("undone",), ("cancelled",)}
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert list((database.file.parent / "uploads").iterdir()) == []
