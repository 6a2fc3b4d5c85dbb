"""Coming back after a break."""

import datetime as dt

import pytest

from tests.factories import TODAY
from webapp.domain import breaks
from webapp.domain.breaks import Break


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        *((days, None) for days in (-1, 0, 1, 9)),
        *((days, Break.SOME_DAYS) for days in (10, 27)),
        *((days, Break.SOME_WEEKS) for days in (28, 89)),
        *((days, Break.SOME_MONTHS) for days in (90, 4000)),
    ],
)
def test_a_break_is_named_by_its_length(days: int, expected: Break | None) -> None:
    assert breaks.since(TODAY - dt.timedelta(days=days), TODAY, is_away=False) == expected


def test_nobody_is_welcomed_back_in_a_week_away_or_before_any_walk() -> None:
    assert breaks.since(TODAY - dt.timedelta(days=30), TODAY, is_away=True) is None
    assert breaks.since(None, TODAY, is_away=False) is None
