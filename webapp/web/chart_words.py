"""The texts of the charts, in the person's language and units."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _

from webapp.charts import energy, trend, weekly
from webapp.domain import units
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.progress import WeekSum
from webapp.words import formats


def weekly_words(sums: Sequence[WeekSum], *, are_months: bool) -> weekly.WeeklyWords:
    starts = [
        formats.tiny_month(week_sum.week.start) if are_months else formats.short_day(week_sum.week.start)
        for week_sum in sums
    ]
    return weekly.WeeklyWords(
        forward=_("forward"),
        backward=_("backward"),
        bars=starts,
        goal=str(sums[-1].goal_minutes) if sums else "",
        hover=[
            _(
                "%(start)s: %(forward)s min forward, %(backward)s backward, %(all)s in all",
                start=start,
                forward=formats.minutes(week.forward_minutes),
                backward=formats.minutes(week.backward_minutes),
                all=formats.minutes(week.minutes),
            )
            for start, week in zip(starts, sums, strict=True)
        ],
    )


def trend_words(days: Sequence[dt.date], *, bars: str = "") -> trend.TrendWords:
    """The words of a chart over these days."""
    spans_years = bool(days) and min(days).year != max(days).year
    shown = trend.labelled_days(days)
    return trend.TrendWords(days=[(day, formats.short_day(day, year=spans_years)) for day in shown], bars=bars)


def energy_words() -> energy.EnergyWords:
    unit = formats.distance_unit()
    speeds = [(mph, mph * KMH_PER_MPH) for mph in (1.0, 2.0, 3.0, 4.0)]
    return energy.EnergyWords(
        forward=_("forward"),
        backward=_("backward"),
        speeds=[(mph, formats.number(units.km_to(kmh, unit))) for mph, kmh in speeds],
        unit=formats.speed_unit(),
        met=lambda value: _("%(met)s MET", met=formats.met(value)),
    )
