"""What a walk cost, as it is stored: kept aside before it is worked out anew, and put back as it was."""

from typing import Any, NamedTuple

from webapp.storage.models import WalkRow

_BANDS = ("kcal", "kcal_low", "kcal_high", "extra_kcal", "extra_kcal_low", "extra_kcal_high")
OF_WALK = ("light_seconds", "vigorous_seconds", "model", "weight_kg", *_BANDS)
OF_SEGMENT = ("met", "met_forward", "speed_assumed", "speed_from", "speed_used_kmh", *_BANDS)


class Figures(NamedTuple):
    """The columns that hold what a walk and each of its stretches cost; ready for JSON."""

    of_walk: dict[str, Any]
    of_segments: list[dict[str, Any]]


def of_row(row: WalkRow) -> Figures:
    of_segments = [{name: getattr(segment, name) for name in OF_SEGMENT} for segment in row.segments]
    return Figures({name: getattr(row, name) for name in OF_WALK}, of_segments)
