"""When somebody is reminded, in words."""

import datetime as dt

from babel.dates import format_time
from flask_babel import get_locale
from flask_babel import gettext as _

from webapp.domain.reminders import Ringing
from webapp.words import formats

_A_MONDAY = dt.date(2024, 1, 1)


def weekday(number: int) -> str:
    """A day of the week by its number; Monday is 0."""
    return formats.weekday(_A_MONDAY + dt.timedelta(days=number))


def when(ringing: Ringing) -> str:
    """The days and the time of a reminder, short enough for a row."""
    if not ringing.weekdays:
        return _("off")
    at = format_time(ringing.at, "short", locale=get_locale() or "en_GB")
    if len(ringing.weekdays) == 7:
        return _("every day at %(time)s", time=at)
    days = formats.weekdays_in_short(_A_MONDAY + dt.timedelta(days=number) for number in sorted(ringing.weekdays))
    return _("%(days)s at %(time)s", days=days, time=at)
