"""The drill: the newest backup is restored beside the diary, everything in it is exported, and all of it compared.

What came of it is kept in a file among the backups, and not in the database: that may be restored from one of them.
"""

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from webapp.actions import exports
from webapp.actions.exports import Format
from webapp.domain import backup_rules
from webapp.domain.restores import WALKS
from webapp.importers import document
from webapp.storage import backups as backup_store
from webapp.storage import files, proofs, users
from webapp.storage.backups import Backup, Backups
from webapp.storage.engine import Database
from webapp.storage.proofs import Unfit, WrongBackup
from webapp.storage.ready_copies import ready_copy
from webapp.storage.schema import FailedUpgrade
from webapp.storage.troubles import CannotWrite, Trouble

EVERY = dt.timedelta(days=7)
FOLDER = "drill"
_KEPT = "last-drill"


@dataclass(frozen=True, kw_only=True)
class Drill:
    """What came of trying a backup, and of which; `failure` is empty when all was well."""

    at: dt.datetime
    file: str
    made_at: dt.datetime
    walks: int
    failure: str = ""


@dataclass(frozen=True, kw_only=True)
class Drills:
    """The last drill, and the last of those in which all was well."""

    last: Drill
    proven: Drill | None


def drill(backups: Backups, *, now: dt.datetime) -> Drill | None:
    """Try the newest backup, and keep what came of it; None while there is none.

    Raises CannotWrite or OSError where the trial itself fails, as on a full disk: that says nothing of the backup.
    """
    newest = next(iter(backups.newest_first()), None)
    if newest is None:
        return None
    failure = ""
    try:
        _try(newest, backups.database.parent / FOLDER, now=now)
    except (WrongBackup, FailedUpgrade) as error:
        failure = str(error)
    except sqlite3.Error as error:
        raise CannotWrite(Trouble.FULL if "full" in str(error) else Trouble.FAILING) from error
    walks = newest.proof.walks if newest.proof else 0
    done = Drill(at=now, file=newest.file.name, made_at=newest.made_at, walks=walks, failure=failure)
    before = kept(backups)
    proven_before = before.proven if before else None
    _keep(backups, Drills(last=done, proven=proven_before if failure else done))
    return done


def sweep(backups: Backups) -> None:
    """Remove what a kill has left of a drill."""
    shutil.rmtree(backups.database.parent / FOLDER, ignore_errors=True)


def is_due(backups: Backups, *, now: dt.datetime) -> bool:
    """Whether a week went by, or a newer backup takes the place of one in which something was wrong."""
    before = kept(backups)
    if before is None or not dt.timedelta() <= now - before.last.at < EVERY:
        return True
    newest = next(iter(backups.newest_first()), None)
    return bool(before.last.failure and newest and newest.file.name != before.last.file)


def is_unproven(drills: Drills, *, now: dt.datetime) -> bool:
    """Whether the owner should look: the last drill failed, or the last good one is long ago."""
    if drills.last.failure or drills.proven is None:
        return True
    return backup_rules.is_late(drills.proven.at, now=now)


def kept(backups: Backups) -> Drills | None:
    """What came of the last drills; None before the first, and where the file says nothing any more."""
    try:
        told = json.loads((backups.folder / _KEPT).read_bytes())
        return Drills(last=_told(told["last"]), proven=_told(told["proven"]) if told["proven"] else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(backups: Backups, drills: Drills) -> None:
    files.write_whole(backups.folder / _KEPT, json.dumps(asdict(drills), default=dt.datetime.isoformat).encode())


def _told(told: Mapping[str, Any]) -> Drill:
    return Drill(
        at=dt.datetime.fromisoformat(told["at"]),
        file=told["file"],
        made_at=dt.datetime.fromisoformat(told["made_at"]),
        walks=told["walks"],
        failure=told["failure"],
    )


def _try(backup: Backup, folder: Path, *, now: dt.datetime) -> None:
    """Raises WrongBackup for whatever is not as it was when the backup was made."""
    if backup_store.sha256(backup.file) != backup.sha256:
        raise WrongBackup(Unfit.DAMAGED, "its bytes are not those that were written")
    with proofs.opened(backup.file) as source:
        proof = proofs.proved(source)
        if proof != backup.proof:
            raise WrongBackup(Unfit.DAMAGED, "it does not hold what the diary held")
        with ready_copy(source, folder) as copy, closing(Database.in_file(copy)) as database:
            walks, seconds = _exported(database, copy.with_name("export.json"), now=now)
    if (walks, seconds // 60) != (proof.walks, proof.minutes):
        raise WrongBackup(Unfit.DAMAGED, "what it exports is not what it holds")


def _exported(database: Database, file: Path, *, now: dt.datetime) -> tuple[int, int]:
    """The walks outside the bin, and their seconds, in what everybody would take along."""
    lengths: list[int] = []
    with database.reading() as session:
        for user in users.all_users(session):
            with file.open("wb") as written:
                exports.export(session, user.diary, written, Format.JSON, now=now)
            lengths.extend(_lengths(file))
    return len(lengths), sum(lengths)


def _lengths(file: Path) -> Iterator[int]:
    with file.open("rb") as written:
        for entry in document.entries(written):
            if entry.name == WALKS and entry.value["deleted_at"] is None:
                yield sum(segment["seconds"] for segment in entry.value["segments"])
