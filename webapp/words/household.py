"""Who somebody is in the household, and when they were here last."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext
from flask_babel.speaklater import LazyString

from webapp.domain import weeks
from webapp.domain.roles import Role
from webapp.words import formats

ROLE_NAMES: Mapping[str, LazyString] = {
    Role.OWNER: lazy_gettext("Owner"),
    Role.ADULT: lazy_gettext("Adult"),
    Role.CHILD: lazy_gettext("Child"),
    Role.HELPER: lazy_pgettext("who reads a diary", "Helper"),
}


def about(role: str, seen_at: dt.datetime | None, time_zone: str) -> str:
    """What somebody is, and the day on which they were here last, on the calendar of who asks."""
    if seen_at is None:
        return _("%(role)s, not here yet", role=ROLE_NAMES[role])
    day = formats.short_day(weeks.local_date(seen_at, time_zone), year=True)
    return _("%(role)s, last here on %(day)s", role=ROLE_NAMES[role], day=day)


def leaving(day: dt.date) -> str:
    """That somebody was taken out, and until when they are here."""
    return _("Taken out, until %(day)s", day=formats.short_day(day, year=True))
