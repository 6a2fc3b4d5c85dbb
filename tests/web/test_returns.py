"""After a sign-in that had ended: back to the page, with what was typed, and only for who typed it."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.factories import PASSWORD
from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.storage.engine import Database
from webapp.storage.models import User

ALICE = {"name": "Alice", "password": PASSWORD}


@pytest.fixture
def signed_out(as_alice: FlaskClient) -> FlaskClient:
    """Alice's browser, where she signed out in another window."""
    as_alice.post("/logout")
    return as_alice


@pytest.fixture
def address(alice: User) -> str:
    """Where the form for a walk on a page of Alice's goes."""
    return f"/walks/?for={alice.id}"


def test_a_walk_typed_after_the_sign_in_ended_is_saved_after_signing_in(
    signed_out: FlaskClient, database: Database, alice: User, address: str
) -> None:
    walk = typed(note="Fog,\n\n and a dog. ä", minutes="33")
    asked = signed_out.post(address, data=walk)
    assert asked.status_code == 401
    login = Page(asked).form("/login")
    again = Page(signed_out.post("/login", data=login | ALICE)).form("/walks/")
    assert again == walk
    assert signed_out.post("/walks/", data=again).status_code == 303
    (row,) = walks_of(database, alice)
    assert (row.seconds, row.note) == (33 * 60, "Fog,\n\n and a dog. ä")


def test_a_wrong_password_in_between_loses_nothing(signed_out: FlaskClient, address: str) -> None:
    walk = typed()
    login = Page(signed_out.post(address, data=walk)).form("/login")
    login = Page(signed_out.post("/login", data=login | ALICE | {"password": "wrong"})).form("/login")
    assert Page(signed_out.post("/login", data=login | ALICE)).form("/walks/") == walk


def test_what_alice_typed_is_never_handed_to_bob_on_the_same_tablet(
    signed_out: FlaskClient, bob: User, address: str
) -> None:
    login = Page(signed_out.post(address, data=typed(note="Secret"))).form("/login")
    page = Page(signed_out.post("/login", data=login | {"name": "Bob", "password": PASSWORD}))
    assert "/walks/" not in page.forms
    assert "Secret" not in page.text


def test_a_page_that_was_wanted_opens_after_signing_in(stranger: FlaskClient, alice: User) -> None:
    location = stranger.get("/walks/new?date=2026-11-18").location
    login = Page(stranger.get(location)).form("/login")
    assert stranger.post("/login", data=login | ALICE).location == "/walks/new?date=2026-11-18"


def test_a_piece_of_a_page_leads_back_to_the_page_around_it(stranger: FlaskClient, alice: User) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/progress?span=year"}
    answer = stranger.get("/progress", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/progress?span%3Dyear")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example/",
        "/nothing",
        "/logout",
        "/api/v1/walks",
        "/\t/x",
        "",
    ],
)
def test_the_way_back_never_leaves_the_site_or_its_pages(stranger: FlaskClient, alice: User, elsewhere: str) -> None:
    assert stranger.post("/login", data=ALICE | {"next": elsewhere}).location == "/welcome"
    assert stranger.get("/login", query_string={"next": elsewhere}).location == "/"


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        "[]",
        "{}",
        "7",
        "[" * 5000,
        json.dumps(["/walks/", 7, "1"]),
        json.dumps(["//evil.example/", [["a", "b"]], "1"]),
        json.dumps(["/login", [["a", "b"]], "1"]),
        json.dumps(["/walks/", [["a", "b" * 100_001]], "1"]),
    ],
    ids=lambda kept: kept[:30],
)
def test_only_what_our_own_page_sends_is_kept(stranger: FlaskClient, alice: User, kept: str) -> None:
    assert stranger.post("/login", data=ALICE | {"kept": kept}).location == "/welcome"


