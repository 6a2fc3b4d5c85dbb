"""Import: files of a watch or an app are read, shown by what would become of them, saved by one tap, and taken back.

They come from the form or from another app; nothing of it is saved before the person says so.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import import_answers as answers
from webapp.actions import import_pages as pages
from webapp.actions import import_rules as rules
from webapp.actions import import_saving as saving
from webapp.actions import import_sheets as sheets
from webapp.actions import import_times as times
from webapp.actions import imports as actions
from webapp.actions.import_sheets import AskedSheet
from webapp.domain.diaries import Diary
from webapp.domain.imports import AT_WORK, BatchState, ImportGroup, QuestionKind, UnsureAs
from webapp.storage import imports as store
from webapp.storage.engine import Session
from webapp.storage.import_models import ImportBatch
from webapp.storage.imports import WaitingFile
from webapp.web import access, restores, sheet_forms, uploads
from webapp.web.access import public, takes
from webapp.web.database import database
from webapp.web.htmx import wants_fragment
from webapp.web.parameters import number_of
from webapp.web.restores import RestoreReport
from webapp.words import direction_rules as rule_words
from webapp.words import import_rests
from webapp.words import imports as import_words

bp = Blueprint("imports", __name__, url_prefix="/import")
MOST_FILES = 500
_LISTED = 10
_GONE = lazy_gettext("That file is no longer here. Please choose it again.")

Rendered = tuple[str, int]


@bp.get("")
def index() -> str:
    return _index()


@bp.post("")
@takes(uploads.MOST_BYTES)
def create() -> Response | Rendered:
    return _bring()


@bp.post("/share")
@public
@takes(uploads.MOST_BYTES)
def share() -> Response | Rendered:
    """What another app hands over, when Backstride is installed. Android sends it like a form of this server's own."""
    if not access.is_signed_in():
        return render_template("imports/share.html"), 401
    return _bring()


@bp.post("/own")
def take_own() -> Response | Rendered:
    """The answer to whether what somebody else took along comes into this diary."""
    diary = access.diary_write()
    reports = restores.answer(diary, request.form)
    if reports is None:
        return _index(problem=str(_GONE)), 410
    return (_index(restored=reports), 200) if reports else redirect(url_for("imports.index"), 303)


@bp.get("/<uuid:uuid>")
def show(uuid: UUID) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        batch = _get(session, diary, uuid)
        group = _group()
        if group:
            return _show_group(session, diary, batch, group)
        asked = _asked(session, batch)
        if asked and not wants_fragment():
            return sheet_forms.page(diary, batch, asked)
        shown = _shown(session, diary, batch)
    template = "imports/_batch.html" if wants_fragment() else "imports/show.html"
    return render_template(template, words=import_words, **shown)


@bp.post("/<uuid:uuid>/columns/<int:number>")
def columns(uuid: UUID, number: int) -> Response | Rendered:
    """Which column of a table is what: shown as it would be read, remembered and read, or left out."""
    diary, does = access.diary_write(), request.form.get("do", "")
    with database().writing() as session:
        batch = _get(session, diary, uuid)
        asked = sheets.find(session, batch, number, sheet_forms.units()) or abort(404)
        layout = sheet_forms.read(request.form, asked)
        problems = [] if does == "leave" else sheets.problems(layout)
        if does not in ("take", "leave") or problems:
            page = sheet_forms.page(diary, batch, asked._replace(layout=layout), problems)
            return page, 422 if problems else 200
        if does == "leave":
            sheets.leave_out(session, batch, number)
            is_there = True
        else:
            is_there = sheets.choose(session, diary, batch, number, layout, now=clock.now(), is_there=uploads.is_kept)
        done = sheets.files_done(session, batch)
    for stored in done:
        uploads.worker().uploads.remove(stored)
    return _work(uuid) if is_there else (_index(problem=str(_GONE)), 410)


@bp.post("/<uuid:uuid>/save")
def save(uuid: UUID) -> Response:
    with database().writing() as session:
        saving.begin(_get(session, access.diary_write(), uuid))
    return _work(uuid)


