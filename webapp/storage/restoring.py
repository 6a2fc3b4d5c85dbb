"""A whole database put back from a backup: all of it or nothing, whatever happens on the way.

Everything is made ready in a file beside. Then SQLite's own backup writes that over the live database, in one
transaction and in the one turn to write: who reads goes on, and a kill leaves what was before or what comes after
(docs/decisions/0014-a-restore-is-one-commit.md).
"""

import datetime as dt
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from webapp.domain.backup_rules import BackupReason
from webapp.storage import access_today, files, instance, marks, proofs, starts
from webapp.storage.backups import Backups, FailedBackup
from webapp.storage.engine import PRAGMAS, Database
from webapp.storage.proofs import Proof, Unfit, WrongBackup
from webapp.storage.ready_copies import ready_copy
from webapp.storage.schema import FailedUpgrade

FOLDER = "restoring"
_OPEN_BYTE = 128
# Some pages of SQLite's own backup take a moment; nobody else may hold the database for so long.
_PATIENCE_S = 60.0
# The copy that is made ready, the file that SQLite writes it into first, and a backup of what is here now.
_COPIES_OF_NEW, _COPIES_OF_OLD = 3, 2


class FailedRestore(RuntimeError):
    """The restore did not happen, and everything is as it was; the message says why."""


@dataclass(frozen=True, kw_only=True)
class PutBack:
    """What was restored, and where that is which was here before. `without_password` are people who were removed."""

    proof: Proof
    before: Path | None
    without_password: Sequence[str]
    is_elsewhere: bool


def restore(database: Database, file: Path, *, data: Path, now: dt.datetime, undoes: bool = False) -> PutBack:
    """Put a backup in the place of everything in the database. Raises WrongBackup, FailedRestore, CannotWrite."""
    live = _file_of(database)
    if not file.is_file():
        raise FailedRestore(f"There is no file {file}.")
    if database.damage:
        raise FailedRestore("The database is damaged. Stop Backstride, and then: backstride restore FILE")
    if file.samefile(live):
        raise FailedRestore("This is the database that you use now. Choose a backup of it.")
    with _nothing_changed(), proofs.opened(file) as source:
        _refuse(source)
        _ask_for_room(file, live)
        with database.in_turn():
            with (
                ready_copy(source, live.parent / FOLDER, page_bytes=_page_bytes(live)) as copy,
                closing(sqlite3.connect(copy)) as ready,
            ):
                without_password, is_elsewhere = _carry_over(ready, live, undoes=undoes)
                proof = proofs.proved(ready, is_sealed=False)
                with _kept_before(live, now) as before:
                    _write_over(live, ready)
            _compare(live, proof)
    settle(database, data)
    return PutBack(proof=proof, before=before, without_password=without_password, is_elsewhere=is_elsewhere)


def replace_broken(live: Path, file: Path, *, data: Path, now: dt.datetime) -> PutBack:
    """The same for a database that can't be opened any more: what is left of it goes aside, and no server may run.

    Raises WrongBackup, FailedRestore, CannotWrite.
    """
    if _is_open_elsewhere(live):
        raise FailedRestore("Backstride runs. Stop it, and restore again: its database is damaged.")
    with _nothing_changed(), proofs.opened(file) as source:
        _refuse(source)
        _ask_for_room(file, live)
        database = Database.in_file(live)
        with database.in_turn(), ready_copy(source, live.parent / FOLDER) as copy:
            with closing(sqlite3.connect(copy)) as ready:
                access_today.end_what_reads(ready)
                marks.mark_whole(ready)
                ready.commit()
                proof = proofs.proved(ready, is_sealed=False)
            before = _set_aside(live, now)
            _put_in_place(copy, live)
    settle(database, data)
    return PutBack(proof=proof, before=before, without_password=[], is_elsewhere=True)


def settle(database: Database, data: Path) -> None:
    """What a start does: remove what a kill has left, and take the name that a backup from elsewhere has brought."""
    live = _file_of(database)
    if database.damage:
        return
    if (live.parent / FOLDER).exists():
        with database.in_turn():
            shutil.rmtree(live.parent / FOLDER, ignore_errors=True)
    with closing(sqlite3.connect(live)) as connection:
        if seal := proofs.sealed(connection):
            if seal.instance:
                instance.adopt(data, seal.instance)
            with database.in_turn():
                proofs.unseal(connection)


def before_last(live: Path) -> Path | None:
    """What the last restore replaced."""
    made = Backups(live).newest_first()
    return next((backup.file for backup in made if backup.reason is BackupReason.RESTORE), None)


def _file_of(database: Database) -> Path:
    if database.file is None:
        raise FailedRestore("A backup goes into a database that is a file. This one is on a server of its own.")
    return database.file


