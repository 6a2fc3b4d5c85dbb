"""What a page says of a speed that nobody gave, and of a walk downhill."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import weights
from webapp.domain.energy import Mode
from webapp.domain.walks import Planned, Segment
from webapp.storage import goals
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.words import speeds as speed_words

UNPACED = backward(5, speed_kmh=None)


def page(client: FlaskClient, database: Database, user: User, *segments: Segment, planned: Planned | None) -> str:
    with database.writing() as session:
        weights.set_weight(session, user.diary, TODAY, 70, today=TODAY)
        row = log(session, user, *segments, planned=planned, started_at=NOW)
    return client.get(f"/walks/{row.uuid}").text


@pytest.mark.parametrize(
    ("usual_kmh", "planned", "words"),
    [
        (2.8, None, "you gave no pace, so we took your usual 2.8 km/h"),
        (None, Planned(1, 1), "you gave no pace, so we took the plan's 1.6 km/h"),
        (None, None, "you gave no pace, so we took 3.2 km/h and made the range wider"),
    ],
)
def test_a_walk_says_what_was_taken_for_its_pace(
    as_alice: FlaskClient,
    database: Database,
    alice: User,
    usual_kmh: float | None,
    planned: Planned | None,
    words: str,
) -> None:
    with database.writing() as session:
        goals.set_usual_pace(session, alice.diary, Mode.BACKWARD_WALK, usual_kmh)

    assert words in page(as_alice, database, alice, UNPACED, planned=planned).replace("&#39;", "'")


def test_a_walk_of_version_1_says_its_speed_and_not_where_from(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        row = log(session, alice, UNPACED)
        row.segments[0].speed_from, row.segments[0].speed_used_kmh = None, 5.6

    found = as_alice.get(f"/walks/{row.uuid}").text
    assert "you gave no pace, so we took 5.6 km/h" in found
    assert "range wider" not in found


def test_a_session_that_is_edited_is_previewed_at_the_pace_of_the_plan(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        row = log(session, alice, UNPACED, planned=Planned(1, 1))

    fields = {"id": str(row.uuid), "minutes": "5", "backward": "5"}
    mine, strangers = (
        as_alice.post("/walks/preview", data=one).text.replace("&#39;", "'") for one in (fields, fields | {"id": ""})
    )
    assert "Backward: you gave no pace, so we took the plan's 1.6 km/h." in mine
    assert "Backward: you gave no pace, so we took 3.2 km/h and made the range wider." in strangers


@pytest.mark.parametrize(("grade", "is_low"), [(-5.0, True), (0.0, False), (5.0, False)])
def test_a_walk_downhill_says_that_it_may_be_low(
    as_alice: FlaskClient, database: Database, alice: User, grade: float, is_low: bool
) -> None:
    found = page(as_alice, database, alice, forward(grade_percent=grade), planned=None)
    preview = as_alice.post("/walks/preview", data={"minutes": "30", "slope": str(grade)}).text

    assert ("about a quarter more" in found) is is_low
    assert ("about a quarter more" in preview) is is_low


def test_a_met_has_one_decimal(as_alice: FlaskClient, database: Database, alice: User) -> None:
    found = page(as_alice, database, alice, backward(30, speed_kmh=3.5 * 1.609344), planned=None)

    assert "6.0 MET, forward it would be 4.3" in found
    assert "6.0 × 3.5 × 70 kg ÷ 200 × 30 min ≈ 221 kcal" in found or "≈ 220 kcal" in found


@pytest.mark.parametrize(
    ("slowest", "fastest", "words"),
    [(2.5, 2.5, "4 km/h"), (2.5, None, "4 km/h"), (2.5, 3.0, "4 to 4.8 km/h"), (3.5, 3.9, "5.6 to 6.3 km/h")],
)
def test_a_range_of_one_speed_is_one_speed(app: Flask, slowest: float, fastest: float | None, words: str) -> None:
    with app.test_request_context():
        assert speed_words.range_of(slowest, fastest) == words