@bp.post("/<uuid:uuid>/answer")
def answer(uuid: UUID) -> Response | Rendered:
    """What somebody says of the recordings of which nobody else can tell what they were."""
    diary = access.diary_write()
    try:
        said = UnsureAs(request.form.get("answer", ""))
    except ValueError:
        with database().reading() as session:
            shown = _shown(session, diary, _get(session, diary, uuid))
        shown["unanswered"] = _("Please tap one of the answers.")
        return render_template("imports/show.html", words=import_words, **shown), 422
    with database().writing() as session:
        store.answer(session, _get(session, diary, uuid), _kind(), said)
    return redirect(url_for("imports.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/ask")
def ask(uuid: UUID) -> Response:
    """Ask once more what somebody answered, where nothing was saved by it."""
    with database().writing() as session:
        store.ask_again(session, _get(session, access.diary_write(), uuid))
    return redirect(url_for("imports.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/rules")
def choose_rules(uuid: UUID) -> Response:
    """Leave the direction rules out of an import, or follow them again."""
    with database().writing() as session:
        _get(session, access.diary_write(), uuid).leaves_rules_out = bool(request.form.get("leave"))
    return redirect(url_for("imports.show", uuid=uuid, _anchor="import-rules"), 303)


@bp.post("/<uuid:uuid>/times")
def choose_times(uuid: UUID) -> Response:
    """Read the times of a file that names no zone as the person's own, or as UTC again."""
    diary = access.diary_write()
    with database().writing() as session:
        batch = _get(session, diary, uuid)
        if request.form.get("zone") == "own":
            times.read_in_zone(session, diary, batch)
        else:
            times.read_as_utc(session, batch)
    return redirect(url_for("imports.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/cancel")
def cancel(uuid: UUID) -> Response:
    with database().writing() as session:
        batch = _get(session, access.diary_write(), uuid)
        files = store.files_of(batch)
        saving.cancel(session, batch)
    uploads.worker().stop(batch.id)
    for file in files:
        uploads.worker().uploads.remove(file.stored)
    return _work(uuid)


@bp.post("/<uuid:uuid>/undo")
def undo(uuid: UUID) -> Response:
    with database().writing() as session:
        saving.begin_undo(_get(session, access.diary_write(), uuid))
    return _work(uuid)


def _bring() -> Response | Rendered:
    """Begin to read what was sent; what they took along from a Backstride is taken back at once."""
    try:
        files = uploads.sent_files(request)
    except RequestEntityTooLarge:
        return _too_large()
    if not files:
        return _index(problem=_("Please choose a file.")), 422
    if len(files) > MOST_FILES:
        problem = _("Please choose at most %(most)s files at once, or put them into a zip.", most=MOST_FILES)
        return _index(problem=problem), 422
    diary = access.diary_write()
    own = [file for file in files if restores.is_own(file.name, uploads.opened(file))]
    restored = [restores.bring(diary, file) for file in own]
    others = [file for file in files if file not in own]
    if not others:
        return _index(restored=restored), 422 if all(report.is_refused for report in restored) else 200
    started = _start(diary, others, saves_at_once="at_once" in request.form)
    return (_index(restored=restored), 200) if restored else started


def _start(diary: Diary, files: list[WaitingFile], *, saves_at_once: bool = False) -> Response:
    uuid = uuid4()
    with database().writing() as session:
        actions.start(session, diary, uuid, now=clock.now(), files=files, saves_at_once=saves_at_once)
    uploads.adopt(files)
    return _work(uuid)


def _work(uuid: UUID) -> Response:
    """Let the work begin, and show the page: where there is little of it, once it is over."""
    uploads.worker().call()
    uploads.worker().wait(access.diary_write(), uuid)
    return redirect(url_for("imports.show", uuid=uuid), 303)


def _get(session: Session, diary: Diary, uuid: UUID) -> ImportBatch:
    return store.batch(session, diary, uuid) or abort(404)


def _asked(session: Session, batch: ImportBatch) -> AskedSheet | None:
    """The table whose columns the page asks for."""
    number, units = number_of(request.args.get("columns")), sheet_forms.units()
    if number is not None:
        return sheets.find(session, batch, number, units) or abort(404)
    return sheets.first_asked(session, batch, units)


def _group() -> ImportGroup | None:
    wanted = request.args.get("group")
    return ImportGroup(wanted) if wanted in list(ImportGroup) else None


def _kind() -> QuestionKind:
    form = request.form
    row = number_of(form.get("row"))
    return QuestionKind(form.get("doubt", ""), form.get("also_doubt") or None, form.get("word", ""), row)


def _shown(session: Session, diary: Diary, batch: ImportBatch) -> dict[str, Any]:
    counts, worker = store.counts(session, batch), uploads.worker()
    is_at_work = batch.state in AT_WORK
    is_open = batch.state in (BatchState.READY, BatchState.DONE)
    turns = rules.effect(session, diary, batch, new=counts.get(ImportGroup.NEW, 0)) if is_open else None
    return {
        "turns": turns if turns and turns.new else None,
        "follows_rules": turns is not None and not batch.leaves_rules_out,
        "rule_words": rule_words,
        "batch": batch,
        "state": BatchState(batch.state),
        "is_at_work": is_at_work,
        "counts": counts,
        "backward": {} if is_at_work else store.counts(session, batch, only_backward=True),
        "found": sum(counts.values()) - counts.get(ImportGroup.COLUMNS, 0) - counts.get(ImportGroup.SHEETS, 0),
        "times": times.reading(session, diary, batch),
        "zone": diary.time_zone,
        "tables_read": sheets.read_before(session, batch),
        "tables_kept": sheets.kept(session, batch, uploads.is_kept),
        "rest_words": import_rests,
        "rest": worker.rests.of(batch.id) if is_at_work else None,
        "done": pages.share_done(batch, counts, bytes_read=worker.bytes_read(batch.id)) if is_at_work else 1,
        "sections": [] if is_at_work else pages.sections(session, diary, batch, counts),
        "questions": [] if is_at_work else answers.open_questions(session, diary, batch),
        "has_weights": bool(store.weights(session, batch, is_saved=False)),
        "has_saved_weights": bool(store.weights(session, batch, is_saved=True)),
        "unanswered": "",
        "days": actions.BATCHES_LAST.days,
    }


def _show_group(session: Session, diary: Diary, batch: ImportBatch, group: ImportGroup) -> str:
    after = number_of(request.args.get("after")) or 0
    section = pages.section(session, diary, batch, group, after=after)
    return render_template("imports/group.html", batch=batch, section=section, words=import_words)


def _too_large() -> Rendered:
    most = uploads.most_bytes()
    if most < uploads.MOST_BYTES:
        problem = _("There is not enough room left on the disk of your server for that.")
    else:
        problem = _("That was more than %(most)s MB at once. Please choose fewer files.", most=uploads.MOST_MEGABYTES)
    return _index(problem=problem), 413


def _index(*, problem: str = "", restored: Sequence[RestoreReport] = ()) -> str:
    with database().reading() as session:
        batches = store.batches(session, access.diary_read(), limit=_LISTED)
    return render_template(
        "imports/index.html", batches=batches, words=import_words, problem=problem, restored=restored
    )
