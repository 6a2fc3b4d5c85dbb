"""What all rows of a table say of its columns: read once from the first to the last, in as little memory for many."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from webapp.domain.sheets import LONGEST_CELL, ColumnFacts, DateOrder
from webapp.importers import cells

# So many cells of a column are looked at closely, evenly spread over all rows.
_SAMPLED = 256
_MOST_WORDS = 8
_NUMBERED_DATE = re.compile(r"\D{0,12}(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{2,4})(?:\D|\Z)")
_MARKED = re.compile(r"\d{1,3}([.,])\d{3}\Z")


class ColumnSurvey:
    """What is seen of one column."""

    def __init__(self) -> None:
        self._sample: list[str] = []
        self._stride, self._seen = 1, 0
        self._order: DateOrder | None = None
        self._has_open_dates = False
        self._short_clocks = self._most_first = 0

    def add(self, text: str) -> None:
        text = text[:LONGEST_CELL].strip()
        if cells.is_nothing(text):
            return
        if self._seen % self._stride == 0:
            self._keep(text)
        self._seen += 1
        self._note_clock(text)
        if not self._order:
            self._note_order(text)

    def facts(self) -> ColumnFacts:
        order = self._order or DateOrder.DAY_FIRST
        thousands = _thousands(self._sample)
        amounts = list(filter(None, (cells.amount(text, thousands) for text in self._sample)))
        days = list(filter(None, (cells.day(text, order) for text in self._sample)))
        serials = list(filter(None, map(cells.serial_day, self._sample)))
        units = Counter(read.unit for read in amounts if read.unit)
        return ColumnFacts(
            sampled=len(self._sample),
            numbers=len(amounts),
            bare=sum(read.unit is None for read in amounts),
            clocks=sum(1 for text in self._sample if cells.clock(text)),
            short_clocks=self._short_clocks,
            most_first=self._most_first,
            dates=len(days),
            times=sum(read.has_time for read in (*days, *serials)),
            durations=sum(1 for text in self._sample if cells.seconds(text, None) is not None),
            serials=len(serials),
            middle=_middle([read.value for read in amounts]),
            thousands=thousands,
            unit=units.most_common(1)[0][0].value if units else "",
            order=self._order,
            has_open_dates=self._has_open_dates,
            words=tuple(dict.fromkeys(self._sample))[:_MOST_WORDS],
        )

    def _keep(self, text: str) -> None:
        self._sample.append(text)
        if len(self._sample) > _SAMPLED:
            self._sample = self._sample[::2]
            self._stride *= 2

    def _note_clock(self, text: str) -> None:
        parts = cells.clock(text.partition("/")[0]) if ":" in text else None
        if parts and parts[3] is None:
            self._short_clocks += 1
            self._most_first = max(self._most_first, int(parts[1]))

    def _note_order(self, text: str) -> None:
        numbers = _NUMBERED_DATE.match(text)
        if not numbers:
            return
        first, second = int(numbers[1]), int(numbers[2])
        if first > 12 or second > 12:
            self._order = DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST
        elif first != second:
            self._has_open_dates = True


class TableSurvey:
    """What is seen of all columns."""

    def __init__(self, columns: int) -> None:
        self._columns = [ColumnSurvey() for _ in range(columns)]

    def add(self, row: Sequence[str]) -> None:
        for column, text in zip(self._columns, row, strict=False):
            column.add(text)

    def facts(self) -> tuple[ColumnFacts, ...]:
        return tuple(column.facts() for column in self._columns)


def _thousands(texts: Iterable[str]) -> str:
    """The mark that parts thousands in these numbers; none where it parts their decimals."""
    digits = [parts[2].strip() for text in texts if (parts := cells.number_text(text))]
    for mark, other in ((",", "."), (".", ",")):
        marked = [each for each in digits if mark in each]
        if any(each.count(mark) > 1 or (other in each and each.rindex(other) > each.index(mark)) for each in marked):
            return mark
        if not marked or not all(_MARKED.match(each) for each in marked) or any(each[0] == "0" for each in marked):
            continue
        bare = [each for each in digits if each.isdecimal()]
        has_decimals = any(other in each and not _MARKED.match(each) for each in digits)
        if has_decimals or (bare and all(len(each) >= 3 for each in bare)):
            return mark
    return ""


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0
