"""A walk as a plain document of the API, and back. Reading is strict: what is not understood is refused."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from webapp.domain import weeks
from webapp.domain.energy import Mode
from webapp.domain.problems import MOST_PROBLEMS, Invalid, Problem, Reason
from webapp.domain.walks import MOST_SEGMENTS, Pain, Place, Planned, Segment, Site, Walk

Document = Mapping[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


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
        had_warning_sign=fields.truth("had_warning_sign") or False,
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


def read_segments(fields: "Fields") -> tuple[Segment, ...]:
    """The segments of a document, 500 at most; without any it is a missing field."""
    if "segments" not in fields.document:
        fields.add("segments", Reason.MISSING)
    return tuple(_read_segment(item) for item in fields.items("segments", MOST_SEGMENTS))


def _read_segment(fields: "Fields") -> Segment:
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


def _read_pain(fields: "Fields") -> Pain:
    pain = Pain(
        site=fields.required_choice("site", Site),
        before=fields.whole("before"),
        during=fields.whole("during"),
        after=fields.whole("after"),
        next_morning=fields.whole("next_morning"),
    )
    fields.check_all_known()
    return pain


def _read_planned(fields: "Fields | None") -> Planned | None:
    if fields is None:
        return None
    level, session = fields.whole("level", required=True), fields.whole("session", required=True)
    fields.check_all_known()
    return Planned(level or 0, session or 0)


class Fields:
    """The fields of one object, read one by one; the first 50 problems are gathered, with the path of the field."""

    def __init__(self, document: object, path: str = "", problems: list[Problem] | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self.document: Document = document if isinstance(document, Mapping) else {}
        self.known: set[str] = set()
        if not isinstance(document, Mapping):
            self._gather(Problem(path.rstrip(".") or "body", Reason.NOT_AN_OBJECT))

    def add(self, name: str, reason: Reason, limit: float | str | None = None) -> None:
        self._gather(Problem(self.path + name, reason, limit))

    def _gather(self, problem: Problem) -> None:
        if not self.is_full:
            self.problems.append(problem)

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong already that nothing more is told."""
        return len(self.problems) >= MOST_PROBLEMS

    def finish(self) -> None:
        """Raise Invalid when anything was wrong."""
        self.check_all_known()
        if self.problems:
            raise Invalid(*self.problems)

    def check_all_known(self) -> None:
        for name in self.document:
            if self.is_full:
                return
            if name not in self.known:
                self.add(str(name)[:60], Reason.UNKNOWN_FIELD)

    def number(self, name: str, *, required: bool = False) -> float | None:
        value = self._value(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            self.add(name, Reason.NOT_A_NUMBER)
            return None
        return float(value)

    def whole(self, name: str, *, required: bool = False) -> int | None:
        value = self.number(name, required=required)
        if value is not None and not value.is_integer():
            self.add(name, Reason.NOT_WHOLE)
            return None
        return None if value is None else int(value)

    def text(self, name: str) -> str:
        value = self._value(name)
        if value is not None and not (isinstance(value, str) and _is_storable(value)):
            self.add(name, Reason.NOT_A_TEXT)
            return ""
        return value or ""

    def truth(self, name: str) -> bool | None:
        value = self._value(name)
        if value is None or isinstance(value, bool):
            return value
        self.add(name, Reason.NOT_A_TRUTH)
        return None

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        self.add(name, Reason.NOT_A_CHOICE)
        return None

    def required_choice(self, name: str, kind: type[Choice]) -> Choice:
        if self.document.get(name) is None:
            self.add(name, Reason.MISSING)
        # The first one stands in for a wrong one until finish() refuses the whole.
        return self.choice(name, kind) or next(iter(kind))

    def uuid(self, name: str) -> UUID | None:
        value = self._value(name)
        if value is None:
            return None
        try:
            return UUID(value if isinstance(value, str) else "")
        except ValueError:
            self.add(name, Reason.NOT_AN_ID)
            return None

    def zone(self, name: str) -> str | None:
        value = self._value(name)
        if value is not None and not (isinstance(value, str) and weeks.is_zone(value)):
            self.add(name, Reason.NOT_A_ZONE)
            return None
        return value

    def date(self, name: str) -> dt.date:
        value = self._value(name, required=True)
        try:
            return dt.date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            if value is not None:
                self.add(name, Reason.NOT_A_DATE)
            return dt.date.min

    def instant(self, name: str) -> dt.datetime:
        value = self._value(name, required=True)
        instant = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        try:
            given = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
            if given is not None and given.tzinfo is not None:
                return given.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            given = None
        if value is not None:
            self.add(name, Reason.NO_OFFSET if given else Reason.NOT_A_TIME)
        return instant

    def item(self, name: str) -> "Fields | None":
        value = self._value(name)
        return None if value is None else Fields(value, f"{self.path}{name}.", self.problems)

    def items(self, name: str, most: int) -> list["Fields"]:
        """The objects of a list; of one with more than `most` none is read."""
        value = self._value(name)
        if value is not None and not isinstance(value, list):
            self.add(name, Reason.NOT_A_LIST)
        items = value if isinstance(value, list) else []
        if len(items) > most:
            self.add(name, Reason.TOO_MANY, most)
            return []
        return [Fields(item, f"{self.path}{name}.{index}.", self.problems) for index, item in enumerate(items)]

    def _value(self, name: str, required: bool = False) -> Any:
        self.known.add(name)
        value = self.document.get(name)
        if value is None and required:
            self.add(name, Reason.MISSING)
        return value


def _is_storable(text: str) -> bool:
    """Whether a database can hold a text: no NUL, and no half of a character that UTF-8 does not know."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # An integer past every float.
        return False
