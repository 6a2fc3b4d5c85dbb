"""A walk that was acknowledged survives the death of the process at any moment."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from tests.factories import times
from webapp.storage.engine import Database
from webapp.storage.models import User

ROOT = Path(__file__).parents[2]
# Starts one process after another that logs walks and acknowledges each by printing its id once its transaction is
# over, and kills each of them at a random moment.
KILLS = """
import os, signal, sys
from pathlib import Path
from random import Random
from time import sleep
from tests import factories
from webapp.storage import users
from webapp.storage.engine import Database

def log_walks(file, user_id, count):
    database = Database.in_file(file)
    for _ in range(count):
        with database.writing() as session:
            row = factories.log(session, users.get(session, user_id))
        os.write(1, f"{row.uuid}\\n".encode())
    database.close()

file, user_id, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
# What SQLAlchemy prepares at its first use, the children then have.
log_walks(file, user_id, 1)
random = Random(20261120)
ready, is_ready = os.pipe()
for _ in range(kills):
    child = os.fork()
    if child == 0:
        log_walks(file, user_id, 2)
        os.write(is_ready, b".")
        log_walks(file, user_id, 1_000_000)
    os.read(ready, 1)
    sleep(random.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork")
def test_no_acknowledged_walk_is_lost_when_the_process_is_killed(database: Database, alice: User) -> None:
    kills = times(10, long=1000)
    command = [sys.executable, "-c", KILLS, str(database.file), str(alice.id), str(kills)]
    patience_s = 120 + kills * 10
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=patience_s)
    acknowledged = {UUID(line) for line in ran.stdout.split()}

    assert database.file
    with closing(sqlite3.connect(database.file)) as connection:
        found = {UUID(uuid) for (uuid,) in connection.execute("SELECT uuid FROM walk")}
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        sums = connection.execute("SELECT count(*), sum(seconds) FROM walk").fetchone()
        assert connection.execute("SELECT sum(walks), sum(seconds) FROM week_total").fetchone() == sums
    assert len(acknowledged) > kills
    assert acknowledged <= found
