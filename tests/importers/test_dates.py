import datetime as dt

import pytest

from webapp.domain.sheets import DateOrder
from webapp.importers.dates import date_and_time, order_of

AFTERNOON = dt.datetime(2024, 8, 6, 14, 23, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Aug 6, 2024, 2:23:15 PM",
        "6 août 2024 à 14:23:15",
        "6 ago. 2024 2:23:15 p. m.",
        "06.08.2024 14:23:15",
        "2024-08-06T14:23:15",
        "6 sie 2024, 14:23:15",
        "2024年8月6日 午後2:23:15",
        "6 авг. 2024, 14:23:15",
    ],
)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert date_and_time(text) == AFTERNOON


@pytest.mark.parametrize("text", ["", "yesterday", "31.02.2024", "1.1.12345678901234567890", "6 Aug 2024 14", "0.0.0"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert date_and_time(text) is None


def test_midnight_and_noon_by_twelve_hours() -> None:
    hours = [when.hour for text in ("12:00 AM", "12:00 PM", "1:00 am") if (when := date_and_time(f"1/2/24 {text}"))]

    assert hours == [0, 12, 1]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["1/2/2024", "3/13/2024"], DateOrder.MONTH_FIRST),
        (["1/2/2024", "13/3/2024"], DateOrder.DAY_FIRST),
        (["1/2/2024", "2024-03-13", "Mar 13 2024"], DateOrder.MONTH_FIRST),
    ],
)
def test_one_number_above_12_decides_for_all(texts: list[str], order: DateOrder) -> None:
    usual = DateOrder.MONTH_FIRST if "2024-03-13" in texts else DateOrder.DAY_FIRST

    assert order_of(texts, usual) is order
