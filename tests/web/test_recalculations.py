from flask.testing import FlaskClient

from tests.actions.test_recalculations import log_version_1
from tests.factories import SAME_ORIGIN, TODAY, signed_in
from tests.web.pages import Page
from webapp.actions import weights
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow

PATH = "/recalculation"


def old_walk(database: Database, user: User) -> WalkRow:
    with database.writing() as session:
        weights.set_weight(session, user.diary, TODAY, 70, today=TODAY)
        return log_version_1(session, user)


def test_the_page_shows_both_figures_then_does_it_then_undoes_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    walk = old_walk(database, alice)
    assert f'href="{PATH}"' in as_alice.get(f"/walks/{walk.uuid}").text
    shown = as_alice.get(PATH).text
    assert "We worked out 1 walk with an earlier model." in shown
    assert "37 kcal, then 18; extra 10, then 4" in shown

    done = as_alice.post(PATH, headers=SAME_ORIGIN)
    assert (done.status_code, done.location) == (303, f"{PATH}?done=again")
    after = as_alice.get(f"{PATH}?done=again").text
    assert "We worked out 1 walk again and kept its old number." in after
    assert f'href="{PATH}"' not in as_alice.get(f"/walks/{walk.uuid}").text

    undone = as_alice.post(f"{PATH}/undo", headers=SAME_ORIGIN)
    assert (undone.status_code, undone.location) == (303, f"{PATH}?done=undone")
    assert "37 kcal, then 18" in as_alice.get(PATH).text


def test_whoever_has_no_old_walk_has_nothing_to_do(as_alice: FlaskClient) -> None:
    found = as_alice.get(PATH).text

    assert "There is nothing to do." in found
    assert "<form" not in found.split("<main")[1].split("</main>")[0]


def test_a_walk_that_was_changed_since_is_named(as_alice: FlaskClient, database: Database, alice: User) -> None:
    changed, _ = old_walk(database, alice), old_walk(database, alice)
    as_alice.post(PATH, headers=SAME_ORIGIN)
    fields = {"date": "2026-11-20", "time": "13:00", "minutes": "20", "backward": "3"}
    assert as_alice.post(f"/walks/{changed.uuid}", data=fields, headers=SAME_ORIGIN).status_code == 303

    assert "You changed 1 more since then: it stays as it is." in as_alice.get(PATH).text


def test_bob_changes_nothing_of_alices(client: FlaskClient, database: Database, alice: User, bob: User) -> None:
    old_walk(database, alice)
    as_bob = signed_in(client, bob)
    assert "There is nothing to do." in as_bob.get(PATH).text
    as_bob.post(PATH, headers=SAME_ORIGIN)

    assert "We worked out 1 walk with an earlier model." in signed_in(client, alice).get(PATH).text


def test_a_stranger_is_led_to_the_sign_in(client: FlaskClient) -> None:
    assert client.get(PATH).status_code in (302, 303)
    assert client.post(PATH, headers=SAME_ORIGIN).status_code in (302, 303, 401)


def test_the_minutes_that_count_are_shown_to_whoever_counts_by_the_who(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    old_walk(database, alice)
    assert "minutes that count" not in as_alice.get(PATH).text
    as_alice.post("/settings/goal", data={"goal": "150", "counting": "who"}, headers=SAME_ORIGIN)

    found = as_alice.get(PATH).text
    assert "minutes that count" in found
    assert "A week may then miss its goal" in found


def test_a_note_by_the_form_leaves_the_old_figures(as_alice: FlaskClient, database: Database, alice: User) -> None:
    walk = old_walk(database, alice)
    fields = Page(as_alice.get(f"/walks/{walk.uuid}/edit")).form(f"/walks/{walk.uuid}")
    answer = as_alice.post(f"/walks/{walk.uuid}", data=fields | {"note": "Fog."}, headers=SAME_ORIGIN)

    assert answer.status_code == 303 and "Fog." in as_alice.get(f"/walks/{walk.uuid}").text
    assert "We worked out 1 walk with an earlier model." in as_alice.get(PATH).text
