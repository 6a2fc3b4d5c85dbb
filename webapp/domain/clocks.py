"""How much time has really gone by: a clock that is wrong once must not make anything old enough to be removed."""

import datetime as dt


def purge_before(noted: dt.date | None, kept: dt.timedelta, *, now: dt.datetime) -> dt.datetime | None:
    """Before which instant things that are kept for a time (whole days) may be removed for good; None for nothing yet.

    `noted` is the latest day after which the server was at work on as many more days as things are kept: a clock that
    leaps a year adds one day to those. A server that is used every other day keeps things twice as long, and a clock
    that is behind keeps them longer still.
    """
    if noted is None:
        return None
    return min(now - kept, dt.datetime.combine(noted, dt.time(), dt.UTC))


def not_before(latest: dt.date | None, *, now: dt.datetime) -> dt.datetime:
    """When something that waits to be removed began to wait: a clock that fell behind must not make it old at once."""
    return max(now, dt.datetime.combine(latest or dt.date.min, dt.time(), dt.UTC))
