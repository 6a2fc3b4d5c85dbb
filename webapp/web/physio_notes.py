"""The notes of a report on its sheet of paper: the newest, as many as there is room for."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from webapp.actions.physio import Report
from webapp.domain.physio import ReportedWalk

LONGEST_NOTE = 150
# How many lines a sheet of Letter, the shorter one, has below its head, and how many letters stand in one.
LINES, LETTERS = 37, 90
# The tables have a head, the walks also a sum and a legend; the figures beside them take so many lines at least.
LINES_OF_FIGURES, LINES_OF_ANSWERS, LINES_BY_HAND = 16, 6, 2
MOST_NOTES = 12


class Note(NamedTuple):
    uuid: UUID
    day: dt.date
    text: str
    is_cut: bool


def on_sheet(report: Report, *, with_answers: bool) -> tuple[list[Note], int]:
    """The notes that fit beside the tables of a report, and beside somebody's answers; and how many more there are."""
    rows, pains, tests = len(report.rows), len(report.pains), len(report.tests)
    return fitting(report.notes, lines=lines_left(rows=rows, pains=pains, tests=tests, with_answers=with_answers))


def lines_left(*, rows: int, pains: int, tests: int, with_answers: bool) -> int:
    """The lines that tables of so many rows leave for notes on one sheet."""
    taken = max(rows + 3, LINES_OF_FIGURES) + (pains and pains + 5) + (tests and tests + 2)
    return LINES - LINES_BY_HAND - taken - LINES_OF_ANSWERS * with_answers


def fitting(outings: Iterable[ReportedWalk], *, lines: int) -> tuple[list[Note], int]:
    """The newest notes, each once, as many as so many lines hold, one at least; and how many more there are."""
    by_text: dict[str, ReportedWalk] = {}
    for outing in sorted(outings, key=lambda outing: outing.day, reverse=True):
        by_text.setdefault(" ".join(outing.note.split()), outing)
    by_text.pop("", None)
    shown: list[Note] = []
    for text, outing in list(by_text.items())[:MOST_NOTES]:
        note = Note(outing.uuid, outing.day, *shortened(text))
        lines -= 1 + len(note.text) // LETTERS
        if shown and lines < 0:
            break
        shown.append(note)
    return shown, len(by_text) - len(shown)


def shortened(text: str, longest: int = LONGEST_NOTE) -> tuple[str, bool]:
    """A text cut at the end of a sentence if one ends in its second half, else after a word; and whether it was."""
    if len(text) <= longest:
        return text, False
    cut = text[:longest]
    sentence = max(cut.rfind(mark) for mark in (". ", "? ", "! "))
    if sentence >= longest // 2:
        return cut[: sentence + 1], True
    return cut.rpartition(" ")[0] or cut, True
