"""A walk as a plain document, and back: what the API speaks, a phone sends, and a row keeps for an Undo.

Reading is strict: what is not understood is refused. Why it is here: docs/decisions/0010-one-document-of-a-walk.md.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from webapp.domain import walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.fields import Fields
from webapp.domain.problems import Reason
from webapp.domain.walks import MOST_SEGMENTS, Pain, Place, Planned, Segment, Site, Walk, WarningSign


def walk_document(walk: Walk) -> dict[str, Any]:
    """The walk as it was entered, ready for JSON. What was felt is there when it was said."""
    return {
        "id": str(walk.id),
        "started_at": weeks.local(walk.started_at, walk.time_zone).isoformat(timespec="seconds"),
        "time_zone": walk.time_zone,
        "place": walk.place,
        "rails": walk.rails,
        "segments": [segment_document(segment) for segment in walk.segments],
        "effort": walk.effort,
        "stumbles": walk.stumbles,
        "note": walk.note,
        "pain": [_pain_document(pain) for pain in walk.pain],
        **_felt_document(walk),
    }


def _felt_document(walk: Walk) -> dict[str, Any]:
    felt = {
        "falls": walk.falls,
        "attention": walk.attention,
        "had_warning_sign": walk.had_warning_sign or None,
        "warning_signs": list(walk.warning_signs) or None,
        "looked_back": walk.looked_back,
        "with_partner": walk.with_partner or None,
        "held_form": walk.held_form,
        "plan": walk.planned and walk.planned._asdict(),
    }
    return {name: value for name, value in felt.items() if value is not None}


def _pain_document(pain: Pain) -> dict[str, Any]:
    shown = {"site": pain.site, "before": pain.before, "after": pain.after}
    more = {"during": pain.during, "next_morning": pain.next_morning}
    return shown | {name: score for name, score in more.items() if score is not None}


def segment_document(segment: Segment) -> dict[str, Any]:
    return {
        "mode": segment.mode,
        "seconds": segment.seconds,
        "speed_kmh": segment.speed_kmh,
        "distance_m": segment.distance_m,
        "grade_percent": segment.grade_percent,
        "load_kg": segment.load_kg,
        "sled_kg": segment.sled_kg,
    }


def read_walk(document: object, *, time_zone: str, new_id: Callable[[], UUID]) -> Walk:
    """A walk from a document. `time_zone` stands in for one left out, `new_id` makes an id left out.

    Raises Invalid with every field that is missing, of the wrong kind, or unknown.
    """
    fields = Fields(document)
    walk = Walk(
        id=fields.uuid("id") or new_id(),
        started_at=fields.instant("started_at"),
        time_zone=fields.zone("time_zone") or time_zone,
        segments=read_segments(fields),
        place=fields.choice("place", Place),
        rails=fields.truth("rails") or False,
        effort=fields.whole("effort"),
        stumbles=fields.whole("stumbles"),
        falls=fields.whole("falls"),
        attention=fields.whole("attention"),
        warning_signs=_read_signs(fields),
        looked_back=fields.truth("looked_back"),
        with_partner=fields.truth("with_partner") or False,
        held_form=fields.truth("held_form"),
        planned=_read_planned(fields.item("plan")),
        note=fields.text("note"),
        pain=tuple(_read_pain(item) for item in fields.items("pain", len(Site))),
    )
    fields.finish()
    return walk


def id_of(document: object) -> UUID | None:
    """The id that a document gives its walk; None when there is none, or none that could be one."""
    given = document.get("id") if isinstance(document, Mapping) else None
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _read_signs(fields: Fields) -> tuple[WarningSign, ...]:
    """The signs by name; who only says that there was one is not asked which. No sign beside some is refused."""
    signs = fields.choices("warning_signs", WarningSign)
    had_one = fields.truth("had_warning_sign")
    if signs and had_one is False:
        fields.add("had_warning_sign", Reason.CONTRADICTS)
    return walks.signs_in_order(signs or ([WarningSign.UNSPECIFIED] if had_one else []))


def read_segments(fields: Fields) -> tuple[Segment, ...]:
    """The segments of a document, 500 at most; without any it is a missing field."""
    if "segments" not in fields.document:
        fields.add("segments", Reason.MISSING)
    return tuple(_read_segment(item) for item in fields.items("segments", MOST_SEGMENTS))


def _read_segment(fields: Fields) -> Segment:
    segment = Segment(
        mode=fields.required_choice("mode", Mode),
        seconds=fields.whole("seconds", required=True) or 0,
        speed_kmh=fields.number("speed_kmh"),
        distance_m=fields.number("distance_m"),
        grade_percent=fields.number("grade_percent") or 0.0,
        load_kg=fields.number("load_kg") or 0.0,
        sled_kg=fields.number("sled_kg") or 0.0,
    )
    fields.check_all_known()
    return segment


def _read_pain(fields: Fields) -> Pain:
    pain = Pain(
        site=fields.required_choice("site", Site),
        before=fields.whole("before"),
        during=fields.whole("during"),
        after=fields.whole("after"),
        next_morning=fields.whole("next_morning"),
    )
    fields.check_all_known()
    return pain


def _read_planned(fields: Fields | None) -> Planned | None:
    if fields is None:
        return None
    level, session = fields.whole("level", required=True), fields.whole("session", required=True)
    fields.check_all_known()
    return Planned(level or 0, session or 0)
