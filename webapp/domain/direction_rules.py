"""Rules that say which minutes of which walks were backward: no device knows the way that somebody faced."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Problem, Range, Reason
from webapp.domain.walks import LONGEST_SECONDS, MOST_SEGMENTS, Place, Segment, Walk, local_time

BACKWARD = {Mode.FORWARD_WALK: Mode.BACKWARD_WALK, Mode.FORWARD_RUN: Mode.BACKWARD_RUN}
MOST_RULES = 50
LONGEST_WORDS = 100
MINUTES = Range(1, LONGEST_SECONDS // 60)
_A_DAY = dt.timedelta(days=1)

# From one second of a walk to another, counted in its moving time.
Stretch = tuple[int, int]


class ClockSpan(NamedTuple):
    """From one time on the clock to another. One that ends before it begins ends on the next day."""

    first: dt.time
    last: dt.time

    def on(self, day: dt.date, time_zone: str) -> tuple[dt.datetime, dt.datetime]:
        """The instants at which it begins and ends, when it begins on a day in a zone."""
        last_day = day + _A_DAY if self.last <= self.first else day
        return local_time(day, self.first, time_zone), local_time(last_day, self.last, time_zone)


_WHOLE_DAY = ClockSpan(dt.time(), dt.time())


@dataclass(frozen=True, kw_only=True)
class WalkCondition:
    """Which walks are meant: what is left open is any. Days are those of the week, Monday is 0; none are all."""

    place: Place | None = None
    weekdays: frozenset[int] = frozenset()
    span: ClockSpan | None = None
    # Each of them somewhere in the note or in the name of the file, in whatever case.
    words: str = ""
    # Whether only walks are meant that a device recorded.
    is_imported: bool = False

    def fits(self, walk: Walk, *, is_imported: bool, file: str = "") -> bool:
        """Whether all of it but the time is true of a walk."""
        note, words = f"{walk.note}\n{file}".casefold(), self.words.casefold().split()
        is_of_source = is_imported or not self.is_imported
        return is_of_source and self.place in (None, walk.place) and all(word in note for word in words)

    def windows(self, walk: Walk) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """When the days and the time of it are, around a walk."""
        for ahead in (-1, 0, 1):
            day = walk.walked_on + ahead * _A_DAY
            if not self.weekdays or day.weekday() in self.weekdays:
                yield (self.span or _WHOLE_DAY).on(day, walk.time_zone)


class TurnedPart(StrEnum):
    """Which minutes of a walk a rule turns."""

    ALL = "all"
    FIRST = "first"
    LAST = "last"
    SPAN = "span"  # those that lie in the time of the condition


class TakenBack(StrEnum):
    """What an Undo made of a walk that rules had turned."""

    TAKEN = "taken"
    KEPT = "kept"  # it was changed since
    GONE = "gone"  # it was deleted, or was as before already


@dataclass(frozen=True, kw_only=True)
class DirectionRule:
    """The walks of a condition were backward: whole, for the first or last so many minutes, or in the time of it.

    A rule for the time itself cuts a walk where the time begins and ends; every other is for walks that begin then.
    """

    id: UUID
    condition: WalkCondition
    portion: TurnedPart
    minutes: int | None = None

    def stretches(self, walk: Walk, *, is_imported: bool, file: str = "") -> list[Stretch]:
        """What of a walk was backward by this rule. Rests are not known, so a walk is taken for one without any."""
        if not self.condition.fits(walk, is_imported=is_imported, file=file):
            return []
        windows = list(self.condition.windows(walk))
        if self.portion is TurnedPart.SPAN:
            return [stretch for window in windows for stretch in _shared(walk, window)]
        begins = any(first <= walk.started_at < last for first, last in windows)
        return [self._part_of(walk.seconds)] if begins else []

    def _part_of(self, seconds: int) -> Stretch:
        length = min(seconds, (self.minutes or 0) * 60)
        match self.portion:
            case TurnedPart.FIRST:
                return 0, length
            case TurnedPart.LAST:
                return seconds - length, seconds
        return 0, seconds


def check(rule: DirectionRule) -> None:
    """Refuse a rule that would turn nothing, or that nobody can tell in a sentence. Raises Invalid."""
    problems = list(_problems(rule))
    if problems:
        raise Invalid(*problems)


def _problems(rule: DirectionRule) -> Iterator[Problem]:
    span, has_minutes = rule.condition.span, rule.portion in (TurnedPart.FIRST, TurnedPart.LAST)
    if has_minutes and rule.minutes is None:
        yield Problem("minutes", Reason.MISSING)
    yield from MINUTES.problems("minutes", rule.minutes)
    if rule.portion is TurnedPart.SPAN and span is None:
        yield Problem("begins_at", Reason.MISSING)
    if span and span.first == span.last:
        yield Problem("ends_at", Reason.CONTRADICTS)
    if len(rule.condition.words) > LONGEST_WORDS:
        yield Problem("words", Reason.TOO_LONG, LONGEST_WORDS)


def turned(walk: Walk, rules: Iterable[DirectionRule], *, is_imported: bool, file: str = "") -> Walk:
    """The walk as the rules say that it was. What is forward is cut and turned; all else stays as it is.

    Seconds stay whole and add up as before, a distance is shared by moving time, pace, slope and load are kept. A walk
    that no rule changes, or that would be cut into too many pieces, is answered as it is. `file` is the name of the
    file that it is just read from.
    """
    by_rule = [rule.stretches(walk, is_imported=is_imported, file=file) for rule in rules]
    backward = _joined(stretch for stretches in by_rule for stretch in stretches)
    segments, start = list[Segment](), 0
    for segment in walk.segments:
        segments += _cut(segment, start, backward)
        start += segment.seconds
    if len(segments) > MOST_SEGMENTS or tuple(segments) == walk.segments:
        return walk
    return replace(walk, segments=tuple(segments))


def _shared(walk: Walk, window: tuple[dt.datetime, dt.datetime]) -> Iterator[Stretch]:
    first, last = (round((instant - walk.started_at).total_seconds()) for instant in window)
    first, last = max(0, first), min(walk.seconds, last)
    if first < last:
        yield first, last


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that touch or overlap as one."""
    joined: list[Stretch] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        elif first < last:
            joined.append((first, last))
    return joined


def _cut(segment: Segment, start: int, backward: Sequence[Stretch]) -> Iterator[Segment]:
    """The pieces of a segment that begins at a second of its walk."""
    end, mode = start + segment.seconds, BACKWARD.get(segment.mode)
    inside = [edge for stretch in backward for edge in stretch if start < edge < end]
    left_m = segment.distance_m
    for first, last in pairwise([start, *inside, end] if mode else [start, end]):
        piece = replace(segment, seconds=last - first)
        if segment.distance_m is not None and left_m is not None:
            share_m = segment.distance_m * (last - first) / segment.seconds
            piece = replace(piece, distance_m=left_m if last == end else share_m)
            left_m -= share_m
        is_backward = any(begin <= first and last <= finish for begin, finish in backward)
        yield replace(piece, mode=mode) if mode and is_backward else piece
