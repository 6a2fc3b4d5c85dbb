"""Pain: the sites that are followed, what is said of them, and the question about the next morning."""

import datetime as dt
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.pages import Page
from webapp.domain.walks import Pain, Site
from webapp.storage import pain as store
from webapp.storage.engine import Database
from webapp.storage.models import User

YESTERDAY = TODAY - dt.timedelta(days=1)
KNEE, HEEL = Site.KNEE_LEFT, Site.HEEL


def follow(database: Database, user: User, *sites: Site) -> None:
    with database.writing() as session:
        store.follow(session, user.diary, sites)


def log_pain(database: Database, user: User, site: Site, *worst: int, every: int = 2, **more: int) -> list[UUID]:
    """A walk every so many days with these worst scores, the last one yesterday."""
    with database.writing() as session:
        return [
            log(
                session,
                user,
                day=YESTERDAY - dt.timedelta(days=every * back),
                pain=(Pain(site=site, during=score, **more),),
            ).uuid
            for back, score in reversed(list(enumerate(reversed(worst))))
        ]


def test_an_empty_page_teaches_and_asks_what_to_follow(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/pain"))
    assert "Does something hurt when you walk?" in page.text
    assert page.form("/pain/sites") == {"was": ""}
    assert sum(1 for _, found in page.elements if found.get("type") == "checkbox") == len(Site)


def test_a_page_that_was_left_open_lets_go_of_no_site_that_is_newer(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/pain/sites", data={"site_back": "yes", "site_calf": "yes"})
    stale = Page(as_alice.get("/pain")).form("/pain/sites")
    as_alice.post("/welcome", data={"site_back": "yes", "site_calf": "yes", "site_knee_left": "yes"})
    page = Page(as_alice.get(as_alice.post("/pain/sites", data=stale | {"site_heel": "yes", "site_calf": ""}).location))
    with database.reading() as session:
        assert set(store.followed(session, alice.diary)) == {Site.BACK, Site.KNEE_LEFT, Site.HEEL}
    assert page.notice
    as_alice.post(page.notice[0], data=page.notice[1])
    with database.reading() as session:
        assert set(store.followed(session, alice.diary)) == {Site.BACK, Site.CALF, Site.KNEE_LEFT}


def test_sites_are_chosen_and_let_go(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for ticked in ({"site_heel": "yes", "site_knee_left": "yes", "site_nose": "yes"}, {"site_back": "yes"}, {}):
        assert as_alice.post("/pain/sites", data=ticked).location.startswith("/pain?done=sites")
        with database.reading() as session:
            found = store.followed(session, alice.diary)
        assert {f"site_{site}" for site in found} == ticked.keys() - {"site_nose"}


def test_what_was_said_of_a_site_is_still_there_when_it_is_followed_again(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    log_pain(database, alice, KNEE, 4)
    follow(database, alice)
    follow(database, alice, KNEE)
    assert "3 to 5: do the same, no more." in as_alice.get("/pain").text


@pytest.mark.parametrize(
    ("worst", "said"),
    [
        ((5, 2), "0 to 2: carry on."),
        ((2, 5), "3 to 5: do the same, no more."),
        ((2, 6), "do half as much, and rest a day"),
        ((6, 7), "Twice in a row above 7, or above 5 and 2 or more above usual: stop, and see a doctor."),
    ],
)
def test_the_last_walk_says_what_comes_next(
    as_alice: FlaskClient, database: Database, alice: User, worst: tuple[int, ...], said: str
) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, *worst)
    card = as_alice.get("/pain").text.partition('id="rule"')[0]
    assert said in card


def test_no_change_is_claimed_under_eight_sessions(as_alice: FlaskClient, database: Database, alice: User) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, 7, 7, 7, 1, 1, 1, 1)
    page = as_alice.get("/pain").text
    assert "After 8 sessions" in page
    assert "So far you have 7" in page
    log_pain(database, alice, KNEE, 1, every=1)
    assert "Clearly better than at first" in as_alice.get("/pain").text


def test_every_score_of_the_chart_is_in_the_table(as_alice: FlaskClient, database: Database, alice: User) -> None:
    follow(database, alice, KNEE, HEEL)
    log_pain(database, alice, KNEE, 5, 3, before=2, next_morning=1)
    page = as_alice.get("/pain").text
    assert "<td>2</td><td>5</td><td>1</td>" in page
    assert "<td>2</td><td>3</td><td>1</td>" in page
    assert page.count("data-chart=") == 1
    assert "told us about it yet" in page


def test_many_walks_are_shown_as_weeks(as_alice: FlaskClient, database: Database, alice: User) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, *(number % 4 for number in range(80)))
    page = as_alice.get("/pain").text
    assert "averaged over each week" in page
    assert page.count("<tr>") < 60


@pytest.mark.parametrize(
    ("site", "note"),
    [
        (HEEL, "We found no controlled trial"),
        (KNEE, "68 people with knee arthritis were in three groups"),
        (Site.BACK, "That is promising, but no proof."),
    ],
)
def test_no_site_is_promised_relief(
    as_alice: FlaskClient, database: Database, alice: User, site: Site, note: str
) -> None:
    follow(database, alice, site)
    assert note in as_alice.get("/pain").text


def test_bob_sees_nothing_of_alices_pain(as_bob: FlaskClient, database: Database, alice: User, bob: User) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, 9, 9)
    assert "Does something hurt" in as_bob.get("/pain").text
    follow(database, bob, KNEE)
    assert "told us about it yet" in as_bob.get("/pain").text


