"""The likely layout of a table: by the words above its columns, and only where their cells can be that."""

from collections.abc import Mapping

from webapp.domain.sheets import UNITS, ColumnFacts, ColumnUnit, DateOrder, Holds, Layout, Sheet
from webapp.importers import cells, column_words, directions, places_walked
from webapp.importers.sports import Sport, plain_words, sport_of

# So much of a column has to be of its kind; the rest may be empty, or a line of sums.
_MOST_OF = 0.6
_ON_FOOT_OR_NOT = (Sport.WALK, Sport.RUN, Sport.NOT_ON_FOOT)
_MONTH_FIRST_WORDS = frozenset(("miles", "mph", "pounds", "lbs", "mi"))
_IN_ORDER = (
    *(Holds.START, Holds.END, Holds.BACKWARD, Holds.DISTANCE, Holds.WEIGHT, Holds.DURATION, Holds.TIME),
    *(Holds.SPEED, Holds.PLACE, Holds.SPORT, Holds.NOTE),
)


def layout_of(sheet: Sheet) -> Layout:
    """The likely layout; without a column of dates there is no start in it."""
    headings = [" ".join(plain_words(heading)) for heading in sheet.headings]
    columns: dict[Holds, int] = {}
    for holds in _IN_ORDER:
        ranked = {
            column: rank
            for column in range(len(headings))
            if column not in columns.values()
            and _is_counted_so(holds, sheet.heading_units[column])
            and (rank := _rank(holds, headings[column], sheet.facts[column], columns, sheet))
        }
        if ranked:
            columns[holds] = max(ranked, key=lambda column: (ranked[column], -column))
    columns = _needed(columns)
    is_american = any(not _MONTH_FIRST_WORDS.isdisjoint(heading.split()) for heading in headings)
    order = DateOrder.MONTH_FIRST if is_american else DateOrder.DAY_FIRST
    return Layout(columns=columns, units={}, order=order)


def _rank(holds: Holds, heading: str, facts: ColumnFacts, columns: Mapping[Holds, int], sheet: Sheet) -> float:
    if not facts.sampled or not _can_be(holds, facts):
        return 0.0
    named = column_words.rank(heading, holds)
    match holds:
        case Holds.START:
            is_other = column_words.rank(heading, Holds.END) > named or not (named or _has_dates(facts))
            return 0.0 if is_other else named + 0.2 * bool(facts.times) + 0.01
        case Holds.TIME:
            has_time = sheet.facts[columns[Holds.START]].times if Holds.START in columns else 1
            return 0.0 if has_time else named
        case Holds.DURATION if facts.clocks and _is_time_of_day(heading, columns, sheet):
            return 0.0
        case Holds.SPORT if _names_sports(facts):
            return named + 0.5
    return named


def _is_counted_so(holds: Holds, heading_unit: str) -> bool:
    """Whether the unit in a heading is one for this: no time is in minutes for a kilometre."""
    return not heading_unit or holds not in UNITS or heading_unit in UNITS[holds]


def _can_be(holds: Holds, facts: ColumnFacts) -> bool:
    counts = {
        Holds.START: max(facts.dates, facts.serials),
        Holds.TIME: facts.clocks or _clock_like(facts),
        Holds.END: max(facts.dates, facts.clocks, facts.serials),
        Holds.DURATION: facts.durations,
        Holds.DISTANCE: facts.numbers,
        Holds.SPEED: max(facts.numbers, facts.clocks, _paces(facts)),
        Holds.BACKWARD: max(facts.durations, facts.numbers, _directions(facts)),
        Holds.WEIGHT: facts.numbers,
    }
    if holds is Holds.PLACE:
        return any(map(places_walked.place_in, facts.words))
    if holds in (Holds.SPORT, Holds.NOTE):
        return facts.numbers + facts.dates + facts.clocks < (1 - _MOST_OF) * facts.sampled
    return counts[holds] >= _MOST_OF * facts.sampled


def _has_dates(facts: ColumnFacts) -> bool:
    """Whether its cells are dates, whatever it is called."""
    return facts.dates >= _MOST_OF * facts.sampled


def _clock_like(facts: ColumnFacts) -> int:
    read = sum(cells.time_of_day(word, DateOrder.DAY_FIRST) is not None for word in facts.words)
    return facts.sampled if read == len(facts.words) and not facts.numbers else 0


def _paces(facts: ColumnFacts) -> int:
    return facts.sampled if all(cells.kmh(word, ColumnUnit.KMH) for word in facts.words) else 0


def _directions(facts: ColumnFacts) -> int:
    names_any = any(directions.direction(word) is not None for word in facts.words)
    return facts.sampled if names_any or all(directions.is_backward(word) is not None for word in facts.words) else 0


def _names_sports(facts: ColumnFacts) -> bool:
    return any(sport_of(word) in _ON_FOOT_OR_NOT for word in facts.words)


def _is_time_of_day(heading: str, columns: Mapping[Holds, int], sheet: Sheet) -> bool:
    """Whether a column of clocks that is called "Time" beside a date is when it began, and not how long it took."""
    if Holds.START not in columns or sheet.facts[columns[Holds.START]].times:
        return False
    is_called_time = column_words.rank(heading, Holds.TIME) > column_words.rank(heading, Holds.DURATION)
    return is_called_time or (Holds.END in columns and heading in ("time", "zeit"))


def _needed(columns: Mapping[Holds, int]) -> dict[Holds, int]:
    """Without those that say nothing more: the speed where the distance and the time are there, the end likewise.

    A time beside a date that is alone to say anything of time is how long it took.
    """
    kept = dict(columns)
    if Holds.TIME in kept and not kept.keys() & {Holds.DURATION, Holds.END, Holds.WEIGHT}:
        kept[Holds.DURATION] = kept.pop(Holds.TIME)
    if kept.keys() >= {Holds.DURATION, Holds.DISTANCE}:
        kept.pop(Holds.SPEED, None)
    if Holds.DURATION in kept:
        kept.pop(Holds.END, None)
    return kept
