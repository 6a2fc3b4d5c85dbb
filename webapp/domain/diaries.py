"""Whose walks, weights, pain and plan something is about, which is not always who asks."""

import datetime as dt
from dataclasses import dataclass

from webapp.domain import weeks
from webapp.domain.goals import Counting
from webapp.domain.weeks import Week


@dataclass(frozen=True, kw_only=True)
class Diary:
    """A person's diary, and how its days and weeks are counted."""

    user_id: int
    # An IANA name.
    time_zone: str
    # Monday is 0.
    first_weekday: int
    counting: Counting

    def date_of(self, instant: dt.datetime) -> dt.date:
        """The date that the calendar of this diary shows at an instant."""
        return weeks.local_date(instant, self.time_zone)

    def week_of(self, day: dt.date) -> Week:
        """The week of this diary that a local date lies in."""
        return weeks.week_of(day, self.first_weekday)
