"""What somebody looks for in their History, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
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
        "from": _("from %(day)s", day=formats.short_day(wanted.first, year=True)) if wanted.first else "",
        "to": _("until %(day)s", day=formats.short_day(wanted.last, year=True)) if wanted.last else "",
        "words": _("“%(words)s”", words=wanted.words) if wanted.words else "",
    }
    return {name: text for name, text in said.items() if text}
