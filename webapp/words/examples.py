"""A number that would do for a field: the example where something else was typed."""

from collections.abc import Mapping

from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.words import formats

_ANY = 30
_FIGURES: Mapping[str, float] = {
    "speed_kmh": 5.5,
    "weight_kg": 70.5,
    "slope": 2,
    "grade_percent": 2,
    "distance": 2.5,
    "effort": 4,
}
_SPEEDS = {DistanceUnit.KM: 5.5, DistanceUnit.MI: 3.5}
_WEIGHTS = {WeightUnit.KG: 70.5, WeightUnit.LB: 155}
_WAISTS = {WeightUnit.KG: 90, WeightUnit.LB: 36}
_LOADS = {WeightUnit.KG: 5, WeightUnit.LB: 10}


def of(field: str) -> str:
    """An example for a field of a form or of the API, in the person's own units."""
    name = field.rpartition(".")[2]
    # A year has no thousands.
    return "1959" if name == "birth_year" else formats.number(_figure(name))


def _figure(name: str) -> float:
    if name.endswith("speed") or name.startswith("pace_"):
        return _SPEEDS[formats.distance_unit()]
    by_weight_unit: Mapping[str, Mapping[WeightUnit, float]] = {
        "weight": _WEIGHTS,
        "waist": _WAISTS,
        "load": _LOADS,
        "sled": _LOADS,
    }
    if name in by_weight_unit:
        return by_weight_unit[name][formats.weight_unit()]
    return _FIGURES.get(name, _ANY)
