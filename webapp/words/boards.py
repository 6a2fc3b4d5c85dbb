"""The words of the family board."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.boards import WeekShare

_SHARES: Mapping[WeekShare, LazyString] = {
    WeekShare.OFF: lazy_gettext("No"),
    WeekShare.MINUTES: lazy_gettext("My minutes"),
    WeekShare.BACKWARD: lazy_gettext("My minutes, also backward"),
}
_OF_CHILD: Mapping[WeekShare, LazyString] = {
    WeekShare.OFF: lazy_gettext("No"),
    WeekShare.MINUTES: lazy_gettext("Their minutes"),
    WeekShare.BACKWARD: lazy_gettext("Their minutes, also backward"),
}


def choices() -> list[tuple[str, LazyString]]:
    """What somebody can show of their week."""
    return [(share.value, name) for share, name in _SHARES.items()]


def choices_of_child() -> list[tuple[str, LazyString]]:
    return [(share.value, name) for share, name in _OF_CHILD.items()]
