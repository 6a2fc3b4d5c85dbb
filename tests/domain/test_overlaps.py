"""Which walks were at the same time."""

import datetime as dt
from uuid import UUID

import pytest

from tests.factories import NOW, PARIS, TODAY
from webapp.domain.overlaps import TimedWalk, newest_pair


def outing(number: int, begins: int, minutes: int) -> TimedWalk:
    return TimedWalk(UUID(int=number), NOW + dt.timedelta(minutes=begins), minutes * 60, PARIS, TODAY)


@pytest.mark.parametrize(
    ("outings", "pair"),
    [
        ([], None),
        ([(0, 30)], None),
        ([(0, 30), (30, 30)], None),
        ([(0, 30), (20, 30)], None),
        ([(0, 30), (15, 30)], (1, 2)),
        ([(0, 60), (20, 10)], (1, 2)),
        ([(0, 30), (0, 30), (100, 20), (101, 20)], (3, 4)),
        ([(50, 30), (50, 29), (0, 30)], (1, 2)),
    ],
)
def test_half_of_the_shorter_one_is_enough(outings: list[tuple[int, int]], pair: tuple[int, int] | None) -> None:
    found = newest_pair([outing(number, *when) for number, when in enumerate(outings, start=1)])
    assert (found and tuple(one.id.int for one in found)) == pair
