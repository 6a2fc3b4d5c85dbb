"""The long form: a walk of many stretches is changed without losing anything of it."""

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page

TREADMILL: dict[str, Any] = {
    "started_at": "2026-11-20T08:10:23+01:00",
    "time_zone": "Europe/Paris",
    "place": "treadmill",
    "rails": True,
    "segments": [
        {"mode": "forward_walk", "seconds": 1320, "speed_kmh": 5.6, "grade_percent": 1.25},
        {"mode": "backward_walk", "seconds": 100, "speed_kmh": 3.218688, "grade_percent": -2, "load_kg": 7.5},
        {"mode": "forward_run", "seconds": 361, "distance_m": 1234.5},
        {"mode": "backward_sled", "seconds": 59, "sled_kg": 62.35, "load_kg": 4.535924},
    ],
    "effort": 4,
    "stumbles": 2,
    "note": "Fog & rain.\nThen sun.",
    "pain": [{"site": "knee_left", "before": 3, "after": 2}],
}
SHORT = TREADMILL | {
    "segments": [
        {"mode": "forward_walk", "seconds": 1320, "speed_kmh": 5.6},
        {"mode": "backward_walk", "seconds": 481, "speed_kmh": 3.2},
    ]
}
PLAIN = TREADMILL | {"effort": None, "segments": [{"mode": "backward_walk", "seconds": 1111}]}


@pytest.mark.parametrize("units", [{}, {"weight_unit": "lb", "distance_unit": "mi"}], ids=["metric", "imperial"])
@pytest.mark.parametrize("walk", [TREADMILL, SHORT, PLAIN], ids=["four stretches", "two stretches", "one stretch"])
def test_opening_a_walk_and_saving_it_unchanged_changes_nothing(
    as_alice: FlaskClient, script: FlaskClient, walk: dict[str, Any], units: dict[str, str]
) -> None:
    as_alice.post("/settings/units", data=units)
    before = script.post("/api/v1/walks", json=walk).get_json()
    form = Page(as_alice.get(f"/walks/{before['id']}/edit")).form(f"/walks/{before['id']}")
    assert as_alice.post(f"/walks/{before['id']}", data=form).status_code == 303
    assert script.get("/api/v1/walks").get_json()["walks"] == [before]


@pytest.mark.parametrize("effort", range(11))
def test_an_effort_that_the_form_has_no_word_for_is_kept(
    as_alice: FlaskClient, script: FlaskClient, effort: int
) -> None:
    uuid = script.post("/api/v1/walks", json=PLAIN | {"effort": effort}).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    as_alice.post(f"/walks/{uuid}", data=form | {"note": "Changed."})
    (walk,) = script.get("/api/v1/walks").get_json()["walks"]
    assert (walk["effort"], walk["note"]) == (effort, "Changed.")


def test_a_stretch_is_added_in_the_spare_row_and_one_is_left_out(as_alice: FlaskClient, script: FlaskClient) -> None:
    uuid = script.post("/api/v1/walks", json=TREADMILL).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    form |= {"segments.1.minutes": "", "segments.4.mode": "backward_run", "segments.4.minutes": "2"}
    assert as_alice.post(f"/walks/{uuid}", data=form).status_code == 303
    (walk,) = script.get("/api/v1/walks").get_json()["walks"]
    modes = [segment["mode"] for segment in walk["segments"]]
    assert modes == ["forward_walk", "forward_run", "backward_sled", "backward_run"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("segments.1.minutes", value) for value in ("-1", "1441", "1e9", "NaN", "x", "0.001")),
        *(("segments.1.speed", value) for value in ("0", "26", "x")),
        *(("segments.2.distance", value) for value in ("0", "1001", "900", "x")),
        *(("segments.1.slope", value) for value in ("41", "-41")),
        *(("segments.1.load", value) for value in ("-1", "101")),
        *(("segments.3.sled", value) for value in ("-1", "401")),
        ("segments.1.mode", "swim"),
    ],
)
def test_a_stretch_that_cannot_be_is_refused_beside_its_field(
    as_alice: FlaskClient, script: FlaskClient, field: str, value: str
) -> None:
    uuid = script.post("/api/v1/walks", json=TREADMILL).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    answer = as_alice.post(f"/walks/{uuid}", data=form | {field: value})
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    assert page.form(f"/walks/{uuid}")["note"].split() == ["Fog", "&", "rain.", "Then", "sun."]


@pytest.mark.parametrize("said", ["", "1", "x"])
def test_no_stretch_is_left_out_whatever_their_number_is_said_to_be(
    as_alice: FlaskClient, script: FlaskClient, said: str
) -> None:
    uuid = script.post("/api/v1/walks", json=TREADMILL).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    assert as_alice.post(f"/walks/{uuid}", data=form | {"segments": said}).status_code == 303
    (walk,) = script.get("/api/v1/walks").get_json()["walks"]
    assert [segment["mode"] for segment in walk["segments"]] == [segment["mode"] for segment in TREADMILL["segments"]]


def test_more_stretches_than_anybody_can_count_are_refused(as_alice: FlaskClient) -> None:
    assert as_alice.post("/walks/", data={"segments": "9" * 5000}).status_code == 422


def test_a_speed_and_a_distance_contradict_each_other(as_alice: FlaskClient, script: FlaskClient) -> None:
    uuid = script.post("/api/v1/walks", json=TREADMILL).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    answer = as_alice.post(f"/walks/{uuid}", data=form | {"segments.2.speed": "9"})
    assert answer.status_code == 422
    assert Page(answer).refuses("segments.2.distance")


def test_a_walk_without_any_minutes_left_is_refused(as_alice: FlaskClient, script: FlaskClient) -> None:
    uuid = script.post("/api/v1/walks", json=TREADMILL).get_json()["id"]
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    answer = as_alice.post(f"/walks/{uuid}", data=form | {f"segments.{row}.minutes": "" for row in range(5)})
    assert answer.status_code == 422
    assert Page(answer).refuses("segments.0.minutes")


def test_the_most_stretches_that_a_walk_can_have_are_all_kept(as_alice: FlaskClient, script: FlaskClient) -> None:
    many = [{"mode": "forward_walk" if row % 2 else "backward_walk", "seconds": 60 + row % 7} for row in range(500)]
    before = script.post("/api/v1/walks", json=TREADMILL | {"segments": many, "effort": None}).get_json()
    form = Page(as_alice.get(f"/walks/{before['id']}/edit")).form(f"/walks/{before['id']}")
    assert as_alice.post(f"/walks/{before['id']}", data=form).status_code == 303
    (after,) = script.get("/api/v1/walks").get_json()["walks"]
    assert [one["seconds"] for one in after["segments"]] == [one["seconds"] for one in before["segments"]]


def test_the_form_itself_can_send_a_walk_with_a_sled_in_pounds(as_alice: FlaskClient, script: FlaskClient) -> None:
    as_alice.post("/settings/units", data={"weight_unit": "lb", "distance_unit": "mi"})
    form = {"id": str(uuid4()), "date": "2026-11-20", "time": "08:00", "minutes": "30", "backward": "10"}
    form |= {"backward_mode": "backward_sled", "sled": "100", "speed": "3.3", "load": "11"}
    assert as_alice.post("/walks/", data=form).status_code == 303
    page = Page(as_alice.get(f"/walks/{form['id']}/edit")).form(f"/walks/{form['id']}")
    assert (page["sled"], page["speed"], page["load"]) == ("100", "3.3", "11")
