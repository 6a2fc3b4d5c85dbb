"""Looks at the backups, each provoked: made, damaged and tried as the server does it."""

import datetime as dt

import pytest

from tests.factories import NOW, log
from webapp.actions import drills
from webapp.config import Settings
from webapp.domain.backup_checkups import BackupTrial, SecondPlaceAge
from webapp.domain.backup_rules import BackupReason
from webapp.domain.checkups import CheckupState
from webapp.security import backup_looks as looks
from webapp.storage import instance
from webapp.storage.backups import Backups
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.second_folder import SecondFolder

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def backups(database: Database, settings: Settings, alice: User) -> Backups:
    with database.writing() as session:
        log(session, alice)
    return Backups(settings.database_file)


def test_the_newest_whole_backup_says_how_old_it_is(backups: Backups, settings: Settings) -> None:
    assert looks.backup_age(settings, now=NOW).made_at is None
    backups.make(BackupReason.HAND, now=NOW - A_DAY)
    cut = backups.make(BackupReason.HAND, now=NOW)
    cut.file.write_bytes(cut.file.read_bytes()[:-1])

    assert looks.backup_age(settings, now=NOW).made_at == NOW - A_DAY


def test_a_trial_is_told_and_a_backup_that_was_damaged_on_purpose_is_a_failure(
    backups: Backups, settings: Settings
) -> None:
    assert looks.backup_trial(settings, now=NOW) == BackupTrial(NOW)
    made = backups.make(BackupReason.HAND, now=NOW)
    drills.drill(backups, now=NOW)
    assert looks.backup_trial(settings, now=NOW) == BackupTrial(NOW, True, False, NOW, 1)

    content = bytearray(made.file.read_bytes())
    content[len(content) // 2] ^= 1
    made.file.write_bytes(content)
    drills.drill(backups, now=NOW + A_DAY)
    assert looks.backup_trial(settings, now=NOW + A_DAY).judged().state is CheckupState.FAILURE


def test_a_second_folder_is_looked_at_by_its_note_alone(backups: Backups, settings: Settings) -> None:
    assert looks.second_place_age(settings, now=NOW) == SecondPlaceAge(NOW)
    elsewhere = settings.data.parent / "stick"
    elsewhere.mkdir()
    second = SecondFolder(settings.data, settings.database_file, instance.read_or_make(settings.data))
    second.choose(str(elsewhere))
    assert looks.second_place_age(settings, now=NOW).last_at is None
    second.send(backups.make(BackupReason.HAND, now=NOW))

    assert looks.second_place_age(settings, now=NOW) == SecondPlaceAge(NOW, True, True, NOW)
