"""The same walk as a watch wrote it, and as ten apps hand it out."""

from tests.actions.importing import kept, outcomes
from tests.importers import (
    app_files,
    apple_files,
    archive_files,
    database_files,
    fit_files,
    fitbit_files,
    google_fit_files,
    strava_files,
)
from tests.importers.xml_files import START
from webapp.domain import weeks
from webapp.domain.imports import Outcome
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

FILES = [
    fit_files.fit([fit_files.session(), fit_files.activity()]),
    app_files.garmin(app_files.garmin_activity()),
    database_files.health_connect(
        database_files.session(at=12, seconds=1750), database_files.stretch(2400, seconds=1800)
    ),
    app_files.samsung(app_files.samsung_exercise()),
    app_files.auto_export([app_files.auto_export_workout()]),
    archive_files.zipped(app_files.fittrackee(app_files.fittrackee_workout())),
    database_files.gadgetbridge(database_files.activity(at=-20)),
    apple_files.export(apple_files.workout(duration=30)),
    strava_files.archive(strava_files.row("May 3, 2026, 7:40:12 AM", moving="1790", metres="2400")),
    google_fit_files.takeout(google_fit_files.session(startTime="2026-05-03T07:40:12.400Z", duration="1800s")),
    fitbit_files.old(fitbit_files.exercise(start="05/03/26 07:40:12", activeDuration=1_800_000)),
]


def test_a_walk_is_there_once_from_whichever_app_it_comes_first(database: Database, alice: User, bob: User) -> None:
    for person, files in ((alice, FILES), (bob, FILES[::-1])):
        assert outcomes(database, person, *files, *files) == [Outcome.NEW, *[Outcome.KNOWN] * (2 * len(FILES) - 1)]

    assert kept(database, alice) == [(START, 1800)]


def test_a_phone_and_a_watch_in_one_export_are_one_walk(database: Database, alice: User) -> None:
    phone = apple_files.workout(start="2026-05-03 09:40:40 +0200", source="iPhone", duration=26)

    both = apple_files.export(apple_files.workout(), phone)

    assert outcomes(database, alice, both, FILES[8], both) == [Outcome.NEW, *[Outcome.KNOWN] * 4]


def test_half_of_a_walk_from_another_app_is_a_question(database: Database, alice: User) -> None:
    half = app_files.samsung(app_files.samsung_exercise(after=300, duration=900_000, distance=1200))

    assert outcomes(database, alice, FILES[1], half) == [Outcome.NEW, Outcome.ALIKE]


def test_a_time_in_no_zone_is_that_of_the_clock_at_home(database: Database, alice: User) -> None:
    assert outcomes(database, alice, app_files.sets(app_files.strong_set())) == [Outcome.NEW]

    with database.reading() as session:
        row = store.latest(session, alice.diary)
        assert row and f"{weeks.local(row.started_at, row.time_zone):%H:%M}" == "09:40"
