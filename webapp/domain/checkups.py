"""What a server is asked about itself: each checkup has its facts, judges them, and names what there is to do.

The facts are gathered elsewhere. Here nothing is looked at, so that every judgement can be tried.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, NamedTuple

# The last is the bytes of things with names.
Figure = str | float | dt.date | tuple[tuple[str, int], ...]


class CheckupState(StrEnum):
    """How a checkup went, the best first."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


class CheckupGroup(StrEnum):
    """What a checkup is about."""

    MACHINE = "machine"
    DATABASE = "database"
    BACKUPS = "backups"
    DOOR = "door"
    PEOPLE = "people"


@dataclass(frozen=True)
class Judgement:
    """A state, which sentence tells it, and the figures in that; those that end in `_bytes` are sizes."""

    state: CheckupState
    says: str = "ok"
    figures: Mapping[str, Figure] = field(default_factory=dict)


class Checkup(ABC):
    """The facts of one checkup."""

    name: ClassVar[str]
    group: ClassVar[CheckupGroup]

    @abstractmethod
    def judged(self) -> Judgement: ...


class CheckupResult(NamedTuple):
    """One line of what was found."""

    name: str
    group: CheckupGroup
    judgement: Judgement

    @property
    def state(self) -> CheckupState:
        return self.judgement.state


# Gathers the facts; None for those that can't be seen from where it is asked.
Look = tuple[type[Checkup], Callable[[], Checkup | None]]


def ok(says: str = "ok", **figures: Figure) -> Judgement:
    return Judgement(CheckupState.OK, says, figures)


def warning(says: str, **figures: Figure) -> Judgement:
    return Judgement(CheckupState.WARNING, says, figures)


def failure(says: str, **figures: Figure) -> Judgement:
    return Judgement(CheckupState.FAILURE, says, figures)


def examined(looks: Iterable[Look]) -> list[CheckupResult]:
    """Every checkup judged. What can't be looked at is told as that, and keeps no other from being looked at."""
    return [CheckupResult(checkup.name, checkup.group, _judged(look)) for checkup, look in looks]


def worst(results: Iterable[CheckupResult]) -> CheckupState:
    order = list(CheckupState)
    return max((result.state for result in results), key=order.index, default=CheckupState.OK)


def worst_first(results: Iterable[CheckupResult]) -> list[CheckupResult]:
    order = list(CheckupState)
    return sorted(results, key=lambda result: -order.index(result.state))


def _judged(look: Callable[[], Checkup | None]) -> Judgement:
    try:
        checkup = look()
        return checkup.judged() if checkup else ok("elsewhere")
    except Exception as error:
        # Its text may hold what somebody wrote.
        return warning("unseen", error=type(error).__name__)
