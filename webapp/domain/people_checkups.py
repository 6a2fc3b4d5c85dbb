"""Checkups of the people and their phones: accounts, zones, walks that can't come in, messages that can't go out."""

import datetime as dt
from dataclasses import dataclass

from webapp.domain.checkups import Checkup, CheckupGroup, Judgement, failure, ok, warning

# A walk that starts five minutes ahead of the server's clock is refused: it is told before that happens.
CLOCKS_APART_MINUTES = 3
# How long ago an account was made in which nobody has been yet.
CAME_WITHIN = dt.timedelta(days=14)
# The largest file is read in minutes.
IMPORTED_WITHIN = dt.timedelta(hours=2)
_MOST_NAMES = 5


class _OfPeople(Checkup):
    group = CheckupGroup.PEOPLE


@dataclass(frozen=True)
class Owners(_OfPeople):
    name = "owner"
    people: int
    owners: tuple[str, ...]

    def judged(self) -> Judgement:
        if not self.people:
            return warning("nobody")
        return ok("names", names=_named(self.owners)) if self.owners else failure("none")


@dataclass(frozen=True)
class NeverCame(_OfPeople):
    """Who has had an account for a while, and neither signed in nor sent anything."""

    name = "never-came"
    names: tuple[str, ...]

    def judged(self) -> Judgement:
        return warning("names", names=_named(self.names)) if self.names else ok()


@dataclass(frozen=True)
class UnknownZones(_OfPeople):
    """Whose time zone this machine does not know."""

    name = "zones"
    names: tuple[str, ...]

    def judged(self) -> Judgement:
        return failure("unknown", names=_named(self.names)) if self.names else ok()


@dataclass(frozen=True)
class PhoneClocks(_OfPeople):
    """How far the latest walk that a phone sent had ended after it came here; None where no phone sent any."""

    name = "phone-clocks"
    ahead: dt.timedelta | None

    def judged(self) -> Judgement:
        minutes = round(self.ahead.total_seconds() / 60) if self.ahead else 0
        return warning("ahead", minutes=minutes) if minutes >= CLOCKS_APART_MINUTES else ok()


@dataclass(frozen=True)
class RefusedWalks(_OfPeople):
    """How many walks of phones were refused since the server was started."""

    name = "refused-walks"
    walks: int

    def judged(self) -> Judgement:
        return warning("refused", walks=self.walks) if self.walks else ok()


@dataclass(frozen=True)
class FailedMessages(_OfPeople):
    """How many messages were given up lately, or are tried over and over."""

    name = "messages"
    failed: int

    def judged(self) -> Judgement:
        return warning("failed", failed=self.failed) if self.failed else ok()


@dataclass(frozen=True)
class SlowImports(_OfPeople):
    """The day since which the oldest import that should be over is at work."""

    name = "imports"
    since: dt.date | None

    def judged(self) -> Judgement:
        return warning("slow", day=self.since) if self.since else ok()


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
