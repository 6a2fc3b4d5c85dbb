"""The words for the body: waist in the person's unit, and the days of the week that count."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import units
from webapp.domain.body import Days
from webapp.domain.trends import Measured, Point
from webapp.words import formats
from webapp.words import units as unit_words
from webapp.words.walks import DAYS_BY_NAME


def waist_unit() -> str:
    return str(unit_words.WAIST_UNITS[formats.weight_unit()])


def in_waist_unit(cm: float) -> float:
    """A waist as a plain number in the person's unit, as it stands in a field."""
    return round(units.cm_to(cm, formats.weight_unit()), 1)


def waist(cm: float) -> str:
    return f"{formats.number(in_waist_unit(cm))} {waist_unit()}"


def last(figure: str, measured: Measured, today: dt.date) -> str:
    """The newest figure with its day."""
    if measured.day == today:
        return _("%(figure)s today", figure=figure)
    if (today - measured.day).days < DAYS_BY_NAME:
        return _("%(figure)s on %(day)s", figure=figure, day=formats.weekday(measured.day))
    day = formats.short_day(measured.day, year=measured.day.year != today.year)
    return _("%(figure)s on %(day)s", figure=figure, day=day)


def days(count: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", count)


def this_week(counted: Days) -> str:
    """How many days of this week count, and of how many that are aimed at."""
    if counted.aim is None:
        return _("%(days)s this week", days=days(counted.count))
    if counted.is_reached:
        return _("%(days)s this week. Your aim was %(aim)s.", days=days(counted.count), aim=counted.aim)
    return _("%(count)s of %(aim)s days this week", count=counted.count, aim=counted.aim)


def weight_points(measured: Sequence[Measured]) -> list[Point]:
    return [
        Point(
            measurement.day,
            formats.in_weight_unit(measurement.value),
            _said(measurement, formats.weight(measurement.value)),
        )
        for measurement in measured
    ]


def waist_points(measured: Sequence[Measured]) -> list[Point]:
    return [
        Point(measurement.day, in_waist_unit(measurement.value), _said(measurement, waist(measurement.value)))
        for measurement in measured
    ]


def _said(measurement: Measured, figure: str) -> str:
    return _("%(day)s: %(figure)s", day=formats.short_day(measurement.day, year=True), figure=figure)
