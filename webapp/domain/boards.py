"""The family board: the weeks of those who show theirs to the household."""

import datetime as dt
from enum import StrEnum

# How often a board looks again by itself.
RENEWS_EVERY = dt.timedelta(minutes=3)


class WeekShare(StrEnum):
    """What somebody shows the household of their week."""

    OFF = "off"
    MINUTES = "minutes"
    BACKWARD = "backward"
