"""Where each page belongs: the page that its back link leads to, and the tab that is lit while it is open."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import request, url_for
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.web import access

# The parent of a page, or of every page of a blueprint.
_PARENTS: Mapping[str, str] = {
    "settings.index": "today.index",
    **dict.fromkeys(("household.show_link", "household.invite", "people", "child_readers"), "household.index"),
    "boards.show_link": "boards.index",
    "boards": "readers.index",
    **dict.fromkeys(
        ("settings", "profile", "goals", "units", "keys", "messages", "safety", "goodbyes", "household", "providers"),
        "settings.index",
    ),
    **dict.fromkeys(("readers", "diaries.index"), "settings.index"),
    **dict.fromkeys(
        ("secure", "works", "backups", "doctor"),
        "settings.show_server",
    ),
    **dict.fromkeys(("imports", "exports", "recalculations", "direction_rules"), "settings.show_data"),
    **dict.fromkeys(("imports.show", "imports.create", "imports.answer", "imports.share"), "imports.index"),
    **dict.fromkeys(("direction_rules.new", "direction_rules.edit", "direction_rules.keep"), "direction_rules.index"),
    **dict.fromkeys(("direction_rules.past", "direction_rules.show"), "direction_rules.index"),
    "works.show_install": "works.index",
    **dict.fromkeys(("backups.show", "backups.ask", "backups.restore"), "backups.index"),
    **dict.fromkeys(("calls", "codes", "passkeys", "scans"), "keys.index"),
    **dict.fromkeys(("calendars", "reminders", "subscriptions"), "messages.index"),
    **dict.fromkeys(("walks", "bulk_edits"), "walks.index"),
    "reviews": "walks.show",
    "records": "progress.index",
    "records.show": "records.index",
    **dict.fromkeys(("plan", "pain", "self_tests", "body", "physio", "learn"), "health.index"),
    **dict.fromkeys(("self_tests.show", "self_tests.create"), "self_tests.index"),
    **dict.fromkeys(("learn.show_energy", "learn.show_technique", "learn.show_topic"), "learn.index"),
    "page_links": "physio.index",
    "sleds": "plan.index",
}
_TABS = ("today.index", "walks.index", "progress.index", "health.index")
# They have no tabs, and "Cancel" in the place of a way back.
_FORMS = frozenset({"walks.new", "walks.fill", "walks.create", "walks.edit", "walks.update"})
_NAMES: Mapping[str, LazyString] = {
    "today.index": lazy_gettext("Back to Today"),
    "walks.index": lazy_gettext("Back to History"),
    "walks.show": lazy_gettext("Back to the walk"),
    "progress.index": lazy_gettext("Back to Progress"),
    "records.index": lazy_gettext("Back to the records"),
    "health.index": lazy_gettext("Back to Health"),
    "plan.index": lazy_gettext("Back to the plan"),
    "self_tests.index": lazy_gettext("Back to the tests"),
    "learn.index": lazy_gettext("Back to Learn"),
    "physio.index": lazy_gettext("Back to the page"),
    "settings.index": lazy_gettext("Back to Settings"),
    "messages.index": lazy_gettext("Back to Messages and reminders"),
    "settings.show_data": lazy_gettext("Back to My data"),
    "settings.show_server": lazy_gettext("Back to This server"),
    "keys.index": lazy_gettext("Back to Phones and keys"),
    "readers.index": lazy_gettext("Back to who may read"),
    "boards.index": lazy_gettext("Back to Family board"),
    "household.index": lazy_gettext("Back to Household"),
    "imports.index": lazy_gettext("Back to Import"),
    "direction_rules.index": lazy_gettext("Back to your rules"),
    "works.index": lazy_gettext("Back to what works"),
    "backups.index": lazy_gettext("Back to the backups"),
    "diaries.index": lazy_gettext("Back to the diaries"),
}


class Back(NamedTuple):
    """The way back from a page: where it leads, in words, and its address."""

    name: LazyString
    address: str


def back() -> Back | None:
    """The way back from the page that is open; none from a tab, and from a form with a way out of its own."""
    parent = None if request.endpoint in _FORMS else _parent(request.endpoint)
    if parent and not access.has_diary():
        parent = None if request.endpoint == "diaries.index" else "diaries.index"
    if parent is None:
        return None
    of = request.view_args if parent == "walks.show" else None
    return Back(_NAMES[parent], url_for(parent, **of or {}))


def tab() -> str | None:
    """The tab under which the page that is open stands; Settings and what belongs to them stand under none."""
    at = request.endpoint
    while at and at not in _TABS:
        at = None if at == "settings.index" else _parent(at)
    return at


def _parent(endpoint: str | None) -> str | None:
    if endpoint is None or endpoint in _TABS:
        return None
    return _PARENTS.get(endpoint) or _PARENTS.get(endpoint.partition(".")[0])
