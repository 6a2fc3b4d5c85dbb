"""The page of reminders."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page

PAGE = "/settings/reminders"
MONDAYS = {"weekday_0": "yes", "rings_at": "07:30"}


def ticked(client: FlaskClient) -> list[str]:
    page = Page(client.get(PAGE))
    return [str(found["name"]) for tag, found in page.elements if tag == "input" and "checked" in found]


def test_days_and_time_are_kept_and_undo_takes_them_back(as_alice: FlaskClient) -> None:
    assert ticked(as_alice) == []
    saved = as_alice.get(as_alice.post(PAGE, data=MONDAYS).location)
    assert ticked(as_alice) == ["weekday_0"]
    assert Page(saved).named("rings_at")["value"] == "07:30"
    assert "Mon at 07:30" in as_alice.get("/settings/messages").text

    undo = Page(saved).notice
    assert undo
    as_alice.post(PAGE, data=undo[1])
    assert ticked(as_alice) == []


def test_without_a_place_the_page_says_where_to_choose_one(as_alice: FlaskClient) -> None:
    assert "We don't know yet where to send the reminder." in as_alice.get(PAGE).text
    hook = {"kind": "webhook", "address": "https://x.example/", "reminder": "yes"}
    as_alice.post("/settings/messages/targets", data=hook)
    assert "We don't know yet where to send the reminder." not in as_alice.get(PAGE).text


@pytest.mark.parametrize("time", ["", "25:00", "x"])
def test_a_time_that_is_none_is_refused_and_the_days_stay_ticked(as_alice: FlaskClient, time: str) -> None:
    answer = as_alice.post(PAGE, data=MONDAYS | {"rings_at": time})
    page = Page(answer)
    assert answer.status_code == 422 and page.refuses("rings_at")
    assert "checked" in page.named("weekday_0")


def test_alices_days_are_not_bobs(as_alice: FlaskClient, as_bob: FlaskClient) -> None:
    as_alice.post(PAGE, data=MONDAYS)
    assert ticked(as_bob) == []
    as_bob.post(PAGE, data={"rings_at": "09:00"})
    assert ticked(as_alice) == ["weekday_0"]
