"""The days that a page for a physiotherapist is about."""

import datetime as dt

import pytest

from tests.factories import TODAY
from webapp.domain import periods
from webapp.domain.periods import Period
from webapp.domain.problems import Invalid, Reason


@pytest.mark.parametrize(
    ("first", "last", "field", "reason"),
    [
        (TODAY, TODAY + dt.timedelta(days=1), "last", Reason.IN_THE_FUTURE),
        (dt.date(1999, 12, 31), TODAY, "first", Reason.TOO_EARLY),
        (TODAY, TODAY - dt.timedelta(days=1), "first", Reason.TOO_LARGE),
        (TODAY - dt.timedelta(days=366), TODAY, "first", Reason.TOO_SMALL),
    ],
)
def test_a_period_that_cannot_be_is_refused(first: dt.date, last: dt.date, field: str, reason: Reason) -> None:
    with pytest.raises(Invalid) as refused:
        periods.check(Period(first, last), today=TODAY)
    assert [(one.field, one.reason) for one in refused.value.problems] == [(field, reason)]


@pytest.mark.parametrize("days", [0, 365])
def test_a_day_and_a_year_are_periods(days: int) -> None:
    periods.check(Period(TODAY - dt.timedelta(days=days), TODAY), today=TODAY)
