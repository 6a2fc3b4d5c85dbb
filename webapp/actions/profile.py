"""What a person chose about how Backstride looks and counts."""

from collections.abc import Mapping
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.domain import weeks as week_rules
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.storage import goals as goal_store
from webapp.storage import walks as walk_store
from webapp.storage.models import User

THEMES = ("system", "light", "dark")
_SHAPES_WEEKS = ("counting", "first_weekday")


class Choices(TypedDict, total=False):
    """What a person may choose, by the names of their columns. What is None stays as it is."""

    theme: str | None
    language: str | None
    counting: str | None
    weight_unit: str | None
    distance_unit: str | None
    first_weekday: int | None
    time_zone: str | None


def choose(session: Session, user: User, **chosen: Unpack[Choices]) -> None:
    """Set some of a person's choices; weeks are worked out again where it matters."""
    changed = {name: value for name, value in chosen.items() if value not in (None, getattr(user, name))}
    for name, value in changed.items():
        setattr(user, name, value)
    session.flush()
    if changed.keys() & set(_SHAPES_WEEKS):
        weeks.rebuild(session, user.diary)


def take_zone_of_phone(session: Session, user: User, time_zone: str) -> bool:
    """Count the days of somebody who has logged no walk yet as their phone does; whether that changed anything.

    An account that was made in a shell has the zone of the server, which may stand on another continent.
    """
    is_new = time_zone != user.time_zone and week_rules.is_zone(time_zone)
    if not is_new or walk_store.latest(session, user.diary):
        return False
    choose(session, user, time_zone=time_zone)
    return True


def set_usual_paces(session: Session, diary: Diary, kmh: Mapping[Mode, float | None]) -> None:
    """Set the usual pace of some modes in km/h; None takes one back."""
    for mode, speed_kmh in kmh.items():
        goal_store.set_usual_pace(session, diary, mode, speed_kmh)
