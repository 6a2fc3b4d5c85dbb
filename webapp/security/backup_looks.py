"""Looks at the backups: the facts of those checkups, by the notes beside them. No share that is away is waited for."""

import datetime as dt

from webapp.actions import drills
from webapp.config import Settings
from webapp.domain.backup_checkups import BackupAge, BackupTrial, SecondPlaceAge
from webapp.storage import instance
from webapp.storage.backups import Backups
from webapp.storage.second_folder import SecondFolder


def backup_age(settings: Settings, *, now: dt.datetime) -> BackupAge:
    whole = (backup for backup in Backups(settings.database_file).newest_first() if not backup.is_damaged)
    newest = next(whole, None)
    return BackupAge(now, newest.made_at if newest else None)


def backup_trial(settings: Settings, *, now: dt.datetime) -> BackupTrial:
    kept = drills.kept(Backups(settings.database_file))
    if kept is None:
        return BackupTrial(now)
    proven = kept.proven
    return BackupTrial(
        now,
        was_tried=True,
        has_failed=bool(kept.last.failure),
        proven_at=proven.at if proven else None,
        walks=proven.walks if proven else 0,
    )


def second_place_age(settings: Settings, *, now: dt.datetime) -> SecondPlaceAge:
    place = SecondFolder(settings.data, settings.database_file, instance.known(settings.data)).place
    return SecondPlaceAge(now, True, place.is_beside_the_diaries, place.last_at) if place else SecondPlaceAge(now)
