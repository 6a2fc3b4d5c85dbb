"""One cell of a stranger's table: a number with or without its unit, how long something took, a date."""

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import NamedTuple

from webapp.domain.sheets import ColumnUnit, DateOrder
from webapp.importers import times
from webapp.importers.dates import date_and_time
from webapp.importers.times import moment_or_none
from webapp.importers.values import instant

_LONGEST = 60
_NOTHING = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "nan", "null", "none", "nil", "#n/a", "?"))
_NUMBER = re.compile(r"([+-]?)(\d[\d.,'’\s]*)\s*([^\d\s.,:][^\d:]{0,14})?\Z")
_SPACED = re.compile(r"(\d)[\s'’](?=\d{3}(?:\D|\Z))")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d*)?)?\Z")
_WORDED = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+|['\"’”\u2032\u2033])")
_ISO = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?\Z")
_OFFSET = re.compile(r"\d(?:\.\d+)? ?(?:Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d:?(?:\d\d)?)\Z", re.IGNORECASE)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?\Z")
_UNIT_NAMES = {
    ColumnUnit.SECONDS: "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos seg secondi",
    ColumnUnit.MINUTES: "min mins minute minutes minuten minuto minutos minuti minuut",
    ColumnUnit.HOURS: "h hr hrs hour hours std stunde stunden heure heures hora horas ore uur",
    ColumnUnit.HOURS_MINUTES: "h:mm hh:mm h:min",
    ColumnUnit.MINUTES_SECONDS: "mm:ss m:ss min:s min:sec",
    ColumnUnit.PERCENT: "% percent prozent procent",
    ColumnUnit.METRES: "m meter meters metre metres metern mètre mètres metro metros metri mtr",
    ColumnUnit.KILOMETRES: "km kms kilometer kilometers kilometre kilometres kilomètre kilomètres kilómetro kilómetros",
    ColumnUnit.MILES: "mi mile miles meile meilen milla millas mille milles miglia",
    ColumnUnit.KMH: "km/h kmh kph km/std kilometersperhour",
    ColumnUnit.MPH: "mph mi/h milesperhour",
    ColumnUnit.METRES_A_SECOND: "m/s mps",
    ColumnUnit.MINUTES_A_KM: "min/km minutes/km minutesperkm /km mm:ss/km",
    ColumnUnit.MINUTES_A_MILE: "min/mi min/mile minutes/mile min/miles /mi mm:ss/mi",
    ColumnUnit.KILOGRAMS: "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos",
    ColumnUnit.POUNDS: "lb lbs pound pounds livre livres libra libras",
}
_UNIT_OF = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_MARKS = {"'": 60, "’": 60, "\u2032": 60, '"': 1, "”": 1, "\u2033": 1, "m": 60}
_SECONDS_IN = {ColumnUnit.SECONDS: 1.0, ColumnUnit.MINUTES: 60.0, ColumnUnit.HOURS: 3600.0}
_METRES_IN = {ColumnUnit.METRES: 1.0, ColumnUnit.KILOMETRES: 1000.0, ColumnUnit.MILES: 1609.344}
_KMH_IN = {ColumnUnit.KMH: 1.0, ColumnUnit.MPH: 1.609344, ColumnUnit.METRES_A_SECOND: 3.6}
_KM_IN = {ColumnUnit.MINUTES_A_KM: 1.0, ColumnUnit.MINUTES_A_MILE: 1.609344}
_KILOGRAMS_IN = {ColumnUnit.KILOGRAMS: 1.0, ColumnUnit.POUNDS: 0.45359237}
_MIDDAY = dt.time(12)
# Days as spreadsheets count them, from 1982 to 2118, and a time as a part of a day.
_SERIAL = re.compile(r"([3-7]\d{4})(?:[.,](\d{1,15}))?\Z")
_PART_OF_DAY = re.compile(r"0?[.,](\d{3,15})\Z")
_FIRST_SERIAL_DAY = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_DAY_S = 86_400
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]{1,16})[)\]]")

# A cell, the unit of its column, and the mark of its thousands -> a figure.
Reads = Callable[[str, ColumnUnit | None, str], float | None]


