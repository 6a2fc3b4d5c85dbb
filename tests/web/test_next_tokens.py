"""A browser gets its next token with a page, once a day."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW
from tests.web.test_queries import queries


def token_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("backstride")
    assert cookie
    return cookie.value


def test_a_browser_gets_another_token_each_day(as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [token_of(as_alice)]
    for day in (2, 4, 6):
        monkeypatch.setattr("webapp.clock.now", lambda day=day: NOW + dt.timedelta(days=day))
        for path in ("/", "/health", "/walks/"):
            assert as_alice.get(path).status_code == 200
            tokens.append(token_of(as_alice))
    assert [tokens.count(token) for token in dict.fromkeys(tokens)] == [1, 3, 3, 3]


def test_a_phone_that_lost_the_answer_stays_signed_in_and_a_copy_of_its_token_does_not(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = token_of(as_alice)
    for hours, is_lost in ((25, True), (30, True), (50, False), (51, False)):
        monkeypatch.setattr("webapp.clock.now", lambda hours=hours: NOW + dt.timedelta(hours=hours))
        assert as_alice.get("/").status_code == 200
        if is_lost:
            as_alice.set_cookie("backstride", first)
    assert token_of(as_alice) != first
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(hours=52))
    copy = app.test_client()
    copy.set_cookie("backstride", first)
    assert (copy.get("/").status_code, as_alice.get("/").status_code) == (303, 200)


def test_a_token_is_written_with_the_first_page_of_a_day_and_the_second_and_no_other(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.clock.now", lambda: NOW + dt.timedelta(days=2))
    found = []
    for _ in range(4):
        with queries(as_alice) as sent:
            assert as_alice.get("/settings/units").status_code == 200
        found.append([statement.split()[0] for statement in sent if "sign_in" in statement])
    assert found == [["SELECT", "UPDATE"], ["SELECT", "UPDATE"], ["SELECT"], ["SELECT"]]
