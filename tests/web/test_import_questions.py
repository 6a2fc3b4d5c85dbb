"""What an import has to ask: seen and answered by its person alone, once, without a script."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.importers import xml_files
from tests.web.pages import Page
from tests.web.uploads import LINE, TCX, send, walks
from webapp.storage.engine import Database
from webapp.storage.models import User

OTHERS = xml_files.tcx(
    *(xml_files.activity(xml_files.lap(start=f"2026-05-{day:02}T07:40:12Z"), sport="Other") for day in range(1, 8))
)


def answers(answer: TestResponse) -> list[list[str | None]]:
    """The values of the buttons of each question, in order, the ids before them."""
    found: list[list[str | None]] = []
    for tag, attributes in Page(answer).elements:
        if tag == "form" and str(attributes.get("action")).startswith("/import/answer?"):
            found.append([])
        elif tag == "button" and attributes.get("name") == "answer":
            found[-1].append(attributes.get("value"))
    return found


def ids(answer: TestResponse) -> list[str | None]:
    return [found["value"] for _, found in Page(answer).elements if found.get("name") == "id"]


def test_what_nobody_can_tell_is_asked_and_one_tap_saves_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    asked = send(as_alice, ("other.tcx", TCX.replace(b"Walking", b"Other")))
    assert (asked.status_code, walks(database, alice)) == (200, [])
    assert "The file calls it \u201cOther\u201d" in asked.text
    assert answers(asked) == answers(as_alice.get("/import")) == [["walk", "run", "skip"]]

    saved = as_alice.post("/import/answer", data={"id": ids(asked), "answer": "walk"})
    (walk,) = walks(database, alice)
    assert (saved.status_code, saved.location) == (303, f"/import?done={walk.uuid}")
    report = as_alice.get(saved.location)
    assert f"{LINE}, saved." in Page(report).text
    assert Page(report).form("/import/undo") == {"id": str(walk.uuid)}
    assert answers(report) == []


def test_many_of_a_kind_have_one_answer(as_alice: FlaskClient, database: Database, alice: User) -> None:
    asked = send(as_alice, ("others.tcx", OTHERS))
    assert (answers(asked), len(ids(asked))) == ([["walk", "run", "skip"]], 7)
    as_alice.post("/import/answer", data={"id": ids(asked), "answer": "run"})
    assert len(walks(database, alice)) == 7


def test_a_ride_is_left_out_unless_somebody_says_otherwise(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    ride = xml_files.gpx(xml_files.track(xml_files.steps(seconds=1200, m_s=5.9)))
    asked = send(as_alice, ("ride.gpx", ride))
    assert "Was this a ride?" in asked.text
    assert answers(asked) == [["skip", "walk", "run"]]
    left = as_alice.post("/import/answer", data={"id": ids(asked), "answer": "skip"})
    assert (left.status_code, left.location, walks(database, alice)) == (303, "/import", [])
    assert "import-questions" not in as_alice.get("/import").text


def test_a_walk_of_the_same_time_is_asked_about(as_alice: FlaskClient, database: Database, alice: User) -> None:
    send(as_alice, ("one.tcx", TCX))
    later = xml_files.tcx(xml_files.activity(xml_files.lap(start="2026-05-03T07:43:00Z")))
    asked = send(as_alice, ("later.tcx", later))
    assert f"You already have a walk at that time: {LINE}." in Page(asked).text
    assert answers(asked) == [["skip", "walk"]]
    as_alice.post("/import/answer", data={"id": ids(asked), "answer": "walk"})
    assert len(walks(database, alice)) == 2


def test_an_answer_that_comes_twice_saves_one_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    form = {"id": ids(send(as_alice, ("others.tcx", OTHERS))), "answer": "walk"}
    as_alice.post("/import/answer", data=form)
    assert as_alice.post("/import/answer", data=form).status_code == 303
    assert len(walks(database, alice)) == 7


@pytest.mark.parametrize("form", [{}, {"answer": "fly"}, {"answer": ""}])
def test_an_answer_that_is_none_is_asked_for_again(as_alice: FlaskClient, form: dict[str, str]) -> None:
    send(as_alice, ("others.tcx", OTHERS))
    again = as_alice.post("/import/answer", data=form)
    assert (again.status_code, answers(again)) == (422, [["walk", "run", "skip"]])
    assert "Please tap one of the answers." in again.text


def test_nobody_sees_or_answers_a_question_of_somebody_else(
    as_alice: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    asked = send(as_alice, ("others.tcx", OTHERS))
    assert "import-questions" not in as_bob.get("/import").text
    as_bob.post("/import/answer", data={"id": ids(asked), "answer": "walk"})
    assert walks(database, alice) == walks(database, bob) == []
    assert len(ids(as_alice.get("/import"))) == 7


def test_a_stranger_answers_nothing(stranger: FlaskClient, alice: User) -> None:
    assert stranger.post("/import/answer", data={"answer": "walk"}).status_code == 401
