"""Kilograms and pounds, kilometres and miles. What is stored is always metric."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from webapp.domain.energy import KMH_PER_MPH

KG_PER_LB = 0.45359237
CM_PER_INCH = 2.54


class WeightUnit(StrEnum):
    KG = "kg"
    LB = "lb"


class DistanceUnit(StrEnum):
    KM = "km"
    MI = "mi"


class Units(NamedTuple):
    """The units in which somebody reads and writes."""

    weight: WeightUnit = WeightUnit.KG
    distance: DistanceUnit = DistanceUnit.KM


_KG_IN: Mapping[WeightUnit, float] = {WeightUnit.KG: 1, WeightUnit.LB: KG_PER_LB}
# Who weighs in pounds measures a waist in inches.
_CM_IN: Mapping[WeightUnit, float] = {WeightUnit.KG: 1, WeightUnit.LB: CM_PER_INCH}
_KM_IN: Mapping[DistanceUnit, float] = {DistanceUnit.KM: 1, DistanceUnit.MI: KMH_PER_MPH}


def kg_from(value: float, unit: WeightUnit) -> float:
    return value * _KG_IN[unit]


def kg_to(kg: float, unit: WeightUnit) -> float:
    return kg / _KG_IN[unit]


def cm_from(value: float, unit: WeightUnit) -> float:
    """Centimetres from a waist as somebody writes it who weighs in this unit."""
    return value * _CM_IN[unit]


def cm_to(cm: float, unit: WeightUnit) -> float:
    return cm / _CM_IN[unit]


def km_from(value: float, unit: DistanceUnit) -> float:
    return value * _KM_IN[unit]


def km_to(km: float, unit: DistanceUnit) -> float:
    return km / _KM_IN[unit]
