"""What a backup holds, and whether it is one: looked at as a whole, and by its content, before anybody relies on it.

SQLite's own check sees damaged pages and no changed letter in them. So a backup carries the digest of its rows in a
table of its own, and proves itself wherever it was carried.
"""

import datetime as dt
import hashlib
import json
import math
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from webapp.domain.weeks import week_of
from webapp.storage import marks
from webapp.storage.revisions import revisions
from webapp.storage.starts import APPLICATION_ID, beside

SEAL = "backup_proof"
_VERSION = "alembic_version"
_WAL, _JOURNAL = "-wal", "-journal"
# What SQLite raises for pages and letters that are not as they were written.
_UNREADABLE = (sqlite3.Error, UnicodeError, ValueError, OverflowError, TypeError)
_DAYS = """
    SELECT walk.user_id, account.first_weekday, walk.walked_on, count(*), sum(walk.seconds),
        sum(walk.backward_seconds), total(walk.kcal), total(walk.extra_kcal)
    FROM walk JOIN account ON account.id = walk.user_id WHERE walk.deleted_at IS NULL GROUP BY 1, 3"""
_WEEKS = """
    SELECT user_id, starts_on, walks, seconds, backward_seconds, kcal, extra_kcal FROM week_total WHERE walks > 0"""
_UNEQUAL_WALKS = """
    SELECT count(*) FROM walk
    WHERE seconds IS NOT (SELECT sum(segment.seconds) FROM segment WHERE segment.walk_id = walk.id)"""


class Unfit(StrEnum):
    """Why a file can't be restored."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    TOO_OLD = "too_old"
    EMPTY = "empty"
    WITHOUT_WAL = "without_wal"


_SENTENCES = {
    Unfit.DAMAGED: "This backup is damaged.",
    Unfit.FOREIGN: "This file is no backup of Backstride.",
    Unfit.NEWER: "This backup was made by a newer Backstride. Install that or a newer one first.",
    Unfit.TOO_OLD: "This backup is too old for this Backstride. Restore it with an older one, and upgrade that.",
    Unfit.EMPTY: "This file is empty: it has no diary in it.",
    Unfit.WITHOUT_WAL: (
        "This file was copied while Backstride ran, and its newest entries were left behind: they are in a second file "
        "with the same name and “-wal” at its end. Copy both, or stop Backstride first, or make a backup with it."
    ),
}


class WrongBackup(RuntimeError):
    """The file can't be restored; `kind` says why, and the message says it in a sentence."""

    def __init__(self, kind: Unfit, detail: str = "") -> None:
        super().__init__(f"{_SENTENCES[kind]} ({detail})" if detail else _SENTENCES[kind])
        self.kind = kind


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What is in a database. Two with the same rows have the same digest, however their pages are arranged.

    `walks` and `minutes` are those outside the bin; `latest_walk` is when the last of them started.
    """

    revision: str
    walks: int
    people: int
    minutes: int
    latest_walk: dt.datetime | None
    rows: Mapping[str, int]
    digest: str

    def as_json(self) -> str:
        latest_walk = self.latest_walk.isoformat() if self.latest_walk else None
        return json.dumps(asdict(self) | {"latest_walk": latest_walk}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Proof":
        """Raises ValueError, TypeError or KeyError for what `as_json` never wrote."""
        values = json.loads(text)
        latest_walk = values["latest_walk"]
        return cls(**values | {"latest_walk": dt.datetime.fromisoformat(latest_walk) if latest_walk else None})


class Seal(NamedTuple):
    """The digest of the rows when they were saved, and the name of the installation that saved them."""

    digest: str
    instance: str


def prove(file: Path) -> Proof:
    """What a backup holds, once everything in it was looked at. The file is only read. Raises WrongBackup.

    Never give it the file of a database that somebody has open: closing it here would drop the other's locks.
    """
    with opened(file) as connection:
        return proved(connection)


def proved(connection: sqlite3.Connection, *, is_sealed: bool = True) -> Proof:
    """The same of what `opened` opened, or of a database that was changed since it was sealed. Raises WrongBackup."""
    try:
        _refuse_what_is_not_ours(connection)
        _refuse_damaged_pages(connection)
        _refuse_other_revisions(connection)
        proof = proof_of(connection)
        kept = sealed(connection) if is_sealed else None
        if kept and kept.digest != proof.digest:
            raise WrongBackup(Unfit.DAMAGED, "its rows are not those that were saved")
        # What is sealed is what was saved: figures that were wrong then keep nobody from a backup of all the others,
        # nor from bringing it back.
        if is_sealed and not kept and not _sums_agree(connection):
            raise WrongBackup(Unfit.DAMAGED, "its weeks are not the sums of their walks")
    except _UNREADABLE as error:
        raise WrongBackup(Unfit.DAMAGED, str(error)) from error
    return proof


def proof_of(connection: sqlite3.Connection) -> Proof:
    """What a database holds, without a look at whether it is whole.

    Of a live one, within one transaction: `connection.execute("BEGIN")` first, and `connection.backup(copy)` in the
    same transaction copies this very moment.
    """
    tables = _tables(connection)
    (latest,) = connection.execute("SELECT max(started_at) FROM walk WHERE deleted_at IS NULL").fetchone()
    walks, seconds = connection.execute(
        "SELECT count(*), coalesce(sum(seconds), 0) FROM walk WHERE deleted_at IS NULL"
    ).fetchone()
    return Proof(
        revision=str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]),
        walks=walks,
        people=connection.execute("SELECT count(*) FROM account").fetchone()[0],
        minutes=seconds // 60,
        latest_walk=dt.datetime.fromisoformat(latest).replace(tzinfo=dt.UTC) if latest else None,
        # Names that the schema gave, quoted.
        rows={name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables},  # noqa: S608 - its own names.
        digest=_digest(connection, tables),
    )


def seal(copy: sqlite3.Connection, *, instance: str = "") -> Proof:
    """Make a fresh copy one whole file that proves itself; what it holds. Nobody else may have it open.

    It carries the name of its installation, so that phones know a new machine for their own.
    """
    proof = proof_of(copy)
    copy.execute(f"DROP TABLE IF EXISTS {SEAL}")
    copy.execute(f"CREATE TABLE {SEAL} (digest TEXT NOT NULL, instance TEXT NOT NULL)")
    copy.execute(f"INSERT INTO {SEAL} VALUES (?, ?)", (proof.digest, instance))  # noqa: S608 - a name of ours.
    marks.mark_whole(copy)
    copy.commit()
    copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    return proof


def unseal(connection: sqlite3.Connection) -> None:
    """Take the seal from what is a live database from now on."""
    connection.execute(f"DROP TABLE IF EXISTS {SEAL}")
    connection.commit()


def sealed(connection: sqlite3.Connection) -> Seal | None:
    """What a backup carries to prove itself, unless it was copied by other means."""
    is_there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not connection.execute(is_there, (SEAL,)).fetchone()[0]:
        return None
    return Seal(*connection.execute(f"SELECT digest, instance FROM {SEAL}").fetchone())  # noqa: S608 - a name of ours.


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A file that nobody has open, to be read with the entries beside it; neither is changed. Raises WrongBackup."""
    if file.stat().st_size == 0:
        raise WrongBackup(Unfit.EMPTY)
    if not any(_has_entries(file, ending) for ending in (_WAL, _JOURNAL)):
        uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            _refuse_without_entries(connection)
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix="backstride-") as folder:
        # SQLite would move the entries over; it does so in a copy of both.
        copy = Path(folder, "copy.db")
        for ending in ("", *(ending for ending in (_WAL, _JOURNAL) if _has_entries(file, ending))):
            shutil.copyfile(beside(file, ending), beside(copy, ending))
        with closing(sqlite3.connect(copy)) as connection:
            yield connection


