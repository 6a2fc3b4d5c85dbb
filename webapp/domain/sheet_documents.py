"""Tables and layouts as plain values, as they are kept; what is read back is checked, since documents are edited."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from webapp.domain.sheets import LONGEST_CELL, MOST_COLUMNS, ColumnFacts, ColumnUnit, DateOrder, Holds, Layout, Sheet

_KINDS = {field.name: field.type for field in fields(ColumnFacts)}


def layout_document(layout: Layout) -> dict[str, Any]:
    return {"columns": dict(layout.columns), "units": dict(layout.units), "order": layout.order}


def read_layout(document: Any) -> Layout:
    """Raises ValueError for anything that is no layout."""
    try:
        columns = {Holds(holds): _column(column) for holds, column in document["columns"].items()}
        units = {Holds(holds): ColumnUnit(unit) for holds, unit in document["units"].items()}
        return Layout(columns=columns, units=units, order=DateOrder(document["order"]))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no layout") from error


def sheet_document(sheet: Sheet) -> dict[str, Any]:
    return asdict(sheet)


def read_sheet(document: Any) -> Sheet:
    """Raises ValueError for anything that is no table."""
    try:
        headings, units = _texts(document["headings"]), _texts(document["heading_units"])
        sheet = Sheet(
            key=_text(document["key"]),
            headings=headings,
            heading_units=units,
            first_rows=tuple(map(_texts, document["first_rows"])),
            facts=tuple(map(_facts, document["facts"])),
            count=_column(document["count"]),
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no table") from error
    if not 0 < len(headings) == len(units) == len(sheet.facts) <= MOST_COLUMNS:
        raise ValueError("columns that don't fit")
    return sheet


def _facts(document: Mapping[str, Any]) -> ColumnFacts:
    # A table that waits since an earlier Backstride knows less of its columns.
    given = vars(ColumnFacts()) | dict(document)
    order, words, middle = given.pop("order"), given.pop("words"), given.pop("middle")
    counts: dict[str, Any] = {name: _column(given[name]) for name, kind in _KINDS.items() if kind is int}
    texts: dict[str, Any] = {name: _text(given[name]) for name, kind in _KINDS.items() if kind is str}
    if type(middle) not in (int, float) or type(given["has_open_dates"]) is not bool:
        raise ValueError("no facts")
    return ColumnFacts(
        **counts,
        **texts,
        middle=float(middle),
        has_open_dates=given["has_open_dates"],
        order=DateOrder(order) if order else None,
        words=_texts(words),
    )


def _column(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise ValueError("no count")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise ValueError("no list")
    return tuple(map(_text, values))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_CELL:
        raise ValueError("no text")
    return value
