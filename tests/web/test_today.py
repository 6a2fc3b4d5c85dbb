"""Today: what was just saved, whichever day it belongs to, and what comes next."""

import datetime as dt
import re
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.actions.importing import batch_of, read, walk_at
from tests.factories import NOW, TODAY, backward, forward, log
from tests.web.pages import Page
from tests.web.test_plan import MONDAY, answer, begin
from tests.web.test_walks import typed
from webapp.actions import import_saving, weights
from webapp.actions.today import NOT_NOW_DAYS, DailyQuestion
from webapp.domain.walks import Site, WarningSign
from webapp.storage import pain
from webapp.storage.engine import Database
from webapp.storage.models import User

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_a_walk_of_yesterday_is_said_to_be_saved_and_can_be_undone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """Beside a later walk nothing was said, and people logged it again."""
    with database.writing() as session:
        log(session, alice, day=TODAY)
    yesterday = TODAY - dt.timedelta(days=1)
    answer = as_alice.post("/walks/", data=typed(date=yesterday.isoformat(), minutes="33", backward="8"))
    page = Page(as_alice.get(answer.location))
    uuid = answer.location.partition("saved=")[2]
    assert "Saved for Thursday 19 November: 33 min, 8 of them backward." in page.text
    assert f"/walks/{uuid}/delete" in page.forms
    assert f"/walks/{uuid}/review" in {found.get("href") for tag, found in page.elements if tag == "a"}


def test_undo_on_today_stays_there_and_can_be_undone(as_alice: FlaskClient) -> None:
    """It led into History, away from where the walk was saved."""
    saved = as_alice.post("/walks/", data=typed(minutes="33", backward="0")).location
    uuid = saved.partition("saved=")[2]
    deleted = as_alice.post(f"/walks/{uuid}/delete", data=Page(as_alice.get(saved)).form("/delete")).location
    page = Page(as_alice.get(deleted))
    assert deleted == f"/?deleted={uuid}" and "The walk is in the bin." in page.text
    assert as_alice.post(f"/walks/{uuid}/restore", data=page.form("/restore")).location == saved


