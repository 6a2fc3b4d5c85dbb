"""A link to the page for the physiotherapist: how long it works."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum


class LinkLasts(StrEnum):
    A_DAY = "1"
    A_WEEK = "7"
    FOUR_WEEKS = "28"
    THREE_MONTHS = "91"


USUAL = LinkLasts.A_WEEK
DAYS: Mapping[str, dt.timedelta] = {lasts: dt.timedelta(days=int(lasts)) for lasts in LinkLasts}
LONGEST_NAME, LONGEST_LINE = 60, 120
# For its Undo.
KEPT_ENDED = dt.timedelta(days=1)
# A link that is over is listed for so long, to tell whether somebody opened it.
KEPT_OVER = dt.timedelta(days=30)
# After the right pass phrase, in the browser in which it was typed.
UNLOCKED_FOR = dt.timedelta(hours=12)
