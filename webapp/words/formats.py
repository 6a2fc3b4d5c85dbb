"""How figures, dates and times are written, in the person's language, units and time zone."""

import datetime as dt
import re
from collections.abc import Iterable
from contextvars import ContextVar
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import DateTimePattern, format_time, match_skeleton
from babel.dates import parse_pattern as parse_date_pattern
from babel.numbers import NumberPattern, get_decimal_symbol, get_group_symbol, parse_pattern
from flask_babel import get_locale
from flask_babel import gettext as _

from webapp.domain import units, weeks
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.words import units as unit_words

_METRIC = Units()
_WORLD_TIME = frozenset({"UTC", "UCT", "Universal", "Zulu", "GMT", "Greenwich"})
_DAY_AND_MONTH = re.compile(r"(\d\.?) (?=[^\W\d])")
_units = ContextVar("units", default=_METRIC)


def use(units: Units) -> None:
    """From here on, what is written for this request is in these units."""
    _units.set(units)


def number(value: float, digits: int = 1) -> str:
    """A number with as many decimals as it has, at most `digits`."""
    rounded = round(Decimal(str(value)), digits).normalize()
    return _pattern(digits).apply(rounded if rounded else Decimal(0), get_locale() or "en")


def met(value: float) -> str:
    """A MET with one decimal, always: figures that stand side by side are equally exact."""
    return _pattern(1, least=1).apply(round(Decimal(str(value)), 1), get_locale() or "en")


def separators() -> str:
    """What stands before the decimals of a number, and between its thousands."""
    return get_decimal_symbol(_locale()) + get_group_symbol(_locale())


def minutes(value: float) -> str:
    """Whole minutes, or one decimal for the odd half minute."""
    return number(value, 0 if value >= 100 else 1)


def kcal(value: float) -> str:
    """Whole kilocalories, however few: a decimal would look as if somebody had measured it."""
    return number(value, 0)


def extra_kcal(value: float) -> str:
    """What going backward adds; where that is seconds, no "+0" that would say it is nothing."""
    return _("less than 1 kcal") if round(value) < 1 else _("+%(kcal)s kcal", kcal=kcal(value))


def weight(kg: float) -> str:
    unit = weight_unit()
    return f"{number(units.kg_to(kg, unit))} {unit.value}"


def in_weight_unit(kg: float) -> float:
    """A weight as a plain number in the person's unit, as it stands in a field."""
    return round(units.kg_to(kg, weight_unit()), 1)


def in_speed_unit(kmh: float) -> float:
    """A speed as a plain number in the person's unit, as it stands in a field."""
    return round(units.km_to(kmh, distance_unit()), 2)


def in_field(value: object) -> str:
    """A number as it stands in a field, with a comma where the person's region writes one; other values as they are."""
    text = str(value)
    has_comma = re.fullmatch(r"-?\d+\.\d+", text) and get_decimal_symbol(_locale()) == ","
    return text.replace(".", ",") if has_comma else text


def speed(kmh: float) -> str:
    unit = distance_unit()
    return f"{number(units.km_to(kmh, unit))} {speed_unit()}"


def distance(metres: float) -> str:
    unit = distance_unit()
    return f"{number(units.km_to(metres / 1000, unit), 2)} {unit.value}"


def percent(value: float) -> str:
    return _("%(value)s %%", value=number(value, 1))


def speed_unit() -> str:
    return str(unit_words.SPEED_UNITS[distance_unit()])


def weight_unit() -> WeightUnit:
    return _units.get().weight


def distance_unit() -> DistanceUnit:
    return _units.get().distance


def long_day(day: dt.date, *, year: bool = False) -> str:
    return _date(day, "yMMMMEEEEd" if year else "MMMMEEEEd")


def short_day(day: dt.date, *, year: bool = False) -> str:
    return _date(day, "yMMMd" if year else "MMMd")


def near_day(day: dt.date, *, year: bool = False) -> str:
    """A day with its weekday, short enough for a button."""
    return _date(day, "yMMMEd" if year else "MMMEd")


def unbroken(day: str) -> str:
    """A written day whose number and month stay in one line."""
    return _DAY_AND_MONTH.sub("\\1\N{NO-BREAK SPACE}", day)


def month(day: dt.date) -> str:
    return _date(day, "yMMMM")


def short_month(day: dt.date) -> str:
    return _date(day, "yMMM")


def tiny_month(day: dt.date) -> str:
    """A month under a bar: "Nov 26"."""
    return _date(day, "yyMMM")


def month_name(day: dt.date) -> str:
    """A month without its year, short, as it stands over a calendar."""
    return _part(day, "LLL")


def weekday(day: dt.date) -> str:
    return _part(day, "cccc")


def weekdays_in_short(days: Iterable[dt.date]) -> str:
    return ", ".join(_part(day, "ccc") for day in days)


def weekday_letter(day: dt.date) -> str:
    return _part(day, "ccccc")


def clock_time(instant: dt.datetime, time_zone: str) -> str:
    """A walk's own time of day, as the clock showed it there: by 12 or 24 hours, as the person's region has it."""
    return format_time(weeks.local(instant, time_zone), "short", locale=_locale())


def zone_name(time_zone: str) -> str:
    """A time zone as people say it: "America/Los Angeles", and no zone of computers."""
    if time_zone.removeprefix("Etc/") in _WORLD_TIME:
        return _("UTC, the world time")
    return time_zone.replace("_", " ")


def timer(ms: int) -> str:
    """Time that has gone by, as a stopwatch shows it: "4:09", or "1:04:09" past an hour."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _part(day: dt.date, field: str) -> str:
    """One field of a day, as it is written where it stands alone."""
    return parse_date_pattern(field).apply(day, _locale())


def _date(day: dt.date, skeleton: str) -> str:
    """A day with the fields of a skeleton, in the order of the person's region."""
    written = _date_pattern(_locale(), skeleton).apply(day, _locale())
    # The first of a month is "1er" in French, which no pattern of CLDR knows.
    return re.sub(r"\b1 ", "1er ", written) if day.day == 1 and _locale().language == "fr" else written


def _locale() -> Locale:
    return get_locale() or Locale("en", "GB")


@cache
def _date_pattern(locale: Locale, skeleton: str) -> DateTimePattern:
    known = locale.datetime_skeletons
    nearest = known[match_skeleton(re.sub("y+", "y", skeleton), known) or skeleton]
    # The nearest one may have another width: German has none with a whole weekday.
    widths = {letter: part for part in re.findall("E+|y+", skeleton) for letter in part[0]}
    pattern = re.sub("'[^']*'|E+|y+", lambda part: widths.get(part[0][0], part[0]), nearest.pattern)
    return parse_date_pattern(pattern)


@cache
def _pattern(digits: int, *, least: int = 0) -> NumberPattern:
    # A long table writes a thousand numbers; to parse the pattern for each would take most of its time.
    return parse_pattern(f"#,##0.{'0' * least}{'#' * (digits - least)}")


# What templates use as filters.
FILTERS = (
    *(number, met, minutes, kcal, extra_kcal, weight, speed, distance, percent),
    *(in_field, in_weight_unit, in_speed_unit),
    *(long_day, short_day, near_day, unbroken, month, weekday, weekday_letter, clock_time, zone_name, timer),
)
