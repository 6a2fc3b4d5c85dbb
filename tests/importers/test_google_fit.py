import datetime as dt

import pytest

from tests.importers import xml_files
from tests.importers.archive_files import reasons, walks, zipped
from tests.importers.google_fit_files import NAME, START, session, takeout
from webapp.domain.energy import Mode
from webapp.domain.imports import Refusal, Unsure
from webapp.domain.walks import Place


@pytest.mark.parametrize("folder", ["All Sessions", "Alle sessies", "모든 세션"])
def test_a_session_is_a_walk_at_the_offset_of_its_name(folder: str) -> None:
    (walk,) = walks(takeout(session(), folder=folder))

    assert (walk.started_at.replace(microsecond=0), walk.seconds, walk.distance_m) == (START, 599, 780.2)
    assert (walk.mode, walk.utc_offset, walk.time_zone) == (Mode.FORWARD_WALK, dt.timedelta(hours=2), None)


def test_the_track_of_the_same_start_tells_the_zone_and_is_no_second_walk() -> None:
    pytest.importorskip("tzfpy")
    lap = xml_files.lap(
        start="2014-10-22T17:46:34Z",
        inside="<Track><Trackpoint><Position><LatitudeDegrees>52.09</LatitudeDegrees>"
        "<LongitudeDegrees>5.12</LongitudeDegrees></Position></Trackpoint></Track>",
    )
    activity = f'<Activity Sport="Lopen"><Id>2014-10-22T17:46:34Z</Id>{lap}</Activity>'
    track = {"Takeout/Fit/Activiteiten/2014-10-22T19_46_33.073+02_00_PT11M1.714S_Lopen.tcx": xml_files.tcx(activity)}
    (walk,) = walks(takeout(session(), files=track))

    assert (walk.seconds, walk.time_zone) == (599, "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("activity", "mode", "place", "doubt"),
    [
        ("walking.treadmill", Mode.FORWARD_WALK, Place.TREADMILL, None),
        ("walking.nordic", Mode.FORWARD_WALK, None, None),
        ("running", Mode.FORWARD_RUN, None, None),
        ("on_foot", Mode.FORWARD_WALK, None, Unsure.SPORT),
    ],
)
def test_the_word_before_the_dot_is_the_sport(
    activity: str, mode: Mode, place: Place | None, doubt: Unsure | None
) -> None:
    (walk,) = walks(takeout(session(activity)))

    assert (walk.mode, walk.place, walk.doubt) == (mode, place, doubt)


def test_sleep_and_rides_are_counted() -> None:
    assert reasons(takeout(session("sleep"), session("sleep"), session("biking"))) == [
        (Refusal.NOT_A_WALK, "sleep", 2),
        (Refusal.NOT_A_WALK, "biking", 1),
    ]


def test_without_a_duration_it_ends_at_its_end_and_without_a_start_it_is_refused() -> None:
    data = takeout(session(duration=None), session(startTime=None), session("walking", aggregate=None))

    assert [(walk.seconds, walk.distance_m) for walk in walks(data)] == [(662, 780.2), (599, None)]
    assert reasons(data) == [(Refusal.NO_TIMES, "", 1)]


@pytest.mark.parametrize(("said", "hours"), [("+05_30", 5.5), ("-03_00", -3)])
def test_any_offset_is_read(said: str, hours: float) -> None:
    (walk,) = walks(zipped({NAME.replace("+02_00", said): session()}))

    assert walk.utc_offset == dt.timedelta(hours=hours)


def test_a_damaged_session_takes_nothing_from_the_others() -> None:
    data = takeout(session(), session()[:-9])

    assert len(walks(data)) == 1
    assert reasons(data) == [(Refusal.DAMAGED, "", 1)]
