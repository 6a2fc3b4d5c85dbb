"""Direction rules at an import: what they would turn is said before it is saved, and may be left out."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.importers import xml_files
from tests.web.pages import Page
from tests.web.test_import_columns import choose
from tests.web.uploads import LINE, OTHER, TCX, address_of, read, save, text_of, walks
from webapp.storage.engine import Database
from webapp.storage.models import User

# The walk of TCX is on a Sunday, that of OTHER on a Monday; both begin at twenty to ten.
SUNDAYS = {
    "id": "0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a11",
    "weekday_6": "yes",
    "begins_at": "09:45",
    "ends_at": "09:50",
    "portion": "span",
}


@pytest.fixture
def with_rule(as_alice: FlaskClient) -> FlaskClient:
    assert as_alice.post("/settings/directions", data=SUNDAYS).status_code == 303
    return as_alice


def saved(client: FlaskClient, page: TestResponse) -> TestResponse:
    return client.get(client.post(f"{address_of(page)}/save").location)


def stretches(database: Database, user: User) -> list[list[tuple[str, int, float | None]]]:
    return [
        [(segment.mode, segment.seconds, segment.distance_m) for segment in walk.segments]
        for walk in walks(database, user)
    ]


def test_the_page_says_what_a_rule_turns_and_saving_does_it(
    with_rule: FlaskClient, database: Database, alice: User
) -> None:
    page = read(with_rule, ("one.tcx", TCX), ("other.tcx", OTHER))
    text = text_of(page)
    assert "Your rules turn 1 walk" in text and "Turns 1 walk here." in text
    # In the card of the rules, and among the new walks.
    assert text.count(f"one.tcx {LINE}, 5 min of it backward") == 2 and walks(database, alice) == []

    report = saved(with_rule, page)
    assert f"{LINE}, 5 min of it backward, saved." in Page(report).text
    other, mine = stretches(database, alice)
    assert [(mode, seconds) for mode, seconds, _ in other] == [("forward_walk", 900)]
    assert [mode for mode, _, _ in mine] == ["forward_walk", "backward_walk", "forward_walk"]
    assert mine[1][1] == 300 and sum(metres or 0 for _, _, metres in mine) == 1200


def test_of_many_turned_walks_all_are_a_tap_away(with_rule: FlaskClient) -> None:
    days = ("05-03", "05-10", "05-17", "05-24", "05-31", "06-07")
    sundays = xml_files.tcx(*(xml_files.activity(xml_files.lap(start=f"2026-{day}T07:40:12Z")) for day in days))
    page = read(with_rule, ("many.tcx", sundays), ("other.tcx", OTHER))
    address = address_of(page)
    assert "See all 6" in page.text
    everything = text_of(with_rule.get(f"{address}?group=turned"))
    assert everything.count("5 min of it backward") == 6 and "Your rules turn 6 walks" in everything
    assert "of it backward" not in text_of(with_rule.get(f"{address}?group=turned&after=50"))


def test_rules_may_be_left_out_and_followed_again(with_rule: FlaskClient, database: Database, alice: User) -> None:
    address = address_of(read(with_rule, ("one.tcx", TCX)))
    left = with_rule.get(with_rule.post(f"{address}/rules", data={"leave": "yes"}).location)
    assert "Your rules are left out" in left.text and "of it backward" not in left.text
    assert "Your rules turn 1 walk" in with_rule.get(with_rule.post(f"{address}/rules").location).text

    with_rule.post(f"{address}/rules", data={"leave": "yes"})
    with_rule.post(f"{address}/save")
    assert [walk.backward_seconds for walk in walks(database, alice)] == [0]


def test_an_undo_of_the_import_takes_a_turned_walk_back_and_a_second_import_knows_it(
    with_rule: FlaskClient, database: Database, alice: User
) -> None:
    report = save(with_rule, ("one.tcx", TCX))
    assert "already saved" in read(with_rule, ("again.tcx", TCX)).text
    undone = with_rule.get(with_rule.post(f"{address_of(report)}/undo").location)
    assert "1 walk taken back" in undone.text and walks(database, alice) == []


def test_a_rule_that_turns_nothing_says_so_and_without_rules_nothing_is_said(
    as_alice: FlaskClient, with_rule: FlaskClient, as_bob: FlaskClient
) -> None:
    page = read(with_rule, ("other.tcx", OTHER))
    assert "Your rules turn nothing here" in page.text and "Turns 0 walks here." in page.text
    assert "Leave the rules out" not in page.text
    assert "Your rules" not in Page(read(as_bob, ("one.tcx", TCX))).text


def test_a_file_that_a_script_brings_follows_the_rules(
    with_rule: FlaskClient, script: FlaskClient, database: Database, alice: User
) -> None:
    sent = script.post("/api/v1/imports?name=one.tcx", data=TCX, content_type="application/octet-stream")
    assert sent.status_code == 201
    assert [walk.backward_seconds for walk in walks(database, alice)] == [300]


def test_the_name_of_the_file_counts_like_a_note(as_alice: FlaskClient, database: Database, alice: User) -> None:
    rule = {"id": SUNDAYS["id"], "words": "retro", "portion": "first", "minutes": "10"}
    assert as_alice.post("/settings/directions", data=rule).status_code == 303
    page = read(as_alice, ("My Retro walk.tcx", TCX), ("other.tcx", OTHER))
    assert "Your rules turn 1 walk" in page.text
    saved(as_alice, page)
    assert [walk.backward_seconds for walk in walks(database, alice)] == [0, 600]


RETRO = {"id": "0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a12", "words": "retro", "portion": "first", "minutes": "10"}


def test_the_first_minutes_of_walks_named_so_are_turned_at_an_import_and_in_the_past(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    early, late = (TCX.replace(b"<Notes>", b"<Notes>Retro am See"), OTHER.replace(b"<Notes>", b"<Notes>Retro"))
    save(as_alice, ("early.tcx", early))
    as_alice.post("/settings/directions", data=RETRO)
    save(as_alice, ("late.tcx", late))
    new, old = stretches(database, alice)
    assert [seconds for _, seconds, _ in new] == [600, 300] and [mode for mode, _, _ in old] == ["forward_walk"]

    past = "/settings/directions/past"
    as_alice.post(past, data=Page(as_alice.get(past)).form("/past"))
    assert [walk.note for walk in walks(database, alice)] == ["Retro", "Retro am See"]
    assert [seconds for _, seconds, _ in stretches(database, alice)[1]] == [600, 300]


OWN = "Date,Minutes,Backward\n2026-11-03 07:00,45,10\n2026-11-10 07:00,45,\n"


def test_what_is_backward_in_the_file_is_not_told_of_a_rule(with_rule: FlaskClient) -> None:
    address = address_of(read(with_rule, ("own.csv", OWN.encode())))
    preview = choose(with_rule, address, **{"column-time": "", "column-duration": "1", "column-backward": "2"})
    assert "Your rules turn nothing here" in preview and "Turns 0 walks here." in preview
    assert "1 walk has backward minutes from the file." in preview
    assert "What your rules don't turn" not in preview

    left = Page(with_rule.post(f"{address}/rules", data={"leave": "yes"}, follow_redirects=True)).text
    assert "10 min of it backward" in left and "All of this import counts as forward" not in left


def test_what_the_file_says_wins_over_a_rule(with_rule: FlaskClient, database: Database, alice: User) -> None:
    with_rule.post("/settings/directions", data=SUNDAYS | {"weekday_6": "", "begins_at": "07:15", "ends_at": "07:25"})
    address = address_of(read(with_rule, ("own.csv", OWN.encode())))
    preview = choose(with_rule, address, **{"column-time": "", "column-duration": "1", "column-backward": "2"})
    assert "Turns 1 walk here." in preview and "your rules leave the walk as it is" in preview
    with_rule.post(f"{address}/save")
    with_rule.get(address)
    assert sorted(walk.backward_seconds for walk in walks(database, alice)) == [600, 600]
