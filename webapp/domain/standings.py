"""What somebody chose about the plan, and where they stand in it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.programme import Session
from webapp.domain.verdicts import Judged


class Kind(StrEnum):
    """What somebody chooses: to begin, another week, to go on after a stop, to stop, another level, the length."""

    START = "start"
    GO_TO = "go_to"
    RESUME = "resume"
    STOP = "stop"
    LEVEL = "level"
    LENGTH = "length"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice, its instant and its local date. `is_gentle` asks for half the sets."""

    kind: Kind
    at: dt.datetime
    day: dt.date
    level: int = 1
    week: int = 1
    is_gentle: bool = False


class Status(StrEnum):
    RUNNING = "running"
    # The person stopped it, or never began.
    OFF = "off"
    # A fall, a warning sign, or too much pain twice in a row.
    STOPPED = "stopped"


class Alarm(StrEnum):
    FALL = "fall"
    WARNING_SIGN = "warning_sign"
    TOO_MUCH_TWICE = "too_much_twice"


class Dose(StrEnum):
    """How much of a session is offered: all, no more than last time (amber), or half the sets (red)."""

    WHOLE = "whole"
    HELD = "held"
    HALVED = "halved"


@dataclass(frozen=True)
class Next:
    """The session that comes next, with the sets that are offered, and the first day for it."""

    session: Session
    from_day: dt.date
    dose: Dose


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands today. `done` are the numbers of this week's sessions that were done."""

    status: Status
    level: int
    week: int
    is_gentle: bool = False
    done: tuple[int, ...] = ()
    alarm: Alarm | None = None
    alarm_day: dt.date | None = None
    next: Next | None = None
    judged: tuple[Judged, ...] = ()
    finished: frozenset[int] = frozenset()

    @property
    def is_level_finished(self) -> bool:
        return self.level in self.finished
