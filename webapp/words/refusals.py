"""Why a file, or a recording in it, can't be taken."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.imports import CannotImport, Refusal
from webapp.words import formats, texts

_REFUSALS: Mapping[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty."),
    Refusal.UNKNOWN_FORMAT: lazy_gettext(
        "We can't tell what this file is. We read %(formats)s; tables saved as CSV with a line for each walk; "
        "and what apps export."
    ),
    Refusal.DAMAGED: lazy_gettext("The file is damaged. We can't read all of it."),
    Refusal.NOT_A_WALK: lazy_gettext("This isn't a walk (%(detail)s)."),
    Refusal.NO_ACTIVITY: lazy_gettext("There is no walk in this file."),
    Refusal.NO_TIMES: lazy_gettext("The track has no times, so we can't tell how many minutes it took."),
    Refusal.WRONG_CLOCK: lazy_gettext("The clock of the device was wrong. It says %(detail)s."),
    Refusal.TOO_LARGE: lazy_gettext("The file is too large. The limit is %(detail)s MB."),
    Refusal.TOO_MANY: lazy_gettext("There is too much in this file. The limit is %(detail)s entries."),
    Refusal.TOO_MANY_ROWS: lazy_gettext(
        "This table has more than %(detail)s rows. Please split it into several files, each with the headings."
    ),
    Refusal.TOO_SHORT: lazy_gettext("This is too short. It is less than a second of walking."),
    Refusal.TOO_LONG: lazy_gettext("This is too long for one walk: %(detail)s hours."),
    Refusal.TOO_FAST: lazy_gettext("This was too fast for somebody on foot: %(detail)s km/h."),
    Refusal.LOCKED: lazy_gettext("The archive has a password. Please unpack it and choose the files inside."),
    Refusal.TOO_MANY_FILES: lazy_gettext(
        "There are more than %(detail)s files in this archive. Please unpack it and choose some of them."
    ),
    Refusal.NO_DATES: lazy_gettext("This table has no column of dates, so we can't tell when you walked."),
    Refusal.COLUMNS: lazy_gettext(
        "We don't know the columns of this table yet. Choose the file once on the page Import of your Backstride "
        "and say which column is what. After that we know it."
    ),
    Refusal.SOMEBODY_ELSES: lazy_gettext(
        "This is everything of %(detail)s, and your diary is in use. Choose the file on the page Import of your "
        "Backstride: it asks you first."
    ),
    Refusal.ROW_DATE: lazy_gettext("We can't read its date (%(detail)s)."),
    Refusal.ROW_DURATION: lazy_gettext("We can't tell how long it took (%(detail)s)."),
    Refusal.ROW_FIGURE: lazy_gettext("We can't read this as a figure (%(detail)s)."),
    Refusal.ROW_BACKWARD: lazy_gettext("More of it is backward than it took in all (%(detail)s)."),
    Refusal.TOO_MUCH_UNPACKED: lazy_gettext(
        "Unpacked, this is too big: more than %(detail)s MB of GPX or TCX, or an eighth of that for FIT. "
        "Please unpack it and choose some of the files."
    ),
}
_OF_A_CELL = (Refusal.ROW_DATE, Refusal.ROW_DURATION, Refusal.ROW_FIGURE, Refusal.ROW_BACKWARD)


def refusal(refused: CannotImport) -> str:
    """Why recordings can't be imported, in a sentence."""
    detail = refused.detail or (_("nothing there") if refused.reason in _OF_A_CELL else _("unknown"))
    detail = formats.number(int(detail)) if refused.reason is Refusal.TOO_MANY_ROWS else detail
    why = str(_REFUSALS[refused.reason]) % {"detail": detail, "formats": texts.formats_read()}
    if refused.line is not None:
        return _("Row %(row)s: %(why)s", row=formats.number(refused.line), why=why)
    if refused.count == 1:
        return why
    return _("%(number)s recordings: %(why)s", number=formats.number(refused.count), why=why)
