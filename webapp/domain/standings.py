"""What somebody chose about the plan, what can be chosen from where, and where they stand in it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.breaks import Pause
from webapp.domain.problems import Problem, Reason
from webapp.domain.programme import Session
from webapp.domain.verdicts import Judged, VerdictReason
from webapp.domain.walks import WarningSign


class ChoiceKind(StrEnum):
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

    kind: ChoiceKind
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


# These begin a level anew, and what was before them matters no more. Whoever was stopped cannot choose them; they are
# followed all the same where the stop was of a walk that was logged later.
BEGINNINGS = frozenset({ChoiceKind.START, ChoiceKind.LEVEL})
# These send somebody on their way: the safety check has to allow it.
_GOING = frozenset({ChoiceKind.START, ChoiceKind.RESUME, ChoiceKind.GO_TO})
# Out of a stop there is one way: to say that one goes on.
_CHOSEN_FROM: Mapping[ChoiceKind, Collection[Status]] = {
    ChoiceKind.START: (Status.OFF, Status.RUNNING),
    ChoiceKind.LEVEL: (Status.OFF, Status.RUNNING),
    ChoiceKind.GO_TO: (Status.RUNNING,),
    ChoiceKind.RESUME: (Status.OFF, Status.STOPPED),
    ChoiceKind.STOP: (Status.RUNNING, Status.STOPPED),
    ChoiceKind.LENGTH: tuple(Status),
}


def may_choose(kind: ChoiceKind, status: Status) -> bool:
    return status in _CHOSEN_FROM[kind]


class Alarm(StrEnum):
    FALL = "fall"
    WARNING_SIGN = "warning_sign"
    TOO_MUCH_TWICE = "too_much_twice"


class Portion(StrEnum):
    """How much of a session is offered: all, no more than last time (amber), or half the sets (red)."""

    WHOLE = "whole"
    HELD = "held"
    HALVED = "halved"


@dataclass(frozen=True)
class Next:
    """The session that comes next, with the sets that are offered, and the first day for it.

    `is_long` says that it comes first because the next level asks for a long session.
    """

    session: Session
    from_day: dt.date
    dose: Portion
    is_long: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands today. `done` are the numbers of this week's sessions that were done.

    `pause` is the break that lasts until today, `held_by` what keeps somebody back for the third time. After months the
    gates ask anew, for what was walked since `anew_since`; after a year the check does, which has to be answered on
    `check_since` or later.
    """

    status: Status
    level: int
    week: int
    is_gentle: bool = False
    done: tuple[int, ...] = ()
    alarm: Alarm | None = None
    alarm_day: dt.date | None = None
    alarm_signs: tuple[WarningSign, ...] = ()
    next: Next | None = None
    judged: tuple[Judged, ...] = ()
    finished: frozenset[int] = frozenset()
    held_by: VerdictReason | None = None
    pause: Pause | None = None
    anew_since: dt.date | None = None
    check_since: dt.date | None = None

    @property
    def is_level_finished(self) -> bool:
        return self.level in self.finished

    @property
    def offers_whole(self) -> bool:
        """Whether somebody finished with half the sets, and can take whole ones now."""
        return self.is_gentle and self.is_level_finished


def refusals(kind: ChoiceKind, standing: Standing | None, *, allows_plan: bool) -> list[Problem]:
    """Why something cannot be chosen from where somebody stands, and with what their safety check allows."""
    problems = []
    if not may_choose(kind, standing.status if standing else Status.OFF):
        problems.append(Problem("plan", Reason.CONTRADICTS))
    if kind in _GOING and not allows_plan:
        problems.append(Problem("plan", Reason.CONTRADICTS))
    if standing is None and kind is not ChoiceKind.START:
        problems.append(Problem("plan", Reason.MISSING))
    return problems
