"""Numbers with the units that files write them in."""

from webapp.importers import values

_METRES = {"m": 1.0, "km": 1000.0, "cm": 0.01, "mm": 0.001, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}
_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "st": 6.35029318}
_SECONDS = {"s": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0, "ms": 0.001}
# More than any device counts, and small enough to add up.
_LARGEST = 2**32


def number_or_none(text: str) -> float | None:
    """A number from 0 up, with a point or a comma for its decimals; None for anything else."""
    value = values.number(text.strip().replace(",", "."))
    return value if value is not None and 0 <= value < _LARGEST else None


def metres(text: str, unit: str) -> float | None:
    """A distance in metres; None where there is none, or its unit is unknown."""
    return _in_unit(text, _METRES.get(unit.strip().lower()))


def kilograms(text: str, unit: str) -> float | None:
    """A weight in kg; None where there is none, or its unit is unknown."""
    return _in_unit(text, _KILOGRAMS.get(unit.strip().lower()))


def seconds(text: str, unit: str) -> float | None:
    """A time in seconds; None where there is none, or its unit is unknown."""
    return _in_unit(text, _SECONDS.get(unit.strip().lower()))


def _in_unit(text: str, factor: float | None) -> float | None:
    value = number_or_none(text)
    return None if value is None or factor is None else value * factor
