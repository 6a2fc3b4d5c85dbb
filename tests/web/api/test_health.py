"""What the app Health Auto Export sends by itself."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.importers import app_files as files
from tests.web.uploads import text_of

URL = "/api/v1/health-auto-export"
NOTHING = {"new": 0, "known": 0, "alike": 0, "unsure": 0, "refused": 0, "weights": 0}


def send(client: FlaskClient, document: bytes, query: str = "") -> Any:
    answer = client.post(URL + query, data=document, content_type="application/json")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def import_of(client: FlaskClient) -> str:
    """Where the newest import of the list is."""
    listed = client.get("/import").text.partition('id="import-batches"')[2]
    return listed.partition('href="')[2].partition('"')[0].partition("?")[0]


def test_what_was_sent_before_is_saved_once_also_where_sendings_overlap(script: FlaskClient) -> None:
    first, second, third = (files.auto_export_workout(after=day * 86_400) for day in range(3))
    weight = files.auto_export_weights(70.5, "kg")
    assert send(script, files.auto_export([first, second], [weight])) == NOTHING | {"new": 2, "weights": 1}
    assert send(script, files.auto_export([second, third], [weight])) == NOTHING | {"new": 1, "known": 1}
    assert send(script, files.auto_export([first, second, third], [weight])) == NOTHING | {"known": 3}
    walks = script.get("/api/v1/walks").get_json()["walks"]
    assert [(walk["minutes"], walk["segments"][0]["distance_m"]) for walk in walks] == [(30, 2400)] * 3
    assert [walk["weight_kg"] for walk in walks] == [70.5] * 3


def test_a_walk_in_the_bin_stays_there(script: FlaskClient) -> None:
    send(script, files.auto_export([files.auto_export_workout()]))
    (walk,) = script.get("/api/v1/walks").get_json()["walks"]
    script.delete(f"/api/v1/walks/{walk['id']}")
    assert send(script, files.auto_export([files.auto_export_workout()])) == NOTHING | {"known": 1}
    assert script.get("/api/v1/walks").get_json()["walks"] == []


@pytest.mark.parametrize(
    ("query", "minutes", "count"), [("", [], "unsure"), ("?unsure=walk", [30], "new"), ("?unsure=skip", [], "unsure")]
)
def test_what_may_be_no_walk_is_taken_as_the_address_says(
    script: FlaskClient, query: str, minutes: list[int], count: str
) -> None:
    document = files.auto_export([files.auto_export_workout("Other")])
    assert send(script, document, query) == NOTHING | {count: 1}
    assert [walk["minutes"] for walk in script.get("/api/v1/walks").get_json()["walks"]] == minutes


def test_a_walk_like_one_that_is_here_is_left_out(script: FlaskClient) -> None:
    send(script, files.auto_export([files.auto_export_workout()]))
    assert send(script, files.auto_export([files.auto_export_workout(after=300)]))["new"] == 0


def test_a_sending_is_an_import_that_can_be_taken_back(script: FlaskClient, as_alice: FlaskClient) -> None:
    workouts = [files.auto_export_workout(after=day * 86_400) for day in range(25)]
    weight = files.auto_export_weights(71, "kg")
    send(script, files.auto_export([*workouts, files.auto_export_workout("Yoga")], [weight]))
    address = import_of(as_alice)
    page = text_of(as_alice.get(address))
    as_alice.post(f"{address}/undo")

    assert "25 walks saved" in page and "Health Auto Export 30 min, 2.4 km" in page and "1 is not a walk" in page
    assert "25 walks taken back" in as_alice.get(address).text
    assert script.get("/api/v1/walks").get_json()["walks"] == []
    assert script.get("/api/v1/weights").get_json()["weights"] == []


def test_a_sending_that_brings_nothing_new_is_no_line_in_the_list(script: FlaskClient, as_alice: FlaskClient) -> None:
    document = files.auto_export([files.auto_export_workout()])
    send(script, document)
    first = import_of(as_alice)

    assert send(script, document) == NOTHING | {"known": 1}
    assert import_of(as_alice) == first and as_alice.get("/import").text.count("/import/") == 1


def test_what_was_left_out_may_be_asked_once_more(script: FlaskClient, as_alice: FlaskClient) -> None:
    other = files.auto_export_workout("Other", after=86_400)
    send(script, files.auto_export([files.auto_export_workout(), other]))
    address = import_of(as_alice)
    as_alice.post(f"{address}/ask")

    assert "What was this?" in as_alice.get(address).text


@pytest.mark.parametrize("document", [b"", b"{", b'{"data": {"workouts": [}}', b"\xff\xfe{"])
def test_what_is_no_json_is_refused(script: FlaskClient, document: bytes) -> None:
    assert script.post(URL, data=document, content_type="application/json").status_code == 400


@pytest.mark.parametrize("document", [[], "x", 7, None, True])
def test_what_is_no_object_is_refused(script: FlaskClient, document: object) -> None:
    answer = script.post(URL, data=json.dumps(document), content_type="application/json")
    assert (answer.status_code, answer.get_json()["errors"][0]["reason"]) == (422, "not_an_object")


def test_other_words_in_the_address_are_refused(script: FlaskClient) -> None:
    assert script.post(f"{URL}?unsure=maybe", json={}).status_code == 422
    assert send(script, b"{}") == NOTHING


def test_what_does_not_say_that_it_is_json_is_refused(script: FlaskClient) -> None:
    assert script.post(URL, data=b"{}").status_code == 415
