"""Makes what tests talk about: people, walks, and browsers that are signed in."""

import dataclasses
import datetime as dt
import os
from functools import cache
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from webapp.actions import clocks
from webapp.actions import walks as actions
from webapp.domain.energy import Mode
from webapp.domain.walks import Pain, Place, Planned, Segment, Site, Source, Walk, WarningSign
from webapp.security import passwords, sign_ins
from webapp.storage import models, users
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

# A Friday, in the week of Monday 16 November; in Paris it is ten past six in the evening.
NOW = dt.datetime(2026, 11, 20, 17, 10, tzinfo=dt.UTC)
TODAY = NOW.date()
PARIS = "Europe/Paris"
PASSWORD = "forty miles of bad road"
# What a browser adds to a form that it sends from a page of the server itself.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
IS_LONG = bool(os.environ.get("BACKSTRIDE_LONG"))


def times(usual: int, *, long: int) -> int:
    """How often to try something: as usual, or as often as a night allows, when BACKSTRIDE_LONG is set."""
    return long if IS_LONG else usual


def forward(minutes: float = 20, **fields: Any) -> Segment:
    return segment(Mode.FORWARD_WALK, minutes, **{"speed_kmh": 5.6} | fields)


def backward(minutes: float = 8, **fields: Any) -> Segment:
    return segment(Mode.BACKWARD_WALK, minutes, **{"speed_kmh": 3.2} | fields)


def segment(mode: Mode, minutes: float, **fields: Any) -> Segment:
    return Segment(mode=mode, seconds=round(minutes * 60), **fields)


def walk(*segments: Segment, day: dt.date = TODAY, **fields: Any) -> Walk:
    """A walk at noon UTC of a day in Paris: 20 minutes forward and 8 backward, unless the test says otherwise."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    usual: dict[str, Any] = {
        "id": uuid4(),
        "started_at": noon,
        "time_zone": PARIS,
        "segments": segments or (forward(), backward()),
    }
    return Walk(**usual | fields)


def whole_walk(**fields: Any) -> Walk:
    """A walk of which everything is said: no field has its default, nor has one of its stretches and pains."""
    sled = {"distance_m": 40.0, "grade_percent": 2.0, "load_kg": 5.0, "sled_kg": 20.0}
    usual: dict[str, Any] = {
        "place": Place.TREADMILL,
        "rails": True,
        "effort": 7,
        "stumbles": 2,
        "falls": 1,
        "attention": 4,
        "warning_signs": (WarningSign.CHEST_PAIN,),
        "looked_back": True,
        "with_partner": True,
        "held_form": False,
        "planned": Planned(1, 2),
        "note": "Fog.",
        "pain": (Pain(site=Site.BACK, before=3, during=4, after=2, next_morning=1),),
    }
    whole = walk(forward(), segment(Mode.BACKWARD_SLED, 3, **sled), **usual | fields)
    unsaid = [*_unsaid(whole), *_unsaid(*whole.segments), *_unsaid(*whole.pain)]
    assert not unsaid, f"A whole walk says every field, also the next one: {unsaid}"
    return whole


def _unsaid(*parts: Any) -> list[str]:
    """The fields that have their default in each of these."""
    return [
        field.name
        for field in dataclasses.fields(parts[0])
        if all(getattr(part, field.name) == field.default for part in parts)
    ]


def log(session: Session, user: User, *segments: Segment, **fields: Any) -> models.WalkRow:
    """Log such a walk, and answer its row."""
    return actions.log_walk(session, user.diary, walk(*segments, **fields), source=Source.FORM, now=NOW).walk


def days_go_by(session: Session, last: dt.datetime, days: int) -> None:
    """The server was at work on so many days up to an instant."""
    for back in range(days):
        clocks.note_day(session, now=last - dt.timedelta(days=back))


def add_user(database: Database, name: str, **fields: Any) -> User:
    """An account whose password is PASSWORD. The user that it answers belongs to no session."""
    usual = {"time_zone": PARIS, "created_at": NOW, "password_hash": _password_hash()}
    user = User(name=name, name_key=users.key(name), **usual | fields)
    with database.writing() as session:
        session.add(user)
    return user


def signed_in(client: FlaskClient, user: User) -> FlaskClient:
    """The same client, now with the cookie of a browser where this user is signed in."""
    with client.application.extensions["backstride_database"].writing() as session:
        token = sign_ins.start(session, user, now=NOW)
    client.set_cookie("backstride", token)
    return client


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)
