"""What the server does by night: a backup, the removal of those that no rule keeps, and a copy in a second folder.

One thread rests until then. When no backup is of the last night, as after days without power, it makes one soon after
the start. What fails is tried again, and told to the owner.
"""

import datetime as dt
import logging
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from webapp import clock
from webapp.actions import clocks, drills
from webapp.actions.drills import Drills
from webapp.actions.resting_threads import RestingThread
from webapp.domain import backup_rules
from webapp.domain.backup_rules import BackupReason
from webapp.storage import users
from webapp.storage.backups import Backup, Backups, FailedBackup
from webapp.storage.engine import Database
from webapp.storage.second_folder import SecondFolder
from webapp.storage.troubles import TROUBLES, Trouble, trouble_of

# A start is busy enough.
_AFTER_START = dt.timedelta(minutes=2)
_AFTER_TROUBLE = dt.timedelta(minutes=30)
_UNTIL_SOMEBODY_IS_HERE = dt.timedelta(hours=1)

_log = logging.getLogger(__name__)


class FailedNight(NamedTuple):
    """Why the last backup failed, or did not get to the second folder, and when it was tried."""

    trouble: Trouble
    at: dt.datetime


class Night:
    """Makes the backups of a server, one by night and those that somebody asks for."""

    def __init__(self, database: Database, backups: Backups, second: SecondFolder) -> None:
        self.backups, self.second = backups, second
        self.failed: FailedNight | None = None
        self.not_sent: FailedNight | None = None
        self.resting = RestingThread("night", self._work)
        # The newest whole backup; None before somebody has looked, and while there is none.
        self.last: Backup | None = None
        self._drills: Drills | None = None
        self._database = database
        self._has_looked = self._has_rested = False

    def make(self, reason: BackupReason, *, now: dt.datetime) -> Backup:
        """Make a backup, and remove those that no rule keeps. Raises FailedBackup or CannotWrite."""
        try:
            backup = self.backups.make(reason, now=now)
        except (FailedBackup, *TROUBLES) as error:
            trouble = error.trouble if isinstance(error, FailedBackup) else trouble_of(error)
            self.failed = FailedNight(trouble or Trouble.FAILING, now)
            raise
        self.failed = None
        try:
            self._keep_by_rule(now)
        except TROUBLES as trouble:
            # One too many is no harm.
            _log.warning("Old backups are removed another time: %s", trouble)
        return backup

    def send_soon(self) -> None:
        """Wake the thread, where there is one, for the second folder, and for a trial where the last one failed."""
        has_failed = self.drills is not None and bool(self.drills.last.failure)
        if self.resting.thread and (self.second.place or has_failed):
            self.resting.wake()

    def newest_first(self) -> list[Backup]:
        self._look()
        found = [self._judged(backup) for backup in self.backups.newest_first()]
        self.last = next((backup for backup in found if not backup.is_damaged), None)
        return found

    def is_late(self, *, now: dt.datetime) -> bool:
        """Whether the owner should look after the backups: the last one is old, or none could be made yet."""
        self._look()
        return backup_rules.is_late(self.last.made_at, now=now) if self.last else self.failed is not None

    @property
    def drills(self) -> Drills | None:
        """What came of trying the newest ones; None before the first was tried."""
        self._look()
        return self._drills

    def is_unproven(self, *, now: dt.datetime) -> bool:
        """Whether the last drill found something wrong, or the last good one is long ago."""
        return self.drills is not None and drills.is_unproven(self.drills, now=now)

    def make_due(self, now: dt.datetime) -> dt.datetime:
        """Make the backup of the night if it is due; when to look again."""
        with self._database.reading() as session:
            owner, is_anybody = users.owner(session), users.is_anybody(session)
        if not is_anybody:
            return now + _UNTIL_SOMEBODY_IS_HERE
        zone = ZoneInfo(owner.time_zone if owner else "UTC")
        self.newest_first()
        due = backup_rules.next_due(self.last.made_at if self.last else None, zone, now=now)
        if due > now:
            return due
        self.make(BackupReason.NIGHT, now=now)
        self.backups.empty_bin()
        return backup_rules.next_due(now, zone, now=now)

    def try_newest(self, *, now: dt.datetime) -> None:
        """Try the newest backup, once a week."""
        if drills.is_due(self.backups, now=now):
            done = drills.drill(self.backups, now=now)
            self._drills = drills.kept(self.backups)
            self.newest_first()
            if done and done.failure:
                _log.error("The backup %s failed its trial: %s", done.file, done.failure)

    def send(self, *, now: dt.datetime) -> None:
        """Bring the newest whole backup to the second folder, and remove there what no rule keeps."""
        place, there = self.second.place, self.second.backups
        self.newest_first()
        self.not_sent = None
        if place is None or there is None or self.last is None or place.last_at == self.last.made_at:
            # A share that sleeps is not woken for nothing.
            return
        try:
            self.second.send(self.last)
            there.remove(backup_rules.too_many(there.newest_first(), upgrades_before=None))
        except (FailedBackup, OSError) as error:
            trouble = error.trouble if isinstance(error, FailedBackup) else trouble_of(error)
            self.not_sent = FailedNight(trouble or Trouble.FAILING, now)
            _log.warning("The second folder has to wait: %s", error)

    def _keep_by_rule(self, now: dt.datetime) -> None:
        with self._database.writing() as session:
            before = clocks.purge_before(session, backup_rules.UPGRADES_KEPT_FOR, now=now)
        self.backups.remove(backup_rules.too_many(self.newest_first(), upgrades_before=before))

    def _look(self) -> None:
        if not self._has_looked:
            self._has_looked = True
            self._drills = drills.kept(self.backups)
            self.newest_first()

    def _judged(self, backup: Backup) -> Backup:
        """A backup that failed its trial counts as damaged, whatever its note says."""
        last = self._drills.last if self._drills else None
        has_failed = last is not None and last.failure and last.file == backup.file.name
        return replace(backup, is_damaged=True) if has_failed else backup

    def _work(self) -> dt.timedelta:
        if not self._has_rested:
            self._has_rested = True
            drills.sweep(self.backups)
            return _AFTER_START
        now = clock.now()
        try:
            # Where it is damaged, the next one is due at once.
            self.try_newest(now=now)
            next_at = self.make_due(now)
            self.send(now=now)
        except (FailedBackup, *TROUBLES) as trouble:
            _log.warning("The backup has to wait: %s", trouble)
            return _AFTER_TROUBLE
        rest = max(next_at - clock.now(), dt.timedelta(seconds=1))
        return min(rest, _AFTER_TROUBLE) if self.not_sent else rest
