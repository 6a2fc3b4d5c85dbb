"""The folder of the backups: how one is made, proven and kept, and nothing unfinished stays.

Each is a file of its own that needs no other, and has a note beside it: when and why it was made, its sum (SHA-256),
and what was in the diary at that moment.
"""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy.exc import DatabaseError

from webapp.domain.backup_rules import BEFORE_CHANGES, BackupReason, KeptBackup
from webapp.storage import files, instance, proofs, starts
from webapp.storage.locked_files import ENDING
from webapp.storage.proofs import Proof, Unfit, WrongBackup
from webapp.storage.troubles import Trouble, trouble_of
from webapp.storage.turns import file_lock

# Another process may be making one, which takes seconds.
_PATIENCE_S = 60.0
# One for the backup, and as much again stays free for the diary itself, or for the upgrade that comes next.
_ROOM_FOR = 2
UNFINISHED, _DELETED = ".unfinished", ".deleted"
# Of what a note can be about: a backup, one that somebody put away, and in the second folder one that is locked.
_ENDINGS = (".db", f".db{_DELETED}", ENDING)
# Earlier versions made these, without a note.
_FROM_BEFORE = re.compile(r"(\d{8}-\d{6})-before-upgrade-from-.*")


class FailedBackup(RuntimeError):
    """No backup was made, and nothing of it is left; the message says why."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble


@dataclass(frozen=True, kw_only=True)
class Backup(KeptBackup):
    """A backup in the folder. `proof` is what the diary held when it was made; None for one that was not proven."""

    file: Path
    sha256: str
    proof: Proof | None


class Backups:
    """The backups of one database, in its own folder or in another."""

    def __init__(self, database: Path, folder: Path | None = None) -> None:
        self.database, self.folder = database, folder or database.parent / "backups"

    def make(self, reason: BackupReason, *, now: dt.datetime, after: str = "") -> Backup:
        """Copy the live database as it is at one moment, prove the copy, and put it among the others.

        Raises FailedBackup, or CannotWrite while another one is made all the time.
        """
        with failing_in_words():
            self.folder.mkdir(mode=0o700, exist_ok=True)
        with file_lock(self.folder / "lock", monotonic() + _PATIENCE_S), failing_in_words():
            self.sweep()
            self._adopt()
            try:
                return self._make(reason, now, after)
            finally:
                _remove(self.folder.glob(f"*{UNFINISHED}*"))

    def newest_first(self) -> list[Backup]:
        there = [backup for backup in self._noted() if backup.file.exists()]
        return sorted(there, key=lambda backup: backup.number, reverse=True)

    def delete(self, backup: Backup) -> None:
        """Put one away; `bring_back` has it until the next night."""
        with suppress(FileNotFoundError):
            os.replace(backup.file, _deleted(backup.file))

    def bring_back(self, number: int) -> None:
        for backup in self._noted():
            if backup.number == number and not backup.file.exists():
                with suppress(FileNotFoundError):
                    os.replace(_deleted(backup.file), backup.file)

    def remove(self, backups: Iterable[Backup]) -> None:
        """Remove some for good."""
        for backup in backups:
            backup.file.unlink(missing_ok=True)
            _note_of(backup.file).unlink(missing_ok=True)

    def empty_bin(self) -> None:
        """Remove for good what somebody has put away."""
        self.remove(backup for backup in self._noted() if not backup.file.exists())
        _remove(self.folder.glob(f"*{_DELETED}"))

    def _noted(self) -> list[Backup]:
        """Those that have a note, also where somebody has put the backup itself away."""
        return list(filter(None, map(_read, self.folder.glob("*.json"))))

    def _make(self, reason: BackupReason, now: dt.datetime, after: str) -> Backup:
        target = self._name(f"{now:%Y%m%d-%H%M%S}-{reason}{after}")
        unfinished = target.with_suffix(UNFINISHED)
        # What comes next may be what mends the figures; then the copy only has to be the same.
        held = _copied(self.database, unfinished, is_proven=reason not in BEFORE_CHANGES)
        backup = self._note(target, unfinished, reason, now, held)
        os.replace(unfinished, target)
        files.sync(self.folder)
        return backup

    def _note(
        self, target: Path, content: Path, reason: BackupReason, made_at: dt.datetime, proof: Proof | None
    ) -> Backup:
        """Write the note, before the backup has its name: one without a backup is swept, and never the other way."""
        # One more than the last, or the second in which it was made: so the next machine goes on where this one ended.
        last = max((backup.number for backup in self._noted()), default=0)
        note = {
            "number": max(last + 1, int(made_at.timestamp())),
            "made_at": made_at.isoformat(),
            "size": content.stat().st_size,
            "reason": reason,
            "sha256": sha256(content),
            "proof": json.loads(proof.as_json()) if proof else None,
        }
        written = _note_of(target)
        files.write_whole(written, json.dumps(note, indent=1).encode())
        return _told(written, note)

    def _name(self, stem: str) -> Path:
        """A name that no other has: two may be made in one second, or in one that a clock has twice."""
        names = (stem if count == 1 else f"{stem}-{count}" for count in range(1, 1000))
        files_named = (self.folder / f"{name}.db" for name in names)
        return next(file for file in files_named if not (file.exists() or _note_of(file).exists()))

    def sweep(self) -> None:
        """Remove what a kill or a power cut has left, while nobody makes one."""
        _remove(self.folder.glob(f"*{UNFINISHED}*"))
        for note in self.folder.glob("*.json*"):
            stem = note.name.partition(".")[0]
            if not any(note.with_name(f"{stem}{ending}").exists() for ending in _ENDINGS):
                note.unlink(missing_ok=True)

    def _adopt(self) -> None:
        """Give a note to what an earlier version has made before its upgrades."""
        for file in sorted(self.folder.glob("*.db")):
            named = _FROM_BEFORE.fullmatch(file.stem)
            if named and not _note_of(file).exists():
                made_at = dt.datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=dt.UTC)
                # One that can't be read keeps nobody from the next.
                with suppress(OSError):
                    self._note(file, file, BackupReason.UPGRADE, made_at, _proof_of(file))


def make_at(database: Path, target: Path) -> Proof:
    """A proven backup in a file of its own, anywhere; what it holds. Raises FailedBackup, and leaves nothing then."""
    unfinished = target.with_name(target.name + UNFINISHED)
    with failing_in_words():
        try:
            # What a kill has left.
            unfinished.unlink(missing_ok=True)
            held = _copied(database, unfinished, is_proven=True)
            os.replace(unfinished, target)
            files.sync(target.parent)
        finally:
            _remove(target.parent.glob(f"{unfinished.name}*"))
    return held


def _copied(database: Path, target: Path, *, is_proven: bool) -> Proof:
    """Copy a live database as it is at one moment into a new file, and have it on the disk; what both of them hold.

    The live file is opened by SQLite alone and only to read: any other way would drop the locks of the server.
    """
    _ask_for_room(database, target.parent)
    files.open_private(target).close()
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as source:
        # One reading transaction: what is counted and what is copied are of the same moment.
        source.execute("BEGIN")
        held = proofs.proof_of(source)
        with closing(sqlite3.connect(target)) as made:
            source.backup(made)
            answer = made.execute("PRAGMA quick_check(1)").fetchone()[0]
            if answer != "ok" or proofs.seal(made, instance=instance.known(database.parent)) != held:
                raise WrongBackup(Unfit.DAMAGED, " ".join(str(answer).split()))
    files.sync(target)
    if is_proven and proofs.prove(target) != held:
        raise WrongBackup(Unfit.DAMAGED, "it does not hold what the diary held")
    return held


def sha256(file: Path) -> str:
    """The sum of a file that is no live database."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _ask_for_room(database: Path, folder: Path) -> None:
    parts = (database, starts.beside(database, "-wal"))
    needed = _ROOM_FOR * sum(part.stat().st_size for part in parts if part.exists())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise FailedBackup(
            Trouble.FULL,
            f"It needs {needed / 1e6:.1f} MB of room on the disk, and there are {free / 1e6:.1f} MB",
        )


