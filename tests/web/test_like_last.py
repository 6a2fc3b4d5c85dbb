"""A repeated walk: what it takes over, and what belongs to the other day."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import uuid4

from tests.factories import NOW, TODAY, walk
from webapp.actions import walks
from webapp.domain.walks import Pain, Place, Planned, Site, Source, Walk, WarningSign
from webapp.storage import walk_rows
from webapp.storage.engine import Database
from webapp.storage.models import User

# What a repeated walk takes over; everything else belongs to the day on which it happened.
TAKEN_OVER = {"segments", "place", "rails", "with_partner"}
ALL_SAID: dict[str, Any] = {
    "place": Place.TREADMILL,
    "rails": True,
    "effort": 7,
    "stumbles": 2,
    "falls": 1,
    "attention": 4,
    "looked_back": True,
    "with_partner": True,
    "held_form": False,
    "planned": Planned(1, 2),
    "note": "Fog.",
    "pain": (Pain(site=Site.BACK, before=3),),
    "warning_signs": (WarningSign.CHEST_PAIN,),
}


def test_a_repeated_walk_says_nothing_of_the_other_day(database: Database, alice: User) -> None:
    plain = {field.name: field.default for field in dataclasses.fields(Walk)}
    said = ALL_SAID | {name: True for name, usual in plain.items() if usual is False and name not in ALL_SAID}
    whole = walk(day=TODAY - dt.timedelta(days=3), **said)
    unsaid = {name for name, usual in plain.items() if getattr(whole, name) == usual}
    assert not unsaid, "Every field of a walk is said here, also the next one."
    with database.writing() as session:
        row = walks.log_walk(session, alice, whole, source=Source.FORM, now=NOW).walk
        again = walks.repeat_walk(session, alice, row, uuid=uuid4(), now=NOW).walk
        repeated = walk_rows.to_domain(again)

    for name, usual in plain.items():
        if name not in {"id", "started_at", "time_zone"}:
            assert getattr(repeated, name) == (getattr(whole, name) if name in TAKEN_OVER else usual), name
