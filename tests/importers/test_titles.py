"""The name of a recording comes along: from each format that has one, as one line that says something."""

from collections.abc import Callable

import pytest

from tests.importers import app_files, database_files, fit_files, strava_files, xml_files
from tests.importers.archive_files import walks, zipped
from tests.importers.reading import read
from webapp.importers.titles import LONGEST, title_of

NAME = "Retro am See"
WALK = xml_files.steps(seconds=600, m_s=1.4)
TITLED = f"<name>{NAME}</name>"


def named_track() -> bytes:
    return xml_files.gpx(xml_files.track(WALK).replace("<trk>", f"<trk>{TITLED}"), f"<metadata>{TITLED}</metadata>")


def strava() -> bytes:
    row = strava_files.row()
    row[2] = NAME
    return strava_files.archive(row)


@pytest.mark.parametrize(
    "data",
    [
        named_track,
        lambda: xml_files.kml(xml_files.placemark(WALK).replace("<Placemark>", f"<Placemark>{TITLED}")),
        lambda: xml_files.tcx(xml_files.activity(xml_files.lap(), notes=NAME)),
        lambda: fit_files.fit([fit_files.session(), (fit_files.SPORT, {"name": NAME.encode()})]),
        lambda: fit_files.fit([(fit_files.SPORT, {"name": NAME.encode()}), *fit_files.walked(seconds=600, m_s=1.4)]),
        strava,
        lambda: zipped(app_files.fittrackee(app_files.fittrackee_workout(title=NAME))),
        lambda: app_files.garmin(app_files.garmin_activity(name=NAME)),
        lambda: app_files.samsung(app_files.samsung_exercise(title=NAME)),
        lambda: app_files.workout_tracker({**app_files.workout_tracker_workout(), "name": NAME}),
        lambda: database_files.health_connect(database_files.session(title=NAME)),
        lambda: database_files.gadgetbridge(database_files.activity(NAME=NAME)),
    ],
)
def test_the_name_of_a_recording_comes_along(data: Callable[[], bytes]) -> None:
    written = data()
    found = walks(written) if written.startswith(b"PK") else read("walk", written)
    assert [walk.title for walk in found] == [NAME]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (" Retro\n walk\t7 ", "Retro walk 7"),
        ("後ろ歩き", "後ろ歩き"),
        ("x" * 300, "x" * LONGEST),
        ("a\x00b\ud800c", "a b c"),
        *((nothing, "") for nothing in ("", "2026-11-20T17:10:00Z", "20 Nov 2026", "20261120_0710", "…", None, 7)),
        *((nothing, "") for nothing in ("Walking", "walk", "Indoor walk", "Laufband", "Randonnée")),
        *((nothing, "") for nothing in ("Morning Walk", "Spaziergang am Abend", "Marche dans l’après-midi")),
        *((name, name) for name in ("Retro walk", "Rückwärtslaufen", "Walk the dog", "Abend mit Ruth")),
    ],
)
def test_a_title_says_more_than_a_time_or_the_sport(text: object, title: str) -> None:
    assert title_of(text) == title
