"""The words of checkups: what was looked at, what was found, and what there is to do."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain.checkups import CheckupGroup, CheckupResult, CheckupState, Figure
from webapp.words import checkup_sentences, formats

GROUPS: Mapping[CheckupGroup, LazyString] = {
    CheckupGroup.MACHINE: lazy_gettext("The machine"),
    CheckupGroup.DATABASE: lazy_gettext("The database"),
    CheckupGroup.BACKUPS: lazy_gettext("Backups"),
    CheckupGroup.DOOR: lazy_gettext("Ways in"),
    CheckupGroup.PEOPLE: lazy_gettext("People and phones"),
}
# What is fine is among others that are.
STATES: Mapping[CheckupState, LazyString] = {
    CheckupState.WARNING: lazy_pgettext("a checkup", "look here"),
    CheckupState.FAILURE: lazy_pgettext("a checkup", "mend this"),
}
SIGNS: Mapping[CheckupState, str] = {CheckupState.OK: "✓", CheckupState.WARNING: "?", CheckupState.FAILURE: "✕"}
_NAMES: Mapping[str, LazyString] = {
    "file-system": lazy_gettext("Kind of disk"),
    "free-space": lazy_gettext("Free space"),
    "saving": lazy_gettext("Saving"),
    "sync-time": lazy_gettext("Speed of the disk"),
    "memory": lazy_gettext("Memory"),
    "clock": lazy_gettext("Clock"),
    "time-zones": lazy_gettext("List of time zones"),
    "python": lazy_gettext("Python"),
    "xml": lazy_gettext("XML (expat)"),
    "languages": lazy_gettext("Languages"),
    "scripts": lazy_gettext("Parts of the pages"),
    "database": lazy_gettext("Database"),
    "sqlite": lazy_gettext("SQLite"),
    "journal": lazy_gettext("Safe in a power cut"),
    "log-size": lazy_gettext("Log of the last changes"),
    "size": lazy_gettext("Size of the database"),
    "schema": lazy_gettext("Version of the database"),
    "schema-parts": lazy_gettext("Parts of the database"),
    "pages": lazy_gettext("Pages of the database"),
    "parents": lazy_gettext("Rows of the database"),
    "week-sums": lazy_gettext("Sums of the weeks"),
    "backup-age": lazy_gettext("Last backup"),
    "backup-trial": lazy_gettext("Trial of a backup"),
    "second-folder": lazy_gettext("Backups elsewhere"),
    "file-modes": lazy_gettext("Who can read the files"),
    "servers": lazy_gettext("Servers on this data"),
    "ports": lazy_gettext("Ports"),
    "believed-proxies": lazy_gettext("Proxies that we trust"),
    "proxy-names": lazy_gettext("Names from the proxy"),
    "provider": lazy_gettext("Sign-in elsewhere"),
    "open-home": lazy_gettext("Diary without a password"),
    "forwarded": lazy_gettext("Unknown proxies"),
    "public-address": lazy_gettext("Public address"),
    "refused-host": lazy_gettext("Unknown names"),
    "certificate": lazy_gettext("Certificate"),
    "wrong-passwords": lazy_gettext("Wrong passwords"),
    "unused-keys": lazy_gettext("Unused keys"),
    "owner": lazy_gettext("Owner"),
    "never-came": lazy_gettext("Who was never here"),
    "zones": lazy_gettext("Time zones of people"),
    "phone-clocks": lazy_gettext("Clocks of the phones"),
    "refused-walks": lazy_gettext("Walks from phones"),
    "messages": lazy_gettext("Messages"),
    "imports": lazy_gettext("Imports"),
}


def headline(results: list[CheckupResult]) -> str:
    """What all of it comes to, in a few words."""
    waiting = sum(result.state is not CheckupState.OK for result in results)
    if waiting:
        return ngettext("%(num)d thing needs you", "%(num)d things need you", waiting)
    return _("All is well")


def name(result: CheckupResult) -> str:
    return str(_NAMES[result.name])


def sentence(result: CheckupResult) -> str:
    """What was found and, where something is wrong, what to do about it."""
    judgement = result.judgement
    text = checkup_sentences.of(result.name, judgement.says)
    return str(text) % {key: _shown(key, figure) for key, figure in judgement.figures.items()}


def _shown(key: str, figure: Figure) -> str:
    if isinstance(figure, tuple):
        return ", ".join(f"{table} {_size(table_bytes)}" for table, table_bytes in figure)
    if isinstance(figure, dt.date):
        return formats.short_day(figure, year=True)
    if isinstance(figure, str):
        return figure
    return _size(figure) if key.endswith("_bytes") else formats.number(figure)


def _size(count: float) -> str:
    if count >= 1e9:
        return _("%(size)s GB", size=formats.number(count / 1e9))
    return _("%(size)s MB", size=formats.number(max(count / 1e6, 0.1) if count else 0))
