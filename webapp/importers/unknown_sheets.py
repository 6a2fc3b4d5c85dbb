"""Any table as text that no known app wrote: what its columns hold, its person says once for all of its kind.

Told by its content: a delimiter that gives most lines the same number of cells, below a line of headings or without.
"""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import LONGEST_CELL, MOST_COLUMNS, Holds, Layout, Sheet
from webapp.importers import cells, guesses, sheet_rows, surveys, text_tables
from webapp.importers.allowance import Allowance
from webapp.importers.archives import HEAD, PackedFile
from webapp.importers.dates import date_and_time
from webapp.importers.recordings import Found, FoundSheet

MOST_ROWS = 20_000
# Bad lines that are named one by one; the others are counted.
MOST_BAD = 100
SHOWN = 3
_DELIMITERS = ",;\t|"
_LOOKED_AT = 20
_MOST_LEAD = 5
_FEWEST_ALIKE = 0.5
_SAYS_DELIMITER = re.compile(r"sep=(.)\s*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What other formats begin with.
_OTHERS = ("<", "{", "[", "%PDF", "PK")


class _Shape(NamedTuple):
    """How a text is a table: what parts its cells, how many there are, and the headings, if it has any."""

    delimiter: str
    columns: int
    headings: Sequence[str]
    # The rows before the first one with values.
    lead: int


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a table."""
    return _shape_of(_text(head)) is not None


def read(entry: PackedFile, layouts: Mapping[str, Layout], allowance: Allowance) -> tuple[FoundSheet, list[Found]]:
    """The table and, where the layout of its headings is known, what its rows are. Raises CannotImport."""
    with entry.stream() as stream:
        encoding = text_tables.encoding_of(stream)
    shape = _shape_of(_text(entry.head(), encoding))
    if shape is None:
        raise CannotImport(Refusal.UNKNOWN_FORMAT)
    with _rows(entry, encoding, shape, allowance) as rows:
        sheet = _surveyed(shape, rows)
    guess = guesses.layout_of(sheet)
    if Holds.START not in guess.columns and not any(facts.dates for facts in sheet.facts):
        raise CannotImport(Refusal.NO_DATES)
    layout = layouts.get(sheet.key)
    if layout is None or not is_fitting(layout, sheet) or not sheet.is_told(layout):
        likely = guess if layout is None or not is_fitting(layout, sheet) else layout
        return FoundSheet(sheet, likely, is_asked=True), [CannotImport(Refusal.COLUMNS)]
    layout = sheet.settled(layout, {})
    with _rows(entry, encoding, shape, allowance) as rows:
        found = list(_found(rows, sheet, layout))
    is_unread = all(isinstance(each, CannotImport) and each.reason is not Refusal.NOT_A_WALK for each in found)
    return FoundSheet(sheet, layout, is_asked=False, is_unread=is_unread), found


def is_fitting(layout: Layout, sheet: Sheet) -> bool:
    """Whether a layout is whole, and of such a table."""
    is_whole = Holds.START in layout.columns and (layout.has_walks or Holds.WEIGHT in layout.columns)
    return is_whole and all(column < len(sheet.headings) for column in layout.columns.values())


def _found(rows: Iterator[tuple[int, list[str]]], sheet: Sheet, layout: Layout) -> Iterator[Found]:
    others: Counter[tuple[Refusal, str]] = Counter()
    bad = 0
    for number, row in rows:
        for found in sheet_rows.found(row, sheet, layout, number=number):
            if not isinstance(found, CannotImport):
                yield found
            elif found.reason is Refusal.NOT_A_WALK:
                others[found.reason, found.detail] += 1
            elif bad < MOST_BAD:
                bad += 1
                yield found
            else:
                others[found.reason, ""] += 1
    for (reason, detail), count in others.items():
        yield CannotImport(reason, detail, count=count)


@contextmanager
def _rows(
    entry: PackedFile, encoding: str, shape: _Shape, allowance: Allowance
) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows that hold anything, each with its number as a spreadsheet shows it. Raises CannotImport."""
    with entry.stream() as stream:
        every = text_tables.cells(text_tables.lines(stream, encoding), allowance, shape.delimiter)
        yield (
            (number, row[: shape.columns])
            for number, row in enumerate(every, start=1)
            if number > shape.lead and any(map(str.strip, row)) and _is_taken(row, allowance)
        )


def _is_taken(row: Sequence[str], allowance: Allowance) -> bool:
    """Takes each cell of a row from the allowance: they are what takes the time."""
    for _ in row[:MOST_COLUMNS]:
        allowance.take_element()
    return True


def _surveyed(shape: _Shape, rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    surveyor = surveys.TableSurvey(shape.columns)
    first: list[list[str]] = []
    count = 0
    for _, row in rows:
        count += 1
        if count > MOST_ROWS:
            raise CannotImport(Refusal.TOO_MANY_ROWS, str(MOST_ROWS))
        if count <= SHOWN:
            first.append([cell.strip()[:LONGEST_CELL] for cell in row])
        surveyor.add(row)
    if not count:
        raise CannotImport(Refusal.NO_ACTIVITY)
    units = [cells.unit_in_heading(heading) for heading in shape.headings]
    return Sheet(
        key=_key(shape),
        headings=tuple(shape.headings),
        heading_units=tuple(unit.value if unit else "" for unit in units),
        first_rows=tuple(map(tuple, first)),
        facts=surveyor.facts(),
        count=count,
    )


def _key(shape: _Shape) -> str:
    """The same for each table with these headings."""
    said = "\n".join([str(shape.columns), *(" ".join(heading.casefold().split()) for heading in shape.headings)])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _text(head: bytes, encoding: str | None = None) -> str:
    """The whole lines at the beginning of a file."""
    text = head.decode("cp1252", "replace") if encoding == "cp1252" else text_tables.decoded(head)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text[: text.rfind("\n") + 1] if len(head) >= HEAD else text


def _shape_of(text: str) -> _Shape | None:
    if not text.strip() or _CONTROL.search(text) or text.lstrip().startswith(_OTHERS):
        return None
    first, _, _rest = text.partition("\n")
    said = _SAYS_DELIMITER.match(first)
    shapes = [_parted(text, delimiter) for delimiter in (said[1] if said else _DELIMITERS)]
    likely = max(shapes, key=lambda shape: (shape.alike, shape.columns))
    if not 2 <= likely.columns <= text_tables.MOST_COLUMNS or likely.alike < _FEWEST_ALIKE:
        return None
    return _with_headings(likely)


class _Parted(NamedTuple):
    delimiter: str
    rows: list[list[str]]
    columns: int
    # The share of the rows that have as many cells as most.
    alike: float


def _parted(text: str, delimiter: str) -> _Parted:
    try:
        lines = iter(text.splitlines(keepends=True))
        rows = list(islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT + _MOST_LEAD))
    except (csv.Error, TypeError, ValueError):
        return _Parted(delimiter, [], 0, 0.0)
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if not lengths:
        return _Parted(delimiter, rows, 0, 0.0)
    columns, _ = max(lengths.items(), key=lambda each: (each[1], each[0]))
    filled = [row for row in rows if any(map(str.strip, row))]
    return _Parted(delimiter, rows, columns, sum(len(row) == columns for row in filled) / len(filled))


def _lead(rows: Sequence[Sequence[str]], columns: int) -> int:
    """How many rows come before the first that has enough cells."""
    return next((index for index, row in enumerate(rows) if _is_wide(row, columns)), 0)


def _is_wide(row: Sequence[str], columns: int) -> bool:
    return len(row) >= columns - 1 and sum(bool(cell.strip()) for cell in row) >= min(2, columns)


def _with_headings(parted: _Parted) -> _Shape | None:
    lead = _lead(parted.rows, parted.columns)
    if lead > _MOST_LEAD or len(parted.rows) <= lead:
        return None
    first = parted.rows[lead]
    columns = min(max(parted.columns, len(first)), MOST_COLUMNS)
    if any(_is_value(cell) for cell in first):
        return _Shape(parted.delimiter, columns, [""] * columns, lead)
    headings = [cell.strip()[:LONGEST_CELL] for cell in first[:columns]]
    return _Shape(parted.delimiter, columns, headings + [""] * (columns - len(headings)), lead + 1)


def _is_value(cell: str) -> bool:
    """Whether a cell is no heading: a number or a date."""
    return bool(cells.amount(cell) or cells.clock(cell) or date_and_time(cell))
