"""What the calls take beside a walk, and what they answer."""

from collections.abc import Mapping
from dataclasses import replace

from webapp.actions.exports import Format
from webapp.domain import body, documents
from webapp.domain.imports import BatchState, Outcome, UnsureAs
from webapp.domain.problems import Range
from webapp.domain.shapes import Field, Kind, Shape, optional, required

MOST_A_PAGE, USUAL_A_PAGE = 500, 50


def _told(
    shape: Shape, *, sometimes: frozenset[str] = frozenset(), null: frozenset[str] = frozenset()
) -> dict[str, Field]:
    """The fields of a shape as they are answered: all are there, but for some that are there once they were said."""
    return {
        name: replace(field, is_required=name not in sometimes, takes_null=name in null, range=None)
        for name, field in shape.fields.items()
    }


def _all(kind: Kind, *names: str) -> dict[str, Field]:
    return {name: required(kind) for name in names}


def _or_null(kind: Kind, *names: str) -> dict[str, Field]:
    return {name: Field(kind=kind, is_required=True) for name in names}


def _beside(entered: Shape, answered: Shape) -> dict[str, Field]:
    """What an answer has beside what was entered."""
    more = {name: field for name, field in answered.fields.items() if name not in entered.fields}
    return {name: replace(field, is_required=False, takes_null=True) for name, field in more.items()}


def _list(name: str, shape: Shape, *, has_next: bool) -> Shape:
    following = _or_null(Kind.CURSOR, "next") if has_next else {}
    return Shape(f"{shape.name}List", {name: required(Kind.OBJECTS, shape=shape), **following})


