"""What a walk is, and when one is refused."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from webapp.domain import weeks
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Problem, Range, Reason

LONGEST_SECONDS = 24 * 3600
MOST_SEGMENTS = 500
FASTEST_KMH = 25.0
SLOWEST_KMH = 0.1
STEEPEST_PERCENT = 40.0
HEAVIEST_LOAD_KG = 100.0
HEAVIEST_SLED_KG = 400.0
LONGEST_NOTE = 2000
MOST_COUNTED = 1000
HIGHEST_LEVEL, MOST_SESSIONS = 5, 100
FARTHEST_M = FASTEST_KMH / 3.6 * LONGEST_SECONDS
SCORE, COUNTED = Range(0, 10), Range(0, MOST_COUNTED)
WALK_RANGES: Mapping[str, Range] = {"effort": SCORE, "attention": SCORE, "stumbles": COUNTED, "falls": COUNTED}
SEGMENT_RANGES: Mapping[str, Range] = {
    "seconds": Range(1, LONGEST_SECONDS),
    "grade_percent": Range(-STEEPEST_PERCENT, STEEPEST_PERCENT),
    "load_kg": Range(0, HEAVIEST_LOAD_KG),
    "sled_kg": Range(0, HEAVIEST_SLED_KG),
}
SPEED_RANGE = Range(SLOWEST_KMH, FASTEST_KMH)
PAIN_RANGES: Mapping[str, Range] = dict.fromkeys(("before", "during", "after", "next_morning"), SCORE)
PLANNED_RANGES: Mapping[str, Range] = {"level": Range(1, HIGHEST_LEVEL), "session": Range(1, MOST_SESSIONS)}
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# A phone's clock may run a little ahead of the server's.
CLOCK_TOLERANCE = dt.timedelta(minutes=5)


class Place(StrEnum):
    OUTDOORS = "outdoors"
    INDOORS = "indoors"
    TREADMILL = "treadmill"
    TRACK = "track"


class Source(StrEnum):
    """By which door a walk came into the diary."""

    FORM = "form"
    API = "api"
    IMPORT = "import"
    TIMER = "timer"
    PLAN = "plan"
    REPEAT = "repeat"
    DEMO = "demo"


class Site(StrEnum):
    """Where it hurts, or is sore."""

    KNEE_LEFT = "knee_left"
    KNEE_RIGHT = "knee_right"
    BACK = "back"
    HEEL = "heel"
    CALF = "calf"
    THIGH = "thigh"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Pain:
    """Pain at one site on the Numeric Rating Scale: 0 is none, 10 the worst imaginable.

    `during` is the worst of the walk, `next_morning` that of the day after it.
    """

    site: Site
    before: int | None = None
    during: int | None = None
    after: int | None = None
    next_morning: int | None = None

    @property
    def worst(self) -> int | None:
        """The worst of the walk and right after it, if either was said."""
        return max((score for score in (self.during, self.after) if score is not None), default=None)


class Planned(NamedTuple):
    """The session of the plan that a walk was: level 1 to 5, and the number of the session in it, from 1."""

    level: int
    session: int


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch in one mode. Seconds are moving time; a distance stands for a speed that was not given."""

    mode: Mode
    seconds: int
    speed_kmh: float | None = None
    distance_m: float | None = None
    grade_percent: float = 0.0
    load_kg: float = 0.0
    sled_kg: float = 0.0

    @property
    def known_kmh(self) -> float | None:
        if self.speed_kmh is None and self.distance_m and self.seconds:
            return self.distance_m / self.seconds * 3.6
        return self.speed_kmh


class WarningSign(StrEnum):
    """A reason to stop at once, and to ask a clinician before the next walk backward."""

    CHEST_PAIN = "chest_pain"
    FAINTNESS = "faintness"
    NUMBNESS = "numbness"
    BREATHLESSNESS = "breathlessness"
    # One of them, by somebody who was not asked which.
    UNSPECIFIED = "unspecified"


