"""What a person's own table may hold, in words, and how its first rows are read."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import weeks
from webapp.domain.problems import Problem, Reason
from webapp.domain.sheets import ColumnUnit, DateOrder, Holds, RowReading, Sheet
from webapp.domain.walks import Walk
from webapp.words import formats, imports, refusals, texts

_HOLDS: Mapping[Holds, LazyString] = {
    Holds.START: lazy_gettext("Date, or date and time"),
    Holds.TIME: lazy_gettext("Time of day, if it has its own column"),
    Holds.DURATION: lazy_gettext("How long it took"),
    Holds.END: lazy_gettext("When it ended"),
    Holds.DISTANCE: lazy_gettext("Distance"),
    Holds.SPEED: lazy_gettext("Speed or pace"),
    Holds.SPORT: lazy_gettext("Kind of sport"),
    Holds.PLACE: lazy_gettext("Where: outdoors, indoors, treadmill or track"),
    Holds.BACKWARD: lazy_gettext("Backward: a word, or how much of it"),
    Holds.NOTE: lazy_gettext("Title or note"),
    Holds.WEIGHT: lazy_gettext("Body weight"),
}
_COUNTED_IN: Mapping[Holds, LazyString] = {
    Holds.DURATION: lazy_gettext("How long it took is in"),
    Holds.DISTANCE: lazy_gettext("The distance is in"),
    Holds.SPEED: lazy_gettext("The speed or pace is in"),
    Holds.BACKWARD: lazy_gettext("What went backward is in"),
    Holds.WEIGHT: lazy_gettext("The body weight is in"),
}
_UNITS: Mapping[ColumnUnit, LazyString] = {
    ColumnUnit.SECONDS: lazy_gettext("seconds"),
    ColumnUnit.MINUTES: lazy_gettext("minutes"),
    ColumnUnit.HOURS: lazy_gettext("hours"),
    ColumnUnit.HOURS_MINUTES: lazy_gettext("hours and minutes"),
    ColumnUnit.MINUTES_SECONDS: lazy_gettext("minutes and seconds"),
    ColumnUnit.PERCENT: lazy_gettext("percent of the whole"),
    ColumnUnit.YES_OR_NO: lazy_gettext("yes (1) or no (0)"),
    ColumnUnit.METRES: lazy_gettext("metres"),
    ColumnUnit.KILOMETRES: lazy_gettext("kilometres"),
    ColumnUnit.MILES: lazy_gettext("miles"),
    ColumnUnit.KMH: lazy_gettext("kilometres an hour"),
    ColumnUnit.MPH: lazy_gettext("miles an hour"),
    ColumnUnit.METRES_A_SECOND: lazy_gettext("metres a second"),
    ColumnUnit.MINUTES_A_KM: lazy_gettext("minutes for a kilometre"),
    ColumnUnit.MINUTES_A_MILE: lazy_gettext("minutes for a mile"),
    ColumnUnit.KILOGRAMS: lazy_gettext("kilograms"),
    ColumnUnit.POUNDS: lazy_gettext("pounds"),
}
_ORDERS: Mapping[DateOrder, LazyString] = {
    DateOrder.DAY_FIRST: lazy_gettext("the day, then the month"),
    DateOrder.MONTH_FIRST: lazy_gettext("the month, then the day"),
}


def holds(what: Holds) -> str:
    """What a column may hold."""
    return str(_HOLDS[what])


def problem(problem: Problem) -> str:
    """What is wrong with the choice of a column."""
    if problem.reason is not Reason.TAKEN:
        return texts.problem(problem)
    return _(
        "You chose one column for two things: \u201c%(first)s\u201d and \u201c%(second)s\u201d. "
        "Choose another for one of them.",
        first=holds(Holds(str(problem.limit))),
        second=holds(Holds(problem.field)),
    )


def counted_in(what: Holds) -> str:
    """The label of the choice of a unit."""
    return str(_COUNTED_IN[what])


def unit(unit: ColumnUnit) -> str:
    return str(_UNITS[unit])


def orders() -> list[tuple[str, str]]:
    """The two ways to read a date that is three numbers."""
    return [(order.value, str(text)) for order, text in _ORDERS.items()]


def columns(sheet: Sheet) -> list[tuple[int, str]]:
    """The columns by their headings, each with what stands in its first row."""
    return [(number, _column(sheet, number)) for number in range(len(sheet.headings))]


def heading(sheet: Sheet, number: int) -> str:
    return sheet.headings[number] or _("Column %(number)s", number=number + 1)


def size(sheet: Sheet) -> str:
    rows = ngettext("%(num)d row.", "%(num)d rows.", sheet.count)
    first = ngettext("We read the first like this:", "We read the first %(num)d like this:", len(sheet.first_rows))
    return f"{rows} {first}"


def reading(parts: Sequence[RowReading]) -> str:
    """A row as it is read: "Tue 3 Nov 2026, 7:00, 32 min, 2.4 km"."""
    return " ".join(_part(part) for part in parts) or _("Nothing to take from this row.")


def zone(time_zone: str, *, is_local: bool) -> str:
    """By which clock the times are read."""
    if is_local:
        return _("We read the times as those of your time zone, %(zone)s.", zone=time_zone)
    return _("The table itself says in which time zone its times are.")


def _column(sheet: Sheet, number: int) -> str:
    example = next((row[number] for row in sheet.first_rows if number < len(row) and row[number]), "")
    named = heading(sheet, number)
    return _("%(column)s, such as %(example)s", column=named, example=example) if example else named


def _part(part: RowReading) -> str:
    if part.refusal:
        return refusals.refusal(part.refusal)
    if part.walk:
        return ", ".join(_figures(part.walk))
    day = formats.near_day(part.weighed_on, year=True) if part.weighed_on else ""
    return _("%(day)s, body weight %(weight)s.", day=day, weight=formats.weight(part.weight_kg))


def _lasted(walk: Walk) -> str:
    whole, backward = imports.duration(walk.seconds), imports.duration(walk.backward_seconds)
    if walk.backward_seconds == walk.seconds:
        return _("%(duration)s backward", duration=whole)
    return (
        _("%(duration)s (%(backward)s backward)", duration=whole, backward=backward) if walk.backward_seconds else whole
    )


def _figures(walk: Walk) -> Sequence[str]:
    day = formats.near_day(weeks.local(walk.started_at, walk.time_zone).date(), year=True)
    metres = sum(segment.distance_m or 0 for segment in walk.segments)
    parts = [day, formats.clock_time(walk.started_at, walk.time_zone), _lasted(walk)]
    parts += [formats.distance(metres)] if metres else []
    parts += [_("running")] if walk.segments[0].mode.is_run else []
    return [*parts, f"\u201c{walk.note}\u201d"] if walk.note else parts