_EXTRA = ("extra_kcal", "extra_kcal_low", "extra_kcal_high")
_BANDS = ("kcal", "kcal_low", "kcal_high", *_EXTRA)
_PAIN = Shape(
    "PainAnswer",
    _told(documents.PAIN, sometimes=frozenset({"during", "next_morning"}), null=frozenset({"before", "after"})),
)
_ENTERED = _told(documents.SEGMENT, null=frozenset({"speed_kmh", "distance_m"}))
_COST = _or_null(Kind.NUMBER, "met", "met_forward") | _all(Kind.NUMBER, "minutes") | _all(Kind.TRUTH, "speed_assumed")
_SEGMENT = Shape("SegmentAnswer", _ENTERED | _COST | _or_null(Kind.NUMBER, *_BANDS))
WALK = Shape(
    "WalkAnswer",
    _told(
        documents.WALK,
        sometimes=documents.ONLY_IF_SAID,
        null=frozenset({"place", "effort", "stumbles"}),
    )
    | {
        "segments": required(Kind.OBJECTS, shape=_SEGMENT),
        "pain": required(Kind.OBJECTS, shape=_PAIN),
        **_all(Kind.NUMBER, "minutes", "backward_minutes", "counted_minutes"),
        **_or_null(Kind.NUMBER, "weight_kg", *_BANDS),
        **_all(Kind.TEXT, "model"),
    },
)
_SEGMENT_SENT_BACK = Shape("SegmentSentBack", {**documents.SEGMENT.fields, **_beside(documents.SEGMENT, _SEGMENT)})
# A walk as it was answered: its figures are taken, and worked out anew.
WALK_SENT_BACK = Shape(
    "WalkSentBack",
    {
        **documents.WALK.fields,
        "segments": replace(documents.SEGMENTS, shape=_SEGMENT_SENT_BACK),
        **_beside(documents.WALK, WALK),
    },
)
ADDED = Shape("Added", {"id": required(Kind.ID), "status": required(Kind.TEXT)})
WALK_LIST = _list("walks", WALK, has_next=True)
_WEEK_FIELDS: Mapping[str, Field] = {
    "start": required(Kind.DATE),
    **_all(Kind.NUMBER, "minutes", "backward_minutes", "counted_minutes", "goal_minutes"),
    **_or_null(Kind.NUMBER, "kcal", *_EXTRA),
}
WEEK_LIST = _list("weeks", Shape("Week", _WEEK_FIELDS), has_next=False)
SUMMARY = Shape(
    "Summary",
    {
        **_WEEK_FIELDS,
        "date": required(Kind.DATE),
        **_all(Kind.NUMBER, "today_minutes", "today_backward_minutes", "minutes_to_go"),
        **_all(Kind.WHOLE, "walks", "days_left", "streak_weeks"),
        **_all(Kind.TRUTH, "is_goal_met"),
    },
)
WEIGHT = Shape(
    "Weight",
    {"date": required(Kind.DATE), "weight_kg": required(Kind.NUMBER, range=body.BODY_RANGE)},
)
WEIGHT_LIST = _list("weights", WEIGHT, has_next=True)
QUESTION = Shape("Question", {"weight_kg": WEIGHT.fields["weight_kg"], "segments": documents.SEGMENTS})
ESTIMATE = Shape(
    "Estimate",
    {
        "weight_kg": required(Kind.NUMBER),
        "model": required(Kind.TEXT),
        "segments": required(Kind.OBJECTS, shape=_SEGMENT),
        **_all(Kind.NUMBER, "minutes", "backward_minutes", *_BANDS),
    },
)
_ANYTHING = Shape("Anything", {}, is_open=True)
EXPORT = Shape(
    "Export",
    {
        **_all(Kind.TEXT, "app"),
        **_all(Kind.WHOLE, "format"),
        **_all(Kind.INSTANT, "exported_at"),
        "person": required(Kind.OBJECT, shape=_ANYTHING),
        "walks": required(Kind.OBJECTS, shape=_ANYTHING),
        "weights": required(Kind.OBJECTS, shape=_ANYTHING),
    },
    is_open=True,
)
OPENAPI = Shape("OpenApi", _all(Kind.TEXT, "openapi") | {"paths": required(Kind.OBJECT, shape=_ANYTHING)}, is_open=True)
PING = Shape("Ping", _all(Kind.TEXT, "app", "version", "instance"))
PROBLEM = Shape(
    "Problem",
    {
        **_all(Kind.TEXT, "type", "title", "detail"),
        **_all(Kind.WHOLE, "status"),
        "errors": required(Kind.OBJECTS, shape=Shape("ProblemOfField", _all(Kind.TEXT, "field", "reason", "detail"))),
    },
)
HEALTH = Shape("HealthAutoExport", {}, is_open=True)
TAKEN = Shape("Taken", _all(Kind.WHOLE, *(outcome.value for outcome in Outcome), "weights"))
_RECORDING = Shape(
    "ImportedRecording",
    {
        **_all(Kind.TEXT, "file"),
        "outcome": required(Kind.CHOICE, choices=Outcome),
        **_or_null(Kind.TEXT, "reason"),
        **_or_null(Kind.ID, "walk"),
        **_or_null(Kind.TEXT, "undone"),
    },
)
IMPORT = Shape(
    "Import",
    {
        "id": required(Kind.ID),
        "state": required(Kind.CHOICE, choices=BatchState),
        "found": required(Kind.WHOLE),
        "recordings": required(Kind.OBJECTS, shape=_RECORDING),
    },
)
UNSURE = {"unsure": optional(Kind.CHOICE, choices=UnsureAs)}
DAYS = {"from": optional(Kind.DATE), "to": optional(Kind.DATE)}
_PAGE_RANGE = Range(1, MOST_A_PAGE)
PAGE = {
    **DAYS,
    "limit": optional(Kind.WHOLE, range=_PAGE_RANGE, default=USUAL_A_PAGE),
    "cursor": optional(Kind.CURSOR),
}
EXPORT_FORMAT = {"format": optional(Kind.CHOICE, choices=Format, default=Format.JSON)}
WEIGHT_PAGE = PAGE | {"limit": optional(Kind.WHOLE, range=_PAGE_RANGE)}
IMPORT_QUERY = UNSURE | {"name": optional(Kind.TEXT)}