def _refuse(source: sqlite3.Connection) -> None:
    if not proofs.proved(source).people:
        raise WrongBackup(Unfit.EMPTY)


def _ask_for_room(file: Path, live: Path) -> None:
    new, old = _bytes(file), _bytes(live)
    needed, free = _COPIES_OF_NEW * new + _COPIES_OF_OLD * old, shutil.disk_usage(live.parent).free
    if free < needed:
        raise FailedRestore(
            f"A restore needs {needed / 1e6:.1f} MB of room on the disk, and there are {free / 1e6:.1f} MB. "
            "Nothing was changed; please make room and try again."
        )


def _bytes(file: Path) -> int:
    return sum(part.stat().st_size for part in (file, starts.beside(file, "-wal")) if part.exists())


@contextmanager
def _kept_before(live: Path, now: dt.datetime) -> Iterator[Path | None]:
    """A backup of what is here now; none of nothing, and none where it was not replaced in the end."""
    backups = Backups(live)
    made = backups.make(BackupReason.RESTORE, now=now) if _has_people(live) else None
    try:
        yield made.file if made else None
    except BaseException:
        backups.remove([made] if made else [])
        raise


@contextmanager
def _nothing_changed() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, FailedBackup, FailedUpgrade) as error:
        raise FailedRestore(f"The restore failed: {error}. Nothing was changed.") from error


def _has_people(live: Path) -> bool:
    with closing(sqlite3.connect(live)) as connection:
        return bool(connection.execute("SELECT count(*) FROM account").fetchone()[0])


def _page_bytes(live: Path) -> int:
    with closing(sqlite3.connect(live)) as connection:
        return int(connection.execute("PRAGMA page_size").fetchone()[0])


def _carry_over(ready: sqlite3.Connection, live: Path, *, undoes: bool) -> tuple[Sequence[str], bool]:
    """Put today's access into the copy; who comes back without a password, and whether it is of another server."""
    ready.execute("ATTACH DATABASE ? AS today", (str(live),))
    without_password = access_today.carry_over(ready, undoes=undoes)
    is_elsewhere = not ready.execute("SELECT count(*) FROM stayed").fetchone()[0]
    is_served = ready.execute("PRAGMA today.user_version").fetchone()[0] < 0
    (marks.mark_in_use if is_served else marks.mark_whole)(ready)
    ready.commit()
    ready.execute("DETACH DATABASE today")
    if not is_elsewhere:
        proofs.unseal(ready)
    return without_password, is_elsewhere


def _write_over(live: Path, ready: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(live)) as target:
        for pragma in PRAGMAS:
            target.execute(f"PRAGMA {pragma}").fetchone()
        ready.backup(target, progress=_within(_PATIENCE_S))


def _within(patience_s: float) -> Callable[[int, int, int], None]:
    """Python tries a locked database again for ever; this ends it."""
    ends_at = monotonic() + patience_s

    def check(_status: int, _remaining: int, _total: int) -> None:
        if monotonic() > ends_at:
            raise sqlite3.OperationalError("database is locked")

    return check


def _compare(live: Path, proof: Proof) -> None:
    """What counts is what can be read now."""
    with closing(sqlite3.connect(live)) as connection:
        found = proofs.proof_of(connection)
    if found != proof:
        raise FailedRestore("What was restored can't be read as it was written. Look at the disk, and restore again.")


def _is_open_elsewhere(live: Path) -> bool:
    """Whether a process has the database open: each of them holds a lock on one byte of its shared memory.

    That byte is number 128 by sqlite.org/walformat.html, "WAL Locks". This process has no connection of its own.
    """
    memory = starts.beside(live, "-shm")
    if sys.platform == "win32" or not memory.is_file():
        return False
    import fcntl

    with memory.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _OPEN_BYTE)
        except BlockingIOError:
            return True
    return False


def _set_aside(live: Path, now: dt.datetime) -> Path:
    """Copy what is left of a database, with its entries, so that nothing is lost that somebody could still read."""
    folder = live.parent / "backups" / f"{now:%Y%m%d-%H%M%S}-set-aside"
    folder.mkdir(mode=0o700, parents=True)
    for part in _parts(live):
        shutil.copy2(part, folder / part.name)
        files.sync(folder / part.name)
    files.sync(folder)
    return folder


def _put_in_place(copy: Path, live: Path) -> None:
    """The entries of the old one go first: with the new one beside them SQLite would mix the two."""
    files.sync(copy)
    for part in _parts(live):
        if part != live:
            part.unlink()
    os.replace(copy, live)
    files.sync(live.parent)


def _parts(live: Path) -> list[Path]:
    return [part for part in (starts.beside(live, ending) for ending in ("", "-wal", "-shm")) if part.is_file()]
