"""A line for who comes back after a break. It welcomes, and asks for little."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import breaks
from webapp.domain.breaks import Break

_WELCOMES: Mapping[Break, LazyString] = {
    Break.SOME_DAYS: lazy_gettext("Good to have you back. Ten minutes is a fine start."),
    Break.SOME_WEEKS: lazy_gettext("Good to have you back. Five easy minutes is a fine start."),
    Break.SOME_MONTHS: lazy_gettext(
        "Good to see you again. All your walks are still here. Five easy minutes is a fine start."
    ),
}


def welcome(last_day: dt.date | None, today: dt.date, *, is_away: bool) -> LazyString | None:
    """What to say after a break, if there was one."""
    length = breaks.since(last_day, today, is_away=is_away)
    return _WELCOMES[length] if length else None
