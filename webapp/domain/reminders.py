"""When a reminder rings: on days of the week, at a time on the clock of the person's zone, once a day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from webapp.domain import calendars, weeks

USUAL_TIME = dt.time(18)
# A server that was off at the time still rings until then; later nobody wants to hear of it.
LATE = dt.timedelta(hours=3)
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Ringing:
    """The days of the week (Monday is 0) and the time of a reminder; `rung_on` is the last day that is done with."""

    weekdays: Collection[int]
    at: dt.time
    time_zone: str
    rung_on: dt.date | None = None

    def next(self, now: dt.datetime) -> tuple[dt.date, dt.datetime] | None:
        """The day and the instant at which it rings next, which may be past by up to LATE; None without any day."""
        today = weeks.local_date(now, self.time_zone)
        for ahead in range(-1, 8):
            day = today + ahead * _A_DAY
            at = calendars.starts_at(day, self.at, self.time_zone)
            is_done = self.rung_on is not None and day <= self.rung_on and day <= today
            if day.weekday() in self.weekdays and not is_done and now - at <= LATE:
                return day, at
        return None
