"""The form of a walk: what stands around its fields, and the form once more where it could not be saved as it was."""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

from flask import abort, render_template

from webapp import clock
from webapp.actions import estimates
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.domain.walks import LONGEST_NOTE
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import walk_forms, walk_values
from webapp.web.database import database
from webapp.web.parameters import date_of, uuid_of
from webapp.words import texts
from webapp.words import walks as walk_words

Rendered = tuple[str, int]


def outdated(
    session: Session, diary: Diary, row: WalkRow, values: Mapping[str, str], *, is_again: bool = False
) -> Rendered:
    """The form as it was typed, now of the walk as it is, so that saving it once more is meant."""
    now_known = {"version": walk_values.version(walk_rows.to_domain(row)), "restore": "yes" if row.deleted_at else ""}
    values = {**values, **now_known}
    context = around(session, diary, values) | {"is_again": is_again}
    page = render_template(
        "walks/edit.html", uuid=row.uuid, values=values, errors={}, is_like=False, meanwhile=row, **context
    )
    return page, 422


def gone(diary: Diary, values: Mapping[str, str]) -> Rendered:
    """What was typed into the form of a walk that is not there, nor in the bin, as a new walk."""
    if "date" not in values:
        abort(404)
    kept = {name: value for name, value in values.items() if name not in ("version", "restore")}
    kept["id"] = str(uuid4())
    with database().reading() as session:
        context = around(session, diary, kept)
    page = render_template("walks/new.html", values=kept, errors={}, is_gone=True, is_like=False, same=None, **context)
    return page, 404


def refused(template: str, diary: Diary, values: Mapping[str, str], invalid: Invalid, **more: object) -> Rendered:
    """The form once more, with what was typed and what is wrong with it."""
    errors = texts.problems_by_field(invalid.problems, started_at="date")
    with database().reading() as session:
        context = around(session, diary, values)
    context["trouble"] = context["trouble"] and walk_words.still_needed(errors)
    return render_template(template, values=values, errors=errors, is_like=False, **context, **more), 422


def around(session: Session, diary: Diary, values: Mapping[str, str]) -> dict[str, object]:
    """What stands around the fields of a form and follows what is typed, and how many stretches the long form shows."""
    segments, problem = walk_forms.previewed(values, diary)
    today = diary.date_of(clock.now())
    day, uuid = date_of(values.get("date")), uuid_of(values.get("id"))
    planned = store.planned(session, diary, uuid) if uuid else None
    yesterday = today - dt.timedelta(days=1)
    estimate = estimates.estimate(session, diary, segments, day or today, planned=planned) if segments else None
    return {
        "estimate": estimate,
        "trouble": texts.problem(problem) if problem else None,
        "yesterday": None if day == yesterday else yesterday,
        "when": walk_words.when(day, values.get("time", ""), today),
        "filled": walk_words.filled(values),
        "rows": walk_forms.row_count(values),
        "longest_note": LONGEST_NOTE,
        "is_swap": False,
    }
