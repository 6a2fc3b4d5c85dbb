"""A backup survives the death of the process at any moment: it is whole or not there, and nothing half stays."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import NOW, log, times
from webapp.domain.backup_rules import BackupReason
from webapp.storage.backups import Backups
from webapp.storage.engine import Database
from webapp.storage.models import User

ROOT = Path(__file__).parents[2]
# Starts one process after another that makes backups without a pause, and kills each at a random moment. After each of
# them whatever has a name is proven, and what is left of the others; prints how often something was left.
KILLS = """
import os, signal, sys
from pathlib import Path
from random import Random
from time import monotonic, sleep
from tests.factories import NOW
from webapp.domain.backup_rules import BackupReason
from webapp.storage import proofs
from webapp.storage.backups import UNFINISHED, Backups

backups, kills, random, left = Backups(Path(sys.argv[1])), int(sys.argv[2]), Random(20261130), 0
begun_at = monotonic()
backups.make(BackupReason.HAND, now=NOW)
takes_s = monotonic() - begun_at
ready, is_ready = os.pipe()
for _ in range(kills):
    child = os.fork()
    if child == 0:
        os.write(is_ready, b".")
        while True:
            backups.make(BackupReason.HAND, now=NOW)
    os.read(ready, 1)
    sleep(random.uniform(0, 3 * takes_s))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left += any(backups.folder.glob(f"*{UNFINISHED}*"))
    for backup in backups.newest_first():
        assert proofs.prove(backup.file) == backup.proof, backup
    backups.remove(backups.newest_first()[3:])
print(left)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_whatever_has_a_name_is_whole_and_the_next_sweeps_the_rest(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
    assert database.file
    kills = times(12, long=300)
    command = [sys.executable, "-c", KILLS, str(database.file), str(kills)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    # Else the kills came where nothing was being made, and showed nothing.
    assert int(ran.stdout) > 0

    backups = Backups(database.file)
    backups.make(BackupReason.HAND, now=NOW)
    names = {path.name for path in backups.folder.iterdir()} - {"lock", "lock-queue"}
    pairs = {file.name for backup in backups.newest_first() for file in (backup.file, backup.file.with_suffix(".json"))}
    assert names == pairs