@contextmanager
def failing_in_words() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, WrongBackup) as error:
        raise FailedBackup(_trouble_of(error), str(error)) from error


def _trouble_of(error: sqlite3.Error | OSError | WrongBackup) -> Trouble:
    if isinstance(error, WrongBackup):
        return Trouble.DAMAGED
    # SQLAlchemy's error around it is how one of SQLite's is known elsewhere.
    known = DatabaseError(None, None, error) if isinstance(error, sqlite3.Error) else error
    return trouble_of(known) or Trouble.FAILING


def _read(note: Path) -> Backup | None:
    """A backup by its note; None for a note that says nothing, as on a disk that has lost some of it."""
    try:
        return _told(note, json.loads(note.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _told(note: Path, told: dict[str, Any]) -> Backup:
    file, size = note.with_suffix(told.get("ending", ".db")), int(told["size"])
    is_cut = file.exists() and file.stat().st_size != size
    proof = Proof.from_json(json.dumps(told["proof"])) if told["proof"] else None
    return Backup(
        number=int(told["number"]),
        made_at=dt.datetime.fromisoformat(told["made_at"]),
        size=size,
        reason=BackupReason(told["reason"]),
        is_damaged=proof is None or is_cut,
        file=file,
        sha256=str(told["sha256"]),
        proof=proof,
    )


def _proof_of(file: Path) -> Proof | None:
    try:
        return proofs.prove(file)
    except WrongBackup:
        return None


def _note_of(file: Path) -> Path:
    return file.with_suffix(".json")


def _deleted(file: Path) -> Path:
    return file.with_name(file.name + _DELETED)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)
