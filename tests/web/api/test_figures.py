"""Weeks, weights and estimates for scripts, and the answer to a ping."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WEEK = {"start", "minutes", "backward_minutes", "counted_minutes", "goal_minutes", "kcal"}
WEEK |= {"extra_kcal", "extra_kcal_low", "extra_kcal_high"}
NO_WEIGHTS: list[object] = [None, 0, -70, 19, 401, "70", True, 10**400]
NO_SEGMENTS: list[object] = [None, [], {}, "x"]
BRISK = {"mode": "backward_walk", "seconds": 1800, "speed_kmh": 5.632704}


def test_a_ping_needs_no_login(app: Flask) -> None:
    answer = app.test_client().get("/api/ping")
    assert answer.status_code == 200
    assert answer.get_json()["app"] == "backstride"
    assert set(answer.get_json()) == {"app", "version", "instance"}


def test_half_an_hour_backward_at_a_brisk_pace_costs_what_the_model_says(script: FlaskClient) -> None:
    answer = script.post("/api/v1/estimate", json={"weight_kg": 70, "segments": [BRISK]})
    assert answer.status_code == 200
    (segment,) = answer.get_json()["segments"]
    for found in (segment, answer.get_json()):
        assert found["minutes"] == 30
        assert found["kcal"] == pytest.approx(220.5)
        assert found["extra_kcal"] == pytest.approx(62.475)
        assert found["extra_kcal_low"] == pytest.approx(37.485)
        assert found["extra_kcal_high"] == pytest.approx(118.7025)
    assert segment["met"] == pytest.approx(6.0)
    assert segment["met_forward"] == pytest.approx(4.3)
    assert segment["speed_assumed"] is False


def test_an_estimate_knows_nothing_of_the_persons_settings(script: FlaskClient, as_alice: FlaskClient) -> None:
    question = {
        "weight_kg": 70,
        "segments": [{"mode": "backward_walk", "seconds": 600}, {"mode": "forward_walk", "seconds": 60}],
    }
    before = script.post("/api/v1/estimate", json=question).get_json()
    as_alice.post("/settings/paces", data={"pace_forward_walk": "4", "pace_backward_walk": "2"})
    as_alice.post("/body/weight", data={"weight": "99"})
    as_alice.post("/settings/goal", data={"goal": "99", "counting": "who"})
    as_alice.post("/settings/units", data={"weight_unit": "lb", "distance_unit": "mi"})
    assert script.post("/api/v1/estimate", json=question).get_json() == before
    assert before["segments"][0]["speed_assumed"] is True


def test_an_estimate_saves_nothing(script: FlaskClient) -> None:
    script.post("/api/v1/estimate", json={"weight_kg": 70, "segments": [BRISK]})
    assert script.get("/api/v1/walks").get_json()["walks"] == []
    assert script.get("/api/v1/weights").get_json() == {"weights": [], "next": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        *(({"weight_kg": value}, "weight_kg") for value in NO_WEIGHTS),
        *(({"segments": value}, "segments") for value in NO_SEGMENTS),
        ({"segments": [BRISK | {"seconds": -1}]}, "segments.0.seconds"),
        ({"segments": [BRISK | {"colour": "red"}]}, "segments.0.colour"),
        ({"note": "x"}, "note"),
    ],
)
def test_an_estimate_of_what_cannot_be_is_refused(script: FlaskClient, change: dict[str, Any], field: str) -> None:
    answer = script.post("/api/v1/estimate", json={"weight_kg": 70, "segments": [BRISK]} | change)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.get_json()["errors"]]


def test_weeks_have_their_figures(script: FlaskClient) -> None:
    script.post("/api/v1/weights", json={"date": "2026-11-01", "weight_kg": 70})
    script.post("/api/v1/walks", json={"started_at": "2026-11-20T08:00:00+01:00", "segments": [BRISK]})
    weeks = script.get("/api/v1/weeks").get_json()["weeks"]
    assert len(weeks) == 12
    assert all(set(week) == WEEK for week in weeks)
    last = weeks[-1]
    assert (last["start"], last["minutes"], last["backward_minutes"]) == ("2026-11-16", 30, 30)
    assert (last["counted_minutes"], last["goal_minutes"]) == (30, 150)
    assert (last["kcal"], last["extra_kcal"]) == (pytest.approx(220.5), pytest.approx(62.475))
    assert (weeks[0]["minutes"], weeks[0]["kcal"]) == (0, 0)


def test_weeks_without_a_weight_have_no_energy(script: FlaskClient) -> None:
    script.post("/api/v1/walks", json={"started_at": "2026-11-20T08:00:00+01:00", "segments": [BRISK]})
    last = script.get("/api/v1/weeks").get_json()["weeks"][-1]
    assert (last["minutes"], last["kcal"], last["extra_kcal_low"]) == (30, None, None)


def test_weeks_are_those_from_one_day_to_another(script: FlaskClient) -> None:
    query = {"from": "2026-10-07", "to": "2026-10-20"}
    weeks = script.get("/api/v1/weeks", query_string=query).get_json()["weeks"]
    assert [week["start"] for week in weeks] == ["2026-10-05", "2026-10-12", "2026-10-19"]
    backward = {"from": "2026-10-20", "to": "2026-10-07"}
    assert script.get("/api/v1/weeks", query_string=backward).get_json() == {"weeks": []}


@pytest.mark.parametrize(
    ("name", "value"), [("from", "x"), ("to", "x"), ("from", "1950-01-01"), ("from", "0001-01-01")]
)
def test_odd_weeks_are_refused(script: FlaskClient, name: str, value: str) -> None:
    answer = script.get("/api/v1/weeks", query_string={name: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [name]


def test_weights_are_listed_and_replaced_by_day(script: FlaskClient, bobs_script: FlaskClient) -> None:
    for day, weight_kg in (("2026-11-01", 71), ("2026-11-20", 70.5), ("2026-11-01", 72)):
        answer = script.post("/api/v1/weights", json={"date": day, "weight_kg": weight_kg})
        assert answer.get_json() == {"date": day, "weight_kg": weight_kg}
    weights = script.get("/api/v1/weights").get_json()["weights"]
    assert weights == [{"date": "2026-11-20", "weight_kg": 70.5}, {"date": "2026-11-01", "weight_kg": 72.0}]
    assert bobs_script.get("/api/v1/weights").get_json() == {"weights": [], "next": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        *(({"weight_kg": value}, "weight_kg") for value in NO_WEIGHTS),
        *(({"date": value}, "date") for value in (None, "x", "2026-12-01", "1899-12-31", "9999-12-31", 7)),
        ({"unit": "kg"}, "unit"),
    ],
)
def test_a_weight_that_cannot_be_is_refused(script: FlaskClient, change: dict[str, Any], field: str) -> None:
    answer = script.post("/api/v1/weights", json={"date": "2026-11-20", "weight_kg": 70} | change)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.get_json()["errors"]]


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        [
            "backward_walk",
            "forward_run",
            "backward_sled",
            "2026-11-20",
            "2026-11-20T08:00:00+01:00",
            1e308,
            -1e308,
            10**30,
            70,
            60,
            5.6,
        ]
    )
)
NAMES = st.sampled_from(
    (
        *("id", "started_at", "time_zone", "segments", "mode", "seconds", "speed_kmh", "distance_m", "grade_percent"),
        *("load_kg", "sled_kg", "pain", "site", "before", "effort", "note", "weight_kg", "date"),
    )
)
SEGMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["backward_walk", "forward_run", "backward_sled"]),
            "seconds": st.integers(-1, 90_000),
        },
        optional={
            "speed_kmh": SCALARS,
            "distance_m": SCALARS,
            "grade_percent": SCALARS,
            "load_kg": SCALARS,
            "sled_kg": SCALARS,
        },
    ),
    max_size=3,
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)
NEARLY = st.fixed_dictionaries(
    {"started_at": st.just("2026-11-20T08:00:00+01:00") | SCALARS, "segments": SEGMENTS | ANYTHING},
    optional={
        "pain": ANYTHING,
        "note": SCALARS,
        "effort": SCALARS,
        "time_zone": SCALARS,
        "weight_kg": SCALARS,
        "id": SCALARS,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=ANYTHING | NEARLY)
def test_no_document_breaks_the_server(script: FlaskClient, document: object) -> None:
    for path in ("/api/v1/walks", "/api/v1/estimate", "/api/v1/weights"):
        answer = script.post(path, data=json.dumps(document), content_type="application/json")
        assert answer.status_code in (200, 201, 422)
