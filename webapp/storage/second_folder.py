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

from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import files
from webapp.storage.backups import UNFINISHED, Backup, Backups, FailedBackup, failing_in_words, sha256
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
            if backup.sha256 not in {known.sha256 for known in there.newest_first() if not known.is_damaged}:
                _copy(backup, there)
            self._keep(place._replace(last_at=backup.made_at))

    def _keep(self, place: SecondPlace) -> None:
        told = place._asdict() | {
            "folder": str(place.folder),
            "last_at": place.last_at.isoformat() if place.last_at else None,
        }
        files.write_whole(self._choice, json.dumps(told).encode())


def _copy(backup: Backup, there: Backups) -> None:
    target = there.folder / backup.file.name
    unfinished = target.with_suffix(UNFINISHED)
    there.sweep()
    try:
        files.open_private(unfinished).close()
        shutil.copyfile(backup.file, unfinished)
        files.sync(unfinished)
        if sha256(unfinished) != backup.sha256:
            raise FailedBackup(Trouble.DAMAGED, f"{target} is not what was sent")
        # Some shares can't have a list of files on the disk at once; a note without its backup is swept.
        target.with_suffix(".json").write_bytes(backup.file.with_suffix(".json").read_bytes())
        os.replace(unfinished, target)
    finally:
        there.sweep()


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
