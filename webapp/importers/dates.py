"""Dates and times as people's apps write them, in the languages of the big apps."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from webapp.domain.sheets import DateOrder

_LONGEST = 80
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_TWO_DIGIT_YEARS_FROM = 2000
_AFTERNOON = {"pm", "p", "nm", "午後", "下午", "오후"}
_MORNING = {"am", "a", "vm", "午前", "上午", "오전"}
# How the names of the months begin, in a row each, without accents.
_MONTHS = """
jan ene gen sty янв
feb fev lut фев
mar mrt maa мар
apr abr avr kwi апр
may mai mei mag maj мая маи
jun juin giu cze июн
jul juil lug lip июл
aug ago aou sie авг
sep set wrz сен
oct okt ott out paz окт
nov lis ноя
dec dez dic des gru дек
"""
_MONTH_OF = {start: number for number, row in enumerate(_MONTHS.split("\n")[1:-1], start=1) for start in row.split()}


def order_of(texts: Iterable[str], usual: DateOrder) -> DateOrder:
    """The order of many dates of one file: a number above 12 in any of them decides, else the usual one."""
    for text in texts:
        numbers = [int(part) for part in _parts(text) if part.isdecimal()]
        if len(numbers) < 3 or _month_named(_parts(text)) or numbers[0] > 31:
            continue
        if numbers[0] > 12 or numbers[1] > 12:
            return DateOrder.DAY_FIRST if numbers[0] > 12 else DateOrder.MONTH_FIRST
    return usual


def date_and_time(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> dt.datetime | None:
    """A date with its time, or midnight where it has none, as if its clock was in UTC; None for anything else."""
    parts = _parts(text)
    numbers = [int(part) for part in parts if part.isdecimal()]
    month = _month_named(parts)
    dated = _date(numbers[:2], month) if month else _date_in_numbers(numbers[:3], order)
    clock = numbers[2:] if month else numbers[3:]
    if dated is None or len(clock) == 1:
        return None
    hour, minute, second = (*clock[:3], 0, 0, 0)[:3]
    try:
        return dt.datetime(*dated, _by_24_hours(hour, parts), minute, second, tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def _parts(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _PARTS.findall(unicodedata.normalize("NFC", plain))


def _month_named(parts: Iterable[str]) -> int | None:
    for part in parts:
        for length in (4, 3):
            if part[:length] in _MONTH_OF:
                return _MONTH_OF[part[:length]]
    return None


def _date(numbers: list[int], month: int) -> tuple[int, int, int] | None:
    if len(numbers) < 2:
        return None
    day, year = sorted(numbers)
    return _year(year), month, day


def _date_in_numbers(numbers: list[int], order: DateOrder) -> tuple[int, int, int] | None:
    if len(numbers) < 3:
        return None
    first, second, third = numbers
    if first > 31:
        return first, second, third
    return (_year(third), second, first) if order is DateOrder.DAY_FIRST else (_year(third), first, second)


def _year(number: int) -> int:
    return number + _TWO_DIGIT_YEARS_FROM if number < 100 else number


def _by_24_hours(hour: int, parts: Iterable[str]) -> int:
    words = set(parts)
    if hour > 12 or words.isdisjoint(_AFTERNOON | _MORNING):
        return hour
    return hour % 12 + (0 if words.isdisjoint(_AFTERNOON) else 12)
