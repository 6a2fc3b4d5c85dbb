import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import forward, walk
from webapp.domain.imports import CannotImport, Notice, OpenQuestion, QuestionKind, Refusal, Remark, Unsure, UnsureAs
from webapp.domain.walks import Place
from webapp.words import imports as import_words
from webapp.words import refusals, texts


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("time_zone", "shown"),
    [("Etc/GMT-1", "UTC+1"), ("Etc/GMT+7", "UTC-7"), ("Etc/GMT", "UTC"), ("Etc/UTC", "UTC"), ("Europe/Paris", None)],
)
def test_a_zone_reads_the_right_way_round(time_zone: str, shown: str | None) -> None:
    assert import_words.zone(walk(time_zone=time_zone)) == (shown or time_zone)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (Notice(Remark.POINTS_LEFT_OUT, 1), "We left out 1 point. Its time or place can't be right."),
        (Notice(Remark.POINTS_LEFT_OUT, 2), "We left out 2 points. Their time or place can't be right."),
        (Notice(Remark.DISTANCE_LEFT_OUT, 10), "We left out the distance of 10 m. Nobody is that slow for so long."),
        (Notice(Remark.FROM_POINTS), "The device saved no totals, so we added up its points."),
    ],
)
def test_a_note_says_how_the_recording_was_read(note: Notice, words: str) -> None:
    assert import_words.note(note) == words


@pytest.mark.parametrize(
    ("place", "count", "words"),
    [
        (None, 1, "It was a walk"),
        (None, 2, "They were walks"),
        (Place.TREADMILL, 1, "It was a treadmill walk"),
        (Place.TREADMILL, 2, "They were treadmill walks"),
    ],
)
def test_the_answer_names_the_treadmill(place: Place | None, count: int, words: str) -> None:
    question = OpenQuestion(
        kind=QuestionKind(Unsure.SPORT, None, "other"),
        count=count,
        walks=(walk(place=place),),
        files=("",),
        answers=(UnsureAs.WALK,),
    )

    assert import_words.answer(question, UnsureAs.WALK) == words


def test_a_ride_is_asked_with_its_speed() -> None:
    ride = walk(forward(20, speed_kmh=21.2), day=dt.date(2026, 11, 3))
    question = OpenQuestion(
        kind=QuestionKind(Unsure.A_RIDE, None, ""), count=1, walks=(ride,), files=("",), answers=(UnsureAs.SKIP,)
    )

    assert import_words.question(question) == "Was this a ride?"
    assert "21.2 km/h" in import_words.why(question)


def test_every_format_is_named_where_a_file_is_none_of_them() -> None:
    assert texts.formats_read() == "FIT, GPX, KML or TCX"
    assert "We read FIT, GPX, KML or TCX;" in refusals.refusal(CannotImport(Refusal.UNKNOWN_FORMAT, ".txt"))
