"""Every unit and every look can be chosen and written; one that was forgotten took the words of another."""

import pytest

from webapp.actions import profile
from webapp.domain import units
from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.words import units as words


def test_every_unit_and_every_look_has_its_words() -> None:
    assert list(words.WEIGHT_UNITS) == list(words.WAIST_UNITS) == list(WeightUnit)
    assert list(words.DISTANCE_UNITS) == list(words.SPEED_UNITS) == list(DistanceUnit)
    assert list(words.THEMES) == list(profile.THEMES)


@pytest.mark.parametrize("table", [words.WEIGHT_UNITS, words.WAIST_UNITS, words.DISTANCE_UNITS, words.SPEED_UNITS])
def test_no_two_units_are_written_alike(table: dict[str, object]) -> None:
    assert len(set(map(str, table.values()))) == len(table)


def test_every_unit_is_another_number() -> None:
    for to in (units.kg_to, units.cm_to):
        assert len({to(70, unit) for unit in WeightUnit}) == len(WeightUnit)
    assert len({units.km_to(5, unit) for unit in DistanceUnit}) == len(DistanceUnit)
