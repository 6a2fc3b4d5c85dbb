"""One file that holds the recordings of several devices, as the archive of a phone does."""

import datetime as dt

from tests.actions.importing import kept, take
from webapp.actions import imports
from webapp.domain.energy import Mode
from webapp.domain.imports import Outcome
from webapp.importers import Recording
from webapp.storage.engine import Database
from webapp.storage.models import User

NINE = dt.datetime(2026, 10, 2, 9, 0, tzinfo=dt.UTC)


def recorded(source: str, *, late_s: int = 0, seconds: int = 1500) -> Recording:
    return Recording(
        started_at=NINE + dt.timedelta(seconds=late_s),
        time_zone=None,
        named_zone="Asia/Tokyo",
        utc_offset=None,
        mode=Mode.FORWARD_WALK,
        seconds=seconds,
        distance_m=1700,
        source=source,
    )


def outcomes(database: Database, user: User, *recordings: Recording) -> list[Outcome]:
    return [imported.outcome for imported in take(database, user, *recordings)]


def test_the_same_walk_from_watch_and_phone_is_one_walk(database: Database, alice: User) -> None:
    watch, phone, app = recorded("Watch"), recorded("Phone", late_s=20, seconds=1540), recorded("App")

    assert outcomes(database, alice, watch, phone, app) == [Outcome.NEW, Outcome.KNOWN, Outcome.KNOWN]
    assert outcomes(database, alice, watch, phone, app) == [Outcome.KNOWN] * 3
    assert kept(database, alice) == [(NINE, 1500)]


def test_another_length_from_another_device_is_one_question(database: Database, alice: User) -> None:
    longer = recorded("Phone", late_s=200, seconds=2400)

    assert outcomes(database, alice, recorded("Watch"), longer) == [Outcome.NEW, Outcome.ALIKE]


def test_two_walks_by_one_device_are_two(database: Database, alice: User) -> None:
    assert outcomes(database, alice, recorded("Watch"), recorded("Watch", late_s=30)) == [Outcome.NEW] * 2


def test_a_zone_that_the_file_names_is_kept_and_says_nothing_of_the_place(database: Database, alice: User) -> None:
    walk = imports.walk_of(recorded("Watch"), alice.diary)

    assert (walk.time_zone, walk.place) == ("Asia/Tokyo", None)