def test_bobs_walk_is_never_named_on_alices_page(
    as_alice: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    with database.writing() as session:
        log(session, alice)
        theirs = log(session, bob).uuid
    assert str(theirs) not in as_alice.get(f"/?saved={theirs}").text


def test_the_line_above_save_says_what_is_wrong_with_the_minutes(as_alice: FlaskClient) -> None:
    """It asked to fill in the minutes, while they were there."""
    page = Page(as_alice.post("/walks/preview", data=typed(minutes="30", backward="31")))
    assert "more than your minutes in all" in page.text
    assert "Enter the minutes" in Page(as_alice.post("/walks/preview", data=typed(minutes=""))).text


def test_who_logged_a_walk_is_still_offered_the_plan_until_they_say_not_now(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(20))
    page = Page(as_alice.get("/"))
    assert "/plan" in {found.get("href") for tag, found in page.elements if tag == "a"}
    as_alice.post("/later", data=page.form("/later"))
    assert 'href="/plan"' not in as_alice.get("/").text


@pytest.mark.parametrize(
    ("seconds", "backward_s", "words"),
    [(6, 0, "Saved: 6 s."), (40, 12, "Saved: 40 s, 12 of them backward."), (90, 30, "1.5 min, 0.5 of them backward.")],
)
def test_a_short_walk_is_told_in_the_unit_that_fits(
    as_alice: FlaskClient, database: Database, alice: User, seconds: int, backward_s: int, words: str
) -> None:
    parts = [part for part in (forward((seconds - backward_s) / 60), backward(backward_s / 60)) if part.seconds]
    with database.writing() as session:
        uuid = log(session, alice, *parts, day=TODAY).uuid
    assert words in as_alice.get(f"/?saved={uuid}").text


def test_two_walks_at_the_same_time_are_asked_about_once(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """Two phones on one walk counted it twice, and nobody was told."""
    at = NOW - dt.timedelta(hours=3)
    with database.writing() as session:
        log(session, alice, forward(21), started_at=at)
        second = log(session, alice, forward(20), started_at=at + dt.timedelta(seconds=20)).uuid
        log(session, alice, forward(20), started_at=at + dt.timedelta(minutes=30))
    page = Page(as_alice.get("/"))
    assert "Two walks at once?" in page.text
    assert page.form("/later") == {"question": "twice", "about": str(second)}
    assert f"/walks/{second}/delete" in page.forms
    as_alice.post("/later", data=page.form("/later"))
    assert "Two walks at once?" not in as_alice.get("/").text


def test_what_was_taken_out_is_asked_about_no_more(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        for _ in range(2):
            second = log(session, alice, forward(20), started_at=NOW - dt.timedelta(hours=3)).uuid
    assert "Two walks at once?" in as_alice.get("/").text
    as_alice.post(f"/walks/{second}/delete")
    assert "Two walks at once?" not in as_alice.get("/").text


def asked(client: FlaskClient) -> list[str]:
    """The questions of Today, by the ids of their rows."""
    ids = [found.get("id") or "" for _, found in Page(client.get("/")).elements]
    return [one for one in ids if one.startswith("ask-") or one in ("morning", "twice")]


def test_one_question_is_asked_at_a_time_what_keeps_somebody_safe_first(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    yesterday, at = TODAY - dt.timedelta(days=1), NOW - dt.timedelta(hours=3)
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        pain.follow(session, alice.diary, [Site.KNEE_LEFT])
        log(session, alice, day=yesterday)
        for _ in range(2):
            log(session, alice, started_at=at)
    batch = read(database, alice, walk_at(NOW - dt.timedelta(days=30), sport="unknown"))
    order = []
    while found := asked(as_alice):
        order += found
        if found == ["ask-recordings"]:
            cancel(database, alice, batch)
        else:
            as_alice.post("/later", data=Page(as_alice.get("/")).form("/later"))
    assert order == ["morning", "ask-review", "twice", "ask-recordings", "ask-plan", "ask-install"]
    assert [one.removeprefix("ask-") for one in order] == list(DailyQuestion)


def test_every_question_has_its_own_row_and_knows_how_long_it_waits() -> None:
    """One that was forgotten read "Add to your home screen", and its "Not now" was refused."""
    rows = "".join(path.read_text("utf-8") for path in (TEMPLATES / "today").glob("_*.html"))
    assert [one for one in DailyQuestion if f'asked.question == "{one}"' not in rows] == []
    assert [one for one in DailyQuestion if one not in NOT_NOW_DAYS] == []


def cancel(database: Database, user: User, uuid: UUID) -> None:
    with database.writing() as session:
        import_saving.cancel(session, batch_of(session, user, uuid))


def test_a_warning_sign_comes_before_every_question(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice, warning_signs=(WarningSign.CHEST_PAIN,))
    text = as_alice.get("/").text
    assert 0 < text.index("get medical help now") < text.index('id="week"')
    assert asked(as_alice) == []


def test_a_fall_before_the_check_asks_for_the_check_and_offers_nothing_backward(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
        log(session, alice, backward(5), day=TODAY - dt.timedelta(days=3), falls=1)
    for address in ("/", "/plan", "/safety"):
        assert "You fell on Tuesday 17 November. Please answer the check" in Page(as_alice.get(address)).text
    today = as_alice.get("/").text
    assert 0 < today.index('href="/safety"') < today.index('id="week"')
    assert asked(as_alice) == []
    as_alice.post("/safety", data={"birth_year": "1970", "none": "yes"})
    assert (asked(as_alice), "You fell on" in as_alice.get("/").text) == ([], False)


@pytest.mark.parametrize(("sent", "status"), [({"question": "x"}, 303), ({"question": "recordings"}, 400), ({}, 303)])
def test_what_is_no_question_is_not_put_off(as_alice: FlaskClient, sent: dict[str, str], status: int) -> None:
    answer = as_alice.post("/later", data=sent)
    assert (answer.status_code, "-later" in answer.headers.get("Set-Cookie", "")) == (status, False)


def test_a_day_shows_its_walks_and_adds_one(as_alice: FlaskClient, database: Database, alice: User) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    with database.writing() as session:
        uuid = log(session, alice, day=yesterday).uuid
        other = log(session, alice).uuid
    page = Page(as_alice.get(f"/?day={yesterday}"))
    links = [found.get("href") for tag, found in page.elements if tag == "a"]
    assert f"/walks/{uuid}" in links and f"/walks/new?date={yesterday}" in links
    assert f"/walks/{other}" not in links
    todays = Page(as_alice.get(f"/?day={TODAY}"))
    assert "Add a walk" not in todays.text and "Close" in todays.text
    assert "No walk that day." in Page(as_alice.get(f"/?day={yesterday - dt.timedelta(days=1)}")).text


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-15", "soon", ""])
def test_a_day_to_come_or_of_another_week_shows_nothing(as_alice: FlaskClient, day: str) -> None:
    page = Page(as_alice.get("/", query_string={"day": day}))
    assert "day" not in {found.get("id") for _, found in page.elements}
    assert "/?day=2026-11-21" not in {found.get("href") for _, found in page.elements}


def test_a_tap_on_a_day_swaps_the_weeks_card_alone(as_alice: FlaskClient) -> None:
    text = as_alice.get(f"/?day={TODAY}", headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith("<section") and 'id="day"' in text


def test_an_answer_about_the_morning_is_noted_and_can_be_undone(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [Site.KNEE_LEFT])
        uuid = log(session, alice, day=TODAY - dt.timedelta(days=1)).uuid
    sent = {"pain.knee_left.next_morning": "2", "back": "today"}
    page = Page(as_alice.get(as_alice.post(f"/walks/{uuid}/review", data=sent).location))
    assert "Noted: left knee 2 of 10 this morning." in page.text
    assert page.notice
    action, undo = page.notice
    page = Page(as_alice.get(as_alice.post(action, data=undo).location))
    assert "It is as it was before." in page.text
    assert "morning" in asked(as_alice)


def test_undo_on_a_page_of_before_leaves_a_morning_that_was_corrected_since(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """It took the correction away, and asked once more."""
    with database.writing() as session:
        pain.follow(session, alice.diary, [Site.KNEE_LEFT])
        uuid = log(session, alice, day=TODAY - dt.timedelta(days=1)).uuid
    answer, name = f"/walks/{uuid}/review", "pain.knee_left.next_morning"
    old = Page(as_alice.get(as_alice.post(answer, data={name: "0", "back": "today"}).location))
    assert "Noted: left knee, no pain." in old.text
    as_alice.post(answer, data={name: "4"})
    assert old.notice
    page = Page(as_alice.get(as_alice.post(old.notice[0], data=old.notice[1]).location))
    assert "You changed this since, so it stays as it is." in page.text
    with database.reading() as session:
        (told,) = pain.lately(session, alice.diary, TODAY - dt.timedelta(days=1))[Site.KNEE_LEFT]
    assert told.pain.next_morning == 4


def test_a_beginners_ring_is_the_plans_and_the_week_comes_after_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    begin(database, alice, day=MONDAY)
    page = Page(as_alice.get("/"))
    assert "18 minutes today" in page.text and "of 36" in page.text
    assert "The next step is 150." in page.text
    with database.writing() as session:
        log(session, alice, forward(40), day=MONDAY)
    page = Page(as_alice.get("/"))
    assert "This week's plan is done" in page.text
    assert "110 more make 150, if you like." in page.text


def test_a_first_goal_that_is_reached_stays_reached_for_its_week(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """After the 20 minutes that made a good first walk, 130 more were asked for."""
    assert "18 minutes make a good first walk." in Page(as_alice.get("/")).text
    with database.writing() as session:
        log(session, alice, forward(20))
    page = Page(as_alice.get("/"))
    assert "First goal reached" in page.text and "of 18" in page.text
    assert "Well done. 130 more make 150, if you like." in page.text
    with database.writing() as session:
        log(session, alice, forward(5), day=TODAY - dt.timedelta(days=7))
    assert "of 150" in Page(as_alice.get("/")).text


@pytest.mark.parametrize(("back", "goal"), [(1, "of 18"), (2, "of 150")])
def test_a_first_walk_of_the_evening_before_a_week_leaves_it_its_first_goal(
    as_alice: FlaskClient, database: Database, alice: User, back: int, goal: str
) -> None:
    """Whoever began with "Yesterday" on a Monday met 150 minutes at once."""
    with database.writing() as session:
        log(session, alice, forward(10), day=MONDAY - dt.timedelta(days=back))
    assert goal in Page(as_alice.get("/")).text


def test_today_and_the_walk_screen_show_the_same_ring(as_alice: FlaskClient) -> None:
    rings = [re.search(r'<svg class="ring".*?</svg>', as_alice.get(path).text, re.S) for path in ("/", "/walk/parts")]
    shapes = [re.findall(r'<\w+|\b(?:class|c[xy]|[rxy]|fill|stroke)="[^"]+"', ring[0]) for ring in rings if ring]
    assert len(shapes) == 2 and shapes[0] == shapes[1]