def signs_in_order(signs: Iterable[WarningSign]) -> tuple[WarningSign, ...]:
    """Each sign once, in the order of the list; the one that names none goes once another is named."""
    given = set(signs)
    named = tuple(sign for sign in WarningSign if sign in given and sign is not WarningSign.UNSPECIFIED)
    return named or tuple(given)


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One outing: segments in order, and the instant and IANA time zone of its start.

    Effort and attention go from 0 to 10; what is None was not said.
    """

    id: UUID
    started_at: dt.datetime
    time_zone: str
    segments: tuple[Segment, ...]
    place: Place | None = None
    rails: bool = False
    effort: int | None = None
    stumbles: int | None = None
    falls: int | None = None
    attention: int | None = None
    warning_signs: tuple[WarningSign, ...] = ()
    looked_back: bool | None = None
    with_partner: bool = False
    # Of sled drags: whether the last set looked like the first.
    held_form: bool | None = None
    planned: Planned | None = None
    note: str = ""
    pain: tuple[Pain, ...] = ()

    @property
    def had_warning_sign(self) -> bool:
        return bool(self.warning_signs)

    @cached_property
    def walked_on(self) -> dt.date:
        """The local date on which the walk started: the day it counts for, for ever."""
        return weeks.local_date(self.started_at, self.time_zone)

    @property
    def seconds(self) -> int:
        return sum(segment.seconds for segment in self.segments)

    @property
    def backward_seconds(self) -> int:
        return backward_seconds(self.segments)

    @property
    def longest_backward_seconds(self) -> int:
        """The longest stretch backward without a turn; 0 without any."""
        return max((segment.seconds for segment in self.segments if segment.mode.is_backward), default=0)


def backward_seconds(segments: Iterable[Segment]) -> int:
    return sum(segment.seconds for segment in segments if segment.mode.is_backward)


def local_time(day: dt.date, time: dt.time, time_zone: str) -> dt.datetime:
    """The instant of a wall-clock time. One that the clock skipped becomes the same time after the jump."""
    local = dt.datetime.combine(day, time, ZoneInfo(time_zone))
    return local.astimezone(dt.UTC)


def check(walk: Walk, *, now: dt.datetime) -> None:
    """Refuse a walk that can't have happened. Raises Invalid with every field that is wrong."""
    problems = [
        *_start_problems(walk, now),
        *_segment_list_problems(walk),
        *(problem for index, segment in enumerate(walk.segments) for problem in segment_problems(segment, index)),
        *_remark_problems(walk),
    ]
    if problems:
        raise Invalid(*problems)


def segment_problems(segment: Segment, index: int) -> Iterator[Problem]:
    """What is wrong with one segment; fields are named `segments.<index>.<field>`."""
    path = f"segments.{index}"
    yield from _outside(SEGMENT_RANGES, segment, f"{path}.")
    if segment.sled_kg and segment.mode is not Mode.BACKWARD_SLED:
        yield Problem(f"{path}.sled_kg", Reason.CONTRADICTS)
    yield from _speed_problems(segment, path)


def _speed_problems(segment: Segment, path: str) -> Iterable[Problem]:
    if segment.speed_kmh is not None and segment.distance_m is not None:
        return [Problem(f"{path}.distance_m", Reason.CONTRADICTS)]
    if segment.speed_kmh is not None:
        return SPEED_RANGE.problems(f"{path}.speed_kmh", segment.speed_kmh)
    if segment.distance_m is None:
        return []
    if not segment.distance_m > 0:
        return [Problem(f"{path}.distance_m", Reason.NOT_ABOVE_ZERO)]
    too_fast = segment.known_kmh is not None and not segment.known_kmh <= FASTEST_KMH
    return [Problem(f"{path}.distance_m", Reason.TOO_FAST, FASTEST_KMH)] if too_fast else []


def _start_problems(walk: Walk, now: dt.datetime) -> Iterable[Problem]:
    if walk.started_at > now + CLOCK_TOLERANCE:
        return [Problem("started_at", Reason.IN_THE_FUTURE)]
    return [] if walk.started_at >= EARLIEST else [Problem("started_at", Reason.TOO_EARLY, str(EARLIEST.date()))]


def _segment_list_problems(walk: Walk) -> Iterable[Problem]:
    if not walk.segments:
        return [Problem("segments", Reason.MISSING)]
    if len(walk.segments) > MOST_SEGMENTS:
        return [Problem("segments", Reason.TOO_MANY, MOST_SEGMENTS)]
    too_long = walk.seconds > LONGEST_SECONDS
    return [Problem("segments", Reason.TOO_LARGE, LONGEST_SECONDS)] if too_long else []


def _remark_problems(walk: Walk) -> Iterator[Problem]:
    if len(walk.note) > LONGEST_NOTE:
        yield Problem("note", Reason.TOO_LONG, LONGEST_NOTE)
    yield from _outside(WALK_RANGES, walk)
    for index, pain in enumerate(walk.pain):
        yield from _outside(PAIN_RANGES, pain, f"pain.{index}.")
    if walk.planned:
        yield from _outside(PLANNED_RANGES, walk.planned, "plan.")
    if len({pain.site for pain in walk.pain}) < len(walk.pain):
        yield Problem("pain", Reason.CONTRADICTS)


def _outside(ranges: Mapping[str, Range], entry: Walk | Segment | Pain | Planned, path: str = "") -> Iterator[Problem]:
    for name, allowed in ranges.items():
        yield from allowed.problems(path + name, getattr(entry, name))
