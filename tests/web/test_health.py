"""Health: five rows with today's value on each, and Learn; and the way back from every page."""

import datetime as dt
import re
from contextlib import closing
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PARIS, TODAY, backward, forward, log
from tests.web.pages import Page
from webapp.actions import demo, weights
from webapp.actions import self_tests as test_actions
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.domain.units import WeightUnit
from webapp.domain.walks import Pain, Site
from webapp.storage import pain
from webapp.storage.engine import Database
from webapp.storage.models import User

PLACES = ("/plan", "/pain", "/tests", "/body", "/physio", "/learn")
# A form with "Cancel", the door, and the first minutes. What a phone keeps for the way is the same for everybody.
NO_WAY_BACK = ("/walks/new", "/login", "/setup", "/welcome")


def words(page: Page) -> str:
    return " ".join(page.text.split())


def links(page: Page) -> list[str]:
    return [found.get("href") or "" for tag, found in page.elements if tag == "a"]


def test_health_has_five_rows_and_learn_and_a_gear(as_alice: FlaskClient) -> None:
    found = links(Page(as_alice.get("/health")))
    assert [link for link in found if link in PLACES] == list(PLACES)
    assert "/settings" in found


def test_on_the_first_day_the_rows_say_what_each_is_for(as_alice: FlaskClient) -> None:
    text = words(Page(as_alice.get("/health")))
    for about in ("Six weeks to 20 minutes backward", "Follow a knee", "Balance and strength", "One page to print"):
        assert about in text


def test_a_year_later_the_rows_have_todays_values(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        demo.fill(session, session.merge(alice), now=NOW)
    text = words(Page(as_alice.get("/health")))
    assert re.search(r"Plan Confident walker, week \d of 6 .*(today|from|waiting)", text)
    assert re.search(r"Pain Left knee, walk of \d+ Nov \d of 10", text)
    assert re.search(r"Body \d balance days? this week \d+(\.\d)? kg", text)


@pytest.mark.parametrize(("unit", "shown"), [(WeightUnit.KG, "70 kg"), (WeightUnit.LB, "154.3 lb")])
def test_body_shows_the_weight_in_the_units_of_its_person(
    as_alice: FlaskClient, database: Database, alice: User, unit: WeightUnit, shown: str
) -> None:
    with database.writing() as session:
        session.merge(alice).weight_unit = unit
        weights.set_weight(session, alice.diary, TODAY - dt.timedelta(days=40), 70, today=TODAY)
        log(session, alice, backward(5))
    assert f"Body 1 balance day this week {shown} For your" in words(Page(as_alice.get("/health")))


def test_pain_is_the_worst_of_the_last_walk_of_what_is_followed(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [Site.KNEE_LEFT, Site.BACK])
        log(session, alice, pain=(Pain(site=Site.BACK, before=7),), day=TODAY - dt.timedelta(days=2))
        log(session, alice, pain=(Pain(site=Site.KNEE_LEFT, before=1, during=3), Pain(site=Site.HEEL, before=9)))
    assert "Left knee, walk of 20 Nov 3 of 10" in words(Page(as_alice.get("/health")))


def test_a_morning_without_pain_is_a_number_too(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        pain.follow(session, alice.diary, [Site.KNEE_LEFT])
        log(session, alice, pain=(Pain(site=Site.KNEE_LEFT, next_morning=0),), day=TODAY - dt.timedelta(days=1))
    assert "Left knee, the morning after 19 Nov 0 of 10" in words(Page(as_alice.get("/health")))


@pytest.mark.parametrize(("days", "said"), [(7, "14 stands"), (50, "14 stands, time to repeat")])
def test_a_test_is_the_last_one_and_says_when_it_is_time(
    as_alice: FlaskClient, database: Database, alice: User, days: int, said: str
) -> None:
    done_at = NOW - dt.timedelta(days=days)
    result = Result(id=uuid4(), kind=SelfTestKind.CHAIR_STAND, done_at=done_at, time_zone=PARIS, tries=(14.0,))
    with database.writing() as session:
        test_actions.log_result(session, alice.diary, result, now=NOW)
    text = words(Page(as_alice.get("/health")))
    assert f"30-second chair stand {said} Body" in text


def test_what_is_alices_is_not_in_bobs_rows(as_bob: FlaskClient, database: Database, alice: User) -> None:
    before = as_bob.get("/health").text
    with database.writing() as session:
        demo.fill(session, session.merge(alice), now=NOW)
    assert as_bob.get("/health").text == before


def test_more_leads_to_health(as_alice: FlaskClient) -> None:
    answer = as_alice.get("/more")
    assert (answer.status_code, answer.location) == (301, "/health")


@pytest.mark.parametrize(
    ("path", "parent", "tab"),
    [
        *((path, "/health", "/health") for path in PLACES),
        *((path, "/settings", None) for path in ("/settings/you", "/settings/goal", "/settings/server", "/safety")),
        ("/settings", "/", None),
        ("/tests/tug", "/tests", "/health"),
        ("/learn/energy", "/learn", "/health"),
        ("/learn/balance", "/learn", "/health"),
        ("/walks/bin", "/walks/", "/walks/"),
        ("/records", "/progress", "/progress"),
        ("/import", "/settings/data", None),
        ("/export", "/settings/data", None),
    ],
)
def test_back_is_one_tap_and_the_right_tab_is_lit(
    as_alice: FlaskClient, path: str, parent: str, tab: str | None
) -> None:
    page = Page(as_alice.get(path))
    assert next(found for _, found in page.elements if found.get("id") == "way-back")["href"] == parent
    lit = [found["href"] for tag, found in page.elements if tag == "a" and found.get("aria-current") == "page"]
    assert lit == ([tab] if tab else [])


def test_a_walk_and_its_review_lead_back(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(20), backward(5)).uuid
    for path, parent in ((f"/walks/{uuid}", "/walks/"), (f"/walks/{uuid}/review", f"/walks/{uuid}")):
        page = Page(as_alice.get(path))
        assert next(found for _, found in page.elements if found.get("id") == "way-back")["href"] == parent


@pytest.mark.parametrize("path", ["/", "/walks/", "/progress", "/health"])
def test_a_tab_has_no_way_back(as_alice: FlaskClient, path: str) -> None:
    assert "way-back" not in {found.get("id") for _, found in Page(as_alice.get(path)).elements}


def test_every_other_page_has_a_way_back(app: Flask, as_alice: FlaskClient) -> None:
    """A new page says in `web/parents.py` where it belongs."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    is_kept = [getattr(app.view_functions[rule.endpoint], "is_kept", False) for rule in rules]
    paths = {rule.rule for rule, kept in zip(rules, is_kept, strict=True) if not kept}
    for path in sorted(paths - {"/", "/walks/", "/progress", "/health", *NO_WAY_BACK}):
        # An export is a file that is open until its answer is closed.
        with closing(as_alice.get(path)) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html":
                assert "way-back" in {found.get("id") for _, found in Page(answer).elements}, path
