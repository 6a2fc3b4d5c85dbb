"""The page of messages: places are added, tried, removed, and belong to who added them."""

import datetime as dt
import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, log
from tests.web.pages import Page
from webapp.actions import messages as actions
from webapp.domain.messages import Failure, Reply, Telling
from webapp.senders import apprise, reaching
from webapp.storage import messages as store
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGE = "/settings/messages"
HOOK = {"kind": "webhook", "address": "https://x.example/hook", "walk_saved": "yes"}


def add(client: FlaskClient, **fields: str) -> str:
    """Add a place, and answer its number."""
    added = client.post(f"{PAGE}/targets", data=HOOK | fields)
    assert added.status_code == 303
    return added.location.rpartition("=")[2]


def answers(monkeypatch: pytest.MonkeyPatch, answer: Reply) -> list[Telling]:
    heard: list[Telling] = []

    def send(delivery: actions.Delivery, tell: actions.Tell, _allowed: object) -> Reply:
        heard.append(tell(delivery.language, delivery.event, delivery.figures))
        return answer

    monkeypatch.setattr(actions, "send", send)
    return heard


def test_a_place_is_listed_with_what_it_hears_and_what_signs_it(as_alice: FlaskClient) -> None:
    added = as_alice.post(f"{PAGE}/targets", data=HOOK)
    text = " ".join(Page(as_alice.get(added.location)).text.split())
    assert "x.example:443: A walk is saved" in text and "Send a test" in text
    assert re.search(r"<code>[\w-]{43}</code>", as_alice.get(PAGE).text)


def test_a_test_shows_what_the_place_answered(as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = answers(monkeypatch, Reply.of(404, "no such hook"))
    tested = as_alice.post(f"{PAGE}/test", data={"id": add(as_alice)})
    assert "it answered 404, “no such hook”." in as_alice.get(tested.location).text
    assert [telling.title for telling in heard] == ["A test"]


def test_a_test_that_arrived_says_so_and_is_not_sent_again(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    answers(monkeypatch, Reply.of(200, ""))
    tested = as_alice.post(f"{PAGE}/test", data={"id": add(as_alice)})
    assert "The test: arrived" in as_alice.get(tested.location).text
    with database.reading() as session:
        assert store.next_try_at(session) is None


def test_the_home_network_is_reached_once_the_owner_allows_it(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = add(as_alice, address="http://127.0.0.1:9/hook")
    shown = as_alice.get(as_alice.post(f"{PAGE}/test", data={"id": place}).location).text
    assert "is in the home network, and not allowed yet" in shown and "Allow 127.0.0.1:9" in shown

    as_alice.post(f"{PAGE}/allow", data={"id": place})
    monkeypatch.setattr(reaching, "_exchange", lambda *_args: b"HTTP/1.1 200 OK\r\n\r\n")
    tested = as_alice.post(f"{PAGE}/test", data={"id": place})
    assert "The test: arrived" in as_alice.get(tested.location).text

    as_alice.post(f"{PAGE}/forbid", data={"host": "127.0.0.1:9"})
    shown = as_alice.get(as_alice.post(f"{PAGE}/test", data={"id": place}).location).text
    assert "not allowed yet" in shown


def test_who_is_not_the_owner_allows_nothing(as_bob: FlaskClient, database: Database) -> None:
    place = add(as_bob, address="http://127.0.0.1:9/hook")
    shown = as_bob.get(as_bob.post(f"{PAGE}/test", data={"id": place}).location).text
    assert "Ask the person who runs this server" in shown
    assert as_bob.post(f"{PAGE}/allow", data={"id": place}).status_code == 404
    assert as_bob.post(f"{PAGE}/forbid", data={"host": "x"}).status_code == 404
    with database.reading() as session:
        assert store.allowed_hosts(session) == frozenset()


@pytest.fixture
def with_apprise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise, "is_there", lambda: True)


APPRISE = {"kind": "apprise", "address": "tgram://s3cret/chat"}


@pytest.mark.usefixtures("with_apprise")
def test_the_owner_sends_by_apprise_and_its_address_is_not_shown(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, Reply(Failure.APPRISE_FAILED))
    tested = as_alice.post(f"{PAGE}/test", data={"id": add(as_alice, **APPRISE)})
    shown = as_alice.get(tested.location).text
    assert "Apprise could not send it" in shown and '<p class="quiet">tgram: A walk' in shown
    assert "s3cret" not in shown and "Allow " not in shown


@pytest.mark.usefixtures("with_apprise")
@pytest.mark.parametrize("address", ["tgram:x", "://x", "tgram://a b", "tgram://a\x7f", "https://x:y/", "", "x" * 501])
def test_what_is_no_address_of_apprise_is_refused(as_alice: FlaskClient, address: str) -> None:
    assert as_alice.post(f"{PAGE}/targets", data=HOOK | APPRISE | {"address": address}).status_code == 422


@pytest.mark.usefixtures("with_apprise")
def test_apprise_is_for_the_owner_alone(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    assert "tgram://TOKEN" in as_alice.get(PAGE).text and "Apprise" not in as_bob.get(PAGE).text
    assert as_bob.post(f"{PAGE}/targets", data=HOOK | APPRISE).status_code == 422


def test_where_apprise_is_missing_the_page_says_how_to_get_it(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apprise, "is_there", lambda: False)
    assert "pip install -r requirements/apprise.txt" in as_alice.get(PAGE).text
    assert as_alice.post(f"{PAGE}/targets", data=HOOK | APPRISE).status_code == 422


def test_removed_comes_back_by_undo(as_alice: FlaskClient) -> None:
    add(as_alice)
    form = Page(as_alice.get(PAGE)).form("/settings/messages/remove")
    removed = as_alice.get(as_alice.post(f"{PAGE}/remove", data=form).location)
    assert "Nothing goes there any more" in removed.text and "x.example" not in removed.text
    as_alice.post(f"{PAGE}/restore", data=Page(removed).form("/settings/messages/restore"))
    assert "x.example" in as_alice.get(PAGE).text


def test_the_same_place_twice_is_one(as_alice: FlaskClient) -> None:
    assert add(as_alice) == add(as_alice, goal_reached="yes")
    assert as_alice.get(PAGE).text.count("Send a test</button>") == 1


def test_a_place_too_many_is_refused(as_alice: FlaskClient) -> None:
    for number in range(10):
        add(as_alice, address=f"https://x.example/{number}")
    assert as_alice.post(f"{PAGE}/targets", data=HOOK).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "x",
            "ftp://x.example/",
            "//x.example/",
            "javascript:alert(1)",
            "https://",
            "http://a b/",
            "https://x:0/",
        ),
        *(
            "https://u:p@x.example/",
            "http://x.example/\r\nX: y",
            "https://x.example:99999/",
            "http://[::1/",
            "https://ü.de/",
        ),
        "https://x.example/" + "a" * 500,
    ],
)
def test_what_is_no_address_is_refused_with_what_was_typed(as_alice: FlaskClient, address: str) -> None:
    answer = as_alice.post(f"{PAGE}/targets", data={"kind": "webhook", "address": address})
    page = Page(answer)
    assert answer.status_code == 422 and page.refuses("address")
    assert page.named("address")["value"] == address.strip()


