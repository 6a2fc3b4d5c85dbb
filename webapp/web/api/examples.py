"""A body for each call that takes one, to copy and change. The tests send every one of them."""

from collections.abc import Mapping
from typing import Any

_WALK = {
    "started_at": "2026-11-20T18:10:00+01:00",
    "segments": [
        {"mode": "forward_walk", "seconds": 1320},
        {"mode": "backward_walk", "seconds": 480, "speed_kmh": 3.2},
    ],
}
_WORKOUT = {
    "name": "Outdoor Walk",
    "start": "2026-11-18 07:00:00 +0100",
    "end": "2026-11-18 07:30:00 +0100",
    "duration": 1800,
    "distance": {"qty": 2.4, "units": "km"},
}
_SCALE = {
    "name": "weight_body_mass",
    "units": "kg",
    "data": [{"date": "2026-11-18 06:50:00 +0100", "qty": 70.5}],
}
BODIES: Mapping[str, dict[str, Any]] = {
    "create_walk": _WALK,
    "replace_walk": _WALK | {"place": "treadmill", "effort": 4, "note": "Along the river."},
    "estimate": {"weight_kg": 70, "segments": _WALK["segments"]},
    "take_health": {"data": {"workouts": [_WORKOUT], "metrics": [_SCALE]}},
    "set_weight": {"date": "2026-11-20", "weight_kg": 70.5},
}
