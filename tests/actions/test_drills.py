"""The newest backup is tried, and what is wrong with it is found the same day."""

import datetime as dt
from pathlib import Path

import pytest

from tests.copies import change
from tests.factories import NOW, log
from webapp.actions import drills
from webapp.domain.backup_rules import BackupReason
from webapp.storage.backups import Backups
from webapp.storage.engine import Database
from webapp.storage.models import User

DAY = dt.timedelta(days=1)


@pytest.fixture
def backups(database: Database, alice: User, bob: User) -> Backups:
    """A backup of two people's walks."""
    with database.writing() as session:
        for user in (alice, bob, alice):
            log(session, user)
    assert database.file
    backups = Backups(database.file)
    backups.make(BackupReason.NIGHT, now=NOW)
    return backups


def test_a_good_backup_is_proven_and_nothing_is_left_of_the_trial(backups: Backups) -> None:
    assert drills.kept(backups) is None
    done = drills.drill(backups, now=NOW)
    assert done and (done.failure, done.walks, done.made_at) == ("", 3, NOW)
    kept = drills.kept(backups)
    assert kept and kept.last == kept.proven == done
    assert not (backups.database.parent / drills.FOLDER).exists()


def spoil_bytes(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def spoil_rows(file: Path) -> None:
    change(file, "UPDATE walk SET note = 'Another.'")


@pytest.mark.parametrize("spoil", [spoil_bytes, spoil_rows, lambda file: file.write_bytes(b"")])
def test_a_backup_that_was_damaged_is_found_and_the_last_good_one_still_known(backups: Backups, spoil: object) -> None:
    good = drills.drill(backups, now=NOW)
    newest = backups.make(BackupReason.NIGHT, now=NOW + DAY)
    assert callable(spoil)
    spoil(newest.file)
    done = drills.drill(backups, now=NOW + 2 * DAY)
    assert done and done.failure and done.file == newest.file.name
    kept = drills.kept(backups)
    assert kept and (kept.last, kept.proven) == (done, good)


def test_what_an_export_leaves_out_is_found(backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drills, "_lengths", lambda _: iter([60]))
    done = drills.drill(backups, now=NOW)
    assert done and "what it exports is not what it holds" in done.failure


def test_it_is_due_once_a_week_and_when_a_newer_backup_may_be_better(backups: Backups) -> None:
    assert drills.is_due(backups, now=NOW)
    drills.drill(backups, now=NOW)
    due = [drills.is_due(backups, now=NOW + days * DAY) for days in (-1, 0, 6, 7)]
    assert due == [True, False, False, True]
    (newest,) = backups.newest_first()
    spoil_rows(newest.file)
    drills.drill(backups, now=NOW)
    assert not drills.is_due(backups, now=NOW + DAY)
    backups.make(BackupReason.NIGHT, now=NOW + DAY)
    assert drills.is_due(backups, now=NOW + DAY)


def test_without_a_backup_there_is_nothing_to_try(database: Database) -> None:
    assert database.file
    assert drills.drill(Backups(database.file), now=NOW) is None
