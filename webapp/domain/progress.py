"""A week as figures: what its walks add up to, beside its goal."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from webapp.domain import weeks
from webapp.domain.energy import NOTHING, Band
from webapp.domain.weeks import Week


@dataclass(frozen=True, kw_only=True)
class WeekSum:
    """Minutes and energy of one week. `counted_minutes` are those that count toward `goal_minutes`."""

    week: Week
    minutes: float = 0.0
    backward_minutes: float = 0.0
    counted_minutes: float = 0.0
    goal_minutes: int
    walks: int = 0
    without_energy: int = 0
    kcal: float = 0.0
    extra_kcal: Band = NOTHING
    is_away: bool = False
    streak: int = 0

    @property
    def forward_minutes(self) -> float:
        return self.minutes - self.backward_minutes

    @property
    def is_met(self) -> bool:
        return self.counted_minutes >= self.goal_minutes

    @property
    def minutes_to_go(self) -> float:
        return max(0.0, self.goal_minutes - self.counted_minutes)

    @property
    def has_energy(self) -> bool:
        """Whether any of its energy is known, or there was nothing to know."""
        return self.walks == 0 or self.without_energy < self.walks

    def minutes_a_day(self, today: dt.date) -> int:
        """Whole minutes a day that reach the goal by the week's end."""
        return weeks.minutes_a_day(self.minutes_to_go, self.week.days_left(today))


def by_month(week_sums: Iterable[WeekSum]) -> list[WeekSum]:
    """The average week of each month, for spans too long to show every week; a week lies in its start's month."""
    months = groupby(week_sums, key=lambda week_sum: week_sum.week.start.replace(day=1))
    return [_average(Week(first), list(group)) for first, group in months]


def _average(month: Week, sums: Sequence[WeekSum]) -> WeekSum:
    count = len(sums)
    return replace(
        sums[-1],
        week=month,
        minutes=sum(week_sum.minutes for week_sum in sums) / count,
        backward_minutes=sum(week_sum.backward_minutes for week_sum in sums) / count,
        counted_minutes=sum(week_sum.counted_minutes for week_sum in sums) / count,
        walks=sum(week_sum.walks for week_sum in sums),
        without_energy=sum(week_sum.without_energy for week_sum in sums),
        kcal=sum(week_sum.kcal for week_sum in sums) / count,
        extra_kcal=Band(*(sum(ends) / count for ends in zip(*(week_sum.extra_kcal for week_sum in sums), strict=True))),
        is_away=all(week_sum.is_away for week_sum in sums),
    )
