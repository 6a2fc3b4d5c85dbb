"""The words of records and of the year."""

import datetime as dt

from flask_babel import format_date


def month_name(day: dt.date) -> str:
    """A month without its year, short, as it stands over a calendar."""
    return format_date(day, "LLL")


def short_month(day: dt.date) -> str:
    return format_date(day, "MMM y")
