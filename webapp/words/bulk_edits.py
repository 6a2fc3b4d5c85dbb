"""One change to many walks, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain.bulk_edits import BulkChange, BulkKind, Direction
from webapp.words import formats, texts


def title(change: BulkChange) -> str:
    """What is to be done, or was done, in a few words."""
    match change.kind:
        case BulkKind.DELETE:
            return _("Delete walks")
        case BulkKind.PLACE:
            return _("Place: %(place)s", place=texts.PLACES[change.place]) if change.place else _("Place")
        case BulkKind.DIRECTION:
            return _("All backward") if change.direction is Direction.BACKWARD else _("All forward")
        case BulkKind.PACE:
            return _("Pace: %(paces)s", paces=", ".join(_paces(change)))
        case BulkKind.NOTE:
            return _("In the note: “%(words)s”", words=change.words)


def button(change: BulkChange, walks: int) -> str:
    """What the button says that carries it out."""
    if change.kind is BulkKind.DELETE:
        return ngettext("Delete %(num)d walk", "Delete %(num)d walks", walks)
    return ngettext("Change %(num)d walk", "Change %(num)d walks", walks)


def done(change: BulkChange, walks: int) -> str:
    """What was done."""
    if change.kind is BulkKind.DELETE:
        return ngettext("Deleted %(num)d walk.", "Deleted %(num)d walks.", walks)
    return ngettext("Changed %(num)d walk.", "Changed %(num)d walks.", walks)


def _paces(change: BulkChange) -> list[str]:
    forward, backward = change.forward_kmh, change.backward_kmh
    return [
        *([_("%(speed)s forward", speed=formats.speed(forward))] if forward else []),
        *([_("%(speed)s backward", speed=formats.speed(backward))] if backward else []),
    ]
