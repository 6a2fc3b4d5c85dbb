"""Which backups are kept, and when the next one is due.

Backups are counted, and their order is that in which they were made: a clock that leaps or falls back removes none of
the newest, and ages nothing by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

DAYS, WEEKS, MONTHS = 7, 4, 12
# Those made last stay, whatever their dates say.
NEWEST_KEPT = 3
MOST_BYTES = 2_000_000_000
UPGRADES_KEPT_FOR = dt.timedelta(weeks=6)
# Whoever counts on backups hears it when there was none for so long.
LATE_AFTER = dt.timedelta(days=10)
# Nobody walks then, and no clock is changed for summer or winter at this hour.
NIGHT = dt.time(3, 15)


class BackupReason(StrEnum):
    """Why a backup was made."""

    NIGHT = "night"
    HAND = "by-hand"
    UPGRADE = "before-upgrade"
    RESTORE = "before-restore"


# They are the way back, and no rule of days counts them.
BEFORE_CHANGES = (BackupReason.UPGRADE, BackupReason.RESTORE)


@dataclass(frozen=True, kw_only=True)
class KeptBackup:
    """A backup as the rules see it. `number` is larger for each one that is made; `size` is in bytes."""

    number: int
    made_at: dt.datetime
    size: int
    reason: BackupReason
    is_damaged: bool = False


Kept = TypeVar("Kept", bound=KeptBackup)


def too_many(
    backups: Iterable[Kept], *, upgrades_before: dt.datetime | None, most_bytes: int = MOST_BYTES
) -> list[Kept]:
    """Which backups go: those that no rule keeps, then the oldest until the rest fits; never the newest whole one.

    One from before an upgrade or a restore stays unless it was made before `upgrades_before`, always while that is
    None.
    """
    newest_first = sorted(backups, key=lambda backup: backup.number, reverse=True)
    whole = [backup for backup in newest_first if not backup.is_damaged]
    regular = [backup for backup in whole if backup.reason not in BEFORE_CHANGES]
    kept = {backup.number for backup in newest_first[:NEWEST_KEPT] + whole[:1]}
    kept |= _first_of_each(regular, DAYS, lambda made_at: made_at.date())
    kept |= _first_of_each(regular, WEEKS, lambda made_at: made_at.isocalendar()[:2])
    kept |= _first_of_each(regular, MONTHS, lambda made_at: (made_at.year, made_at.month))
    kept |= {
        backup.number
        for backup in newest_first
        if backup.reason in BEFORE_CHANGES and not (upgrades_before and backup.made_at < upgrades_before)
    }
    kept -= _over_limit([backup for backup in newest_first if backup.number in kept], whole[:1], most_bytes)
    return [backup for backup in newest_first if backup.number not in kept]


def next_due(last: dt.datetime | None, zone: ZoneInfo, *, now: dt.datetime) -> dt.datetime:
    """When the next backup is made: in the first night after the last one, or now if there is none before now."""
    if last is None or last > now:
        return now
    day = last.astimezone(zone).date()
    nights = (dt.datetime.combine(day + dt.timedelta(days=days), NIGHT, zone) for days in range(2))
    return next(night.astimezone(dt.UTC) for night in nights if night > last)


def is_late(last: dt.datetime, *, now: dt.datetime) -> bool:
    return now - last > LATE_AFTER


def _first_of_each(
    newest_first: Sequence[KeptBackup], count: int, period_of: Callable[[dt.datetime], object]
) -> set[int]:
    """The newest backup of each of the last so many periods in which there is one."""
    first: dict[object, int] = {}
    for backup in newest_first:
        first.setdefault(period_of(backup.made_at), backup.number)
    return set(list(first.values())[:count])


def _over_limit(newest_first: Sequence[KeptBackup], never: Sequence[KeptBackup], most_bytes: int) -> set[int]:
    size, over = sum(backup.size for backup in newest_first), set[int]()
    for backup in reversed(newest_first):
        if size > most_bytes and backup not in never:
            over.add(backup.number)
            size -= backup.size
    return over
