"""What is looked at before a database is opened: whether it is one, is ours, is whole, and is as it was left."""

import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic

# "BSTR": SQLite files of other programs have another number here.
APPLICATION_ID = 0x42535452
# A look at every page of a database of 10,000 walks takes a twentieth of a second. A much larger one is not looked at
# to its end.
LOOK_S = 1.0
_INSTRUCTIONS_PER_LOOK = 10_000
OF_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


class WrongDatabase(RuntimeError):
    """The database can't be used as it is; the message says why and what to do."""


class ForeignDatabase(WrongDatabase):
    """There is something else in the place of the database: nothing of ours is done to it."""


def check(file: Path) -> str | None:
    """Look at the files before anything of ours is set in them; what is damaged though it was closed as it should be.

    Such a one can be read as far as it goes. Raises WrongDatabase for one that can't be used at all.
    """
    if file.is_dir():
        raise ForeignDatabase(
            f"{file} is a folder where the database should be. Set BACKSTRIDE_DATA to another folder."
        )
    entries = beside(file, "-wal")
    has_entries = entries.is_file() and entries.stat().st_size > 0
    if not file.exists() or file.stat().st_size == 0:
        _refuse_emptied(file, entries if has_entries else None)
        return None
    if has_entries and _was_put_back(file, entries):
        raise WrongDatabase(
            f"{file} came to its place after {entries.name} was written: they are of two times. If you put a copy "
            f"back, move {entries.name} and {beside(file, '-shm').name} to another folder and start again. "
            f"If you did not: touch {entries}"
        )
    damage = _look_into(file)
    if damage and has_entries:
        # Opening it would mix its entries into it.
        raise WrongDatabase(damaged(file, damage))
    return damage


def damaged(file: Path, damage: str) -> str:
    return f"The database is damaged ({damage}). It is {file}. Stop the server and put a copy back."


def beside(file: Path, ending: str) -> Path:
    """The file that SQLite keeps beside a database."""
    return file.with_name(file.name + ending)


def _refuse_emptied(file: Path, entries: Path | None) -> None:
    """An empty or missing database is a new one, unless something shows that it held a diary."""
    if entries:
        raise WrongDatabase(
            f"{file} is empty or gone, and {entries.name} beside it holds entries. Put a copy of both back together; "
            f"to begin anew, move {entries.name} to another folder."
        )
    if file.exists() and (file.parent / "instance").exists():
        raise WrongDatabase(
            f"{file} is empty, and it held a diary. Put a copy back; to begin anew, move it to another folder."
        )


def _was_put_back(file: Path, entries: Path) -> bool:
    """Whether the database came to its place after the last entry: a copy can bring any time but that of its arrival.

    SQLite too writes into it after the last entry, but only what the entries hold, and the lowest page first. It is
    looked at from outside, before SQLite would mix the two.
    """
    if sys.platform == "win32":
        return False
    before = file.stat().st_ctime_ns, entries.stat().st_ctime_ns
    if before[0] <= before[1] or _has_lowest_page(file, entries):
        return False
    # A server that runs meanwhile has written between the two looks.
    return before == (file.stat().st_ctime_ns, entries.stat().st_ctime_ns)


def _has_lowest_page(file: Path, entries: Path) -> bool:
    """Whether the lowest page of the entries is in the database as they have it, or there is no entry at all.

    The format is that of sqlite.org/fileformat2.html, "The Write-Ahead Log".
    """
    with entries.open("rb") as log:
        head = log.read(32)
        if len(head) < 32:
            return True
        (page_bytes,), salts = struct.unpack(">I", head[8:12]), head[16:24]
        lowest, unfinished = None, None
        while len(frame := log.read(24 + page_bytes)) == 24 + page_bytes and frame[8:16] == salts:
            number, size_after = struct.unpack(">II", frame[:8])
            if unfinished is None or number <= unfinished[0]:
                unfinished = number, frame[24:]
            if size_after:
                lowest = unfinished if lowest is None or unfinished[0] <= lowest[0] else lowest
                unfinished = None
    if lowest is None:
        return True
    with file.open("rb") as database:
        database.seek((lowest[0] - 1) * page_bytes)
        return database.read(page_bytes) == lowest[1]


def _look_into(file: Path) -> str | None:
    uri = f"{file.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            is_filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
            marked = connection.execute("PRAGMA application_id").fetchone()[0]
            if is_filled and marked != APPLICATION_ID:
                raise ForeignDatabase(
                    "This database belongs to another program. Set BACKSTRIDE_DATA to another folder."
                )
            return _damage(connection)
    except sqlite3.DatabaseError as error:
        if "unable to open" in str(error):
            raise WrongDatabase(
                f"{file} can't be opened. Its folder has to take new files too: SQLite keeps some beside a database. "
                "Make the folder writable, or set BACKSTRIDE_DATA to another."
            ) from error
        raise WrongDatabase(f"The database can't be used: {error}. It is {file}.") from error


def _damage(connection: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong in the pages, as far as it comes in a second."""
    ends_at = monotonic() + LOOK_S
    connection.set_progress_handler(lambda: monotonic() > ends_at, _INSTRUCTIONS_PER_LOOK)
    try:
        answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        # Its lowest byte is the kind; the others say more of it.
        kind = error.sqlite_errorcode & 0xFF
        if kind == sqlite3.SQLITE_INTERRUPT:
            return None
        if kind not in OF_DAMAGE:
            raise
        return str(error)
    return None if answer == "ok" else " ".join(answer.split())
