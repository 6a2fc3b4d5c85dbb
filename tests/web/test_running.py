"""Start and Stop on the server, for a phone without scripts."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW
from tests.web.pages import Page
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User, WalkRow


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        monkeypatch.setattr("webapp.clock.now", lambda: self.now)

    def after(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


def saved(database: Database, user: User) -> WalkRow | None:
    with database.reading() as session:
        return store.latest(session, user.diary)


def press(client: FlaskClient, action: str) -> str | None:
    """Send the form of a button as the page has it; where it leads."""
    answer = client.post(f"/walk/{action}", data=Page(client.get("/walk/running")).form(f"/{action}"))
    assert answer.status_code == 303
    return answer.location


def start(client: FlaskClient) -> None:
    answer = client.post("/walk/start", data={"direction": "forward"})
    assert (answer.status_code, answer.location) == (303, "/walk/running")


def test_a_walk_is_timed_without_a_script(as_alice: FlaskClient, database: Database, alice: User, clock: Clock) -> None:
    start(as_alice)
    clock.after(minutes=10)
    assert "Turn to backward" in as_alice.get("/walk/running").text
    press(as_alice, "turn")
    clock.after(minutes=4, seconds=9)
    page = as_alice.get("/walk/running").text
    assert "Turn to forward" in page and "Refresh" in page and ">14:09<" in page and ">4:09<" in page
    press(as_alice, "pause")
    clock.after(minutes=30)
    press(as_alice, "resume")
    clock.after(seconds=51)
    location = press(as_alice, "stop")
    walk = saved(database, alice)
    assert walk and (walk.seconds, walk.backward_seconds) == (900, 300)
    assert location == f"/?saved={walk.uuid}"
    assert "Undo" in as_alice.get(location).text


def test_stop_sent_twice_saves_one_walk_and_shows_it_twice(
    as_alice: FlaskClient, database: Database, alice: User, clock: Clock
) -> None:
    start(as_alice)
    clock.after(minutes=10)
    form = Page(as_alice.get("/walk/running")).form("/stop")
    first, second = (as_alice.post("/walk/stop", data=form) for _ in range(2))
    walk = saved(database, alice)
    assert walk
    assert first.location == second.location == f"/?saved={walk.uuid}"


def test_yesterdays_page_does_not_stop_todays_walk(as_alice: FlaskClient, clock: Clock) -> None:
    start(as_alice)
    clock.after(minutes=10)
    form = Page(as_alice.get("/walk/running")).form("/stop")
    as_alice.post("/walk/stop", data=form)
    start(as_alice)
    clock.after(minutes=10)
    as_alice.post("/walk/stop", data=form)
    assert as_alice.get("/walk/running").status_code == 200


def test_yesterdays_page_throws_no_newer_walk_away(as_alice: FlaskClient, clock: Clock) -> None:
    start(as_alice)
    clock.after(minutes=10)
    form = Page(as_alice.get("/walk/running")).form("/discard")
    as_alice.post("/walk/discard", data=form)
    start(as_alice)
    clock.after(minutes=20)
    assert as_alice.post("/walk/discard", data=form).location == "/walk/running"
    assert as_alice.get("/walk/running").status_code == 200


def test_today_says_that_a_walk_is_running(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    start(as_alice)
    assert "A walk is running" in as_alice.get("/").text
    assert "A walk is running" not in as_bob.get("/").text
    as_alice.post("/walk/discard")
    assert "A walk is running" not in as_alice.get("/").text


def test_a_second_tap_on_pause_stops_nothing(as_alice: FlaskClient) -> None:
    start(as_alice)
    press(as_alice, "pause")
    page = as_alice.get("/walk/running").text
    assert page.index("/walk/resume") < page.index("disabled>Pause<") < page.index("/walk/stop")


def test_the_walk_screen_without_a_script_leads_to_a_walk_that_runs(as_alice: FlaskClient) -> None:
    assert 'href="/walk/running"' in as_alice.get("/walk").text


def test_without_a_walk_the_way_leads_to_the_walk_screen(as_alice: FlaskClient) -> None:
    for action in ("turn", "pause", "resume"):
        assert as_alice.post(f"/walk/{action}", data={"direction": "backward"}).status_code == 303
    answer = as_alice.get("/walk/running")
    assert (answer.status_code, answer.location) == (303, "/walk")


@pytest.mark.parametrize("direction", ["", "sideways", "stop", "\0"])
def test_a_direction_that_is_none_changes_nothing(as_alice: FlaskClient, direction: str) -> None:
    assert as_alice.post("/walk/start", data={"direction": direction}).status_code == 303
    as_alice.post("/walk/turn", data={"direction": direction})
    assert "Turn to backward" in as_alice.get("/walk/running").text


@pytest.fixture
def left_alone(as_alice: FlaskClient, clock: Clock) -> FlaskClient:
    """Alice turned at 18:20 and forgot her walk; it is 22:40."""
    start(as_alice)
    clock.after(minutes=10)
    press(as_alice, "turn")
    clock.after(hours=4, minutes=20)
    return as_alice


def test_a_forgotten_walk_is_asked_for_its_end_and_not_saved_by_itself(
    left_alone: FlaskClient, database: Database, alice: User
) -> None:
    page = left_alone.get("/walk/running").text
    assert "When did this walk end?" in page and "18:20" in page
    assert left_alone.post("/walk/turn", data={"direction": "forward"}).status_code == 303
    assert "When did this walk end?" in left_alone.get("/walk/running").text
    assert left_alone.post("/walk/stop").status_code == 422
    assert saved(database, alice) is None


@pytest.mark.parametrize(
    ("form", "seconds"),
    [({"ended": "last"}, 600), ({"ended": "time", "ended_time": "18:45"}, 2100)],
)
def test_a_forgotten_walk_ends_when_one_says(
    left_alone: FlaskClient, database: Database, alice: User, form: dict[str, str], seconds: int
) -> None:
    assert left_alone.post("/walk/stop", data=form).status_code == 303
    walk = saved(database, alice)
    assert walk and walk.seconds == seconds


@pytest.mark.parametrize("typed", ["", "soon", "23:50", "18:00", "25:00"])
def test_an_end_that_cannot_be_is_refused(left_alone: FlaskClient, database: Database, alice: User, typed: str) -> None:
    answer = left_alone.post("/walk/stop", data={"ended": "time", "ended_time": typed})
    assert answer.status_code == 422
    assert Page(answer).refuses("ended_time")
    assert Page(answer).named("ended_time")["value"] == typed
    assert saved(database, alice) is None


def test_a_walk_of_no_time_is_asked_about(as_alice: FlaskClient, database: Database, alice: User) -> None:
    start(as_alice)
    answer = as_alice.post("/walk/stop", data=Page(as_alice.get("/walk/running")).form("/stop"))
    assert answer.status_code == 422
    assert "When did this walk end?" in answer.text
    assert "At the last turn" not in answer.text
    assert saved(database, alice) is None


def test_a_turn_at_once_is_no_end_that_is_offered(as_alice: FlaskClient, clock: Clock) -> None:
    start(as_alice)
    clock.after(milliseconds=300)
    press(as_alice, "turn")
    clock.after(hours=5)
    page = as_alice.get("/walk/running").text
    assert "When did this walk end?" in page and "At the last turn" not in page


def test_a_clock_that_was_set_back_throws_nothing_away_for_good(as_alice: FlaskClient, clock: Clock) -> None:
    start(as_alice)
    clock.after(minutes=10)
    press(as_alice, "turn")
    clock.after(days=-1)
    assert as_alice.post("/walk/discard").status_code == 422
    clock.after(days=1)
    assert as_alice.get("/walk/running").status_code == 200


def test_throwing_away_leads_to_an_undo(as_alice: FlaskClient, database: Database, alice: User, clock: Clock) -> None:
    start(as_alice)
    clock.after(minutes=10)
    location = press(as_alice, "discard")
    assert saved(database, alice) is None
    form = Page(as_alice.get(location or "")).forms
    (restore,) = [action for action in form if action.endswith("/restore")]
    as_alice.post(restore)
    walk = saved(database, alice)
    assert walk and walk.seconds == 600
