"""The words of the backups: when and why one was made, how large it is, and why one could not be made."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from webapp.domain import weeks
from webapp.domain.backup_rules import BackupReason
from webapp.words import formats

REASONS = {
    BackupReason.NIGHT: lazy_gettext("at night"),
    BackupReason.HAND: lazy_gettext("by hand"),
    BackupReason.UPGRADE: lazy_gettext("before an upgrade"),
    BackupReason.RESTORE: lazy_gettext("before you went back"),
}
# By the trouble that kept one from being made; anything else is the disk's.
_TROUBLES = {
    "full": lazy_gettext("The disk is full. Please make room on it."),
    "busy": lazy_gettext("The server was busy with something else."),
    "read_only": lazy_gettext("The folder of the backups takes nothing new."),
    "damaged": lazy_gettext("A part of the database is damaged, so we made no copy of it."),
    "away": lazy_gettext("It is not there just now. Is it plugged in, and turned on?"),
    "failing": lazy_gettext("The disk did not answer as it should."),
}


def when(instant: dt.datetime, time_zone: str, *, today: dt.date) -> str:
    day = weeks.local_date(instant, time_zone)
    time = formats.clock_time(instant, time_zone)
    if day == today:
        return _("Today, %(time)s", time=time)
    return _("%(day)s, %(time)s", day=formats.near_day(day, year=day.year != today.year), time=time)


def contents(walks: int, people: int) -> str:
    """What is in a backup."""
    of_people = ngettext("%(num)d person", "%(num)d people", people)
    return ngettext("%(num)d walk of %(people)s", "%(num)d walks of %(people)s", walks, people=of_people)


def size(count: int) -> str:
    """How large a file is; the smallest database has a tenth of a megabyte."""
    return _("%(size)s MB", size=formats.number(max(count / 1e6, 0.1)))


def trouble(kind: str) -> str:
    return str(_TROUBLES.get(kind, _TROUBLES["failing"]))
