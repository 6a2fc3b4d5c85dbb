"""What an import has to ask: seen and answered by its person alone, once, without a script."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.importers import xml_files
from tests.web.pages import Page
from tests.web.uploads import LINE, TCX, address_of, read, save, walks
from webapp.storage.engine import Database
from webapp.storage.models import User

OTHERS = xml_files.tcx(
    *(xml_files.activity(xml_files.lap(start=f"2026-05-{day:02}T07:40:12Z"), sport="Other") for day in range(1, 8))
)
LATER = xml_files.tcx(*(xml_files.activity(xml_files.lap(start=f"2026-05-0{day}T07:{40 + day}:12Z")) for day in (3, 4)))


def questions(page: TestResponse) -> list[tuple[list[str], dict[str, str]]]:
    """Each question by the values of its buttons and what its form sends beside them."""
    found: list[tuple[list[str], dict[str, str]]] = []
    for tag, attributes in Page(page).elements:
        if tag == "form" and "/answer" in str(attributes.get("action")):
            found.append(([], {}))
        elif tag == "button" and attributes.get("name") == "answer":
            found[-1][0].append(attributes["value"] or "")
        elif tag == "input" and attributes.get("name") in ("doubt", "also_doubt", "word", "row"):
            found[-1][1][attributes["name"] or ""] = attributes["value"] or ""
    return found


def answer(client: FlaskClient, page: TestResponse, said: str, number: int = 0) -> TestResponse:
    """The page after a question of it was answered."""
    about = questions(page)[number][1]
    return client.get(client.post(f"{address_of(page)}/answer", data=about | {"answer": said}).location)


def test_what_nobody_can_tell_is_asked_and_saved_with_the_rest(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    page = read(as_alice, ("other.tcx", TCX.replace(b"Walking", b"Other")))
    assert "The file calls it \u201cOther\u201d" in page.text and "/save" not in page.text
    assert [buttons for buttons, _ in questions(page)] == [["walk", "run", "skip"]]

    answered = answer(as_alice, page, "walk")
    assert "Import 1 walk" in answered.text and questions(answered) == []
    report = as_alice.get(as_alice.post(f"{address_of(page)}/save").location)
    assert f"{LINE}, saved." in Page(report).text
    assert len(walks(database, alice)) == 1


def test_many_of_a_kind_have_one_answer(as_alice: FlaskClient, database: Database, alice: User) -> None:
    page = read(as_alice, ("others.tcx", OTHERS))
    assert len(questions(page)) == 1 and "And 2 more" in page.text
    assert "Import 7 walks" in answer(as_alice, page, "run").text


def test_a_ride_is_left_out_unless_somebody_says_otherwise_and_may_be_asked_about_again(
    as_alice: FlaskClient,
) -> None:
    ride = xml_files.gpx(xml_files.track(xml_files.steps(seconds=1200, m_s=5.9)))
    page = read(as_alice, ("ride.gpx", ride))
    assert "Was this a ride?" in page.text
    assert questions(page)[0][0] == ["skip", "walk", "run"]
    left = answer(as_alice, page, "skip")
    assert "1 left out" in left.text and questions(left) == []
    again = as_alice.get(as_alice.post(f"{address_of(page)}/ask").location)
    assert len(questions(again)) == 1


def test_walks_of_the_same_time_are_shown_side_by_side(as_alice: FlaskClient, database: Database, alice: User) -> None:
    save(as_alice, ("one.tcx", TCX))
    page = read(as_alice, ("later.tcx", xml_files.tcx(xml_files.activity(xml_files.lap(start="2026-05-03T07:43:00Z")))))
    text = Page(page).text
    assert "You already have a walk at that time." in text
    assert text.index("In your diary") < text.index(LINE) < text.index("In later.tcx") < text.index("09:43")
    assert questions(page)[0][0] == ["skip", "walk"]
    answer(as_alice, page, "walk")
    as_alice.post(f"{address_of(page)}/save")
    assert len(walks(database, alice)) == 2


@pytest.mark.parametrize(("said", "count"), [("skip", 2), ("walk", 4)])
def test_many_that_may_be_the_same_have_one_answer_too(
    as_alice: FlaskClient, database: Database, alice: User, said: str, count: int
) -> None:
    earlier = xml_files.tcx(*(xml_files.activity(xml_files.lap(start=f"2026-05-0{day}T07:40:12Z")) for day in (3, 4)))
    save(as_alice, ("earlier.tcx", earlier))
    page = read(as_alice, ("later.tcx", LATER))
    assert len(questions(page)) == 3
    answered = answer(as_alice, page, said)
    as_alice.post(f"{address_of(page)}/save")
    assert questions(answered) == [] and len(walks(database, alice)) == count


def test_an_answer_that_comes_twice_changes_nothing(as_alice: FlaskClient) -> None:
    page = read(as_alice, ("others.tcx", OTHERS))
    for _ in range(2):
        assert "Import 7 walks" in answer(as_alice, page, "walk").text


@pytest.mark.parametrize("form", [{}, {"answer": "fly"}, {"answer": ""}])
def test_an_answer_that_is_none_is_asked_for_again(as_alice: FlaskClient, form: dict[str, str]) -> None:
    page = read(as_alice, ("others.tcx", OTHERS))
    again = as_alice.post(f"{address_of(page)}/answer", data=form)
    assert again.status_code == 422 and "Please tap one of the answers." in again.text


def test_nobody_answers_a_question_of_somebody_else(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    page = read(as_alice, ("others.tcx", OTHERS))
    sent = as_bob.post(f"{address_of(page)}/answer", data=questions(page)[0][1] | {"answer": "walk"})
    assert sent.status_code == 404
    assert len(questions(as_alice.get(address_of(page)))) == 1


def test_today_reminds_of_what_waits(as_alice: FlaskClient) -> None:
    page = read(as_alice, ("others.tcx", OTHERS))
    assert "7 recordings wait for your answer" in as_alice.get("/").text
    answer(as_alice, page, "skip")
    assert "wait for your answer" not in as_alice.get("/").text
