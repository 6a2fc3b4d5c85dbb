import datetime as dt
import os
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers import (
    app_files,
    apple_files,
    archive_files,
    database_files,
    fit_files,
    fitbit_files,
    google_fit_files,
    strava_files,
    xml_files,
)
from tests.importers.reading import everything, read, refusal_of
from webapp.domain.energy import Mode
from webapp.domain.imports import APPS_READ, FORMATS, Refusal, Unsure

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FIT = fit_files.fit([fit_files.record(52.09, 5.12), fit_files.session(), fit_files.activity()])
GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=30, m_s=1.4), sport="walking"))
TCX = xml_files.tcx(xml_files.activity(xml_files.lap(), notes="A walk"))
KML = xml_files.kml(xml_files.placemark(xml_files.steps(seconds=30, m_s=1.4), sport="walking"))
MADE = [FIT, GPX, TCX, KML]
APPS = [
    apple_files.example(),
    strava_files.example(),
    google_fit_files.example(),
    fitbit_files.example(),
    database_files.health_connect(database_files.session(), database_files.stretch(2400, seconds=1800)),
    app_files.garmin(app_files.garmin_activity(name="Walk")),
    app_files.samsung(app_files.samsung_exercise()),
    app_files.auto_export([app_files.auto_export_workout()], [app_files.auto_export_weights(70, "kg")]),
    archive_files.zipped(app_files.fittrackee(app_files.fittrackee_workout(original_file="walk.gpx"))),
    app_files.workout_tracker(app_files.workout_tracker_workout()),
    app_files.sets(app_files.strong_set()),
    app_files.sets(app_files.hevy_set()),
    database_files.gadgetbridge(database_files.activity(SUMMARY_DATA='{"activeSeconds": {"value": 1700}}')),
]
NESTED = b"<gpx>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</gpx>"

