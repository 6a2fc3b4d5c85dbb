import datetime as dt
from pathlib import Path

import pytest

from tests.actions.importing import imported, kept, outcomes, read, save, take_back, together, walk_at
from tests.factories import NOW, log
from tests.importers import fit_files, xml_files
from webapp.actions import imports, walks
from webapp.domain.imports import ImportGroup, Outcome, Refusal
from webapp.domain.walks import Place
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FIT = fit_files.fit([fit_files.record(52.09, 5.12), fit_files.session(), fit_files.activity()])
GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=300, m_s=1.4), sport="walking"))
TCX = xml_files.tcx(xml_files.activity(xml_files.lap(), notes="A walk"))


def sample(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the recordings in {SAMPLES} are absent")
    return path.read_bytes()


def test_a_walk_is_there_once_in_whatever_format_it_comes(database: Database, alice: User) -> None:
    assert outcomes(database, alice, FIT, FIT, GPX, TCX) == [Outcome.NEW, *[Outcome.KNOWN] * 3]

    with database.reading() as session:
        (row,) = store.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        assert (row.seconds, row.segments[0].distance_m, row.source) == (1800, 2400, "import")
        assert (row.time_zone, row.place) == ("Europe/Amsterdam", Place.OUTDOORS)


def test_bob_can_import_the_same_walk(database: Database, alice: User, bob: User) -> None:
    assert outcomes(database, alice, FIT) == outcomes(database, bob, FIT) == [Outcome.NEW]


def test_an_imported_walk_that_was_deleted_stays_in_the_bin(database: Database, alice: User) -> None:
    outcomes(database, alice, FIT)
    with database.writing() as session:
        row = store.latest(session, alice.diary)
        assert row
        walks.delete_walk(session, alice.diary, row, now=NOW)

    assert [one.is_in_bin for data in (FIT, GPX) for one in imported(database, alice, data)] == [True, True]
    with database.reading() as session:
        assert store.latest(session, alice.diary) is None


def test_an_imported_walk_that_was_changed_stays_changed(database: Database, alice: User) -> None:
    outcomes(database, alice, FIT)
    with database.writing() as session:
        row = store.latest(session, alice.diary)
        assert row
        row.note = "Mine."

    assert outcomes(database, alice, FIT) == [Outcome.KNOWN]
    with database.reading() as session:
        found = store.latest(session, alice.diary)
        assert found and found.note == "Mine."


def test_without_a_position_the_watchs_own_clock_says_the_offset(database: Database, alice: User) -> None:
    far_away = fit_files.fit([fit_files.session(), fit_files.activity(-7 * 3600)])
    at_home = fit_files.fit(
        [fit_files.session(start_time=fit_files.START + 9000), fit_files.activity(7200 - 9000 + 9000)]
    )
    outcomes(database, alice, far_away, at_home)

    with database.reading() as session:
        rows = store.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        assert [(row.time_zone, row.place) for row in rows] == [("Europe/Paris", None), ("Etc/GMT+7", None)]
        assert rows[1].walked_on == dt.date(2026, 5, 3)


def test_a_recording_from_the_future_is_refused_and_takes_nothing_from_the_others(
    database: Database, alice: User
) -> None:
    tomorrow = xml_files.track(xml_files.steps(seconds=60, m_s=1.4), start=NOW + dt.timedelta(days=1))
    both = xml_files.gpx(xml_files.track(xml_files.steps(seconds=60, m_s=1.4)), tomorrow)

    assert outcomes(database, alice, both) == [Outcome.NEW, Outcome.REFUSED]
    assert len(kept(database, alice)) == 1


def test_what_is_no_recording_is_refused(database: Database, alice: User) -> None:
    (refused,) = imported(database, alice, b"Dear diary")

    assert refused.refusal and refused.refusal.reason is Refusal.UNKNOWN_FORMAT
    assert kept(database, alice) == []


def test_the_walk_of_a_real_watch_is_imported_once(database: Database, alice: User) -> None:
    pytest.importorskip("tzfpy")
    data = sample("garmin-fenix-5-walk.fit")

    assert outcomes(database, alice, data, data) == [Outcome.NEW, Outcome.KNOWN]
    with database.reading() as session:
        (row,) = store.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        assert (row.seconds, round(row.segments[0].distance_m or 0)) == (45, 68)
        assert (row.time_zone, row.walked_on) == ("America/Los_Angeles", dt.date(2017, 6, 11))


@pytest.mark.parametrize("name", ["garmin-fenix-5-run.fit", "cerknicko-jezero.gpx", "apple-health-walk-route.gpx"])
def test_real_recordings_are_imported_once(database: Database, alice: User, name: str) -> None:
    assert outcomes(database, alice, *[sample(name)] * 2) == [Outcome.NEW, Outcome.KNOWN]


def test_fractions_of_the_first_second_make_no_second_walk(database: Database, alice: User) -> None:
    start = xml_files.START + dt.timedelta(milliseconds=400)
    finer = xml_files.gpx(xml_files.track(xml_files.steps(seconds=300, m_s=1.4), start=start))

    assert outcomes(database, alice, GPX, finer) == [Outcome.NEW, Outcome.KNOWN]


NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
GARMIN = (
    '<Activity Sport="Walking"><Id>2026-05-03T07:40:00Z</Id>'
    '<Lap StartTime="{}"><TotalTimeSeconds>600</TotalTimeSeconds></Lap></Activity>'
)


@pytest.mark.parametrize("lap_start", ["2026-05-03T07:40:12Z", "2026-05-03T07:40:00Z"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_start_that_is_cut_to_the_minute_makes_no_second_walk(
    database: Database, alice: User, lap_start: str, *, is_first: bool
) -> None:
    both = [xml_files.tcx(GARMIN.format(lap_start)), walk_at(xml_files.START)]

    assert outcomes(database, alice, *(both if is_first else reversed(both))) == [Outcome.NEW, Outcome.KNOWN]


def test_a_walk_that_was_imported_by_its_cut_start_is_known(database: Database, alice: User) -> None:
    outcomes(database, alice, walk_at(xml_files.START.replace(second=0), seconds=3600))

    assert outcomes(database, alice, xml_files.tcx(GARMIN.format("2026-05-03T07:40:12Z"))) == [Outcome.KNOWN]


@pytest.mark.parametrize(
    ("later_s", "seconds", "outcome"),
    [(40, 600, Outcome.KNOWN), (40, 1200, Outcome.ALIKE), (200, 600, Outcome.ALIKE), (400, 600, Outcome.NEW)],
)
def test_two_walks_of_one_time_are_the_same_or_a_question(
    database: Database, alice: User, later_s: int, seconds: int, outcome: Outcome
) -> None:
    later = walk_at(xml_files.START + dt.timedelta(seconds=later_s), seconds)

    assert outcomes(database, alice, walk_at(xml_files.START), later) == [Outcome.NEW, outcome]


def test_a_walk_that_was_timed_here_is_like_the_one_of_the_watch(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)

    assert outcomes(database, alice, walk_at(NOON + dt.timedelta(minutes=5))) == [Outcome.ALIKE]


def test_two_sessions_of_one_second_are_two_walks_and_stay_two(database: Database, alice: User) -> None:
    both = fit_files.fit([fit_files.session(), fit_files.session(total_timer_time=600_000, total_distance=75_000)])

    assert outcomes(database, alice, both) == [Outcome.NEW] * 2
    assert outcomes(database, alice, both) == [Outcome.KNOWN] * 2
    assert [seconds for _, seconds in kept(database, alice)] == [1800, 600]


def test_one_session_that_is_written_twice_is_one_walk(database: Database, alice: User) -> None:
    assert outcomes(database, alice, FIT + FIT) == [Outcome.NEW, Outcome.KNOWN]


def test_a_walk_of_several_devices_in_one_import_is_one_walk_or_one_question(database: Database, alice: User) -> None:
    """A phone, a watch and what an app made of it, in one go."""
    phone, watch, app = (walk_at(NOON + dt.timedelta(seconds=later)) for later in (0, 30, 200))

    assert together(database, alice, phone, watch, app) == [Outcome.NEW, Outcome.KNOWN, Outcome.ALIKE]
    assert together(database, alice, FIT, GPX, TCX) == [Outcome.NEW, Outcome.KNOWN, Outcome.KNOWN]


def test_nothing_is_saved_before_somebody_says_so(database: Database, alice: User) -> None:
    batch = read(database, alice, FIT)
    assert kept(database, alice) == []
    save(database, alice, batch)
    assert len(kept(database, alice)) == 1


def test_an_undo_says_what_it_took_what_it_kept_and_what_was_gone(database: Database, alice: User) -> None:
    starts = [NOON - dt.timedelta(days=days) for days in (1, 2, 3)]
    batch = read(database, alice, *map(walk_at, starts))
    save(database, alice, batch)
    with database.writing() as session:
        edited, deleted, _ = store.page(session, alice.diary, first=None, last=None, before=None, limit=9)
        edited.note = "Mine."
        walks.delete_walk(session, alice.diary, deleted, now=NOW)

    assert take_back(database, alice, batch) == {ImportGroup.KEPT: 1, ImportGroup.GONE: 1, ImportGroup.TAKEN: 1}
    assert kept(database, alice) == [(starts[0], 600)]


def test_more_than_a_lifetime_holds_is_said_and_not_read(
    database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_ROWS", 1)
    assert together(database, alice, FIT, walk_at(NOON)) == [Outcome.NEW, Outcome.REFUSED]
