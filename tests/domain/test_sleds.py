"""How heavy the sled is."""

import datetime as dt

import pytest

from webapp.domain.sleds import Drag, suggested_kg

TODAY = dt.date(2026, 11, 20)


def drag(days_ago: int, sled_kg: float = 7.0, metres: float = 20, held_form: bool | None = True) -> Drag:
    return Drag(TODAY - dt.timedelta(days=days_ago), sled_kg, metres, held_form)


@pytest.mark.parametrize(("weight_kg", "expected"), [(70, 7.0), (74.9, 7.0), (76, 7.5), (3, 0.5), (None, None)])
def test_it_begins_with_a_tenth_of_body_mass(weight_kg: float | None, expected: float | None) -> None:
    assert suggested_kg(weight_kg, [], TODAY) == expected


@pytest.mark.parametrize(
    ("drags", "expected"),
    [
        ([drag(14), drag(3)], 10.5),
        ([drag(13), drag(3)], 7.0),
        ([drag(14), drag(3, held_form=False)], 7.0),
        ([drag(14), drag(3, held_form=None)], 7.0),
        ([drag(14, metres=15), drag(3)], 7.0),
        ([drag(30), drag(15), drag(3, sled_kg=10.5)], 10.5),
    ],
)
def test_it_grows_after_two_weeks_that_held_their_form_over_20_metres(drags: list[Drag], expected: float) -> None:
    assert suggested_kg(70, drags, TODAY) == expected


def test_without_a_weight_the_load_stays() -> None:
    assert suggested_kg(None, [drag(30), drag(3)], TODAY) == 7.0