def _has_entries(file: Path, ending: str) -> bool:
    entries = beside(file, ending)
    return entries.is_file() and entries.stat().st_size > 0


def _refuse_without_entries(connection: sqlite3.Connection) -> None:
    try:
        is_cut_off = marks.is_in_use(connection)
    except sqlite3.DatabaseError:
        # `proved` says what it is.
        return
    if is_cut_off:
        raise WrongBackup(Unfit.WITHOUT_WAL)


def _refuse_what_is_not_ours(connection: sqlite3.Connection) -> None:
    try:
        is_filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    except sqlite3.DatabaseError as error:
        is_no_database = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB
        raise WrongBackup(Unfit.FOREIGN if is_no_database else Unfit.DAMAGED) from error
    if not is_filled:
        raise WrongBackup(Unfit.EMPTY)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise WrongBackup(Unfit.FOREIGN)


def _refuse_damaged_pages(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA cell_size_check = ON")
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        raise WrongBackup(Unfit.DAMAGED, " ".join(str(answer).split()))
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise WrongBackup(Unfit.DAMAGED, "some rows have lost what they belong to")


def _refuse_other_revisions(connection: sqlite3.Connection) -> None:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise WrongBackup(Unfit.DAMAGED, "it does not say which Backstride made it")
    known = revisions()
    if row[0] not in known:
        # They are named by their dates.
        raise WrongBackup(Unfit.NEWER if str(row[0]) > known[-1] else Unfit.TOO_OLD, str(row[0]))


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in names if not name.startswith("sqlite_") and name not in (SEAL, _VERSION)]


def _digest(connection: sqlite3.Connection, tables: list[str]) -> str:
    """SHA-256 of every row, in the order of their keys, with the columns in the order of their names."""
    digest = hashlib.sha256()
    for table in (_VERSION, "sqlite_sequence", *tables):
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        names = ", ".join(f'"{column[1]}"' for column in sorted(columns, key=lambda column: str(column[1])))
        keys = [f'"{column[1]}"' for column in sorted(columns, key=lambda column: int(column[5])) if column[5]]
        digest.update(f"{table}: {names}\n".encode())
        if names:
            order = ", ".join(keys) or names
            query = f'SELECT {names} FROM "{table}" ORDER BY {order}'  # noqa: S608 - names of the schema, quoted.
            for row in connection.execute(query):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def _sums_agree(connection: sqlite3.Connection) -> bool:
    """Whether each walk is as long as its segments, and each week is the sum of its walks."""
    if connection.execute(_UNEQUAL_WALKS).fetchone()[0]:
        return False
    sums: dict[tuple[Any, str], list[float]] = defaultdict(lambda: [0.0] * 5)
    for user_id, first_weekday, day, *figures in connection.execute(_DAYS):
        start = week_of(dt.date.fromisoformat(day), first_weekday).start
        week = sums[user_id, start.isoformat()]
        week[:] = [total + figure for total, figure in zip(week, figures, strict=True)]
    kept = {(user_id, start): figures for user_id, start, *figures in connection.execute(_WEEKS)}
    return kept.keys() == sums.keys() and all(_is_same(kept[key], figures) for key, figures in sums.items())


def _is_same(kept: list[Any], added: list[float]) -> bool:
    return all(math.isclose(*pair, rel_tol=1e-6, abs_tol=1e-3) for pair in zip(kept, added, strict=True))
