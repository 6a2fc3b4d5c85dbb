"""Whether what a document says of imports can have been: their recordings, tables and columns."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from webapp.actions.restore_walk_checks import read_walk
from webapp.domain import sheet_documents
from webapp.domain.imports import Outcome, Remark
from webapp.domain.problems import Problem, Reason
from webapp.storage.restores import Values


def import_row(values: Values, now: dt.datetime) -> Iterable[Problem]:
    if values["sheet"] is not None:
        yield from _sheet_problems(values)
        return
    if values["walk"] is not None and values["uuid"] is not None:
        read_walk(json.loads(values["walk"]), "walk.", values["uuid"], now)
    if values["weights"] is not None:
        yield from _imported_weights(json.loads(values["weights"]))
        return
    is_asked = values["outcome"] in (Outcome.ALIKE, Outcome.UNSURE, Outcome.NEW)
    if (values["walk"] is None or values["uuid"] is None) and is_asked:
        yield Problem("walk", Reason.MISSING)
    if (values["outcome"] == Outcome.REFUSED) != (values["reason"] is not None):
        yield Problem("reason", Reason.CONTRADICTS)
    notes = json.loads(values["notes"])
    if not isinstance(notes, list) or not all(map(_is_notice, notes)):
        yield Problem("notes", Reason.NOT_A_CHOICE)


def _sheet_problems(values: Values) -> Iterable[Problem]:
    kept = json.loads(values["sheet"])
    try:
        sheet, layout = sheet_documents.read_sheet(kept["sheet"]), sheet_documents.read_layout(kept["layout"])
    except (ValueError, TypeError, KeyError):
        yield Problem("sheet", Reason.NOT_AN_OBJECT)
        return
    if any(column >= len(sheet.headings) for column in layout.columns.values()):
        yield Problem("sheet", Reason.CONTRADICTS)


def layout(values: Values, now: dt.datetime) -> Iterable[Problem]:
    try:
        sheet_documents.read_layout(json.loads(values["layout"]))
    except ValueError:
        yield Problem("layout", Reason.NOT_AN_OBJECT)


def _imported_weights(kept: Any) -> Iterable[Problem]:
    try:
        by_day, found = kept
        days = [*by_day, *(found[0] if found else ())]
        fits = all(dt.date.fromisoformat(day) for day in days) and all(
            type(kg) in (int, float) for kg in by_day.values()
        )
        fits = fits and (found is None or (len(found) == 4 and all(type(count) is int for count in found[1:])))
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):
        fits = False
    if not fits:
        yield Problem("weights", Reason.NOT_AN_OBJECT)


def _is_notice(note: object) -> bool:
    return isinstance(note, list) and len(note) == 2 and note[0] in list(Remark) and type(note[1]) is int
