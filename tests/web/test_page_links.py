"""The page for the physiotherapist as a link: what whoever has it reads, how it ends, and how often it was opened."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, SAME_ORIGIN, TODAY, backward, forward, log
from tests.web.pages import Page
from tests.web.test_queries import counts
from webapp import create_app
from webapp.config import Settings
from webapp.domain.safety import Answer, Check
from webapp.security import accounts
from webapp.storage import safety, users
from webapp.storage.engine import Database
from webapp.storage.models import User

LIST = "/physio/links"
PHRASE = "seven odd green boats"
CHOSEN = {"first": "2026-11-09", "last": "2026-11-20", "lasts": "7", "whom": "Ada, physio"}


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = SAME_ORIGIN["Sec-Fetch-Site"]
    return client


@pytest.fixture
def _walks(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(33), backward(7), day=dt.date(2026, 11, 10), note="Over the bridge. " * 12)
        log(session, alice, forward(44), day=dt.date(2026, 11, 1), note="Before the period.")


def give(client: FlaskClient, **more: str) -> str:
    """The path of a new link."""
    page = client.get(client.post(LIST, data=CHOSEN | more).location)
    found = re.search(r'value="http://[\w.]+(/shown/[\w-]{43})"', page.text)
    assert found
    return found[1]


def after(monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(**more))


def told(client: FlaskClient) -> str:
    return " ".join(Page(client.get(LIST)).text.split())


@pytest.mark.usefixtures("_walks")
def test_whoever_has_the_link_reads_the_days_that_were_chosen_as_they_are_then(
    as_alice: FlaskClient, reader: FlaskClient, database: Database, alice: User
) -> None:
    path = give(as_alice, line="Born 1951")
    with database.writing() as session:
        log(session, alice, forward(12), day=TODAY, note="Logged since.")
    text = Page(reader.get(path)).text
    for said in ("Alice, Born 1951", "9 Nov 2026 to 20 Nov 2026", "Over the bridge.", "Logged since."):
        assert said in text
    assert "Before the period." not in text


@pytest.mark.usefixtures("_walks")
def test_nothing_on_it_leads_into_the_app_or_stays_in_the_browser(as_alice: FlaskClient, reader: FlaskClient) -> None:
    path = give(as_alice)
    for client in (reader, as_alice):
        answer = client.get(path)
        tags = {tag for tag, _ in Page(answer).elements}
        assert not tags & {"a", "form", "nav"} and "manifest" not in answer.text
        assert answer.headers.getlist("Set-Cookie") == []
        assert answer.cache_control.no_store
        assert answer.headers.getlist("Referrer-Policy") == ["no-referrer"]
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_answers_of_the_check_are_on_it_only_if_they_were_chosen(
    as_alice: FlaskClient, reader: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1951, answers={Answer.NUMB_FEET}), now=NOW)
    assert "Numb feet" in reader.get(give(as_alice, answers="yes")).text
    assert "Numb feet" not in reader.get(give(as_alice)).text


def test_the_page_itself_offers_the_link_with_what_it_shows(as_alice: FlaskClient) -> None:
    page = Page(as_alice.post("/physio", data=CHOSEN | {"line": "Born 1951", "answers": "yes"}))
    sent = page.form(LIST)
    assert sent | {"first": "2026-11-09", "last": "2026-11-20", "line": "Born 1951", "answers": "yes"} == sent
    assert sent["lasts"] == "7"


def test_a_link_that_ended_was_taken_back_or_never_was_says_the_same(
    as_alice: FlaskClient, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, late = give(as_alice), give(as_alice, lasts="1")
    as_alice.post(f"{LIST}/1/end")
    after(monkeypatch, days=1)
    answers = [reader.get(path) for path in (ended, late, "/shown/never")]
    assert [answer.status_code for answer in answers] == [410] * 3
    assert len({answer.text for answer in answers}) == 1
    assert "Ask whoever gave it to you" in answers[0].text
    assert "It has ended." in told(as_alice)


def test_undo_lets_a_link_work_again(as_alice: FlaskClient, reader: FlaskClient) -> None:
    path = give(as_alice)
    said = Page(as_alice.get(as_alice.post(f"{LIST}/1/end").location))
    assert reader.get(path).status_code == 410 and "Nobody has a link" in said.text
    assert said.notice
    as_alice.post(said.notice[0])
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize(("lasts", "days"), [("1", 1), ("7", 7), ("28", 28), ("91", 91)])
def test_a_link_ends_when_it_says(
    as_alice: FlaskClient, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch, lasts: str, days: int
) -> None:
    path = give(as_alice, lasts=lasts)
    after(monkeypatch, days=days, seconds=-1)
    assert reader.get(path).status_code == 200
    after(monkeypatch, days=days)
    assert reader.get(path).status_code == 410


def test_the_list_says_for_whom_until_when_and_how_often_it_was_opened(
    as_alice: FlaskClient, reader: FlaskClient
) -> None:
    path = give(as_alice)
    for said in (
        "Ada, physio",
        "9 Nov to 20 Nov 2026",
        "It works until Fri 27 Nov, 18:10.",
        "Nobody has opened it yet.",
    ):
        assert said in told(as_alice)
    reader.get(path)
    assert "Opened once, on Fri 20 Nov, 18:10." in told(as_alice)
    reader.get(path)
    assert "Opened 2 times" in told(as_alice)


def test_only_somebody_who_reads_it_has_opened_it(as_alice: FlaskClient, reader: FlaskClient) -> None:
    path = give(as_alice)
    reader.head(path)
    as_alice.get(path)
    for headers in ({"User-Agent": "WhatsApp/2.23"}, {"User-Agent": "TelegramBot"}, {"Sec-Purpose": "prefetch"}):
        assert "Alice" not in reader.get(path, headers=headers).text
    assert "Nobody has opened it yet." in told(as_alice)
    reader.get(path, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 10; CUBOT X30) Chrome/120"})
    assert "Opened once" in told(as_alice)


def test_a_pass_phrase_is_asked_for_and_remembered_by_that_browser(as_alice: FlaskClient, reader: FlaskClient) -> None:
    path = give(as_alice, page_password=PHRASE)
    assert "Alice" not in reader.get(path).text
    wrong = reader.post(path, data={"page_password": "seven odd red boats"})
    assert wrong.status_code == 422 and Page(wrong).refuses("page_password")
    assert "This is not the pass phrase." in wrong.text and "boats" not in wrong.text
    right = reader.post(path, data={"page_password": PHRASE})
    assert right.location == path and f"Path={path}" in right.headers["Set-Cookie"]
    assert "Alice" in reader.get(path).text
    assert "Opened once" in told(as_alice)


def test_the_cookie_of_a_page_opens_no_other_and_ends_with_the_day(
    as_alice: FlaskClient, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = (give(as_alice, page_password=phrase) for phrase in (PHRASE, "four small brown owls"))
    cookie = reader.post(mine, data={"page_password": PHRASE}).headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    reader.set_cookie("backstride-shown", cookie, path=other)
    assert "Alice" in reader.get(mine).text and "Alice" not in reader.get(other).text
    after(monkeypatch, hours=12, seconds=1)
    assert "Alice" not in reader.get(mine).text


def test_wrong_pass_phrases_have_to_wait_also_after_a_restart(
    as_alice: FlaskClient, reader: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = give(as_alice, page_password=PHRASE)
    tries = [reader.post(path, data={"page_password": "wrong"}).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]
    app = create_app(settings)
    again = app.test_client().post(path, data={"page_password": PHRASE}, headers=SAME_ORIGIN)
    assert again.status_code == 429 and "wait" in again.text
    after(monkeypatch, minutes=1)
    assert app.test_client().post(path, data={"page_password": PHRASE}, headers=SAME_ORIGIN).status_code == 303
    app.extensions["backstride_database"].close()


def test_wrong_codes_have_to_wait(reader: FlaskClient) -> None:
    answers = [reader.get(f"/shown/wrong{number}").status_code for number in range(31)]
    assert answers == [410] * 30 + [429]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("lasts", value) for value in ("", "8", "x")),
        *(("first", value) for value in ("", "soon", "2026-11-21")),
        *(("whom", "x" * 61), ("line", "x" * 121), ("page_password", "tiny"), ("page_password", "password1")),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_alice: FlaskClient, field: str, value: str) -> None:
    answer = as_alice.post(LIST, data=CHOSEN | {field: value})
    assert answer.status_code == 422
    kept = Page(answer).form(LIST)
    assert kept["whom"] == (value if field == "whom" else CHOSEN["whom"]) and "page_password" in kept
    assert value not in answer.text or field != "page_password"
    assert "Nobody has a link" in told(as_alice)


def test_a_link_of_another_is_not_there(as_alice: FlaskClient, as_bob: FlaskClient, reader: FlaskClient) -> None:
    path = give(as_alice)
    assert as_bob.get(path.replace("/shown", LIST)).location == LIST
    assert as_bob.post(f"{LIST}/1/end").status_code == as_bob.post(f"{LIST}/1/resume").status_code == 404
    assert "Ada" not in told(as_bob) and reader.get(path).status_code == 200


def test_who_is_taken_out_shows_nothing_any_more(
    as_bob: FlaskClient, reader: FlaskClient, database: Database, bob: User
) -> None:
    path = give(as_bob)
    with database.writing() as session:
        accounts.take_out(session, users.get(session, bob.id), by=bob, now=NOW)
    assert reader.get(path).status_code == 410
    with database.writing() as session:
        accounts.remove(session, users.get(session, bob.id))
    assert reader.get(path).status_code == 410


def test_the_link_says_where_it_opens(as_alice: FlaskClient) -> None:
    shown = as_alice.get(as_alice.post(LIST, data=CHOSEN).location).text
    assert "only in your home network" in shown and "print the page" in shown


def test_it_takes_as_many_queries_for_many_links_and_walks(
    as_alice: FlaskClient, reader: FlaskClient, database: Database, alice: User
) -> None:
    path, found = give(as_alice), []
    for more in (2, 18):
        for number in range(more):
            give(as_alice, whom=f"Ada {number}")
            with database.writing() as session:
                log(session, alice, day=TODAY - dt.timedelta(days=number % 11))
        found.append(counts({path: reader, LIST: as_alice, "/physio": as_alice}))
    assert found[0] == found[1]
