"""The words for a speed that nobody gave: what is taken for it, and from where that comes."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.costs import SpeedFrom
from webapp.domain.energy import KMH_PER_MPH
from webapp.words import formats

# Version 1 of the model did not write down from where a speed came: those walks have none of these words.
ASSUMED: Mapping[str | None, LazyString] = {
    SpeedFrom.USUAL: lazy_gettext("you gave no pace, so we took your usual %(speed)s"),
    SpeedFrom.PLAN: lazy_gettext("you gave no pace, so we took the plan's %(speed)s"),
    SpeedFrom.TABLE: lazy_gettext("you gave no pace, so we took %(speed)s and made the range wider"),
    None: lazy_gettext("you gave no pace, so we took %(speed)s"),
}


def assumed(source: str | None, speed: str) -> str:
    """What is taken for a speed that nobody gave; `speed` is written in the person's unit."""
    return str(ASSUMED[source]) % {"speed": speed}


def range_of(slowest_mph: float, fastest_mph: float | None) -> str:
    """Two speeds in the person's unit as "from to", or the one where they are the same or there is only one."""
    fastest = formats.speed((fastest_mph or slowest_mph) * KMH_PER_MPH)
    if fastest_mph in (None, slowest_mph):
        return fastest
    slowest = formats.number(formats.in_speed_unit(slowest_mph * KMH_PER_MPH))
    return _("%(low)s to %(high)s", low=slowest, high=fastest)
