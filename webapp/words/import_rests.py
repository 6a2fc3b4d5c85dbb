"""Why the work of an import has to wait, and until when."""

import datetime as dt

from flask_babel import gettext as _

from webapp.words import formats


def sentence(trouble: str | None, again_at: dt.datetime, time_zone: str) -> str:
    """What keeps it from going on, and when it is tried again; without a trouble it is a mistake of our own."""
    match trouble:
        case None:
            why = _("Something went wrong on our side.")
        case "full":
            why = _("The disk of your server is full.")
        case "busy":
            why = _("Something else is saving just now.")
        case _:
            why = _("The disk of your server takes nothing just now.")
    again = _("We try again by ourselves at %(time)s. Nothing is lost.", time=formats.clock_time(again_at, time_zone))
    return f"{why} {again}"
