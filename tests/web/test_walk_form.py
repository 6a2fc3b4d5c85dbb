"""The form of a walk in one view: its day in the headline, "Same as", and More with what is filled in behind it."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, backward, forward, log
from tests.web.pages import Page
from tests.web.test_walks import typed
from webapp.actions import weights
from webapp.domain.walks import Place, Segment
from webapp.storage.engine import Database
from webapp.storage.models import User


def piece(text: str, name: str) -> str:
    """What stands in the element of this id, without its tags."""
    inside = text.partition(f'id="{name}"')[2].partition(">")[2]
    return inside.partition("<")[0].strip()


def more_is_open(page: Page) -> bool:
    return "open" in next(found for _, found in page.elements if found.get("id") == "walk-more")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-11-20", "Today, 17:00"),
        ("2026-11-19", "Yesterday"),
        ("2026-11-16", "Mon 16 Nov"),
        ("2025-11-16", "Sun, 16 Nov 2025"),
        ("soon", "Day and time"),
    ],
)
def test_the_day_of_a_walk_stands_in_its_headline(as_alice: FlaskClient, date: str, shown: str) -> None:
    preview = as_alice.post("/walks/preview", data=typed(date=date)).text
    assert piece(preview, "walk-day") == shown


def test_what_follows_the_typing_is_put_in_its_place_by_htmx(as_alice: FlaskClient) -> None:
    pieces = Page(as_alice.post("/walks/preview", data=typed(place="track"))).elements
    swapped = [found["id"] for _, found in pieces if found.get("hx-swap-oob") == "true"]
    assert swapped == ["walk-day", "walk-filled", "walk-notes"]
    whole = Page(as_alice.get("/walks/new")).elements
    assert set(swapped) <= {found.get("id") for _, found in whole}
    assert not [found for _, found in whole if "hx-swap-oob" in found]


def test_both_forms_can_be_left_for_the_page_before(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    for path, before in (("/walks/new", "/"), (f"/walks/{uuid}/edit", f"/walks/{uuid}")):
        page = Page(as_alice.get(path))
        assert [found["href"] for _, found in page.elements if found.get("aria-label") == "Cancel"] == [before]


@pytest.mark.parametrize(
    ("back", "segments", "offer"),
    [
        (0, (forward(28), backward(11)), "Same as today: 39, 11 backward"),
        (1, (forward(28), backward(11)), "Same as yesterday: 39, 11 backward"),
        (3, (forward(40),), "Same as Tuesday: 40, all forward"),
        (7, (forward(28), backward(11)), "Same as 13 Nov: 39, 11 backward"),
        (400, (forward(28), backward(11)), "Same as 16 Oct 2025: 39, 11 backward"),
    ],
)
def test_the_last_walk_is_offered_by_its_day(
    as_alice: FlaskClient, database: Database, alice: User, back: int, segments: tuple[Segment, ...], offer: str
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, *segments, day=TODAY - dt.timedelta(days=back)).uuid
    page = Page(as_alice.get("/walks/new"))
    (chip,) = [found for _, found in page.elements if found.get("class") == "chip same"]
    assert str(chip["formaction"]).startswith("/walks/new") and chip["value"] == str(uuid)
    assert offer in page.text


def test_the_form_like_another_walk_keeps_what_was_typed(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """The day jumped back to today, and the note was gone."""
    with database.writing() as session:
        uuid = log(session, alice, forward(28), backward(11), place=Place.TREADMILL, note="Not this.", effort=7).uuid
    sent = typed(date="2026-11-18", time="08:15", minutes="x", note="In fog.") | {"like": str(uuid)}
    form = Page(as_alice.post("/walks/new", data=sent)).form("/walks/")
    kept = {name: form[name] for name in ("id", "date", "time", "note", "effort")}
    assert kept == {"id": sent["id"], "date": "2026-11-18", "time": "08:15", "note": "In fog.", "effort": ""}
    assert (form["minutes"], form["backward"], form["place"]) == ("39", "11", "treadmill")


def test_a_start_that_nobody_typed_moves_with_the_minutes_of_the_other_walk(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(48), day=TODAY - dt.timedelta(days=1)).uuid
    form = Page(as_alice.get("/walks/new")).form("/walks/")
    filled = Page(as_alice.post("/walks/new", data=form | {"like": str(uuid)})).form("/walks/")
    assert (form["time"], filled["time"], filled["date"]) == ("17:40", "17:22", "2026-11-20")


@pytest.mark.parametrize("like", ["last", "", "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11"])
def test_the_form_like_a_walk_that_is_not_there_is_the_usual_one(as_alice: FlaskClient, like: str) -> None:
    assert Page(as_alice.get(f"/walks/new?like={like}")).form("/walks/")["minutes"] == "30"


def test_bob_cannot_fill_his_form_like_a_walk_of_alices(as_bob: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(77)).uuid
    assert Page(as_bob.get(f"/walks/new?like={uuid}")).form("/walks/")["minutes"] == "30"


def test_more_is_closed_and_names_what_a_walk_like_another_takes_along(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    fast = (forward(20, speed_kmh=9.3, grade_percent=2.0), backward(8, speed_kmh=None, grade_percent=2.0))
    with database.writing() as session:
        uuid = log(session, alice, *fast, place=Place.TREADMILL, rails=True, note="Not this.").uuid
    answer = as_alice.get(f"/walks/new?like={uuid}")
    assert piece(answer.text, "walk-filled") == "forward 9.3 km/h, treadmill, rails, slope 2 %"
    assert not more_is_open(Page(answer))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "pace, place, slope, note"),
        ({"backward_pace": "slow", "effort": "4", "note": "Fog."}, "backward slow, effort 4, note"),
        ({"forward_mode": "forward_run"}, "running forward"),
        ({"backward_mode": "backward_sled", "sled": "20"}, "pulling a sled backward, sled of 20 kg"),
        ({"load": "5", "pace": "warp", "place": "moon"}, "carrying 5 kg"),
    ],
)
def test_more_says_what_is_behind_it(as_alice: FlaskClient, fields: dict[str, str], words: str) -> None:
    assert piece(as_alice.post("/walks/preview", data=typed(**fields)).text, "walk-filled") == words


def test_more_opens_for_what_is_wrong_in_it_and_for_what_a_walk_has(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert not more_is_open(Page(as_alice.get("/walks/new")))
    assert not more_is_open(Page(as_alice.post("/walks/", data=typed(minutes="x"))))
    assert more_is_open(Page(as_alice.post("/walks/", data=typed(slope="99"))))
    with database.writing() as session:
        uuid = log(session, alice, note="Fog.").uuid
    assert more_is_open(Page(as_alice.get(f"/walks/{uuid}/edit")))


def test_the_estimate_is_one_line_with_its_range(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert "Add your weight to see calories." in as_alice.post("/walks/preview", data=typed()).text
    with database.writing() as session:
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)
    assert estimate(as_alice, typed()) == "134 kcal, +9 for backward (4 to 20)"
    assert estimate(as_alice, typed(backward="0")) == "133 kcal (105 to 174)"
    assert "less than 1 for backward" in estimate(as_alice, typed(minutes="0.1", backward="0.05"))


def estimate(client: FlaskClient, form: dict[str, str]) -> str:
    text = Page(client.post("/walks/preview", data=form)).text
    return " ".join(text.partition(")")[0].split()) + ")"


def test_a_refused_form_names_each_field_in_the_order_of_the_form(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/walks/", data=typed(minutes="x", slope="99", speed="soon")))
    links = [found["href"] for tag, found in page.elements if tag == "a" and str(found.get("href")).startswith("#")]
    assert links == ["#main", "#minutes", "#speed", "#slope"]
    for label in ("Minutes in all:", "Speed:", "Slope:"):
        assert label in page.text


def test_a_refused_stretch_is_named_by_its_number(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(5), backward(3), forward(4)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    assert "Stretch 2:" in as_alice.post(f"/walks/{uuid}", data=form | {"segments.1.minutes": "x"}).text
