"""Ids, dates and numbers that an address names."""

import datetime as dt
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from webapp.web.parameters import date_of, number_of, uuid_of

NONSENSE = [None, "", "x", "2026-02-30", "0199f3b2"]


def test_an_id_and_a_date_are_read_as_they_are_written() -> None:
    text = "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11"
    assert uuid_of(text) == UUID(text)
    assert date_of("2026-11-20") == dt.date(2026, 11, 20)


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_in_an_address_is_as_good_as_nothing(text: str | None) -> None:
    assert (uuid_of(text), date_of(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("-1", None), ("٣", None)]
)
def test_a_number_is_one_that_the_database_can_hold(text: str, number: int | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("page", ["/backups/{}", "/household/people/{}", "/records/{}"])
def test_a_page_of_a_number_that_nothing_can_have_is_not_there(as_alice: FlaskClient, page: str) -> None:
    assert as_alice.get(page.format("9" * 30)).status_code == 404
