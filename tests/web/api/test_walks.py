"""Walks for scripts."""

import base64
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import SAME_ORIGIN

URL = "/api/v1/walks"
# The walk of the contract.
WALK: dict[str, Any] = {
    "id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11",
    "started_at": "2026-11-20T18:00:00+01:00",
    "time_zone": "Europe/Paris",
    "place": "treadmill",
    "rails": False,
    "segments": [
        {"mode": "forward_walk", "seconds": 1320, "speed_kmh": 5.6},
        {"mode": "backward_walk", "seconds": 480, "speed_kmh": 3.2, "grade_percent": 2, "load_kg": 0},
    ],
    "effort": 4,
    "stumbles": 0,
    "note": "",
    "pain": [{"site": "knee_left", "before": 3, "after": 2}],
}
ENERGY = {"minutes", "kcal", "kcal_low", "kcal_high", "extra_kcal", "extra_kcal_low", "extra_kcal_high"}
SEGMENT = {"mode": "backward_walk", "seconds": 300}


def test_a_walk_is_logged_once_and_answered_as_it_was_entered(script: FlaskClient) -> None:
    first, second = (script.post(URL, json=WALK) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    answer = first.get_json()
    assert second.get_json() == answer
    assert {name: answer[name] for name in WALK if name != "segments"} == {
        k: v for k, v in WALK.items() if k != "segments"
    }
    for sent, back in zip(WALK["segments"], answer["segments"], strict=True):
        assert sent.items() <= back.items()
        assert {*ENERGY, "met", "met_forward", "speed_assumed"} <= set(back)
    assert {*ENERGY, "backward_minutes", "counted_minutes", "weight_kg", "model"} <= set(answer)
    assert (answer["minutes"], answer["backward_minutes"], answer["counted_minutes"]) == (30, 8, 30)
    assert (answer["kcal"], answer["weight_kg"]) == (None, None)


def test_the_first_weight_fills_the_energy_of_a_walk(script: FlaskClient) -> None:
    script.post(URL, json=WALK)
    assert script.post("/api/v1/weights", json={"date": "2026-11-20", "weight_kg": 70.5}).status_code == 201
    (walk,) = script.get(URL).get_json()["walks"]
    assert walk["weight_kg"] == 70.5
    assert walk["kcal_low"] < walk["kcal"] < walk["kcal_high"]
    assert walk["extra_kcal_low"] < walk["extra_kcal"] < walk["extra_kcal_high"]
    for name in ENERGY:
        assert walk[name] == pytest.approx(sum(segment[name] for segment in walk["segments"]))


def test_only_a_start_and_a_stretch_are_needed(script: FlaskClient) -> None:
    answer = script.post(URL, json={"started_at": "2026-11-20T17:00:00Z", "segments": [SEGMENT]})
    assert answer.status_code == 201
    walk = answer.get_json()
    assert (walk["time_zone"], walk["started_at"]) == ("Europe/Paris", "2026-11-20T18:00:00+01:00")
    assert walk["segments"][0]["speed_assumed"] is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"segments": None}, "segments"),
        ({"segments": []}, "segments"),
        ({"segments": "x"}, "segments"),
        ({"segments": [7]}, "segments.0"),
        ({"segments": [{"mode": "swim", "seconds": 60}]}, "segments.0.mode"),
        ({"segments": [{"seconds": 60}]}, "segments.0.mode"),
        ({"segments": [{"mode": "forward_walk"}]}, "segments.0.seconds"),
        ({"segments": [SEGMENT | {"seconds": 0}]}, "segments.0.seconds"),
        ({"segments": [SEGMENT | {"seconds": 1.5}]}, "segments.0.seconds"),
        ({"segments": [SEGMENT | {"seconds": True}]}, "segments.0.seconds"),
        ({"segments": [SEGMENT | {"speed_kmh": 26}]}, "segments.0.speed_kmh"),
        ({"segments": [SEGMENT | {"speed_kmh": 5, "distance_m": 9}]}, "segments.0.distance_m"),
        ({"segments": [SEGMENT | {"distance_m": 1e6}]}, "segments.0.distance_m"),
        ({"segments": [SEGMENT | {"distance_m": -1}]}, "segments.0.distance_m"),
        ({"segments": [SEGMENT | {"sled_kg": 10}]}, "segments.0.sled_kg"),
        ({"segments": [SEGMENT | {"pace": 10}]}, "segments.0.pace"),
        ({"segments": [SEGMENT] * 501}, "segments"),
        ({"segments": [SEGMENT | {"seconds": 50000}] * 2}, "segments"),
        ({"started_at": "2026-11-20T18:00:00"}, "started_at"),
        ({"started_at": "2026-11-20"}, "started_at"),
        ({"started_at": "2026-11-21T18:00:00+01:00"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at"),
        ({"started_at": 1795194600}, "started_at"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"id": "7"}, "id"),
        ({"place": "moon"}, "place"),
        ({"rails": 1}, "rails"),
        ({"effort": 11}, "effort"),
        ({"stumbles": -1}, "stumbles"),
        ({"note": "x" * 10_000}, "note"),
        ({"note": "\0"}, "note"),
        ({"pain": [{"site": "nose"}]}, "pain.0.site"),
        ({"pain": [{"site": "back", "before": 11}]}, "pain.0.before"),
        ({"kilometres": 5}, "kilometres"),
        ({"user_id": 1}, "user_id"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(
    script: FlaskClient, change: dict[str, Any], field: str
) -> None:
    answer = script.post(URL, json=WALK | change)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    problem = answer.get_json()
    assert {"type", "title", "status", "detail", "errors"} <= set(problem)
    assert field in [error["field"] for error in problem["errors"]]
    assert all(error["detail"] for error in problem["errors"])
    assert script.get(URL).get_json()["walks"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 40_000, 400),
        (b"1" * 9000, 400),
        (b"[]", 422),
        (b"null", 422),
        (b"7", 422),
    ],
)
def test_what_is_no_json_object_is_refused(script: FlaskClient, body: bytes, status: int) -> None:
    for path in (URL, "/api/v1/estimate", "/api/v1/weights"):
        answer = script.post(path, data=body, content_type="application/json")
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_another_content_type_is_refused(script: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert script.post(URL, data=json.dumps(WALK), content_type=kind).status_code == 415


@pytest.mark.parametrize("note", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused(script: FlaskClient, note: str) -> None:
    """JSON can spell a lone surrogate, which no database can store."""
    answer = script.post(URL, json=WALK | {"note": note})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["note"]


def log_many(script: FlaskClient, count: int) -> list[str]:
    """Walks on successive days, two at the same instant now and then; answers their ids, the newest first."""
    ids = []
    for number in range(count):
        started = f"2026-10-{1 + number // 2:02}T0{8 + number % 2}:00:00+02:00"
        ids.append(script.post(URL, json={"started_at": started, "segments": [SEGMENT]}).get_json()["id"])
    same = {"started_at": "2026-10-01T08:00:00+02:00", "segments": [SEGMENT]}
    ids.insert(1, script.post(URL, json=same).get_json()["id"])
    return ids[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_list_is_walked_through_once_by_its_cursor(script: FlaskClient, limit: int) -> None:
    ids, seen, query = log_many(script, 7), list[str](), {"limit": str(limit)}
    while True:
        page = script.get(URL, query_string=query).get_json()
        seen += [walk["id"] for walk in page["walks"]]
        assert len(page["walks"]) <= limit
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == ids


def test_a_list_can_begin_and_end_on_a_day(script: FlaskClient) -> None:
    log_many(script, 8)
    days = script.get(URL, query_string={"from": "2026-10-02", "to": "2026-10-03"}).get_json()["walks"]
    assert [walk["started_at"][:10] for walk in days] == ["2026-10-03", "2026-10-03", "2026-10-02", "2026-10-02"]


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("0", "501", "x", "-1", "1.5", "", "9" * 5000, "²")),
        *((name, value) for name in ("from", "to") for value in ("x", "", "2026-13-01", "0001-01-01", "9999-12-31")),
        *(("cursor", value) for value in ("", "x", "ä", "====", cursor("x"), cursor("2026-10-01T00:00:00 x"))),
        ("cursor", cursor("2026-10-01T00:00:00+00:00 99999999999999999999")),
        ("cursor", cursor("0001-01-01T00:00:00+14:00 1")),
        ("cursor", cursor("2026-10-01T00:00:00+00:00 " + "9" * 5000)),
    ],
)
def test_an_odd_question_is_refused_by_the_name_of_its_field(script: FlaskClient, name: str, value: str) -> None:
    answer = script.get(URL, query_string={name: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [name]


def test_a_cookie_beside_a_token_still_has_to_come_from_its_own_page(
    script: FlaskClient, as_alice: FlaskClient
) -> None:
    cookie = as_alice.get_cookie("backstride")
    assert cookie
    script.set_cookie("backstride", cookie.value)
    assert script.post(URL, json=WALK, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert script.post(URL, json=WALK, headers=SAME_ORIGIN).status_code == 201


NONSENSE = {
    "segments": b'{"started_at": "2026-11-20T18:00:00+01:00", "segments": [%s]}' % b",".join([b"0"] * 124_000),
    "fields": b"{%s}" % b",".join(b'"%05d": 0' % number for number in range(20_000)),
    "pain": b'{"weight_kg": 70, "date": "2026-11-20", "pain": [%s]}' % b",".join([b"{}"] * 80_000),
}


@pytest.mark.parametrize("path", [URL, "/api/v1/estimate", "/api/v1/weights"])
@pytest.mark.parametrize("kind", NONSENSE)
def test_much_nonsense_is_answered_with_little(script: FlaskClient, path: str, kind: str) -> None:
    answer = script.post(path, data=NONSENSE[kind], content_type="application/json")
    assert answer.status_code == 422
    assert len(answer.get_json()["errors"]) <= 50
    assert len(answer.data) < 20_000
