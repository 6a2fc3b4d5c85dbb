import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import units
from webapp.domain.units import DistanceUnit, WeightUnit

values = st.floats(0, 1000)


def test_pounds_and_miles_are_the_international_ones() -> None:
    assert units.kg_from(150, WeightUnit.LB) == pytest.approx(68.0389, abs=0.0001)
    assert units.km_from(1, DistanceUnit.MI) == 1.609344


def test_metric_values_stay_as_they_are() -> None:
    assert units.kg_from(70, WeightUnit.KG) == units.kg_to(70, WeightUnit.KG) == 70
    assert units.km_from(5.6, DistanceUnit.KM) == units.km_to(5.6, DistanceUnit.KM) == 5.6


@given(values, st.sampled_from(WeightUnit), st.sampled_from(DistanceUnit))
def test_there_and_back_is_the_same(value: float, weight_unit: WeightUnit, distance_unit: DistanceUnit) -> None:
    assert units.kg_to(units.kg_from(value, weight_unit), weight_unit) == pytest.approx(value)
    assert units.km_to(units.km_from(value, distance_unit), distance_unit) == pytest.approx(value)
