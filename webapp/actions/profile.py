"""What a person chose about how Backstride looks and counts."""

from typing import Any

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.storage.models import User

THEMES = ("system", "light", "dark")
_SHAPES_WEEKS = ("counting", "first_weekday")


def choose(session: Session, user: User, **chosen: Any) -> None:
    """Set some of a person's choices, by the names of their columns; weeks are worked out again where it matters."""
    changed = {name for name, value in chosen.items() if getattr(user, name) != value}
    for name in changed:
        setattr(user, name, chosen[name])
    session.flush()
    if changed & set(_SHAPES_WEEKS):
        weeks.rebuild(session, user)