def test_the_name_of_a_topic_of_ntfy_is_enough(as_alice: FlaskClient) -> None:
    add(as_alice, kind="ntfy", address="mein-thema")
    assert "ntfy.sh" in Page(as_alice.get(PAGE)).text
    refused = as_alice.post(f"{PAGE}/targets", data={"kind": "ntfy", "address": "mein thema"})
    assert refused.status_code == 422 and Page(refused).refuses("address")


def test_ntfy_needs_a_topic(as_alice: FlaskClient) -> None:
    refused = as_alice.post(f"{PAGE}/targets", data={"kind": "ntfy", "address": "https://ntfy.sh/"})
    assert refused.status_code == 422
    add(as_alice, kind="ntfy", address="https://ntfy.sh/walks")


def test_bob_reads_tries_and_removes_nothing_of_alices(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    place = add(as_alice)
    assert "x.example" not in as_bob.get(PAGE).text
    assert as_bob.post(f"{PAGE}/test", data={"id": place}).status_code == 404
    for action in ("remove", "restore"):
        as_bob.post(f"{PAGE}/{action}", data={"id": place})
    assert "x.example" in as_alice.get(PAGE).text


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30, "7"])
def test_a_number_that_is_none_changes_nothing(as_alice: FlaskClient, number: str) -> None:
    assert as_alice.post(f"{PAGE}/test", data={"id": number}).status_code == 404
    assert as_alice.post(f"{PAGE}/remove", data={"id": number}).status_code == 303


def test_a_saved_walk_is_told_in_words(
    app: Flask, as_alice: FlaskClient, database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(weeks=2))
    add(as_alice)
    as_alice.post(
        "/walks/",
        data={"id": str(UUID(int=7)), "minutes": "30", "backward": "8", "date": "2026-11-20", "time": "17:00"},
    )
    heard = answers(monkeypatch, Reply(Failure.NO_ANSWER))
    app.extensions["backstride_messenger"].send_due(NOW)
    assert heard == [Telling("Walk saved", "30 minutes, 8 of them backward. This week: 30 of 150.")]
    assert "we try again: it did not answer in time." in as_alice.get(PAGE).text


def test_all_of_it_goes_with_the_account(as_alice: FlaskClient, database: Database, alice: User) -> None:
    add(as_alice)
    with database.writing() as session:
        session.delete(session.get_one(User, alice.id))
    with database.reading() as session:
        assert (store.targets(session, alice.diary), store.next_try_at(session)) == ([], None)
