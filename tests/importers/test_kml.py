import datetime as dt
from functools import partial

import pytest

from tests.importers.reading import everything, read, refusal_of
from tests.importers.test_archives import zipped
from tests.importers.xml_files import START, kml, placemark, steps
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Notice, Refusal, Remark, Unsure
from webapp.importers import Recording

WALK = steps(seconds=600, m_s=1.4)
PLACE = b"<Placemark><Point><coordinates>5.12,52.09</coordinates></Point></Placemark>"


def only(data: bytes) -> Recording:
    (recording,) = read("track.kml", data)
    return recording


def refusal(data: bytes) -> tuple[Refusal, str]:
    return refusal_of(partial(read, "track.kml"), data)


@pytest.mark.parametrize("is_old", [True, False])
def test_a_track_is_a_walk(is_old: bool) -> None:
    walk = only(kml(placemark(WALK, sport="walking", is_old=is_old)))

    assert (walk.started_at, walk.mode, walk.seconds, walk.doubt) == (START, Mode.FORWARD_WALK, 600, None)
    assert walk.distance_m == pytest.approx(840, rel=0.001)


def test_the_stretches_of_a_track_are_one_walk_without_its_pauses() -> None:
    later = steps(seconds=600, m_s=1.4, start_s=1200, start_m=840)

    assert only(kml(placemark(WALK, later, sport="hiking"))).seconds == 1200


def test_a_kmz_is_read_and_its_pictures_are_passed_over() -> None:
    data = zipped({"doc.kml": kml(placemark(WALK, sport="walking")), "images/1.jpg": b"\xff\xd8"})

    assert [walk.seconds for walk in read("track.kmz", data)] == [600]


@pytest.mark.parametrize("word", ["Spaziergang", "randonnée", "trail hiking", "speed walking", "徒步"])
def test_the_type_may_be_in_the_language_of_the_phone(word: str) -> None:
    assert only(kml(placemark(WALK, sport=word))).doubt is None


@pytest.mark.parametrize("word", ["unknown", "unbekannt", "mixed type", "workout", "snow shoeing"])
def test_a_type_that_does_not_tell_is_a_question(word: str) -> None:
    recording = only(kml(placemark(WALK, sport=word)))

    assert (recording.doubt, recording.word, recording.mode) == (Unsure.SPORT, word, Mode.FORWARD_WALK)


def test_several_tracks_in_one_file_are_several_outings() -> None:
    run = placemark(steps(seconds=300, m_s=3), sport="trail running", start=START + dt.timedelta(days=1))
    ride = placemark(WALK, sport="biking", start=START + dt.timedelta(days=2))
    walk, other, refused = everything("tracks.kml", kml(placemark(WALK, sport="walking"), run, ride))

    assert [each.mode for each in (walk, other) if isinstance(each, Recording)] == [Mode.FORWARD_WALK, Mode.FORWARD_RUN]
    assert isinstance(refused, CannotImport) and refused.reason is Refusal.NOT_A_WALK


def test_the_time_stamps_say_the_offset_of_the_phone() -> None:
    start = START.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=45)))

    assert only(kml(placemark(WALK, start=start))).utc_offset == dt.timedelta(hours=5, minutes=45)


def test_a_moment_without_a_fix_is_passed_over_and_a_wrong_place_is_told() -> None:
    data = kml(placemark(WALK, sport="walking"))
    coord = data[data.index(b"<coord>") : data.index(b"</coord>") + len(b"</coord>")]

    assert only(data.replace(coord, b"<coord/>")).notes == ()
    assert only(data.replace(coord, b"<coord>5 999</coord>")).notes == (Notice(Remark.POINTS_LEFT_OUT, 1),)


def test_places_without_times_are_no_walk() -> None:
    assert refusal(kml(PLACE.decode())) == (Refusal.NO_TIMES, "")
    assert refusal(kml()) == (Refusal.NO_ACTIVITY, "")


def test_a_place_beside_the_track_takes_nothing_from_it() -> None:
    assert only(kml(PLACE.decode(), placemark(WALK, sport="walking"))).seconds == 600
