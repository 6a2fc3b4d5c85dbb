"""A walk like the last: what the form takes over, and what belongs to the other day."""

import dataclasses
import datetime as dt
from typing import Any

from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, walk
from tests.web.pages import Page
from webapp.actions import walks
from webapp.domain.walks import Pain, Place, Planned, Site, Source, Walk, WarningSign
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

# What is taken over; everything else belongs to the day on which it happened.
TAKEN_OVER = {"place", "rails"}
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


def test_a_walk_like_the_last_says_nothing_of_the_other_day(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    plain = {field.name: field.default for field in dataclasses.fields(Walk)}
    said = ALL_SAID | {name: True for name, usual in plain.items() if usual is False and name not in ALL_SAID}
    whole = walk(day=TODAY - dt.timedelta(days=3), **said)
    unsaid = {name for name, usual in plain.items() if getattr(whole, name) == usual}
    assert not unsaid, "Every field of a walk is said here, also the next one."
    with database.writing() as session:
        walks.log_walk(session, alice.diary, whole, source=Source.FORM, now=NOW)
    as_alice.post("/walks/", data=Page(as_alice.get("/walks/new?like=last")).form("/walks/"))
    with database.reading() as session:
        row = store.latest(session, alice.diary, whole=True)
        assert row and row.uuid != whole.id
        again = walk_rows.to_domain(row)

    assert [(one.mode, one.seconds) for one in again.segments] == [(one.mode, one.seconds) for one in whole.segments]
    for name, usual in plain.items():
        if name not in {"id", "started_at", "time_zone", "segments"}:
            assert getattr(again, name) == (getattr(whole, name) if name in TAKEN_OVER else usual), name
