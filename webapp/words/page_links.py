"""The words of links to the page for the physiotherapist."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import weeks
from webapp.domain.page_links import LinkLasts
from webapp.words import formats

_LASTS: Mapping[LinkLasts, LazyString] = {
    LinkLasts.A_DAY: lazy_gettext("1 day"),
    LinkLasts.A_WEEK: lazy_gettext("1 week"),
    LinkLasts.FOUR_WEEKS: lazy_gettext("4 weeks"),
    LinkLasts.THREE_MONTHS: lazy_gettext("3 months"),
}


def choices() -> list[tuple[str, LazyString]]:
    """How long a link can work."""
    return [(lasts.value, name) for lasts, name in _LASTS.items()]


def opened(times: int, at: dt.datetime | None, time_zone: str) -> str:
    """How often a link was opened and when last, on the clock of its person."""
    if not times or at is None:
        return _("Nobody has opened it yet.")
    return ngettext(
        "Opened once, on %(day)s, %(time)s.",
        "Opened %(num)d times, last on %(day)s, %(time)s.",
        times,
        day=formats.near_day(weeks.local_date(at, time_zone)),
        time=formats.clock_time(at, time_zone),
    )


def where(base_url: str | None, *, is_home: bool) -> str:
    """From where a link can be opened."""
    if is_home:
        return _("It opens only in your home network. For somebody elsewhere, print the page.")
    return _("It opens wherever %(host)s can be reached.", host=urlsplit(base_url or "").hostname or "")


def wrong() -> str:
    return _("This is not the pass phrase. Please try again. Small and capital letters count.")
