"""Positions on the earth, in degrees."""

import math
from typing import NamedTuple

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.zone_finder import FINDER

_EARTH_RADIUS_M = 6_371_008.8


class Position(NamedTuple):
    """Latitude -90 to 90 and longitude -180 to 180."""

    latitude: float
    longitude: float


def position(latitude: str, longitude: str) -> Position:
    """The position that two texts say. Raises CannotImport when they are no numbers or lie outside the earth."""
    try:
        here = Position(float(latitude), float(longitude))
    except ValueError:
        raise CannotImport(Refusal.DAMAGED) from None
    # NaN is in no range.
    if not (abs(here.latitude) <= 90 and abs(here.longitude) <= 180):
        raise CannotImport(Refusal.DAMAGED)
    return here


def distance_m(here: Position, there: Position) -> float:
    """Metres over a sphere of the earth's mean radius (haversine; within 0.5 % of the ellipsoid)."""
    here_latitude, there_latitude = math.radians(here.latitude), math.radians(there.latitude)
    north = math.sin((there_latitude - here_latitude) / 2) ** 2
    east = math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    half_chord = north + math.cos(here_latitude) * math.cos(there_latitude) * east
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half_chord)))


def zone_at(here: Position | None) -> str | None:
    """The IANA time zone of a position; None without one, and where tzfpy is not installed."""
    return FINDER.zone_at(here.latitude, here.longitude) if here else None
