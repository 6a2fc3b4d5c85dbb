"""Why a backup can't be restored, in words for who chose it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

_PROBLEMS = {
    "damaged": lazy_gettext("This backup is damaged. Please try an older one."),
    "foreign": lazy_gettext("This file is no backup of Backstride."),
    "newer": lazy_gettext("A newer Backstride made this backup. Please update this one first."),
    "too_old": lazy_gettext("This backup is too old for this Backstride."),
    "empty": lazy_gettext("There is no diary in this file."),
    "without_wal": lazy_gettext(
        "This file was copied while Backstride ran, so your newest walks are not in it. Make a backup on the page "
        "Backups, or stop Backstride before you copy the file."
    ),
}


def problem(kind: str) -> str:
    return str(_PROBLEMS[kind])


def failed() -> str:
    return _("That did not work, and nothing was changed. Is there room on the disk of your server?")