class Amount(NamedTuple):
    """A number and the unit that stands beside it, if one does."""

    value: float
    unit: ColumnUnit | None


class WrittenDay(NamedTuple):
    """A date, and the time of day if it was there; with `is_instant` the time is UTC, else that of some clock."""

    when: dt.datetime
    has_time: bool
    is_instant: bool
    utc_offset: dt.timedelta | None = None


def is_nothing(text: str) -> bool:
    """Whether a cell is empty, or says that there is nothing."""
    return text.strip().casefold() in _NOTHING


def unit_named(text: str) -> ColumnUnit | None:
    """The unit of a word such as `km`, `Minuten` or `lbs.`."""
    word = "".join(text.casefold().split())
    return _UNIT_OF.get(word) or _UNIT_OF.get(word.strip("().[]"))


def unit_in_heading(heading: str) -> ColumnUnit | None:
    """The unit that a heading names: in brackets, behind the last blank or line, or all of it."""
    bracketed = _IN_BRACKETS.search(heading)
    if bracketed:
        return unit_named(bracketed[1])
    last = re.split(r"[\s_,:]+", heading.strip())[-1]
    return unit_named(heading) or unit_named(last) or unit_named(re.split(r"[-.]", last)[-1])


def number_text(text: str) -> re.Match[str] | None:
    """The sign, the digits with their marks, and what stands behind them."""
    return _NUMBER.match(text.strip()) if len(text) <= _LONGEST else None


def amount(text: str, thousands: str = "") -> Amount | None:
    """A number, with the mark that parts thousands in its column; None for anything else."""
    parts = number_text(text)
    if not parts:
        return None
    sign, digits, behind = parts.groups()
    unit = unit_named(behind) if behind else None
    if behind and not unit:
        return None
    try:
        value = float(sign + _with_point(digits, thousands))
    except ValueError:
        return None
    return Amount(value, unit) if math.isfinite(value) and abs(value) < 1e9 else None


def _with_point(digits: str, thousands: str) -> str:
    digits = _SPACED.sub(r"\1", digits.strip())
    last = max(digits, key=lambda mark: (mark in ".,") * (digits.rindex(mark) + 1), default="")
    if last not in (".", ",") or digits.count(last) > 1 or (last == thousands and not _has_both(digits)):
        return digits.replace(".", "").replace(",", "")
    other = "," if last == "." else "."
    return digits.replace(other, "").replace(",", ".")


def _has_both(digits: str) -> bool:
    return "." in digits and "," in digits


def clock(text: str) -> re.Match[str] | None:
    """Two or three numbers between colons."""
    return _CLOCK.match(text.strip()) if len(text) <= _LONGEST else None


def seconds(text: str, unit: ColumnUnit | None, thousands: str = "") -> float | None:
    """How long something took: `32`, `0:32:10`, `1 h 5 min`, `32'10"` or `PT32M10S`."""
    parts = clock(text)
    if parts:
        return _of_clock(parts, unit)
    read = amount(text, thousands)
    if read:
        factor = _SECONDS_IN.get(read.unit or unit or ColumnUnit.MINUTES)
        if factor:
            return read.value * factor
    return _of_words(text)


def _of_clock(parts: re.Match[str], unit: ColumnUnit | None) -> float:
    first, second, third = (int(part or 0) for part in parts.groups())
    if parts[3] is None and unit is ColumnUnit.MINUTES_SECONDS:
        return first * 60 + second
    return first * 3600 + second * 60 + third


def _of_words(text: str) -> float | None:
    written = text.strip().casefold().removeprefix("pt") if len(text) <= _LONGEST else ""
    parts = _WORDED.findall(written)
    each = [_MARKS.get(name) or _SECONDS_IN.get(_UNIT_OF.get(name) or ColumnUnit.PERCENT) for _, name in parts]
    if not parts or not all(each):
        return None
    return sum(float(value.replace(",", ".")) * (factor or 0) for (value, _), factor in zip(parts, each, strict=True))


