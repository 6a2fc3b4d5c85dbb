"""The night: a backup when one is due, tried again when it fails, and nothing that stops the server."""

import datetime as dt
from pathlib import Path

import pytest

from tests.factories import NOW, days_go_by
from webapp.actions import nights
from webapp.actions.nights import Night
from webapp.config import Settings
from webapp.domain import backup_rules
from webapp.domain.backup_rules import BackupReason
from webapp.storage.backups import Backups, FailedBackup
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.second_folder import SecondFolder
from webapp.storage.troubles import Trouble

# A quarter past three in Paris, after NOW.
TONIGHT = dt.datetime(2026, 11, 21, 2, 15, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def night(database: Database, settings: Settings) -> Night:
    second = SecondFolder(settings.data, settings.database_file, "1a2b3c4d-0000")
    return Night(database, Backups(settings.database_file), second)


def reasons(night: Night) -> list[BackupReason]:
    return [backup.reason for backup in night.newest_first()]


def test_the_first_one_is_made_at_once_and_then_one_each_night(night: Night, alice: User) -> None:
    assert night.make_due(NOW) == TONIGHT
    assert night.make_due(NOW + dt.timedelta(hours=5)) == TONIGHT
    assert night.make_due(TONIGHT) == TONIGHT + A_DAY
    # The server was off for three nights.
    assert night.make_due(TONIGHT + A_DAY * 3.5) == TONIGHT + A_DAY * 4
    assert reasons(night) == [BackupReason.NIGHT] * 3


def test_before_anybody_is_here_there_is_nothing_to_copy(night: Night) -> None:
    assert night.make_due(NOW) > NOW
    assert reasons(night) == []


def test_one_by_a_tap_counts_for_the_night_before(night: Night, alice: User) -> None:
    night.make(BackupReason.HAND, now=NOW)
    assert night.make_due(NOW) == TONIGHT


def test_those_that_no_rule_keeps_go_and_those_of_upgrades_stay_for_weeks_that_went_by(
    night: Night, database: Database, alice: User
) -> None:
    upgrade = night.backups.make(BackupReason.UPGRADE, now=NOW)
    made = [night.make(BackupReason.HAND, now=NOW + dt.timedelta(hours=hours)) for hours in range(6)]
    assert night.newest_first() == [*made[:-4:-1], upgrade]

    later = NOW + backup_rules.UPGRADES_KEPT_FOR + A_DAY
    night.make(BackupReason.HAND, now=later)
    assert upgrade in night.newest_first()
    with database.writing() as session:
        days_go_by(session, later, 44)
    night.make(BackupReason.HAND, now=later)
    assert upgrade not in night.newest_first()


def test_what_fails_is_told_and_tried_again(night: Night, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FailedBackup(Trouble.FULL, "no room")

    night._has_rested = True
    with monkeypatch.context() as broken:
        broken.setattr(Backups, "make", fail)
        assert night._work() == nights._AFTER_TROUBLE
    assert night.failed and night.failed.trouble is Trouble.FULL
    assert night.is_late(now=NOW)

    night._work()
    assert night.failed is None
    assert not night.is_late(now=NOW)


def test_the_owner_is_warned_when_the_last_whole_one_is_older_than_ten_days(night: Night, alice: User) -> None:
    assert not night.is_late(now=NOW)
    made = night.make(BackupReason.HAND, now=NOW)
    assert not night.is_late(now=NOW + backup_rules.LATE_AFTER)
    assert night.is_late(now=NOW + backup_rules.LATE_AFTER + dt.timedelta(minutes=1))

    made.file.write_bytes(b"")
    assert Night(night._database, night.backups, night.second).is_late(now=NOW) is False
    assert night.newest_first() and night.last is None


def test_a_start_is_left_alone_for_some_minutes(night: Night, alice: User) -> None:
    night.resting.wake()
    night.resting.end(30)
    assert reasons(night) == []


def test_each_one_goes_to_the_second_folder_and_is_tried_again_while_that_is_away(
    night: Night, alice: User, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    night.second.choose(str(share))
    night._has_rested = True
    night._work()
    assert night.second.place and night.second.place.last_at == NOW

    share.rename(tmp_path / "away")
    night.make(BackupReason.HAND, now=NOW - A_DAY / 24)
    assert night._work() == nights._AFTER_TROUBLE
    assert night.not_sent and night.not_sent.trouble is Trouble.AWAY
    (tmp_path / "away").rename(share)
    assert night._work() > nights._AFTER_TROUBLE
    assert night.not_sent is None


def test_a_newest_that_fails_its_trial_is_followed_by_another_at_once(night: Night, alice: User) -> None:
    night.make_due(NOW)
    night.make_due(NOW + A_DAY)
    newest, before = night.newest_first()
    newest.file.write_bytes(b"spoiled")
    night.try_newest(now=NOW + A_DAY)
    assert night.last == before
    night.make_due(NOW + A_DAY)
    assert [backup.is_damaged for backup in night.newest_first()] == [False, True, False]
