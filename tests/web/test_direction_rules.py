"""The page of direction rules: made, changed, removed, tried on the past, applied and undone."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.actions import weights
from webapp.domain.walks import Place
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGE = "/settings/directions"
TUESDAYS = {"place": "treadmill", "weekday_1": "yes", "begins_at": "07:00", "ends_at": "07:20", "portion": "span"}
TOLD = "Every treadmill walk on Tuesday: backward from 07:00 to 07:20."
FIRST = {"portion": "first", "minutes": "10", "weekday_1": "", "begins_at": "", "ends_at": ""}


def keep(client: FlaskClient, **fields: Any) -> tuple[str, TestResponse]:
    uuid = str(uuid4())
    answer = client.post(PAGE, data={"id": uuid, **TUESDAYS, **fields})
    return uuid, client.get(answer.location) if answer.status_code == 303 else answer


def logged(database: Database, user: User, *segments: Any) -> UUID:
    with database.writing() as session:
        weights.set_weight(session, user.diary, TODAY, 70, today=TODAY)
        return log(session, user, *(segments or (forward(30),)), place=Place.TREADMILL).uuid


def backward_seconds(database: Database, user: User, *uuids: UUID) -> list[int]:
    with database.reading() as session:
        return [row.backward_seconds for row in store.named(session, user.diary, uuids)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, TOLD),
        ({"place": "", "weekday_3": "yes"}, "Every walk on Tue, Thu: backward from 07:00 to 07:20."),
        (
            {"portion": "first", "minutes": "10", "words": "retro", "is_imported": "yes"},
            "Every treadmill walk from a watch or an app on Tuesday that begins between 07:00 and 07:20 "
            "with “retro” in the note: the first 10 minutes are backward.",
        ),
        ({"portion": "last", "minutes": "1"}, "that begins between 07:00 and 07:20: the last minute is backward."),
        ({"portion": "all", "begins_at": "", "ends_at": ""}, "Every treadmill walk on Tuesday: all of it is backward."),
        ({"portion": "first"}, "Choose what fits."),
    ],
)
def test_the_sentence_follows_what_is_chosen(as_alice: FlaskClient, fields: dict[str, str], told: str) -> None:
    answer = as_alice.post(f"{PAGE}/sentence", data=TUESDAYS | {"id": str(uuid4())} | fields)
    assert told in Page(answer).text


def test_a_rule_is_kept_changed_and_removed_each_with_a_way_back(as_alice: FlaskClient) -> None:
    uuid, saved = keep(as_alice)
    assert TOLD in saved.text and "Saved." in saved.text and Page(saved).notice is None

    changed = keep(as_alice, id=uuid, place="track")[1]
    undo = Page(changed).notice
    assert "Every walk on a track" in changed.text and undo
    assert TOLD in as_alice.get(as_alice.post(PAGE, data=undo[1]).location).text

    removed = as_alice.get(as_alice.post(f"{PAGE}/{uuid}/delete").location)
    undo = Page(removed).notice
    assert TOLD not in removed.text and undo
    assert TOLD in as_alice.get(as_alice.post(PAGE, data=undo[1]).location).text


def test_the_form_of_a_rule_shows_what_it_is(as_alice: FlaskClient) -> None:
    uuid, _ = keep(as_alice)
    page = as_alice.get(f"{PAGE}/{uuid}")
    assert {"id": uuid, **TUESDAYS}.items() <= Page(page).form(PAGE).items() and TOLD in page.text


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"portion": "first", "minutes": ""}, "minutes"),
        ({"portion": "last", "minutes": "0"}, "minutes"),
        ({"begins_at": ""}, "begins_at"),
        ({"ends_at": "07:00"}, "ends_at"),
        ({"ends_at": "x"}, "ends_at"),
        ({"portion": "sideways"}, "portion"),
        ({"place": "moon"}, "place"),
        ({"words": "x" * 101}, "words"),
    ],
)
def test_what_no_rule_can_be_is_refused_and_stays_typed(
    as_alice: FlaskClient, fields: dict[str, str], refused: str
) -> None:
    _, answer = keep(as_alice, **fields)
    page = Page(answer)
    assert answer.status_code == 422 and page.refuses(refused)
    assert "checked" in page.named("weekday_1") and "Every" not in as_alice.get(PAGE).text


def test_the_past_is_shown_before_and_after_then_changed_then_taken_back(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    uuid, _ = keep(as_alice, **FIRST)
    mine, said = logged(database, alice), logged(database, alice, forward(20), backward(5))
    shown = as_alice.get(f"{PAGE}/past?rule={uuid}")
    assert "1 walk would change" in shown.text and "They are in 1 week." in shown.text
    assert "<td>0</td><td>10</td>" in shown.text and "1 more walk fits." in shown.text
    assert backward_seconds(database, alice, mine, said) == [0, 300]

    changed = as_alice.get(as_alice.post(f"{PAGE}/past", data=Page(shown).form("/past")).location)
    assert "1 walk changed" in changed.text and "10 more minutes are backward now." in changed.text
    assert backward_seconds(database, alice, mine, said) == [600, 300]
    assert "No walk would change" in as_alice.get(f"{PAGE}/past").text

    undo = next(action for action in Page(changed).forms if action.endswith("/undo"))
    undone = as_alice.get(as_alice.post(undo).location)
    assert "1 walk taken back" in undone.text and "1 walk is as it was" in undone.text
    assert backward_seconds(database, alice, mine, said) == [0, 300]


def test_a_rule_that_was_changed_meanwhile_is_shown_again_first(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    uuid, _ = keep(as_alice, **FIRST)
    mine, shown = logged(database, alice), as_alice.get(f"{PAGE}/past?rule={uuid}")
    keep(as_alice, **FIRST | {"id": uuid, "minutes": "15"})

    again = as_alice.get(as_alice.post(f"{PAGE}/past", data=Page(shown).form("/past")).location)
    assert "A rule changed after you had seen this page." in again.text
    assert backward_seconds(database, alice, mine) == [0]

    as_alice.post(f"{PAGE}/past", data=Page(again).form("/past"))
    assert backward_seconds(database, alice, mine) == [900]


def test_walks_that_somebody_said_something_of_are_taken_when_they_ask(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    keep(as_alice, **FIRST)
    said = logged(database, alice, forward(20), backward(5))
    page = as_alice.get(f"{PAGE}/past?also=yes")
    as_alice.post(f"{PAGE}/past", data=Page(page).form("/past"))
    assert backward_seconds(database, alice, said) == [900]


def test_an_undo_names_a_walk_that_was_changed_since(as_alice: FlaskClient, database: Database, alice: User) -> None:
    keep(as_alice, **FIRST)
    mine = logged(database, alice)
    batch = as_alice.post(f"{PAGE}/past", data=Page(as_alice.get(f"{PAGE}/past")).form("/past")).location
    fields = Page(as_alice.get(f"/walks/{mine}/edit")).form(f"/walks/{mine}")
    as_alice.post(f"/walks/{mine}", data=fields | {"note": "Fog."})
    undone = as_alice.get(as_alice.post(f"{batch}/undo").location)
    assert "1 walk stays" in undone.text and f'href="/walks/{mine}"' in undone.text


def test_bob_sees_nothing_of_alices_rules(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    uuid, _ = keep(as_alice)
    assert "Every treadmill" not in as_bob.get(PAGE).text
    assert {as_bob.get(f"{PAGE}/{uuid}").status_code, as_bob.get(f"{PAGE}/past?rule={uuid}").status_code} == {404}


def test_more_rules_than_anybody_has_are_refused(as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.domain.direction_rules.MOST_RULES", 1)
    keep(as_alice)
    answer = keep(as_alice)[1]
    assert answer.status_code == 422 and "That is too many. The limit is 1." in answer.text


@pytest.mark.parametrize(
    ("fields", "field", "question"),
    [
        ({"begins_at": "07:20", "ends_at": "07:00"}, "ends_at", "This ends before it begins. Over midnight?"),
        (
            {"place": "", "weekday_1": "", "begins_at": "", "ends_at": "", "portion": "all"},
            "portion",
            "This turns every walk. Is that so?",
        ),
    ],
)
def test_what_only_looks_right_is_asked_about_once(
    as_alice: FlaskClient, fields: dict[str, str], field: str, question: str
) -> None:
    _, asked = keep(as_alice, **fields)
    page = Page(asked)
    assert asked.status_code == 422 and page.refuses(field) and question in page.text
    saved = as_alice.post(PAGE, data=page.form(PAGE))
    assert saved.status_code == 303 and "done=rule" in saved.location


def test_a_time_with_an_offset_is_refused_and_letters_that_nobody_sees_are_left_out(as_alice: FlaskClient) -> None:
    _, refused = keep(as_alice, begins_at="07:00+02:00")
    assert refused.status_code == 422 and Page(refused).refuses("begins_at")
    _, kept = keep(as_alice, words="re\x07tro\x1b")
    assert "with “retro” in the note" in kept.text
