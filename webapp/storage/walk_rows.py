"""A walk as the values of its rows, and its rows as a walk."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from webapp.domain import energy, walks
from webapp.domain.costs import Cost, WalkCost
from webapp.domain.energy import Band, Mode
from webapp.domain.walks import Place, Planned, Site, WarningSign
from webapp.storage.models import PainRow, SegmentRow, WalkRow


def to_domain(row: WalkRow) -> walks.Walk:
    """The walk as it was entered."""
    return walks.Walk(
        id=row.uuid,
        started_at=row.started_at,
        time_zone=row.time_zone,
        segments=tuple(_to_segment(segment) for segment in row.segments),
        place=Place(row.place) if row.place else None,
        rails=row.rails,
        effort=row.effort,
        stumbles=row.stumbles,
        falls=row.falls,
        attention=row.attention,
        warning_signs=to_signs(row.warning_signs),
        looked_back=row.looked_back,
        with_partner=row.with_partner,
        held_form=row.held_form,
        planned=to_planned(row),
        note=row.note,
        pain=tuple(to_pain(pain) for pain in row.pains),
    )


def to_signs(names: str) -> tuple[WarningSign, ...]:
    return tuple(WarningSign(name) for name in names.split(",") if name)


def to_planned(row: WalkRow | Row[*tuple[Any, ...]]) -> Planned | None:
    """The session of the plan that a walk was."""
    return Planned(row.plan_level, row.plan_session) if row.plan_level and row.plan_session else None


def to_pain(row: PainRow | Row[*tuple[Any, ...]]) -> walks.Pain:
    return walks.Pain(
        site=Site(row.site),
        before=row.before,
        during=row.during,
        after=row.after,
        next_morning=row.next_morning,
    )


def entered(walk: walks.Walk) -> dict[str, Any]:
    return {
        "started_at": walk.started_at,
        "time_zone": walk.time_zone,
        "walked_on": walk.walked_on,
        "place": walk.place.value if walk.place else None,
        "rails": walk.rails,
        **felt(walk),
        "plan_level": walk.planned.level if walk.planned else None,
        "plan_session": walk.planned.session if walk.planned else None,
        "note": walk.note,
        "seconds": walk.seconds,
        "backward_seconds": walk.backward_seconds,
        "longest_backward_seconds": walk.longest_backward_seconds,
    }


def felt(walk: walks.Walk) -> dict[str, Any]:
    """What was said of how it went."""
    return {
        "effort": walk.effort,
        "stumbles": walk.stumbles,
        "falls": walk.falls,
        "attention": walk.attention,
        "warning_signs": ",".join(walk.warning_signs),
        "looked_back": walk.looked_back,
        "with_partner": walk.with_partner,
        "held_form": walk.held_form,
    }


def spent(cost: WalkCost) -> dict[str, Any]:
    return {
        "light_seconds": cost.ledger.light_seconds,
        "vigorous_seconds": cost.ledger.vigorous_seconds,
        "model": energy.MODEL,
        "weight_kg": cost.weight_kg,
        **_band("kcal", cost.kcal),
        **_band("extra_kcal", cost.extra_kcal),
    }


def entered_segment(position: int, segment: walks.Segment) -> dict[str, Any]:
    return {
        "position": position,
        "mode": segment.mode.value,
        "seconds": segment.seconds,
        "speed_kmh": segment.speed_kmh,
        "distance_m": segment.distance_m,
        "grade_percent": segment.grade_percent,
        "load_kg": segment.load_kg,
        "sled_kg": segment.sled_kg,
    }


def spent_segment(cost: Cost) -> dict[str, Any]:
    spent = cost.energy
    return {
        "met": cost.met,
        "met_forward": cost.met_forward,
        "speed_assumed": cost.speed.is_assumed,
        "speed_from": cost.speed.source.value,
        "speed_used_kmh": cost.speed.kmh.mid,
        **_band("kcal", spent.kcal if spent else None),
        **_band("extra_kcal", spent.extra_kcal if spent else None),
    }


def entered_pain(pain: walks.Pain) -> dict[str, Any]:
    return asdict(pain) | {"site": pain.site.value}


def _band(name: str, band: Band | None) -> dict[str, float | None]:
    low, mid, high = band or (None, None, None)
    return {f"{name}_low": low, name: mid, f"{name}_high": high}


def _to_segment(row: SegmentRow) -> walks.Segment:
    return walks.Segment(
        mode=Mode(row.mode),
        seconds=row.seconds,
        speed_kmh=row.speed_kmh,
        distance_m=row.distance_m,
        grade_percent=row.grade_percent,
        load_kg=row.load_kg,
        sled_kg=row.sled_kg,
    )
