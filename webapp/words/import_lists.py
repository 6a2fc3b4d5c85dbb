"""The imports of a person in a list: their files, when they began, how many walks they are about, how far they are."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from webapp.domain import weeks
from webapp.domain.imports import BatchState, ListedImport
from webapp.words import formats


def files(names: Sequence[str]) -> str:
    """The files of an import by the name of the first."""
    more = len(names) - 1
    first = names[0] if names else ""
    return ngettext("%(file)s and %(num)d more", "%(file)s and %(num)d more", more, file=first) if more > 0 else first


def listed(brought: ListedImport) -> str:
    """How many walks an import is about, and how far it is."""
    walks = ngettext("%(num)d walk", "%(num)d walks", brought.walks) if brought.walks else ""
    return ", ".join(filter(None, (walks, _state(brought))))


def _state(brought: ListedImport) -> str:
    match brought.state:
        case BatchState.READY | BatchState.DONE if brought.waits:
            return _("waits for you")
        case BatchState.DONE if brought.has_saved:
            return pgettext("an import", "finished")
        case BatchState.READY | BatchState.DONE:
            return _("nothing new")
        case BatchState.UNDONE:
            return _("taken back")
        case BatchState.CANCELLED:
            return _("cancelled")
        case _:
            return _("at work")


def when(instant: dt.datetime, time_zone: str) -> str:
    """When an import began."""
    day = formats.short_day(weeks.local_date(instant, time_zone), year=True)
    return _("%(day)s, %(time)s", day=day, time=formats.clock_time(instant, time_zone))