def test_a_form_with_a_password_is_not_sent_back(signed_out: FlaskClient) -> None:
    answer = signed_out.post("/settings/password", data={"current_password": "a", "password": "b"})
    assert (answer.status_code, answer.location) == (303, "/login?next=/settings&lost=password")
    assert "so nothing was changed" in Page(signed_out.get(answer.location)).text


@pytest.mark.parametrize("size", [10, 300_000])
def test_a_file_that_was_not_kept_is_named(signed_out: FlaskClient, size: int) -> None:
    """A small one led to a bare sign-in, a large one was told to be too large."""
    answer = signed_out.post("/import", data={"files": (BytesIO(b"x" * size), "walk.tcx")})
    assert (answer.status_code, answer.location) == (303, "/login?next=/import&lost=file")
    page = Page(signed_out.get(answer.location))
    assert "your file was not kept. Sign in, then choose it again." in page.text
    assert signed_out.post("/login", data=page.form("/login") | ALICE).location == "/import"


def test_a_text_past_what_the_server_takes_is_named(signed_out: FlaskClient, address: str) -> None:
    answer = signed_out.post(address, data=typed(note="x" * 300_000))
    assert "too long to keep" in Page(signed_out.get(answer.location)).text


def test_an_answer_of_one_tap_that_was_not_kept_is_named(signed_out: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/progress"}
    answer = signed_out.post("/pain/sites", data={"site_back": "yes"}, headers=headers)
    assert answer.headers["HX-Redirect"] == "/login?next=/progress&lost=answer"
    assert "your last answer was not kept" in Page(signed_out.get("/login?lost=answer")).text


def test_the_estimate_says_that_one_is_signed_out_and_leaves_the_form_alone(signed_out: FlaskClient) -> None:
    """The first letter typed after the sign-in ended used to tear the form away."""
    answer = signed_out.post("/walks/preview", data=typed(), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers
    assert next(found.get("id") for _, found in Page(answer).elements) == "walk-preview"


def test_every_form_of_a_page_says_for_whom_it_was_made(as_alice: FlaskClient, alice: User) -> None:
    for path in ("/", "/walks/new", "/settings/you", "/body", "/import"):
        actions = [str(found.get("action")) for tag, found in Page(as_alice.get(path)).elements if tag == "form"]
        assert actions
        assert [action for action in actions if not action.endswith(f"for={alice.id}") and action != "/logout"] == []


def test_a_form_of_alices_is_not_saved_as_bobs(
    as_bob: FlaskClient, database: Database, bob: User, address: str
) -> None:
    """Left open in a tab while Bob signed in, it put her walk and her note into his diary."""
    answer = as_bob.post(address, data=typed(note="Secret"))
    assert answer.status_code == 403
    assert "Somebody else is signed in" in Page(answer).text
    assert walks_of(database, bob) == []


def test_alice_gets_hers_back_after_bob_was_there(signed_out: FlaskClient, bob: User, address: str) -> None:
    signed_out.post("/login", data={"name": "Bob", "password": PASSWORD})
    signed_out.get("/")
    signed_out.post("/logout")
    login = Page(signed_out.post(address, data=typed(note="Mine"))).form("/login")
    assert Page(signed_out.post("/login", data=login | ALICE)).form("/walks/")["note"] == "Mine"


def test_what_is_too_long_to_bring_along_is_not_said_to_be_there(signed_out: FlaskClient, address: str) -> None:
    long = {f"segments.{row}.note": "x" * 100 for row in range(800)}
    answer = signed_out.post(address, data=typed(**long))
    assert "too long to bring along" in answer.text
    assert "kept" not in Page(answer).form("/login")


def test_the_longest_that_is_brought_along_passes_the_door(signed_out: FlaskClient, address: str) -> None:
    row = "x" * 50
    walk = typed() | {f"segments.{number}.note": row for number in range(850)}
    login = Page(signed_out.post(address, data=walk)).form("/login")
    assert Page(signed_out.post("/login", data=login | ALICE)).form("/walks/") == walk
