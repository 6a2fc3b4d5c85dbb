"""Many walks at once: they are selected in the History, the change is shown before it is made, and undone as one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import bulk_edits as actions
from webapp.actions import walks as walk_actions
from webapp.domain.bulk_edits import OF_AN_UNDO, BulkChange, BulkEntry, BulkKind, BulkOutcome, BulkState
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.storage import bulk_edits as store
from webapp.storage import walks as walk_store
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import access, bulk_edit_forms, walk_filters, walk_history
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import bulk_edits as words
from webapp.words import texts

bp = Blueprint("bulk_edits", __name__, url_prefix="/walks/many")
# So many walks that stay as they are have their names on the page.
_NAMED = 20

Rendered = tuple[str, int]


@bp.get("")
def new() -> str:
    """The walks of the History with a box for each."""
    return walk_history.select_page(access.diary_read(), request.args)


@bp.post("")
def create() -> Response | Rendered:
    diary, now, uuid = access.diary_write(), clock.now(), uuid4()
    picked, is_all = walk_history.picked(request.form), "all" in request.form
    if not picked and not is_all:
        problem = _("Please tick a walk first.")
        return walk_history.select_page(diary, request.form, problem=problem), 422
    with database().writing() as session:
        if is_all:
            edit = actions.choose_found(session, diary, uuid, walk_filters.read(request.form), now=now)
        else:
            edit = actions.choose(session, diary, uuid, picked, now=now)
        is_empty = not store.entries_of(edit)
        if is_empty:
            session.delete(edit)
        elif request.form.get("kind") == BulkKind.DELETE:
            store.write_change(edit, BulkChange(kind=BulkKind.DELETE))
    if is_empty:
        problem = _("These walks are in the bin or gone. Please tick others.")
        return walk_history.select_page(diary, request.form, problem=problem), 422
    return redirect(url_for("bulk_edits.show", uuid=uuid), 303)


@bp.get("/<uuid:uuid>")
def show(uuid: UUID) -> str:
    return _page(uuid, is_asking="again" in request.args)


@bp.post("/<uuid:uuid>/plan")
def plan(uuid: UUID) -> Response | Rendered:
    """What is to be done with the walks; nothing is changed yet."""
    diary, form = access.diary_write(), Form(request.form)
    try:
        change = bulk_edit_forms.read(form)
    except Invalid as invalid:
        errors = texts.problems_by_field(invalid.problems)
        return _page(uuid, is_asking=True, values=form.values, errors=errors), 422
    with database().writing() as session:
        edit = _get(session, diary, uuid)
        if edit.state == BulkState.CHOSEN:
            store.write_change(edit, change)
    return redirect(url_for("bulk_edits.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/save")
def save(uuid: UUID) -> Response:
    """Change the walks as the page said that they would be changed."""
    diary = access.diary_write()
    with database().writing() as session:
        edit = _get(session, diary, uuid)
        change = store.change_of(edit)
        # Another tab may have asked for something else since.
        if change and request.form.get("change") == edit.change:
            actions.carry_out(session, diary, edit, change, now=clock.now())
    return redirect(url_for("bulk_edits.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/undo")
def undo(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        actions.undo(session, diary, _get(session, diary, uuid))
    return redirect(url_for("bulk_edits.show", uuid=uuid), 303)


def _page(
    uuid: UUID, *, is_asking: bool, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        edit = _get(session, diary, uuid)
        change = store.change_of(edit)
        is_asking = edit.state == BulkState.CHOSEN and (is_asking or change is None)
        shown = _asked(edit) if is_asking or change is None else _planned_or_done(session, diary, edit, change)
    form = {"values": values or {}, "errors": errors or {}, "kinds": BulkKind}
    return render_template("bulk_edits/show.html", edit=edit, change=change, words=words, **form, **shown)


def _asked(edit: BulkEdit) -> dict[str, Any]:
    return {"part": "choices", "chosen": len(store.entries_of(edit)), "bin_days": walk_actions.DAYS_IN_BIN}


def _planned_or_done(session: Session, diary: Diary, edit: BulkEdit, change: BulkChange) -> dict[str, Any]:
    if edit.state == BulkState.CHOSEN:
        found = actions.preview(session, diary, edit, change)
        entries = [BulkEntry(uuid, "", outcome) for uuid, outcome in found.outcomes.items()]
        return {"part": "preview", "preview": found, **_outcomes(session, diary, entries)}
    entries = store.entries_of(edit)
    if edit.state == BulkState.UNDONE:
        entries = [entry for entry in entries if entry.outcome in OF_AN_UNDO]
    return {"part": "report", **_outcomes(session, diary, entries)}


def _outcomes(session: Session, diary: Diary, entries: Sequence[BulkEntry]) -> dict[str, Any]:
    """How many walks went which way, and those that stayed as they were because somebody changed them."""
    counts = {outcome.value: 0 for outcome in BulkOutcome}
    for entry in entries:
        counts[entry.outcome or BulkOutcome.SAME] += 1
    stayed = [entry.uuid for entry in entries if entry.outcome in (BulkOutcome.NEWER, BulkOutcome.KEPT)]
    return {"counts": counts, "stayed": _named(session, diary, stayed), "days": actions.KEPT_FOR.days}


def _named(session: Session, diary: Diary, uuids: Sequence[UUID]) -> Sequence[WalkRow]:
    return walk_store.named(session, diary, uuids[:_NAMED]) if uuids else []


def _get(session: Session, diary: Diary, uuid: UUID) -> BulkEdit:
    return store.find(session, diary, uuid) or abort(404)
