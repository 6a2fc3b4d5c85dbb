"""Reminders on this phone: turned on by the owner, subscribed to by each browser, ended with its sign-in."""

import datetime as dt
from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD
from tests.senders.pushing import Phone, data_of, letters
from tests.web.pages import Page
from tests.web.test_queries import counts
from webapp.actions import subscriptions as actions
from webapp.domain.messages import Failure, MessageEvent, Reply
from webapp.domain.subscriptions import Receiver
from webapp.senders import reaching
from webapp.storage import messages as message_store
from webapp.storage import subscriptions as store
from webapp.storage.engine import Database
from webapp.storage.going_out_models import MessageTarget
from webapp.storage.models import User

PAGE, MESSAGES = "/settings/messages/phone", "/settings/messages"
ENDPOINT = "https://push.example/send/1"
REMINDED = {"reminder": "yes", "goal_reached": "yes"}


@pytest.fixture
def turned_on(as_alice: FlaskClient) -> FlaskClient:
    """Alice, the owner, in a house where phones can be told."""
    assert as_alice.post(f"{PAGE}/contact", data={"contact": "me@walks.net"}).status_code == 303
    return as_alice


def subscribe(client: FlaskClient, endpoint: str = ENDPOINT, **more: str) -> Page:
    answer = client.post(PAGE, data=Phone().form(endpoint) | REMINDED | more)
    assert answer.status_code == 303
    return Page(client.get(answer.location))


def targets(database: Database, user: User) -> Sequence[MessageTarget]:
    with database.reading() as session:
        return message_store.targets(session, user.diary)


def answers(monkeypatch: pytest.MonkeyPatch, *replies: Reply) -> list[str]:
    """Push services that say this one after the other, and then take everything; the endpoints that were asked."""
    asked: list[str] = []
    left = list(replies)

    def post(url: str, *_args: object, **_more: object) -> Reply:
        asked.append(url)
        return left.pop(0) if left else Reply.of(201, "")

    monkeypatch.setattr(reaching, "post", post)
    return asked


