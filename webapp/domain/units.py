"""Kilograms and pounds, kilometres and miles. What is stored is always metric."""

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


def kg_from(value: float, unit: WeightUnit) -> float:
    return value * KG_PER_LB if unit is WeightUnit.LB else value


def kg_to(kg: float, unit: WeightUnit) -> float:
    return kg / KG_PER_LB if unit is WeightUnit.LB else kg


def cm_from(value: float, unit: WeightUnit) -> float:
    """Centimetres from a waist as somebody writes it: who weighs in pounds measures in inches."""
    return value * CM_PER_INCH if unit is WeightUnit.LB else value


def cm_to(cm: float, unit: WeightUnit) -> float:
    return cm / CM_PER_INCH if unit is WeightUnit.LB else cm


def km_from(value: float, unit: DistanceUnit) -> float:
    return value * KMH_PER_MPH if unit is DistanceUnit.MI else value


def km_to(km: float, unit: DistanceUnit) -> float:
    return km / KMH_PER_MPH if unit is DistanceUnit.MI else km
