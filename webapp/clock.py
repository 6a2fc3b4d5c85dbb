"""The one place that reads the clock."""

import datetime as dt


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
