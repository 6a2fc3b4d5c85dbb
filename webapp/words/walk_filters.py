"""What somebody looks for in their History, in words."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, pgettext
from flask_babel.speaklater import LazyString

from webapp.domain.walk_filters import WalkFilter, Way
from webapp.words import formats, texts

WAYS: Mapping[str, LazyString] = {
    Way.BACKWARD: lazy_gettext("With backward minutes"),
    Way.ALL_BACKWARD: lazy_gettext("All backward"),
    Way.ALL_FORWARD: lazy_gettext("All forward"),
    Way.RUN: lazy_gettext("With running"),
    Way.SLED: lazy_gettext("With a sled"),
}


def parts(wanted: WalkFilter) -> dict[str, str]:
    """Each part of a filter that is used, by its field, in a few words."""
    said = {
        "place": str(texts.PLACES_FIRST[wanted.place]) if wanted.place else "",
        "way": str(WAYS[wanted.way]) if wanted.way else "",
        "from": pgettext("a date", "from %(day)s", day=_date(wanted.first)) if wanted.first else "",
        "to": _("until %(day)s", day=_date(wanted.last)) if wanted.last else "",
        "words": _("“%(words)s”", words=wanted.words) if wanted.words else "",
    }
    return {name: text for name, text in said.items() if text}


def _date(day: dt.date) -> str:
    return formats.short_day(day, year=True)