def metres(text: str, unit: ColumnUnit | None, thousands: str = "") -> float | None:
    """A distance in metres."""
    return _in(_METRES_IN, amount(text, thousands), unit)


def kilograms(text: str, unit: ColumnUnit | None, thousands: str = "") -> float | None:
    """A weight in kg."""
    return _in(_KILOGRAMS_IN, amount(text, thousands), unit)


def _in(factors: dict[ColumnUnit, float], read: Amount | None, unit: ColumnUnit | None) -> float | None:
    factor = factors.get(read.unit or unit or ColumnUnit.PERCENT) if read else None
    return read.value * factor if read and factor else None


def kmh(text: str, unit: ColumnUnit | None, thousands: str = "") -> float | None:
    """A speed in km/h, also one that is written as a pace."""
    parts = clock(text.partition("/")[0])
    if parts:
        named = unit_named(text[parts.end() :]) or unit
        minutes = int(parts[1]) + int(parts[2]) / 60
        return 60 / minutes * _KM_IN.get(named or ColumnUnit.MINUTES_A_KM, 1.0) if minutes else None
    read = amount(text, thousands)
    used = (read.unit or unit) if read else None
    if read and used in _KM_IN and read.value > 0:
        return 60 / read.value * _KM_IN[used]
    return _in(_KMH_IN, read, unit)


def day(text: str, order: DateOrder) -> WrittenDay | None:
    """A date, or a date with its time."""
    written = text.strip()
    if len(written) > _LONGEST or clock(written):
        return None
    since = instant(written) if _EPOCH.match(written) else None
    if since:
        return WrittenDay(since, has_time=True, is_instant=True)
    packed = _ISO.match(written)
    if packed:
        written = _unpacked(packed)
    if _OFFSET.search(written):
        told = _with_offset(written)
        if told:
            return told
    read = date_and_time(written, order)
    return WrittenDay(read, has_time=":" in written, is_instant=False) if read else None


def serial_day(text: str) -> WrittenDay | None:
    """A date as a spreadsheet counts it, days since the end of 1899; what stands behind them is the time of day."""
    counted = _SERIAL.match(text.strip())
    if not counted:
        return None
    seconds = _part_of_day_s(counted[2] or "0")
    when = _FIRST_SERIAL_DAY + dt.timedelta(days=int(counted[1]), seconds=seconds)
    return WrittenDay(when, has_time=seconds > 0, is_instant=False)


def _part_of_day_s(digits: str) -> int:
    return round(float(f"0.{digits}") * _DAY_S)


def _unpacked(packed: re.Match[str]) -> str:
    year, month, date, hour, minute, second, offset = packed.groups()
    time = f"T{hour}:{minute}:{second or '00'}{offset or ''}" if hour else ""
    return f"{year}-{month}-{date}{time}"


def _with_offset(written: str) -> WrittenDay | None:
    plain = re.sub(r" ?(?:UTC|GMT)\Z", "Z", written, flags=re.IGNORECASE)
    plain = re.sub(r" ?(?:UTC|GMT)?([+-]\d\d:?(?:\d\d)?)\Z", r"\1", plain, flags=re.IGNORECASE)
    when = moment_or_none(plain.replace(" ", "T", 1))
    if when is None:
        return None
    return WrittenDay(when.astimezone(dt.UTC), has_time=True, is_instant=True, utc_offset=times.local_offset(when))


def time_of_day(text: str, order: DateOrder) -> dt.time | None:
    """The time of a cell that holds one, with or without a date."""
    written = text.strip()[:_LONGEST]
    part = _PART_OF_DAY.match(written)
    if part:
        return (_FIRST_SERIAL_DAY + dt.timedelta(seconds=_part_of_day_s(part[1]))).time()
    read = date_and_time(written, order) if "-" in written or "/" in written else None
    read = read or date_and_time(f"2000-01-01 {re.sub('[hH.]', ':', written, count=1)}")
    return read.time() if read and any(letter.isdigit() for letter in written) else None


def at_midday(when: dt.datetime) -> dt.datetime:
    """A day of which nobody knows the time."""
    return dt.datetime.combine(when.date(), _MIDDAY, tzinfo=dt.UTC)
