"""Which session of a week comes first, and with how many sets and minutes it is offered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from webapp.domain import programme
from webapp.domain.gates import GATES, Gate
from webapp.domain.programme import LEVELS, Session
from webapp.domain.standings import Next, Portion


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What is offered of a level: all sets, half of them to who asked for that, and half of these after a red light."""

    level: int
    is_finished: bool
    is_gentle: bool
    is_half: bool

    def in_order(self, week: int) -> Sequence[Session]:
        """The sessions of a week; once the level is finished, the long one that the next level asks for comes first."""
        sessions = LEVELS[self.level].of_week(week)
        if not self._asks_for_long(week):
            return sessions
        return sorted(sessions, key=lambda session: -session.all_backward_minutes)

    def next(self, session: Session, from_day: dt.date, most_minutes: float | None) -> Next:
        """A session from a day on, with no more than so many minutes backward."""
        sets, dose = session.sets, Portion.WHOLE
        if self.is_gentle:
            sets = ceil(sets / 2)
        if self.is_half:
            sets, dose = ceil(sets / 2), Portion.HALVED
        offered = session.with_sets(sets)
        if most_minutes is not None and offered.all_backward_minutes > most_minutes:
            offered, dose = offered.within(most_minutes), Portion.HALVED if self.is_half else Portion.HELD
        is_long = self._asks_for_long(session.week) and session == self.in_order(session.week)[0]
        return Next(offered, from_day, dose, is_long=is_long and dose is Portion.WHOLE and not self.is_gentle)

    def _asks_for_long(self, week: int) -> bool:
        asks = Gate.LONG_CLEAN_SESSION in GATES.get(self.level + 1, ())
        return asks and self.is_finished and week == programme.WEEKS
