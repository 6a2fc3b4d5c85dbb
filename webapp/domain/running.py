"""A walk that is still going on, as a list of events: every figure is a difference of their times.

The walk screen reckons in the same way on the phone (static/js/walk/events.js); a test holds the two together.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from webapp.domain import walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.walks import Segment, Walk

# Past it nobody may still be walking: the walk is not saved before somebody has said when it ended.
LEFT_ALONE_AFTER = dt.timedelta(hours=3)
# Clocks are put right by less than this all the time.
_CLOCK_SLACK = dt.timedelta(seconds=1)
MOST_EVENTS = walks.MOST_SEGMENTS
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND = dt.timedelta(milliseconds=1)


class TimerEvent(StrEnum):
    FORWARD = "forward"
    BACKWARD = "backward"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


DIRECTIONS = (TimerEvent.FORWARD, TimerEvent.BACKWARD)
_MODES = {TimerEvent.FORWARD: Mode.FORWARD_WALK, TimerEvent.BACKWARD: Mode.BACKWARD_WALK}


class Event(NamedTuple):
    at: dt.datetime
    kind: TimerEvent


@dataclass(frozen=True)
class TimedStretch:
    """Moving time in one direction, in milliseconds."""

    direction: TimerEvent
    ms: int


@dataclass(frozen=True)
class Reckoning:
    """What the events say at a time."""

    direction: TimerEvent
    is_paused: bool
    is_stopped: bool
    stretches: Sequence[TimedStretch]

    @property
    def ms(self) -> int:
        return sum(stretch.ms for stretch in self.stretches)

    @property
    def backward_ms(self) -> int:
        return sum(stretch.ms for stretch in self.stretches if stretch.direction is TimerEvent.BACKWARD)

    @property
    def forward_ms(self) -> int:
        return self.ms - self.backward_ms


@dataclass(frozen=True)
class RunningWalk:
    """A walk from its first event, a direction, to the one before now. It has the id that the saved walk will have."""

    uuid: UUID
    events: tuple[Event, ...]

    @property
    def started_at(self) -> dt.datetime:
        return self.events[0].at

    @property
    def last_at(self) -> dt.datetime:
        return self.events[-1].at

    def at(self, now: dt.datetime) -> Reckoning:
        return reckon(self.events, now)

    @property
    def has_end(self) -> bool:
        """Whether the walk until its last event would be one: some seconds of it were walked."""
        return bool(self.to_walk("UTC").segments)

    def is_left_alone(self, now: dt.datetime) -> bool:
        """Whether it runs, and nothing was heard of it for so long that its end has to be asked for; or the clock was
        set back since, so that nobody knows how long that was."""
        silent = now - self.last_at
        return not self.at(now).is_paused and (silent > LEFT_ALONE_AFTER or silent < -_CLOCK_SLACK)

    def until(self, now: dt.datetime) -> "RunningWalk":
        """The walk as it is thrown away now: one that was left alone ended with its last event, or at the latest when
        it began to be one where nothing but its start is known."""
        silent_from = self.last_at if self.last_at > self.started_at else self.started_at + LEFT_ALONE_AFTER
        return self.after(TimerEvent.STOP, silent_from if self.is_left_alone(now) else now)

    def after(self, kind: TimerEvent, now: dt.datetime) -> "RunningWalk":
        """The walk with one event more. One that changes nothing, such as a turn sent twice, is left out."""
        before = self.at(now)
        changes = {TimerEvent.PAUSE: not before.is_paused, TimerEvent.RESUME: before.is_paused}
        is_full = kind is not TimerEvent.STOP and len(self.events) >= MOST_EVENTS
        if is_full or not changes.get(kind, before.direction is not kind):
            return self
        return replace(self, events=(*self.events, Event(max(now, self.last_at), kind)))

    def time_after_last(self, time: dt.time, time_zone: str) -> dt.datetime:
        """The first instant since the last event at which a clock on the wall shows this time of day."""
        day = weeks.local_date(self.last_at, time_zone)
        instant = walks.local_time(day, time, time_zone)
        if instant < self.last_at.replace(second=0, microsecond=0):
            instant = walks.local_time(day + dt.timedelta(days=1), time, time_zone)
        return max(instant, self.last_at)

    def to_walk(self, time_zone: str) -> Walk:
        """The walk until its last event. Seconds are rounded so that their sum is the walk's."""
        segments, ms, seconds = list[Segment](), 0, 0
        for stretch in self.at(self.last_at).stretches:
            ms += stretch.ms
            # As JavaScript rounds: half a second is a second.
            until = (ms + 500) // 1000
            segments.append(Segment(mode=_MODES[stretch.direction], seconds=until - seconds))
            seconds = until
        walked = tuple(_joined(segment for segment in segments if segment.seconds > 0))
        return Walk(
            id=self.uuid, started_at=self.started_at.replace(microsecond=0), time_zone=time_zone, segments=walked
        )


def reckon(events: Sequence[Event], now: dt.datetime) -> Reckoning:
    """What events, in order and the first one a direction, say at a time."""
    stretches, since = list[TimedStretch](), None
    direction, is_paused, is_stopped = events[0].kind, False, False
    for event in events:
        _close(stretches, since, event.at)
        if event.kind in DIRECTIONS:
            direction = event.kind
            stretches.append(TimedStretch(direction, 0))
        is_paused = event.kind is TimerEvent.PAUSE or (is_paused and event.kind is not TimerEvent.RESUME)
        is_stopped = is_stopped or event.kind is TimerEvent.STOP
        since = None if is_paused or is_stopped else event.at
    _close(stretches, since, now)
    return Reckoning(direction, is_paused, is_stopped, stretches)


def _close(stretches: list[TimedStretch], since: dt.datetime | None, at: dt.datetime) -> None:
    if since is not None:
        # A clock that was set back takes nothing away.
        walked = max(0, _ms(at) - _ms(since))
        stretches[-1] = TimedStretch(stretches[-1].direction, stretches[-1].ms + walked)


def _joined(segments: Iterable[Segment]) -> Iterable[Segment]:
    """Neighbours of one mode as one segment: a pause between them is not walked."""
    for mode, group in groupby(segments, key=lambda segment: segment.mode):
        yield Segment(mode=mode, seconds=sum(segment.seconds for segment in group))


def _ms(at: dt.datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND
