"""The words of the calendar: what it and its entries are called, and how a session is told in it."""

from flask_babel import pgettext

from webapp.domain.programme import Session
from webapp.words import plan as plan_words


def name() -> str:
    return pgettext("a calendar", "Walks")


def title() -> str:
    """What anybody who looks at the calendar may read."""
    return pgettext("an entry of a calendar", "Walk")


def told(session: Session) -> str:
    """A session for who wishes to read in the calendar what it is."""
    return "\n".join([plan_words.dose(session), *plan_words.extras(session)])
