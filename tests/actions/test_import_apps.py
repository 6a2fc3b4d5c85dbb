"""The same walk as a watch wrote it, and as six apps hand it out."""

from tests.actions.importing import kept, outcomes
from tests.importers import app_files, archive_files, database_files, fit_files
from tests.importers.xml_files import START
from webapp.domain.imports import Outcome
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
]


def test_a_walk_is_there_once_from_whichever_app_it_comes_first(database: Database, alice: User, bob: User) -> None:
    for person, files in ((alice, FILES), (bob, FILES[::-1])):
        assert outcomes(database, person, *files, *files) == [Outcome.NEW, *[Outcome.KNOWN] * 13]

    assert kept(database, alice) == [(START, 1800)]


def test_half_of_a_walk_from_another_app_is_a_question(database: Database, alice: User) -> None:
    half = app_files.samsung(app_files.samsung_exercise(after=300, duration=900_000, distance=1200))

    assert outcomes(database, alice, FILES[1], half) == [Outcome.NEW, Outcome.ALIKE]