def test_nobody_is_asked_before_the_owner_turned_it_on(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    assert "data-push" not in as_alice.get(PAGE).text and "Turn it on for this house" in as_alice.get(PAGE).text
    assert "Ask the person who runs this server" in as_bob.get(PAGE).text
    assert as_bob.post(PAGE, data=Phone().form(ENDPOINT)).status_code == 404
    assert as_bob.get(f"{PAGE}/key").status_code == 404
    assert as_bob.post(f"{PAGE}/contact", data={"contact": "me@walks.net"}).status_code == 404


def test_a_contact_that_apple_refuses_is_refused_here_with_the_reason(as_alice: FlaskClient) -> None:
    refused = as_alice.post(f"{PAGE}/contact", data={"contact": "me@localhost"})
    assert refused.status_code == 422
    page = Page(refused)
    assert page.named("contact")["value"] == "me@localhost" and page.refuses("contact")
    assert "Push services refuse addresses at home" in page.text


def test_another_contact_keeps_the_keys_so_that_no_phone_is_lost(turned_on: FlaskClient, database: Database) -> None:
    with database.reading() as session:
        before = store.sender(session)
    turned_on.post(f"{PAGE}/contact", data={"contact": "https://walks.net/"})
    with database.reading() as session:
        after = store.sender(session)
    assert before and after and (after.private_key, after.public_key) == (before.private_key, before.public_key)
    assert (before.contact, after.contact) == ("mailto:me@walks.net", "https://walks.net/")
    assert data_of(turned_on.get(f"{PAGE}/key").text) == after.public_key


def test_the_private_key_is_on_no_page_and_in_no_export(turned_on: FlaskClient, database: Database) -> None:
    subscribe(turned_on)
    with database.reading() as session:
        sender = store.sender(session)
    assert sender
    for page in (PAGE, MESSAGES, f"{PAGE}/key", "/export/file", "/sw.js"):
        answer = turned_on.get(page)
        assert answer.status_code == 200
        text = answer.text
        answer.close()
        assert letters(sender.private_key) not in text and sender.private_key.hex() not in text, page
        assert ENDPOINT not in text


def test_a_browser_is_listed_by_its_name_with_what_it_hears(turned_on: FlaskClient) -> None:
    shown = subscribe(turned_on)
    assert "Done. Send a test" in shown.text and "Choose days and a time" in shown.text
    assert "checked" in shown.named("reminder") and "checked" not in shown.named("walk_saved")
    listed = " ".join(Page(turned_on.get(MESSAGES)).text.split())
    assert "a phone push.example:443: A reminder, The week's goal is reached" in listed


def test_the_same_browser_is_one_whatever_its_push_service_calls_it(
    turned_on: FlaskClient, database: Database, alice: User
) -> None:
    subscribe(turned_on)
    subscribe(turned_on, "https://push.example/send/2", walk_saved="yes")
    (target,) = targets(database, alice)
    assert (target.address, target.events) == ("https://push.example/send/2", "goal_reached,reminder,walk_saved")


def test_another_endpoint_is_followed_and_bobs_browser_changes_nothing_of_alices(
    turned_on: FlaskClient, as_bob: FlaskClient, database: Database, alice: User
) -> None:
    subscribe(turned_on)
    fresh = Phone().form("https://push.example/send/3")
    assert as_bob.post(f"{PAGE}/renew", data=fresh).status_code == 404
    assert [target.address for target in targets(database, alice)] == [ENDPOINT]
    assert turned_on.post(f"{PAGE}/renew", data=fresh).status_code == 204
    assert [target.address for target in targets(database, alice)] == ["https://push.example/send/3"]


@pytest.mark.parametrize(
    "wrong",
    [
        *({"endpoint": ""}, {"endpoint": "ftp://x.example/"}, {"endpoint": "https://x.example/" + "a" * 2000}),
        *({"endpoint": "http://push.example/send/1"}, {"endpoint": "https://192.168.1.10/send/1"}),
        *({"endpoint": "https://127.0.0.1:8443/send/1"}, {"endpoint": "https://[fd00::1]/send/1"}),
        *({"p256dh": ""}, {"p256dh": "é"}, {"p256dh": letters(b"\4" * 65)}, {"auth": ""}, {"auth": "A"}),
    ],
)
def test_what_no_browser_sends_is_refused_in_words(turned_on: FlaskClient, wrong: dict[str, str]) -> None:
    form = Phone().form(ENDPOINT) | wrong
    refused = turned_on.post(PAGE, data=form)
    assert refused.status_code == 422 and "could not reach its push service" in refused.text
    assert turned_on.post(f"{PAGE}/renew", data=form).status_code == 422


def test_a_test_that_arrived_notes_the_day_and_goes_on_without_a_script(
    turned_on: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(turned_on)
    asked = answers(monkeypatch)
    form = Page(turned_on.get(PAGE)).form(f"{MESSAGES}/test")
    shown = Page(turned_on.get(turned_on.post(f"{MESSAGES}/test", data=form).location)).text
    assert asked == [ENDPOINT]
    assert "The test: arrived" in shown and "The last one arrived on 20 Nov 2026" in shown


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_takes_no_more_is_removed_and_the_page_says_so(
    turned_on: FlaskClient, database: Database, alice: User, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    subscribe(turned_on)
    answers(monkeypatch, Reply.of(status, ""))
    form = Page(turned_on.get(PAGE)).form(f"{MESSAGES}/test")
    shown = turned_on.get(turned_on.post(f"{MESSAGES}/test", data=form).location).text
    assert "takes no more messages" in shown
    assert targets(database, alice) == []


def test_a_saved_walk_reaches_it_after_the_rest_that_its_push_service_asks_for(
    turned_on: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(turned_on, walk_saved="yes")
    walk = {"id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11", "minutes": "10", "date": "2026-11-20", "time": "17:00"}
    assert turned_on.post("/walks/", data=walk).status_code == 303
    busy = Reply.of(429, "", dt.timedelta(minutes=20))
    asked = answers(monkeypatch, busy, Reply(Failure.NO_ANSWER))
    messenger = app.extensions["backstride_messenger"]
    assert messenger.send_due(NOW) == NOW + dt.timedelta(minutes=20)
    assert messenger.send_due(NOW + dt.timedelta(minutes=19)) == NOW + dt.timedelta(minutes=20)
    assert messenger.send_due(NOW + dt.timedelta(minutes=20)) == NOW + dt.timedelta(minutes=25)
    assert messenger.send_due(NOW + dt.timedelta(minutes=25)) is None
    assert asked == [ENDPOINT] * 3


def test_a_browser_too_many_is_refused_where_the_page_can_show_it(turned_on: FlaskClient) -> None:
    for number in range(10):
        hook = {"kind": "webhook", "address": f"https://x.example/{number}"}
        assert turned_on.post(f"{MESSAGES}/targets", data=hook).status_code == 303
    refused = turned_on.post(PAGE, data=Phone().form(ENDPOINT) | REMINDED)
    assert refused.status_code == 422
    assert '<a href="#phone">That is too many. The limit is 10.</a>' in refused.text


def test_removed_it_comes_back_by_undo_and_a_new_yes_makes_no_second(
    turned_on: FlaskClient, database: Database, alice: User
) -> None:
    subscribe(turned_on)
    form = Page(turned_on.get(PAGE)).form(f"{MESSAGES}/remove")
    removed = Page(turned_on.get(turned_on.post(f"{MESSAGES}/remove", data=form).location))
    assert targets(database, alice) == []
    subscribe(turned_on)
    turned_on.post(f"{MESSAGES}/restore", data=removed.form(f"{MESSAGES}/restore"))
    assert [target.address for target in targets(database, alice)] == [ENDPOINT]


def test_signed_out_nothing_of_hers_is_shown_there(turned_on: FlaskClient, database: Database, alice: User) -> None:
    subscribe(turned_on)
    turned_on.post("/logout")
    assert targets(database, alice) == []


def test_a_new_password_and_signing_out_elsewhere_leave_this_browser_alone(
    turned_on: FlaskClient, app: Flask, database: Database, alice: User
) -> None:
    other = app.test_client()
    other.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    for way in ("password", "elsewhere", "phones"):
        other.post("/login", data={"name": "Alice", "password": PASSWORD})
        subscribe(other, "https://push.example/other")
        subscribe(turned_on)
        assert len(targets(database, alice)) == 2
        if way == "password":
            both = {"current_password": PASSWORD, "new_password": PASSWORD}
            assert turned_on.post("/settings/password", data=both).status_code == 303
        else:
            turned_on.post("/settings/sign-out-elsewhere" if way == "elsewhere" else "/settings/keys/delete-others")
        assert [target.address for target in targets(database, alice)] == [ENDPOINT], way


def test_nine_browsers_take_as_many_queries_as_two(turned_on: FlaskClient, database: Database, alice: User) -> None:
    found = []
    for numbers in (range(2), range(2, 9)):
        with database.writing() as session:
            for number in numbers:
                phone = Receiver(
                    endpoint=f"{ENDPOINT}{number}",
                    p256dh=Phone().p256dh,
                    auth=Phone().auth,
                    name="Chrome",
                    device_hash=bytes([number]),
                    home="https://pi.local/",
                )
                actions.subscribe(session, alice.diary, phone, [MessageEvent.REMINDER], language="en", now=NOW)
        found.append(counts({PAGE: turned_on, MESSAGES: turned_on}))
    assert found[0] == found[1]


def test_it_goes_with_the_account(turned_on: FlaskClient, as_bob: FlaskClient, database: Database, bob: User) -> None:
    subscribe(as_bob)
    with database.writing() as session:
        session.delete(session.get_one(User, bob.id))
    with database.reading() as session:
        assert store.of_browser(session, bob.diary, b"", ENDPOINT) == []


def test_over_http_it_says_first_that_https_is_needed(
    as_alice: FlaskClient, as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, ready = "Phones can be reminded only with https.", "Now each phone in the house can be reminded."
    assert told not in as_bob.get(PAGE).text
    monkeypatch.setattr("webapp.web.subscriptions._SECURE_ANYWAY", ())
    assert told in as_bob.get(PAGE).text

    saved = as_alice.post(f"{PAGE}/contact", data={"contact": "me@walks.net"})
    page = as_alice.get(saved.location).text
    assert "Saved. One step is left: https." in page and ready not in page
