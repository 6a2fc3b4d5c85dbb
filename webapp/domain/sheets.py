"""A table whose columns only its person knows: what they may hold, in which units, and what can be told of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from webapp.domain.imports import CannotImport
from webapp.domain.walks import Walk

# What the page of an import can show and a person can look through.
MOST_COLUMNS = 60
LONGEST_CELL = 80


class DateOrder(StrEnum):
    """Which comes first where a date is three numbers and the year comes last."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Holds(StrEnum):
    """What a column may hold. `START` is a date, with or without the time of day."""

    START = "start"
    TIME = "time"
    END = "end"
    DURATION = "duration"
    DISTANCE = "distance"
    SPEED = "speed"
    SPORT = "sport"
    PLACE = "place"
    BACKWARD = "backward"
    NOTE = "note"
    WEIGHT = "weight"


# A title may name the sport and the place, and a date may have its time.
_MAY_SHARE = (Holds.NOTE, Holds.SPORT, Holds.PLACE, Holds.TIME)


class ColumnUnit(StrEnum):
    """In what the numbers of a column count. The two with a colon say what `32:10` is."""

    SECONDS = "s"
    MINUTES = "min"
    HOURS = "h"
    HOURS_MINUTES = "h:mm"
    MINUTES_SECONDS = "mm:ss"
    PERCENT = "%"
    YES_OR_NO = "yes/no"
    METRES = "m"
    KILOMETRES = "km"
    MILES = "mi"
    KMH = "km/h"
    MPH = "mph"
    METRES_A_SECOND = "m/s"
    MINUTES_A_KM = "min/km"
    MINUTES_A_MILE = "min/mi"
    KILOGRAMS = "kg"
    POUNDS = "lb"


_COUNTED = (ColumnUnit.MINUTES, ColumnUnit.SECONDS, ColumnUnit.HOURS)
_CLOCKS = (ColumnUnit.HOURS_MINUTES, ColumnUnit.MINUTES_SECONDS)
_PACES = (ColumnUnit.MINUTES_A_KM, ColumnUnit.MINUTES_A_MILE)
UNITS: Mapping[Holds, tuple[ColumnUnit, ...]] = {
    Holds.DURATION: (*_COUNTED, *_CLOCKS),
    Holds.DISTANCE: (ColumnUnit.KILOMETRES, ColumnUnit.MILES, ColumnUnit.METRES),
    Holds.SPEED: (ColumnUnit.KMH, ColumnUnit.MPH, ColumnUnit.METRES_A_SECOND, *_PACES),
    Holds.BACKWARD: (*_COUNTED, ColumnUnit.PERCENT, ColumnUnit.YES_OR_NO, *_CLOCKS),
    Holds.WEIGHT: (ColumnUnit.KILOGRAMS, ColumnUnit.POUNDS),
}
# Between these lies the middle of what people write down of their walks, in each unit.
_LIKELY: Mapping[Holds, Mapping[ColumnUnit, tuple[float, float]]] = {
    Holds.DURATION: {
        ColumnUnit.MINUTES: (4, 240),
        ColumnUnit.SECONDS: (240, 14_400),
        ColumnUnit.HOURS: (0.05, 4),
    },
    Holds.DISTANCE: {
        ColumnUnit.KILOMETRES: (0.2, 60),
        ColumnUnit.MILES: (0.1, 40),
        ColumnUnit.METRES: (200, 60_000),
    },
    Holds.WEIGHT: {ColumnUnit.KILOGRAMS: (30, 200), ColumnUnit.POUNDS: (66, 440)},
}


# Where there are only these, a number may be a mark.
_FLAGS = frozenset("01")
# Nobody walks for so many hours at once, and few people do for these.
_HOURS_OF_NOBODY, _HOURS_OF_FEW = 24, 6


