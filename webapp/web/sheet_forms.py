"""The page that asks which column of a table is what, and what somebody answers there."""

from collections.abc import Mapping, Sequence

from flask import render_template

from webapp.actions import import_sheets as actions
from webapp.actions.import_sheets import AskedSheet
from webapp.domain.diaries import Diary
from webapp.domain.imports import Refusal
from webapp.domain.problems import Problem
from webapp.domain.sheets import UNITS, ColumnUnit, DateOrder, Holds, Layout, RowReading
from webapp.domain.units import Units
from webapp.storage.import_models import ImportBatch
from webapp.words import formats
from webapp.words import sheets as words


def units() -> Units:
    """The units of whoever asks."""
    return Units(formats.weight_unit(), formats.distance_unit())


def read(form: Mapping[str, str], asked: AskedSheet) -> Layout:
    """The layout that is chosen; what the form does not ask is told by the table."""
    count = len(asked.sheet.headings)
    columns = {
        holds: column for holds in Holds if (column := _column(form.get(f"column-{holds}", ""), count)) is not None
    }
    chosen = {holds: unit for holds in columns if (unit := _unit(form.get(f"unit-{holds}", ""), holds))}
    order = form.get("order", "")
    layout = Layout(
        columns=columns,
        units=chosen,
        order=DateOrder(order) if order in list(DateOrder) else asked.layout.order,
    )
    return asked.sheet.settled(layout, actions.usual_units(units()))


def page(diary: Diary, batch: ImportBatch, asked: AskedSheet, problems: Sequence[Problem] = ()) -> str:
    sheet, layout = asked.sheet, asked.layout
    lacks = actions.problems(layout)
    readings = [] if lacks else actions.first_readings(diary, sheet, layout)
    return render_template(
        "imports/columns.html",
        batch=batch,
        asked=asked,
        sheet=sheet,
        readings=[words.reading(reading) for reading in readings],
        is_unread=bool(readings) and all(map(_is_unread, readings)),
        zone=words.zone(diary.time_zone, is_local=all(part.is_local for reading in readings for part in reading)),
        has_times=sheet.has_times(layout),
        values=_values(layout),
        errors={f"column-{problem.field}": words.problem(problem) for problem in problems},
        clash=words.problem(lacks[0]) if layout.clash else "",
        units=_unit_choices(asked),
        asks_order=sheet.is_order_asked(layout),
        holds=list(Holds),
        words=words,
    )


def _is_unread(parts: Sequence[RowReading]) -> bool:
    """Whether a row can't be read so; one that is no walk can."""
    return any(part.refusal and part.refusal.reason is not Refusal.NOT_A_WALK for part in parts)


def _unit_choices(asked: AskedSheet) -> list[tuple[Holds, list[tuple[str, str]]]]:
    """What nothing in the table tells: a choice of units for each such column."""
    possible = {holds: asked.sheet.units_possible(holds, column) for holds, column in asked.layout.columns.items()}
    return [
        (holds, [(unit.value, words.unit(unit)) for unit in possible[holds]])
        for holds in UNITS
        if len(possible.get(holds, ())) > 1
    ]


def _values(layout: Layout) -> dict[str, str]:
    columns = {f"column-{holds}": str(column) for holds, column in layout.columns.items()}
    return {**columns, **{f"unit-{holds}": unit for holds, unit in layout.units.items()}, "order": layout.order}


def _column(text: str, count: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) < count else None


def _unit(text: str, holds: Holds) -> ColumnUnit | None:
    return next((unit for unit in UNITS.get(holds, ()) if unit == text), None)
