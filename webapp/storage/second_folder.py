"""A second place for the backups, such as a stick or a share of the network, and what is sent there.

Everything goes into a folder of this server's own inside of the one that the owner chose. It is made once, then: where
a share is not mounted it is not there, and nothing is written to the disk below. What a page shows is kept beside the
database, so that no page waits for a share that is away.
"""

import datetime as dt
import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import files
from webapp.storage.backups import UNFINISHED, Backup, Backups, FailedBackup, failing_in_words, sha256
from webapp.storage.locked_files import ENDING, Lock, LockOfCopies, lock_apart
from webapp.storage.troubles import Trouble

_LONGEST = 1000


class SecondPlace(NamedTuple):
    """The folder that the owner chose, and whether it is on the disk of the diaries.

    `last_at` is when the last backup that got there was made.
    """

    folder: Path
    is_beside_the_diaries: bool
    last_at: dt.datetime | None


class SecondFolder:
    """The second place, if the owner chose one. `instance` tells this server from others that send to the same."""

    def __init__(self, data: Path, database: Path, instance: str) -> None:
        self._choice, self._data, self._database = data / "second-folder.json", data, database
        self.lock_of_copies = LockOfCopies(data)
        self._name = f"backstride-{instance[:8]}"

    @property
    def place(self) -> SecondPlace | None:
        try:
            told = json.loads(self._choice.read_bytes())
            last_at = dt.datetime.fromisoformat(told["last_at"]) if told["last_at"] else None
            return SecondPlace(Path(told["folder"]), bool(told["is_beside_the_diaries"]), last_at)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def backups(self) -> Backups | None:
        """What is there, for who may wait; None while none is chosen."""
        place = self.place
        return Backups(self._database, place.folder / self._name) if place else None

    def choose(self, typed: str) -> None:
        """Take a folder once something could be written there. Raises Invalid, which names the field `folder`."""
        folder = Path(typed)
        if not typed or len(typed) > _LONGEST or not folder.is_absolute() or not _is_folder(folder):
            raise Invalid(Problem("folder", Reason.NOT_A_FOLDER))
        if folder.resolve().is_relative_to(self._data.resolve()):
            raise Invalid(Problem("folder", Reason.OF_THE_DATA_FOLDER))
        own = folder / self._name
        try:
            own.mkdir(mode=0o700, exist_ok=True)
            files.try_to_write(own)
            is_beside = own.stat().st_dev == self._data.stat().st_dev
        except OSError as error:
            raise Invalid(Problem("folder", Reason.TAKES_NOTHING)) from error
        self._keep(SecondPlace(folder, is_beside, None))

    def forget(self) -> None:
        """Send no more; what is there stays."""
        self._choice.unlink(missing_ok=True)

    def send(self, backup: Backup) -> None:
        """Copy a backup there, whole or not at all, unless it is there. Raises FailedBackup."""
        place, there = self.place, self.backups
        if place is None or there is None:
            return
        with failing_in_words():
            if not there.folder.is_dir():
                raise FailedBackup(Trouble.AWAY, f"{there.folder} is not there")
            lock = self.lock_of_copies.lock
            known = {(sent.number, sent.file.suffix) for sent in there.newest_first() if not sent.is_damaged}
            if (backup.number, ENDING if lock else ".db") not in known:
                _copy(backup, there, lock)
            self._keep(place._replace(last_at=backup.made_at))

    def _keep(self, place: SecondPlace) -> None:
        told = place._asdict() | {
            "folder": str(place.folder),
            "last_at": place.last_at.isoformat() if place.last_at else None,
        }
        files.write_whole(self._choice, json.dumps(told).encode())


def locked_copy(backup: Backup, lock: Lock) -> Path:
    """A locked copy beside the backup, for who removes it; what a kill leaves of it is swept."""
    made = backup.file.with_suffix(f"{UNFINISHED}-{uuid4().hex}")
    try:
        lock_apart(backup.file, made, lock)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return made


def _copy(backup: Backup, there: Backups, lock: Lock | None) -> None:
    source = locked_copy(backup, lock) if lock else backup.file
    try:
        _send(source, there, backup, ENDING if lock else ".db")
    finally:
        if lock:
            source.unlink(missing_ok=True)


def _send(source: Path, there: Backups, backup: Backup, ending: str) -> None:
    target, digest = there.folder / f"{backup.file.stem}{ending}", sha256(source)
    unfinished = target.with_suffix(UNFINISHED)
    there.sweep()
    try:
        files.open_private(unfinished).close()
        shutil.copyfile(source, unfinished)
        files.sync(unfinished)
        if sha256(unfinished) != digest:
            raise FailedBackup(Trouble.DAMAGED, f"{target} is not what was sent")
        note = json.loads(backup.file.with_suffix(".json").read_bytes())
        note |= {"ending": ending, "size": unfinished.stat().st_size, "sha256": digest}
        # Some shares can't have a list of files on the disk at once; a note without its backup is swept.
        target.with_suffix(".json").write_text(json.dumps(note, indent=1), "utf-8")
        os.replace(unfinished, target)
    finally:
        there.sweep()


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
