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


# These begin a level anew, and what was before them matters no more.
BEGINNINGS = frozenset({ChoiceKind.START, ChoiceKind.LEVEL})
# What the page of the plan offers, and the plan takes. Out of a stop there is one way: to say that one goes on.
_OFFERED: Mapping[Status, Collection[ChoiceKind]] = {
    Status.OFF: frozenset({ChoiceKind.START, ChoiceKind.RESUME}),
    Status.RUNNING: frozenset({ChoiceKind.GO_TO, ChoiceKind.LENGTH, ChoiceKind.LEVEL, ChoiceKind.STOP}),
    Status.STOPPED: frozenset({ChoiceKind.RESUME}),
}
# These are followed all the same where a walk of before, logged later, has stopped the plan.
_FOLLOWED = BEGINNINGS | {ChoiceKind.LENGTH}


def is_followed(kind: ChoiceKind, status: Status) -> bool:
    """Whether a choice that was taken still leads somewhere, by all that is logged now."""
    return kind in _FOLLOWED or kind in _OFFERED[status]


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


# An older page offered what was chosen.
OUTDATED = Problem("plan", Reason.CONTRADICTS)


def offered(standing: Standing | None, *, allows_plan: bool) -> Collection[ChoiceKind]:
    """What can be chosen from where somebody stands; nothing before the safety check allows a plan."""
    if not allows_plan:
        return frozenset()
    return _OFFERED[standing.status] if standing else frozenset({ChoiceKind.START})


def refusals(choice: Choice, standing: Standing | None, *, allows_plan: bool) -> list[Problem]:
    """Why something cannot be chosen from where somebody stands."""
    if choice.kind in offered(standing, allows_plan=allows_plan) and (standing is None or _fits(choice, standing)):
        return []
    return [OUTDATED]


def _fits(choice: Choice, standing: Standing) -> bool:
    """Whether the week, the level and the length are among those that are offered for this choice."""
    match choice.kind:
        case ChoiceKind.RESUME:
            return choice.level == standing.level and choice.week <= standing.week
        case ChoiceKind.LEVEL:
            return choice.level != standing.level
        case ChoiceKind.LENGTH:
            return choice.is_gentle is not standing.is_gentle
        case ChoiceKind.GO_TO:
            is_of_length = choice.is_gentle is standing.is_gentle or standing.offers_whole
            return choice.level == standing.level and is_of_length
        case _:
            return True
