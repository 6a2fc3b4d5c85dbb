"""Who may read a diary: as what, until when, and when they last did."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from webapp.domain import weeks
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.words import formats

READS_AS: Mapping[str, LazyString] = {
    ReadsAs.FAMILY: lazy_pgettext("who reads a diary", "Family"),
    ReadsAs.HELPER: lazy_pgettext("who reads a diary", "Helper"),
    ReadsAs.PHYSIO: lazy_pgettext("who reads a diary", "Physiotherapist"),
}
LASTS: Mapping[str, LazyString] = {
    Lasts.WEEK: lazy_pgettext("for how long", "1 week"),
    Lasts.MONTHS: lazy_pgettext("for how long", "3 months"),
    Lasts.YEAR: lazy_pgettext("for how long", "1 year"),
    Lasts.OPEN: lazy_pgettext("for how long", "Until you end it"),
}


def about(reads_as: str, ends_at: dt.datetime | None, time_zone: str) -> str:
    """As what somebody may read, and until when."""
    if ends_at is None:
        return _("%(role)s, with no last day", role=READS_AS[reads_as])
    return _("%(role)s, until %(day)s", role=READS_AS[reads_as], day=_day(ends_at, time_zone))


def last_read(read_at: dt.datetime | None, time_zone: str) -> str:
    if read_at is None:
        return _("Has not read it yet")
    return _("Last read on %(day)s", day=_day(read_at, time_zone))


def told(name: str, ends_at: dt.datetime | None, time_zone: str) -> str:
    """What Today says once of somebody who may read."""
    if ends_at is None:
        return _("%(name)s may now read your diary.", name=name)
    return _("%(name)s may now read your diary, until %(day)s.", name=name, day=_day(ends_at, time_zone))


def _day(instant: dt.datetime, time_zone: str) -> str:
    return formats.short_day(weeks.local_date(instant, time_zone), year=True)
