"""A walk as a plain document, and back: what the API speaks, a phone sends, and a row keeps for an Undo.

Reading is strict: what is not understood is refused. Why it is here: docs/decisions/0010-one-document-of-a-walk.md.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from webapp.domain import walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.fields import Fields
from webapp.domain.problems import Range, Reason
from webapp.domain.shapes import Field, Kind, Shape, optional, required
from webapp.domain.walks import Pain, Place, Planned, Segment, Site, Walk, WarningSign


def _wholes(ranges: Mapping[str, Range]) -> dict[str, Field]:
    return {name: optional(Kind.WHOLE, range=allowed) for name, allowed in ranges.items()}


def _load(name: str) -> Field:
    return optional(Kind.NUMBER, range=walks.SEGMENT_RANGES[name], default=0.0)


SEGMENT = Shape(
    "Segment",
    {
        "mode": required(Kind.CHOICE, choices=Mode),
        "seconds": required(Kind.WHOLE, range=walks.SEGMENT_RANGES["seconds"]),
        "speed_kmh": optional(Kind.NUMBER, range=walks.SPEED_RANGE),
        "distance_m": optional(Kind.NUMBER, above=0, range=Range(0, walks.FARTHEST_M)),
        "grade_percent": _load("grade_percent"),
        "load_kg": _load("load_kg"),
        "sled_kg": _load("sled_kg"),
    },
)
PAIN = Shape("Pain", {"site": required(Kind.CHOICE, choices=Site)} | _wholes(walks.PAIN_RANGES))
PLANNED = Shape(
    "Planned", {name: required(Kind.WHOLE, range=allowed) for name, allowed in walks.PLANNED_RANGES.items()}
)
SEGMENTS = required(Kind.OBJECTS, shape=SEGMENT, least=1, most=walks.MOST_SEGMENTS)
WALK = Shape(
    "Walk",
    {
        "id": optional(Kind.ID),
        "started_at": required(Kind.INSTANT),
        "time_zone": optional(Kind.ZONE),
        "place": optional(Kind.CHOICE, choices=Place),
        "rails": optional(Kind.TRUTH, default=False),
        "segments": SEGMENTS,
        **_wholes(walks.WALK_RANGES),
        "had_warning_sign": optional(Kind.TRUTH),
        "warning_signs": optional(Kind.CHOICES, choices=WarningSign),
        "looked_back": optional(Kind.TRUTH),
        "with_partner": optional(Kind.TRUTH, default=False),
        "held_form": optional(Kind.TRUTH),
        "plan": optional(Kind.OBJECT, shape=PLANNED),
        "note": optional(Kind.TEXT, default="", most=walks.LONGEST_NOTE),
        "pain": optional(Kind.OBJECTS, shape=PAIN, most=len(Site)),
    },
)
# A document that is written has these once they were said; all others are there always.
ONLY_IF_SAID = frozenset({"falls", "attention", "had_warning_sign", "warning_signs", "looked_back", "with_partner"})
ONLY_IF_SAID |= {"held_form", "plan"}


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


def read_walk(document: object, *, time_zone: str, new_id: Callable[[], UUID], shape: Shape = WALK) -> Walk:
    """A walk from a document. `time_zone` stands in for one left out, `new_id` makes an id left out.

    What another shape than that of a walk has besides is checked, and left.

    Raises Invalid with every field that is missing, of the wrong kind, or unknown.
    """
    fields = Fields(document)
    given = _of_shape(WALK, fields.read(shape))
    had_warning_sign = given.pop("had_warning_sign")
    if given["warning_signs"] and had_warning_sign is False:
        fields.add("had_warning_sign", Reason.CONTRADICTS)
    fields.finish()
    planned = given.pop("plan")
    return Walk(
        **given
        | {
            "id": given["id"] or new_id(),
            "time_zone": given["time_zone"] or time_zone,
            "segments": segments_of(given),
            "warning_signs": _signs(given["warning_signs"], had_warning_sign),
            "planned": planned and Planned(**planned),
            "pain": tuple(Pain(**pain) for pain in given["pain"]),
        }
    )


def segments_of(given: Mapping[str, Any]) -> tuple[Segment, ...]:
    """The segments of a document that was read by its shape."""
    return tuple(Segment(**_of_shape(SEGMENT, segment)) for segment in given["segments"])


def _of_shape(shape: Shape, given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in shape.fields}


def _signs(signs: Sequence[WarningSign], had_one: bool | None) -> tuple[WarningSign, ...]:
    """The signs by name; who only says that there was one is not asked which."""
    return walks.signs_in_order(signs or ([WarningSign.UNSPECIFIED] if had_one else []))


def id_of(document: object) -> UUID | None:
    """The id that a document gives its walk; None when there is none, or none that could be one."""
    given = document.get("id") if isinstance(document, Mapping) else None
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None