fuzz = settings(
    max_examples=int(os.environ.get("BACKSTRIDE_FUZZ", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def sample(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the recordings in {SAMPLES} are absent")
    return path.read_bytes()


def seeds() -> list[bytes]:
    return [*MADE, *APPS, *(path.read_bytes() for path in sorted(SAMPLES.glob("*.*")) if path.stat().st_size < 70_000)]


def refusal(name: str, data: bytes) -> tuple[Refusal, str]:
    return refusal_of(partial(read, name), data)


@pytest.mark.parametrize("data", MADE)
@pytest.mark.parametrize("name", ["walk.fit", "WALK.GPX", "walk", "walk.jpg"])
def test_the_content_says_which_format_it_is(name: str, data: bytes) -> None:
    assert [each.mode for each in read(name, data)] == [Mode.FORWARD_WALK]


def test_there_is_a_recording_of_every_format_that_pages_name() -> None:
    assert (len(MADE), len(APPS)) == (len(FORMATS), len(APPS_READ))


def test_white_space_before_the_declaration_is_read_over() -> None:
    assert len(read("strava.gpx", b"  \n" + GPX)) == 1


def test_prefixes_of_namespaces_are_read_over() -> None:
    prefixed = GPX.replace(b"</", b"</g:").replace(b"<trk", b"<g:trk").replace(b"<time", b"<g:time")
    prefixed = prefixed.replace(b"<gpx xmlns=", b"<g:gpx xmlns:g=").replace(b"<type", b"<g:type")

    assert len(read("walk.gpx", prefixed)) == 1


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal("walk.gpx", data) == (Refusal.EMPTY, "")


@pytest.mark.parametrize("data", [b"hello", b"<svg></svg>", b"<!DOCTYPE html><html/>"])
def test_a_format_that_nobody_knows_is_named_by_its_extension(data: bytes) -> None:
    assert refusal("Places.SVG", data) == (Refusal.UNKNOWN_FORMAT, ".svg")


def test_a_file_beyond_32_megabytes_is_too_large() -> None:
    assert refusal("walk.gpx", GPX + b" " * 32_000_000) == (Refusal.TOO_LARGE, "32")


BOMB = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE gpx [<!ENTITY a0 "lol">{BOMB}]><gpx>&a9;</gpx>'.encode(),
    "external entity": b'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx>&x;</gpx>',
    "nesting": NESTED,
    "one huge tag": b"<gpx><a " + b"".join(b'a%d="" ' % i for i in range(300_000)) + b"/></gpx>",
    "many names": b"<gpx>" + b"".join(b"<a%d/>" % i for i in range(20_000)) + b"</gpx>",
    "attribute by default": b'<!DOCTYPE gpx [<!ATTLIST a b CDATA "lol">]><gpx><a/></gpx>',
    "no encoding": b'<?xml version="1.0"?><gpx>\xff</gpx>',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_damage(data: bytes) -> None:
    assert refusal("walk.gpx", data) == (Refusal.DAMAGED, "")


def test_more_elements_than_a_day_needs_are_refused() -> None:
    assert refusal("walk.gpx", b"<gpx>" + b"<a/>" * 1_600_000 + b"</gpx>")[0] is Refusal.TOO_MANY


# What each holds was worked out by hand; see the comments in tracks.py. The lake outing lasted two hours, of which 71
# minutes lie in tracks: 29 of those are standing or in a car.
@pytest.mark.parametrize(
    ("name", "started_at", "mode", "seconds", "metres", "zone"),
    [
        ("garmin-fenix-5-walk.fit", "2017-06-11T14:32:51Z", Mode.FORWARD_WALK, 45, 68, "America/Los_Angeles"),
        ("garmin-fenix-5-run.fit", "2017-06-11T14:34:09Z", Mode.FORWARD_RUN, 57, 158, "America/Los_Angeles"),
        ("cerknicko-jezero.gpx", "2010-08-05T14:23:59Z", Mode.FORWARD_WALK, 2494, 2238, "Europe/Ljubljana"),
        ("apple-health-walk-route.gpx", "2026-05-03T07:40:12Z", Mode.FORWARD_WALK, 1499, 1770, "Europe/Amsterdam"),
    ],
)
def test_real_recordings_are_read(name: str, started_at: str, mode: Mode, seconds: int, metres: int, zone: str) -> None:
    pytest.importorskip("tzfpy")
    (walk,) = read(name, sample(name))

    assert (walk.started_at, walk.time_zone) == (dt.datetime.fromisoformat(started_at), zone)
    assert (walk.mode, walk.seconds, round(walk.distance_m or 0)) == (mode, seconds, metres)


def test_a_watch_says_its_local_time() -> None:
    (walk,) = read("walk.fit", sample("garmin-fenix-5-walk.fit"))

    assert walk.utc_offset == dt.timedelta(hours=-7)


@pytest.mark.parametrize(
    ("name", "reason", "detail"),
    [
        ("garmin-fenix-5-bike.fit", Refusal.NOT_A_WALK, "cycling"),
        ("weight-scale.fit", Refusal.NO_ACTIVITY, ""),
        ("damaged-unexpected-eof.fit", Refusal.DAMAGED, ""),
        ("damaged-corrupt-header.fit", Refusal.DAMAGED, ""),
        ("hike-mojstrovka.gpx", Refusal.WRONG_CLOCK, "1901"),
        ("no-times.gpx", Refusal.NO_TIMES, ""),
    ],
)
def test_what_is_no_walk_is_refused_with_its_reason(name: str, reason: Refusal, detail: str) -> None:
    assert refusal(name, sample(name)) == (reason, detail)


@pytest.mark.parametrize(("name", "word"), [("sup-activity.tcx", "Other"), ("opentracks-unknown-walk.gpx", "unknown")])
def test_a_real_recording_that_nobody_can_tell_is_asked(name: str, word: str) -> None:
    (found,) = read(name, sample(name))

    assert (found.doubt, found.word) == (Unsure.SPORT, word)


def test_every_recording_in_a_file_has_its_line() -> None:
    ride = xml_files.activity(xml_files.lap(), sport="Biking")
    found = everything("both.tcx", xml_files.tcx(xml_files.activity(xml_files.lap()), ride))

    assert [getattr(each, "reason", None) for each in found] == [None, Refusal.NOT_A_WALK]


@pytest.mark.parametrize("doctype", [b"<!DOCTYPE gpx>", b'<!DOCTYPE gpx SYSTEM "http://localhost/gpx.dtd">'])
def test_a_doctype_that_declares_no_entity_is_read_over(doctype: bytes) -> None:
    assert len(read("walk.gpx", GPX.replace(b"<gpx", doctype + b"<gpx"))) == 1


def test_a_long_comment_is_read_over_and_a_long_tag_is_not() -> None:
    comment = b"<!--" + b"x" * 500_000 + b"-->"

    assert len(read("walk.gpx", GPX.replace(b"<trk>", comment + b"<trk>"))) == 1
    assert refusal("walk.gpx", GPX.replace(b"<trk>", b'<trk a="' + b"x" * 500_000 + b'">')) == (Refusal.DAMAGED, "")


@fuzz
@given(st.data())
def test_a_file_cut_short_is_refused_and_nothing_worse(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(seeds()))
    cut = data.draw(st.integers(0, len(whole) - 1))

    assert everything("walk.fit", whole[:cut])


@fuzz
@given(st.data())
def test_changed_bytes_do_no_harm(data: st.DataObject) -> None:
    changed = bytearray(data.draw(st.sampled_from(seeds())))
    for at, byte in data.draw(st.dictionaries(st.integers(0, len(changed) - 1), st.integers(0, 255))).items():
        changed[at] = byte

    assert everything("walk.fit", bytes(changed))


@fuzz
@given(st.data())
def test_changed_messages_with_a_right_checksum_do_no_harm(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([each for each in seeds() if each[8:12] == b".FIT"]))[14:-2])
    for at, byte in data.draw(st.dictionaries(st.integers(0, len(body) - 1), st.integers(0, 255))).items():
        body[at] = byte

    assert everything("walk.fit", fit_files.wrapped(bytes(body)))


@fuzz
@given(st.binary(), st.sampled_from(["fit", "<gpx>", '<gpx><trk><trkseg><trkpt lat="', "<TrainingCenterDatabase>"]))
def test_anything_after_the_mark_of_a_format_does_no_harm(rest: bytes, mark: str) -> None:
    assert everything("walk.fit", fit_files.wrapped(rest) if mark == "fit" else mark.encode() + rest)


@fuzz
@given(st.lists(st.tuples(st.floats(), st.floats(), st.datetimes()), max_size=20))
def test_tracks_of_any_numbers_do_no_harm(points: list[tuple[float, float, dt.datetime]]) -> None:
    written = (f'<trkpt lat="{a}" lon="{b}"><time>{when.isoformat()}</time></trkpt>' for a, b, when in points)

    assert everything("walk.gpx", xml_files.gpx(f"<trk><trkseg>{''.join(written)}</trkseg></trk>"))
