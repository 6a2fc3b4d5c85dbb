"""Checkups of the backups: whether there is a new one, whether it was tried, and whether one is on another disk."""

import datetime as dt
from dataclasses import dataclass

from webapp.domain import backup_rules
from webapp.domain.checkups import Checkup, CheckupGroup, Judgement, failure, ok, warning


class _OfBackups(Checkup):
    group = CheckupGroup.BACKUPS


@dataclass(frozen=True)
class BackupAge(_OfBackups):
    """When the newest whole backup was made."""

    name = "backup-age"
    now: dt.datetime
    made_at: dt.datetime | None

    def judged(self) -> Judgement:
        if self.made_at is None:
            return warning("none")
        is_late = backup_rules.is_late(self.made_at, now=self.now)
        return (warning if is_late else ok)("late" if is_late else "made", day=self.made_at.date())


@dataclass(frozen=True)
class BackupTrial(_OfBackups):
    """Whether there was a trial, whether the last one failed, and when the last good one was, with so many walks."""

    name = "backup-trial"
    now: dt.datetime
    was_tried: bool = False
    has_failed: bool = False
    proven_at: dt.datetime | None = None
    walks: int = 0

    def judged(self) -> Judgement:
        if not self.was_tried:
            return ok("not-yet")
        if self.has_failed or self.proven_at is None:
            return failure("failed")
        if backup_rules.is_late(self.proven_at, now=self.now):
            return warning("late", day=self.proven_at.date())
        return ok("proven", day=self.proven_at.date(), walks=self.walks)


@dataclass(frozen=True)
class SecondPlaceAge(_OfBackups):
    """Whether a second place was chosen, whether it is on another disk, and when the last backup there was made."""

    name = "second-folder"
    now: dt.datetime
    is_chosen: bool = False
    is_beside_the_diaries: bool = False
    last_at: dt.datetime | None = None

    def judged(self) -> Judgement:
        if not self.is_chosen:
            return ok("none")
        if self.last_at is None or backup_rules.is_late(self.last_at, now=self.now):
            return warning("late")
        return warning("beside") if self.is_beside_the_diaries else ok("sent", day=self.last_at.date())
