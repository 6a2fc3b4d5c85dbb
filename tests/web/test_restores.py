"""A document that was taken along, chosen on the page of the import."""

import gzip
import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from tests.factories import SAME_ORIGIN, log
from tests.web.pages import Page
from tests.web.uploads import TCX, send, walks
from webapp.config import Settings
from webapp.storage.engine import Database
from webapp.storage.models import User


def zipped(data: bytes) -> bytes:
    """A zip as a Mac makes it."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("backstride/", b"")
        archive.writestr("backstride/backstride.json", data)
        archive.writestr("__MACOSX/backstride/._backstride.json", b"Mac OS X")
    return packed.getvalue()


def taken_along(client: FlaskClient) -> bytes:
    return bytes(client.get("/export/file", buffered=True).data)


def test_everything_is_back_whatever_the_file_is_called(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        log(session, alice, note="Fog.")

    answer = send(as_bob, ("no name.txt", taken_along(as_alice)))
    assert answer.status_code == 200
    assert "1 walk is back." in Page(answer).text and "Your settings are back." in Page(answer).text
    assert [walk.note for walk in walks(database, bob)] == ["Fog."]


@pytest.mark.parametrize("packed", [gzip.compress, zipped, lambda data: zipped(gzip.compress(data))])
def test_packed_by_a_browser_or_a_mail_program_it_is_the_same(
    as_alice: FlaskClient,
    as_bob: FlaskClient,
    database: Database,
    alice: User,
    bob: User,
    packed: Callable[[bytes], bytes],
) -> None:
    with database.writing() as session:
        log(session, alice, note="Fog.")

    answer = send(as_bob, ("backstride.json.zip", packed(taken_along(as_alice))))
    assert "1 walk is back." in Page(answer).text and "Your settings are back." in Page(answer).text
    assert [walk.note for walk in walks(database, bob)] == ["Fog."]


def test_a_damaged_packing_is_refused_with_a_sentence(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    cut = gzip.compress(taken_along(as_alice) + b" " * 9_000_000)[:-2000]
    answer = send(as_bob, ("backstride.json.gz", cut))

    assert answer.status_code == 422 and "The file is damaged" in Page(answer).text


def test_chosen_once_more_it_says_that_all_was_here(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)

    text = Page(send(as_alice, ("all.json", taken_along(as_alice)))).text
    assert "Your diary stays as it is" in text and "Nothing in this file is new." in text
    assert "1 entry was here already. It stays as it is." in text


def test_a_damaged_and_a_newer_one_are_refused_with_a_sentence(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    document = json.loads(taken_along(as_alice))
    newer, odd = document | {"format": 2}, document | {"weights": [{"weighed_on": "2026-11-20", "weight_kg": 7}]}

    for data, why in (
        (taken_along(as_alice)[:-9], "The file is damaged"),
        (json.dumps(newer).encode(), "This file is from a newer Backstride."),
        (json.dumps(odd).encode(), "“weights 1, weight_kg” in this file can't be right. Please enter at least 20."),
    ):
        answer = send(as_bob, ("all.json", data))
        assert answer.status_code == 422
        assert why in Page(answer).text and "Nothing was changed." in Page(answer).text


def test_beside_recordings_each_has_its_report(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    answer = send(as_bob, ("all.json", taken_along(as_alice)), ("walk.tcx", TCX))

    assert "Your settings are back." in answer.text and "waits for you" in answer.text


def test_shared_to_the_app_it_is_taken_back_too(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        log(session, alice)
    send(as_bob, ("all.json", taken_along(as_alice)), to="/import/share", headers={"Sec-Fetch-Site": "none"})

    assert len(walks(database, bob)) == 1


def test_into_a_diary_in_use_what_is_of_somebody_else_comes_by_a_yes_alone(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    for owner in (alice, bob):
        with database.writing() as session:
            log(session, owner, note=owner.name)
    asked = Page(send(as_bob, ("all.json", taken_along(as_alice))))
    assert "This is everything of Alice: 1 walk and 0 other entries." in asked.text
    assert "Put it into the diary of Bob?" in asked.text
    assert [walk.note for walk in walks(database, bob)] == ["Bob"]

    answer = {"waiting": asked.named("waiting")["value"]}
    assert as_alice.post("/import/own", data=answer | {"do": "take"}, headers=SAME_ORIGIN).status_code == 410
    taken = as_bob.post("/import/own", data=answer | {"do": "take"}, headers=SAME_ORIGIN)
    assert "1 walk is back." in taken.text and len(walks(database, bob)) == 2


def test_left_alone_what_is_of_somebody_else_is_gone(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, bob: User, settings: Settings
) -> None:
    with database.writing() as session:
        log(session, bob)
    waiting = Page(send(as_bob, ("all.json", zipped(taken_along(as_alice))))).named("waiting")["value"]
    assert len(list((settings.data / "uploads").iterdir())) == 1

    left = as_bob.post("/import/own", data={"waiting": waiting, "do": "leave"}, headers=SAME_ORIGIN)
    assert left.location == "/import" and len(walks(database, bob)) == 1
    assert list((settings.data / "uploads").iterdir()) == []


def test_what_came_into_a_diary_in_use_is_taken_back_by_one_undo(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    for owner in (alice, bob):
        with database.writing() as session:
            log(session, owner, note=owner.name, effort=6)
    asked = Page(send(as_bob, ("all.json", taken_along(as_alice))))
    answer = {"waiting": asked.named("waiting")["value"], "do": "take"}
    taken = Page(as_bob.post("/import/own", data=answer, headers=SAME_ORIGIN))
    assert "Undo: move 1 walk to the bin" in taken.text
    undo = next(action for action in taken.forms if action.endswith("/undo"))
    page = Page(as_bob.post(undo, headers=SAME_ORIGIN, follow_redirects=True)).text
    assert "1 walk taken back" in page and [walk.note for walk in walks(database, bob)] == ["Bob"]
