"""How a walk went: each answer is one tap, with and without a script, and is offered where the walk is shown."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, forward, log, segment
from tests.web.pages import Page
from webapp.actions import reviews, walks
from webapp.domain.energy import Mode
from webapp.domain.walks import Pain, Site
from webapp.storage import pain as pain_store
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow

FRAGMENT = {"HX-Request": "true"}
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def row_of(database: Database, user: User, uuid: UUID) -> WalkRow:
    with database.reading() as session:
        found = store.find(session, user.diary, uuid)
    assert found
    return found


def pressed(page: Page) -> set[str]:
    """The ids of the chips that are marked as chosen."""
    return {
        found["id"] or "" for tag, found in page.elements if tag == "button" and found.get("aria-pressed") == "true"
    }


def sends(page: Page, chip: str) -> dict[str, str]:
    """What a chip would send."""
    found = next(found for tag, found in page.elements if tag == "button" and found.get("id") == chip)
    return {found["name"] or "": found["value"] or ""}


def test_three_taps_say_it_all(as_alice: FlaskClient, database: Database, alice: User, walk: UUID) -> None:
    address = f"/walks/{walk}/review"
    for chip in ("stumbles-1", "effort-5", "attention-8"):
        answer = as_alice.post(address, data=sends(Page(as_alice.get(address)), chip))
        assert (answer.status_code, answer.location) == (303, f"{address}#{chip.partition('-')[0]}")
    row = row_of(database, alice, walk)
    assert (row.stumbles, row.effort, row.attention) == (1, 5, 8)
    page = Page(as_alice.get(address))
    assert pressed(page) == {"stumbles-1", "effort-5", "attention-8"}
    assert "Noted: 1 stumble" in page.text
    assert "Done" in page.text


def test_the_same_tap_takes_it_back(as_alice: FlaskClient, database: Database, alice: User, walk: UUID) -> None:
    address = f"/walks/{walk}/review"
    as_alice.post(address, data={"stumbles": "2"})
    back = sends(Page(as_alice.get(address)), "stumbles-2")
    assert back == {"stumbles": ""}
    for _ in range(2):
        as_alice.post(address, data=back)
        assert row_of(database, alice, walk).stumbles is None


def test_htmx_gets_the_fragment_with_the_answer_marked(as_alice: FlaskClient, walk: UUID) -> None:
    answer = as_alice.post(f"/walks/{walk}/review", data={"effort": "7"}, headers=FRAGMENT)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="review">')
    assert pressed(Page(answer)) == {"effort-7"}


def test_three_or_more_asks_how_many(as_alice: FlaskClient, database: Database, alice: User, walk: UUID) -> None:
    address = f"/walks/{walk}/review"
    as_alice.post(address, data={"stumbles": "3"})
    page = Page(as_alice.get(address))
    assert next(found for tag, found in page.elements if tag == "input")["value"] == "3"
    as_alice.post(address, data={"stumbles": "6"})
    assert row_of(database, alice, walk).stumbles == 6
    assert pressed(Page(as_alice.get(address))) == {"stumbles-3"}


def test_a_fall_is_met_with_kindness_and_a_pause(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    as_alice.post(f"/walks/{walk}/review", data={"falls": "1"})
    assert row_of(database, alice, walk).falls == 1
    assert "the plan stops" in as_alice.get(f"/walks/{walk}/review").text


@pytest.mark.parametrize(
    ("sent", "name", "value"),
    [
        ({"had_warning_sign": "yes"}, "had_warning_sign", True),
        ({"looked_back": "no"}, "looked_back", False),
        ({"with_partner": "yes"}, "with_partner", True),
        ({"held_form": "no"}, "held_form", False),
    ],
)
def test_more_is_there_for_who_has_more_to_say(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID, sent: dict[str, str], name: str, value: bool
) -> None:
    answer = as_alice.post(f"/walks/{walk}/review", data=sent | {"more": "1"})
    assert answer.location.endswith("?more=1#more")
    assert getattr(row_of(database, alice, walk), name) is value
    as_alice.post(f"/walks/{walk}/review", data={name: ""})
    assert getattr(row_of(database, alice, walk), name) in (None, False)


def test_the_last_set_is_asked_of_a_sled_alone(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        walks = [log(session, alice), log(session, alice, segment(Mode.BACKWARD_SLED, 3, sled_kg=20.0))]
    found = ["held_form" in as_alice.get(f"/walks/{one.uuid}/review").text for one in walks]
    assert found == [False, True]


@pytest.mark.parametrize(
    "sent",
    [
        {"stumbles": "x"},
        {"stumbles": "-1"},
        {"stumbles": "2.5"},
        {"stumbles": "1001"},
        {"effort": "11"},
        {"attention": "nan"},
        {"falls": "1e9"},
        {"looked_back": "maybe"},
        {"pain.knee_left.before": "11"},
    ],
    ids=str,
)
def test_what_lies_off_the_scale_is_refused(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID, sent: dict[str, str]
) -> None:
    for headers in ({}, FRAGMENT):
        answer = as_alice.post(f"/walks/{walk}/review", data={"effort": "3"} | sent, headers=headers)
        assert answer.status_code == 422
        assert "needs a look" in answer.text
    row = row_of(database, alice, walk)
    assert (row.stumbles, row.effort, row.pains) == (None, None, [])


def test_a_number_that_was_refused_is_still_there(as_alice: FlaskClient, walk: UUID) -> None:
    page = Page(as_alice.post(f"/walks/{walk}/review", data={"stumbles": "many"}))
    field = next(found for tag, found in page.elements if tag == "input")
    assert (field["value"], field["aria-invalid"]) == ("many", "true")


def test_a_site_or_field_that_is_not_known_changes_nothing(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    sent = {"pain.nose.before": "3", "pain.back.never": "3", "note": "Hacked.", "user_id": "2"}
    assert as_alice.post(f"/walks/{walk}/review", data=sent).status_code == 303
    row = row_of(database, alice, walk)
    assert (row.note, row.pains, row.user_id) == ("", [], alice.id)


def test_bob_sees_and_says_nothing_of_alices_walk(
    as_bob: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    assert as_bob.get(f"/walks/{walk}/review").status_code == 404
    assert as_bob.post(f"/walks/{walk}/review", data={"effort": "3"}).status_code == 404
    assert row_of(database, alice, walk).effort is None


def test_a_walk_in_the_bin_or_nowhere_is_not_there(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    with database.writing() as session:
        # It was logged above, so it is there.
        walks.delete_walk(session, alice.diary, store.find(session, alice.diary, walk), now=NOW)  # type: ignore[arg-type]
    for uuid in (walk, uuid4()):
        assert as_alice.post(f"/walks/{uuid}/review", data={"effort": "3"}).status_code == 404


def test_pain_is_asked_of_the_followed_sites_one_moment_at_a_time(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        pain_store.follow(session, alice.diary, [Site.KNEE_LEFT])
        walk = log(session, alice, day=YESTERDAY, pain=(Pain(site=Site.HEEL, before=1),)).uuid
    as_alice.post(f"/walks/{walk}/review", data={"pain.knee_left.before": "0"})
    page = Page(as_alice.get(f"/walks/{walk}/review"))
    opened = [found for tag, found in page.elements if tag == "details" and "open" in found]
    assert {"pain.knee_left.before-0", "pain.heel.before-1"} <= pressed(page)
    assert len(opened) == 2
    assert sends(page, "pain.knee_left.next_morning-4") == {"pain.knee_left.next_morning": "4"}


def test_a_site_of_which_all_was_said_is_closed(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        scores = dict.fromkeys(("before", "during", "after", "next_morning"), 10)
        walk = log(session, alice, day=YESTERDAY, pain=(Pain(site=Site.HEEL, **scores),)).uuid
    page = Page(as_alice.get(f"/walks/{walk}/review"))
    assert [found for tag, found in page.elements if tag == "details" and "open" in found] == []
    assert len(pressed(page)) == 4


def test_the_next_morning_is_not_asked_on_the_day_of_the_walk(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    with database.writing() as session:
        pain_store.follow(session, alice.diary, [Site.KNEE_LEFT])
    assert "next_morning" not in as_alice.get(f"/walks/{walk}/review").text


def test_today_offers_it_for_a_backward_walk_of_today_until_something_is_said(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    offer = f'href="/walks/{walk}/review"'
    assert offer in as_alice.get("/").text
    as_alice.post(f"/walks/{walk}/review", data={"attention": "2"})
    assert offer not in as_alice.get("/").text


@pytest.mark.parametrize(("day", "is_saved", "offers"), [(YESTERDAY, True, True), (YESTERDAY, False, False)])
def test_today_offers_it_for_a_walk_of_another_day_only_when_it_was_just_saved(
    as_alice: FlaskClient, database: Database, alice: User, day: dt.date, is_saved: bool, offers: bool
) -> None:
    with database.writing() as session:
        walk = log(session, alice, day=day).uuid
    page = as_alice.get(f"/?saved={walk}" if is_saved else "/")
    assert (f"/walks/{walk}/review" in page.text) == offers


def test_nobody_is_asked_how_forward_went(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        walk = log(session, alice, forward(30)).uuid
    assert "/review" not in as_alice.get(f"/?saved={walk}").text
    assert "/review" not in as_alice.get(f"/walks/{walk}").text


def test_the_page_of_the_walk_says_what_was_said(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    assert "You haven't told us yet." in as_alice.get(f"/walks/{walk}").text
    with database.writing() as session:
        row = store.find(session, alice.diary, walk)
        assert row
        answers = {"stumbles": 0, "falls": 1, "effort": 5, "looked_back": True}
        # Its names are those of a review.
        reviews.review_walk(session, alice.diary, row, answers, now=NOW)  # type: ignore[arg-type]
    page = as_alice.get(f"/walks/{walk}")
    assert "No stumble, 1 fall, effort 5 of 10, looked over the shoulder." in page.text
    assert f'href="/walks/{walk}/review"' in page.text


def test_the_walk_screen_leads_to_it(stranger: FlaskClient) -> None:
    assert "data-review" in stranger.get("/walk").text


def signs_of(database: Database, user: User, walk: UUID) -> str:
    return row_of(database, user, walk).warning_signs


def test_each_warning_sign_is_a_tap_of_its_own(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    shown = as_alice.get(f"/walks/{walk}/review").text
    for sign in ("Chest pain", "Faintness", "New numbness", "Unusual breathlessness"):
        assert sign.lower() in shown.lower()
    for sign in ("faintness", "chest_pain"):
        as_alice.post(f"/walks/{walk}/review", data={f"warning_sign.{sign}": "yes", "more": "1"})
    assert signs_of(database, alice, walk) == "chest_pain,faintness"
    assert "the plan stops" in as_alice.get(f"/walks/{walk}/review").text
    as_alice.post(f"/walks/{walk}/review", data={"warning_sign.chest_pain": ""})
    assert signs_of(database, alice, walk) == "faintness"


def test_a_sign_that_was_not_named_can_be_named_or_taken_back(
    as_alice: FlaskClient, database: Database, alice: User, walk: UUID
) -> None:
    review = f"/walks/{walk}/review"
    as_alice.post(review, data={"had_warning_sign": "yes"})
    assert "one that you didn't name" in Page(as_alice.get(review)).text
    as_alice.post(review, data={"warning_sign.numbness": "yes"})
    assert signs_of(database, alice, walk) == "numbness"
    as_alice.post(review, data={"had_warning_sign": ""})
    assert signs_of(database, alice, walk) == ""
