"""What a person chose about how Backstride looks and counts."""

from typing import Any

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.domain import weeks as week_rules
from webapp.storage import walks as walk_store
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


def take_zone_of_phone(session: Session, user: User, time_zone: str) -> bool:
    """Count the days of somebody who has logged no walk yet as their phone does; whether that changed anything.

    An account that was made in a shell has the zone of the server, which may stand on another continent.
    """
    is_new = time_zone != user.time_zone and week_rules.is_zone(time_zone)
    if not is_new or walk_store.latest(session, user.id):
        return False
    choose(session, user, time_zone=time_zone)
    return True
