"""Import: files of a watch or an app are read, shown by what would become of them, saved by one tap, and taken back.

They come from the form or from another app; nothing of it is saved before the person says so.
"""

from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import import_saving as saving
from webapp.actions import import_sheets as sheets
from webapp.actions import import_times as times
from webapp.actions import imports as actions
from webapp.domain.diaries import Diary
from webapp.domain.imports import QuestionKind, UnsureAs
from webapp.storage import imports as store
from webapp.storage.engine import Session
from webapp.storage.import_models import ImportBatch
from webapp.storage.imports import WaitingFile
from webapp.web import access, restores, sheet_forms, uploads
from webapp.web import import_pages as pages
from webapp.web.access import public, takes
from webapp.web.database import database
from webapp.web.htmx import wants_fragment
from webapp.web.parameters import number_of
from webapp.words import imports as import_words

bp = Blueprint("imports", __name__, url_prefix="/import")
MOST_FILES = 500
_GONE = lazy_gettext("That file is no longer here. Please choose it again.")

Rendered = tuple[str, int]


@bp.get("")
def index() -> str:
    return pages.index()


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
        return pages.index(problem=str(_GONE)), 410
    return (pages.index(restored=reports), 200) if reports else redirect(url_for("imports.index"), 303)


@bp.get("/<uuid:uuid>")
def show(uuid: UUID) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        batch = _get(session, diary, uuid)
        group = pages.group()
        if group:
            return pages.show_group(session, diary, batch, group)
        asked = pages.asked(session, batch)
        if asked and not wants_fragment():
            return sheet_forms.page(diary, batch, asked)
        shown = pages.shown(session, diary, batch)
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
    return _work(uuid) if is_there else (pages.index(problem=str(_GONE)), 410)


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
            shown = pages.shown(session, diary, _get(session, diary, uuid))
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
        return pages.index(problem=_("Please choose a file.")), 422
    if len(files) > MOST_FILES:
        problem = _("Please choose at most %(most)s files at once, or put them into a zip.", most=MOST_FILES)
        return pages.index(problem=problem), 422
    diary = access.diary_write()
    own = [file for file in files if restores.is_own(file.name, uploads.opened(file))]
    restored = [restores.bring(diary, file) for file in own]
    others = [file for file in files if file not in own]
    if not others:
        return pages.index(restored=restored), 422 if all(report.is_refused for report in restored) else 200
    started = _start(diary, others, saves_at_once="at_once" in request.form)
    return (pages.index(restored=restored), 200) if restored else started


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


def _kind() -> QuestionKind:
    form = request.form
    row = number_of(form.get("row"))
    return QuestionKind(form.get("doubt", ""), form.get("also_doubt") or None, form.get("word", ""), row)


def _too_large() -> Rendered:
    most = uploads.most_bytes()
    if most < uploads.MOST_BYTES:
        problem = _("There is not enough room left on the disk of your server for that.")
    else:
        problem = _("That was more than %(most)s MB at once. Please choose fewer files.", most=uploads.MOST_MEGABYTES)
    return pages.index(problem=problem), 413
