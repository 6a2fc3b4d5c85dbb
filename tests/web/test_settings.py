"""Settings: rows with what is set today, a page behind each, and the server that everybody shares."""

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW
from tests.web.pages import Page
from webapp.domain.safety import Check
from webapp.storage import safety
from webapp.storage.engine import Database
from webapp.storage.models import User


def rows(page: Page) -> list[str]:
    """Where the rows of a page lead."""
    links = [found.get("href") or "" for tag, found in page.elements if tag == "a"]
    return [link for link in links if link.startswith(("/settings/", "/safety"))]


def test_settings_are_rows_each_with_a_page(as_alice: FlaskClient) -> None:
    found = rows(Page(as_alice.get("/settings")))
    pages = ("you", "goal", "units", "phones", "messages", "readers", "data", "server")
    assert sorted(found) == sorted(["/safety", *(f"/settings/{page}" for page in pages)])
    assert {as_alice.get(path).status_code for path in found} == {200}


def test_the_rows_say_what_is_set(as_alice: FlaskClient, database: Database, alice: User, phone: FlaskClient) -> None:
    before = " ".join(Page(as_alice.get("/settings")).text.split())
    assert "150 min, from Monday" in before and "not answered yet" in before
    as_alice.post("/body/weight", data={"weight": "71.5"})
    as_alice.post("/settings/goal", data={"goal": "200", "counting": "plain"})
    as_alice.post("/settings/weeks", data={"first_weekday": "6"})
    as_alice.post("/settings/units", data={"distance_unit": "mi", "theme": "dark"})
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1990), now=NOW)
    after = " ".join(Page(as_alice.get("/settings")).text.split())
    for words in ("Alice, 71.5 kg", "200 min, from Sunday", "English, kg, mi", "Phones and keys 1 key", "on your own"):
        assert words in after


def test_what_alice_sets_is_nothing_to_bob(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    pages = ("/settings", "/settings/you", "/settings/goal", "/settings/units", "/body")
    before = [Page(as_bob.get(path)).text for path in pages]
    as_alice.post("/body/weight", data={"weight": "70"})
    as_alice.post("/settings/goal", data={"goal": "300", "counting": "who"})
    as_alice.post("/settings/units", data={"weight_unit": "lb", "theme": "dark"})
    as_alice.post("/settings/paces", data={"pace_forward_walk": "5"})
    assert [Page(as_bob.get(path)).text for path in pages] == before


@pytest.mark.parametrize(
    ("place", "addresses"),
    [
        ("data", {"/import", "/export", "/walks/bin", "/settings/directions", "/recalculation"}),
        ("server", {"/secure", "/works", "/works/install"}),
    ],
)
def test_what_is_mine_and_what_is_the_servers_have_a_page_each(
    as_alice: FlaskClient, place: str, addresses: set[str]
) -> None:
    assert f'href="/settings/{place}"' in as_alice.get("/settings").text
    page = Page(as_alice.get(f"/settings/{place}"))
    assert addresses <= {found.get("href") for tag, found in page.elements if tag == "a"}


def test_the_owner_alone_finds_the_household(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    assert 'href="/household"' in as_alice.get("/settings").text
    assert '"/household"' not in as_bob.get("/settings").text