@dataclass(frozen=True, kw_only=True)
class ColumnFacts:
    """What all rows say of a column.

    `sampled` is how many of its cells were looked at closely; of these `numbers`, `clocks`, `dates` and `durations`
    are such; `bare` are numbers without a unit, `serials` those that may be days as a spreadsheet counts them. `middle`
    is the middle one of the numbers; `thousands` the mark that parts their thousands. `unit` is the unit that stands
    beside the numbers.

    Of all cells: `order` is there when a date tells it, and `has_open_dates` when some may be read in two ways;
    `most_first` is the largest first number of the clocks of two numbers, of which there are `short_clocks`. `words`
    are the first texts that differ.
    """

    sampled: int = 0
    numbers: int = 0
    bare: int = 0
    clocks: int = 0
    short_clocks: int = 0
    most_first: int = 0
    dates: int = 0
    times: int = 0
    durations: int = 0
    serials: int = 0
    middle: float = 0.0
    thousands: str = ""
    unit: str = ""
    order: DateOrder | None = None
    has_open_dates: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Which column holds what, by its number from 0, and how it is read."""

    columns: Mapping[Holds, int]
    units: Mapping[Holds, ColumnUnit]
    order: DateOrder = DateOrder.DAY_FIRST

    @property
    def clash(self) -> tuple[Holds, Holds] | None:
        """Two things for which the same column is chosen, that can't be one."""
        told = [(holds, column) for holds, column in self.columns.items() if holds not in _MAY_SHARE]
        pairs = combinations(sorted(told, key=lambda each: list(Holds).index(each[0])), 2)
        return next(((first[0], second[0]) for first, second in pairs if first[1] == second[1]), None)

    @property
    def has_walks(self) -> bool:
        """Whether it tells how long something took."""
        chosen = self.columns.keys()
        return bool(chosen & {Holds.DURATION, Holds.END}) or chosen >= {Holds.DISTANCE, Holds.SPEED}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table by its headings, first rows and facts. The headings have a unit each, where they name one.

    `key` is the same for every table with these headings. `count` is the number of its rows.
    """

    key: str
    headings: Sequence[str]
    heading_units: Sequence[str]
    first_rows: Sequence[Sequence[str]]
    facts: Sequence[ColumnFacts]
    count: int

    def order_told(self, layout: Layout) -> DateOrder | None:
        """The order of the dates, where the rows tell it."""
        told = (
            self.facts[layout.columns[holds]].order for holds in (Holds.START, Holds.END) if holds in layout.columns
        )
        return next(filter(None, told), None)

    def is_order_asked(self, layout: Layout) -> bool:
        """Whether there are dates that may be read in two ways."""
        start = layout.columns.get(Holds.START)
        return start is not None and not self.order_told(layout) and self.facts[start].has_open_dates

    def has_times(self, layout: Layout) -> bool:
        """Whether it says at what time of the day something began."""
        start = layout.columns.get(Holds.START)
        return Holds.TIME in layout.columns or start is None or self.facts[start].times > 0

    def units_possible(self, holds: Holds, column: int) -> tuple[ColumnUnit, ...]:
        """The units that a column can have: none where each of its cells says it, and one where it is told."""
        facts, known = self.facts[column], UNITS.get(holds, ())
        named = [unit for unit in known if unit == self.heading_units[column]] or _beside(known, facts)
        if known and facts.clocks > facts.numbers:
            return self._of_clocks(holds, facts, named)
        if named or not facts.numbers:
            return tuple(named[:1])
        is_flag = facts.numbers == facts.sampled and set(facts.words) <= _FLAGS
        plain = tuple(unit for unit in known if unit not in _CLOCKS and (is_flag or unit is not ColumnUnit.YES_OR_NO))
        likely = _LIKELY.get(holds, {})
        fitting = tuple(unit for unit in plain if unit in likely and _is_within(facts.middle, likely[unit]))
        return fitting or plain

    def settled(self, layout: Layout, usual: Mapping[Holds, ColumnUnit]) -> Layout:
        """The layout with a unit for each column: the one that is told, else the one it has, else the usual one."""
        units: dict[Holds, ColumnUnit] = {}
        for holds, column in sorted(layout.columns.items(), key=lambda each: list(Holds).index(each[0])):
            possible = self.units_possible(holds, column)
            # What is backward is mostly counted as the whole is.
            like = units.get(Holds.DURATION) if holds is Holds.BACKWARD else usual.get(holds)
            wanted = (layout.units.get(holds), ColumnUnit.YES_OR_NO, like)
            if possible:
                units[holds] = next((unit for unit in wanted if unit in possible), possible[0])
        return replace(layout, units=units, order=self.order_told(layout) or layout.order)

    def is_told(self, layout: Layout) -> bool:
        """Whether the table or the layout says the unit of each column."""
        possible = {holds: self.units_possible(holds, column) for holds, column in layout.columns.items()}
        return all(len(units) < 2 or layout.units.get(holds) in units for holds, units in possible.items())

    def worth_remembering(self, layout: Layout) -> Layout:
        """The layout without the percents that the cells themselves told: bare numbers of a later table are none."""
        told = [holds for holds, column in layout.columns.items() if len(self.units_possible(holds, column)) < 2]
        units = {
            holds: unit for holds, unit in layout.units.items() if holds not in told or unit is not ColumnUnit.PERCENT
        }
        return replace(layout, units=units)

    def _of_clocks(self, holds: Holds, facts: ColumnFacts, named: Sequence[ColumnUnit]) -> tuple[ColumnUnit, ...]:
        if holds is Holds.SPEED:
            return tuple(unit for unit in named if unit in _PACES)[:1] or _PACES
        if not facts.short_clocks:
            return ()
        if facts.most_first >= _HOURS_OF_NOBODY:
            return (ColumnUnit.MINUTES_SECONDS,)
        return _CLOCKS if facts.most_first < _HOURS_OF_FEW else _CLOCKS[::-1]


class RowReading(NamedTuple):
    """What a row is by a layout: a walk, a body weight in kg, or why it is neither.

    With `is_local` its time is that of the person's own zone.
    """

    walk: Walk | None = None
    weighed_on: dt.date | None = None
    weight_kg: float = 0.0
    refusal: CannotImport | None = None
    is_local: bool = True


def _beside(known: Sequence[ColumnUnit], facts: ColumnFacts) -> list[ColumnUnit]:
    """The unit that stands beside the numbers; a share of some says nothing of the others."""
    is_told = facts.unit != ColumnUnit.PERCENT or not facts.bare
    return [unit for unit in known if unit == facts.unit and is_told]


def _is_within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