def test_today_asks_about_the_morning_once_a_site_at_a_time(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    follow(database, alice, KNEE, HEEL)
    (walk,) = log_pain(database, alice, KNEE, 3)
    for question, field in (("your left knee", "knee_left"), ("your heel", "heel")):
        assert f"How is {question} this morning?" in Page(as_alice.get("/")).text
        sent = {f"pain.{field}.next_morning": "0", "back": "today"}
        assert as_alice.post(f"/walks/{walk}/review", data=sent).location.startswith("/?done=morning&undo=")
    assert "this morning" not in as_alice.get("/").text


def test_a_chip_of_the_morning_sends_one_score_and_leads_back(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    follow(database, alice, KNEE)
    (walk,) = log_pain(database, alice, KNEE, 3)
    page = Page(as_alice.get("/"))
    assert page.form("/review") == {"back": "today"}
    chips = [found for tag, found in page.elements if tag == "button" and "next_morning" in (found.get("name") or "")]
    assert [found["value"] for found in chips] == [*(str(score) for score in range(11)), "0"]
    as_alice.post(f"/walks/{walk}/review", data={"back": "today", chips[4]["name"]: chips[4]["value"]})
    with database.reading() as session:
        assert store.scored(session, alice.diary, [KNEE], dt.date.min)[KNEE][0].pain.next_morning == 4


def test_not_now_is_heard_for_that_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, 3)
    form = Page(as_alice.get("/")).form("/later")
    assert as_alice.post("/later", data=form).location == "/"
    assert "this morning" not in as_alice.get("/").text
    with database.writing() as session:
        log(session, alice, day=YESTERDAY, started_at=dt.datetime.combine(YESTERDAY, dt.time(20), dt.UTC))
    assert "this morning" in as_alice.get("/").text


def test_not_now_about_nonsense_is_not_heard(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/later", data={"question": "morning", "about": "nonsense"})
    assert (answer.status_code, "backstride-morning" in answer.headers.get("Set-Cookie", "")) == (303, False)


def test_who_follows_nothing_is_not_asked(as_alice: FlaskClient, database: Database, alice: User) -> None:
    log_pain(database, alice, KNEE, 3)
    assert "this morning" not in as_alice.get("/").text


def test_after_a_clinicians_word_the_page_and_the_check_say_the_same(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    follow(database, alice, KNEE)
    log_pain(database, alice, KNEE, 8, 8, before=2)
    page, check = as_alice.get("/pain").text, as_alice.get("/safety").text
    assert 'class="light">Twice in a row' in page and "Ask a doctor before you walk backward" in check
    as_alice.post("/safety", data={"birth_year": "1980", "is_cleared": "yes"})
    page, check = as_alice.get("/pain").text, as_alice.get("/safety").text
    assert 'class="light">Above 5' in page and "You can start on your own" in check
