"""Import: recordings of a watch or an app, chosen on the page or shared to the app, with one Undo for all of them.

What nobody can tell is asked below the report, for a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp import clock, importers
from webapp.actions import import_answers as answers
from webapp.actions import imports as actions
from webapp.domain.diaries import Diary
from webapp.domain.imports import Imported, Outcome, UnsureAs
from webapp.domain.walks import Walk
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.web import access, restores
from webapp.web.access import public, takes
from webapp.web.database import database
from webapp.web.parameters import uuid_of
from webapp.web.restores import RestoreReport
from webapp.words import imports as import_words

bp = Blueprint("imports", __name__, url_prefix="/import")
# One file of the most that an importer reads, and the form around it. Only these two forms may be that large.
MOST_MEGABYTES = importers.MOST_MEGABYTES + 1
_MOST_BYTES = MOST_MEGABYTES * 1_000_000
# A longer list of ids would not fit into an address.
MOST_IN_ADDRESS = 50

_IN_DIARY = (Outcome.NEW, Outcome.KNOWN)

Rendered = tuple[str, int]


@dataclass(frozen=True)
class ReportLine:
    """What became of one recording of a file."""

    file: str
    imported: Imported

    @property
    def text(self) -> str:
        return import_words.line(self.imported)

    @property
    def is_new(self) -> bool:
        return self.imported.outcome is Outcome.NEW

    @property
    def is_in_diary(self) -> bool:
        return self.imported.walk is not None and self.imported.outcome in _IN_DIARY


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    new, known = _ids(request.args.get("done", "")), _ids(request.args.get("known", ""))
    lines = _lines_of(diary, new, known) if new or known else []
    stayed = [line.imported for line in _lines_of(diary, [], _ids(request.args.get("stayed", "")))]
    return _page(
        lines,
        undone=request.args.get("undone", default=0, type=int),
        stayed=[imported.walk for imported in stayed if imported.walk and not imported.is_in_bin],
    )


@bp.post("")
@takes(_MOST_BYTES)
def create() -> Rendered:
    try:
        files = _sent_files()
    except RequestEntityTooLarge:
        return _too_large()
    if not files:
        return _page([], problem=_("Please choose a file.")), 422
    return _report(*_import_all(access.diary_write(), files))


@bp.post("/share")
@public
@takes(_MOST_BYTES)
def share() -> Response | Rendered:
    """What another app hands over, when Backstride is installed. Android sends it like a form of this server's own."""
    if not access.is_signed_in():
        return render_template("imports/share.html"), 401
    try:
        lines, restored = _import_all(access.diary_write(), _sent_files())
    except RequestEntityTooLarge:
        return _too_large()
    return (None if restored else _redirect(lines)) or _report(lines, restored)


@bp.post("/answer")
def answer() -> Response | Rendered:
    """What somebody says of the recordings of which nobody else can tell what they were."""
    try:
        said = UnsureAs(request.form.get("answer", ""))
    except ValueError:
        return _page([], unanswered=_("Please tap one of the answers.")), 422
    diary, uuids = access.diary_write(), _ids(" ".join(request.form.getlist("id")))
    with database().writing() as session:
        answered = answers.answer(session, diary, uuids, said, now=clock.now())
    lines = [ReportLine("", imported) for imported in answered]
    return _redirect(lines) or _report(lines)


@bp.post("/undo")
def undo() -> Response | str:
    diary, uuids = access.diary_write(), _ids(" ".join(request.form.getlist("id")))
    with database().writing() as session:
        undone = actions.undo_import(session, diary, uuids, now=clock.now())
    if len(undone.stayed) > MOST_IN_ADDRESS:
        return _page([], undone=len(undone.taken), stayed=undone.stayed)
    stayed = _joined(walk.id for walk in undone.stayed)
    return redirect(url_for("imports.index", undone=len(undone.taken), stayed=stayed), 303)


def _sent_files() -> list[FileStorage]:
    """The files of the form; it is read here, and not before the view has allowed it this size."""
    request.max_content_length = _MOST_BYTES
    return [file for file in request.files.getlist("file") if file.filename]


def _import_all(diary: Diary, files: Iterable[FileStorage]) -> tuple[list[ReportLine], list[RestoreReport]]:
    """Import recordings, and take back what somebody took along once."""
    lines, restored = list[ReportLine](), list[RestoreReport]()
    for file in files:
        if restores.is_own(file):
            restored.append(restores.restore(diary, file))
        else:
            lines += _import(diary, file.filename or "", file)
    return lines, restored


def _import(diary: Diary, name: str, file: FileStorage) -> list[ReportLine]:
    """Import what a file or an archive holds, each file in a transaction of its own: none takes anything from others.

    It is read from the disk piece by piece, where it has been since it came.
    """
    lines = []
    for reading in importers.read(name, cast(BinaryIO, file.stream)):
        with database().writing() as session:
            logged = actions.import_found(session, diary, reading.name, reading.found, now=clock.now())
        lines += [ReportLine(reading.name, imported) for imported in logged]
    return lines


def _redirect(lines: Sequence[ReportLine]) -> Response | None:
    """To the page with the same report, which loading again sends nothing twice; None when an address can't hold it."""
    saved = [line.imported for line in lines if line.imported.walk and line.imported.outcome in _IN_DIARY]
    if any(line.imported.refusal or line.imported.weights for line in lines) or len(saved) > MOST_IN_ADDRESS:
        return None
    new = [imported.walk.id for imported in saved if imported.walk and imported.outcome is Outcome.NEW]
    known = [imported.walk.id for imported in saved if imported.walk and imported.outcome is Outcome.KNOWN]
    return redirect(url_for("imports.index", done=_joined(new), known=_joined(known)), 303)


def _lines_of(diary: Diary, new: Sequence[UUID], known: Sequence[UUID]) -> list[ReportLine]:
    """The report once more, after a redirect: the walks are asked for again, their files are gone."""
    with database().reading() as session:
        rows = store.named(session, diary, [*new, *known])
        walks = [(walk_rows.to_domain(row), row.deleted_at is not None) for row in rows]
    reported = []
    for walk, is_in_bin in walks:
        outcome = Outcome.NEW if walk.id in new and not is_in_bin else Outcome.KNOWN
        reported.append(Imported(outcome=outcome, walk=walk, is_in_bin=is_in_bin))
    return [ReportLine("", imported) for imported in reported]


def _report(lines: Sequence[ReportLine], restored: Sequence[RestoreReport] = ()) -> Rendered:
    refused = [*(bool(line.imported.refusal) for line in lines), *(report.is_refused for report in restored)]
    return _page(lines, restored=restored), 422 if refused and all(refused) else 200


def _too_large() -> Rendered:
    problem = _("That was more than %(most)s MB at once. Please choose fewer files.", most=MOST_MEGABYTES)
    return _page([], problem=problem), 413


def _page(
    lines: Sequence[ReportLine],
    *,
    restored: Sequence[RestoreReport] = (),
    undone: int = 0,
    stayed: Sequence[Walk] = (),
    problem: str = "",
    unanswered: str = "",
) -> str:
    with database().reading() as session:
        questions = answers.open_questions(session, access.diary_read(), now=clock.now())
    return render_template(
        "imports/index.html",
        lines=lines,
        restored=restored,
        new=[line.imported.walk.id for line in lines if line.is_new and line.imported.walk],
        questions=questions,
        words=import_words,
        undone=undone,
        stayed=stayed,
        problem=problem,
        unanswered=unanswered,
    )


def _joined(uuids: Iterable[UUID]) -> str | None:
    return " ".join(map(str, uuids)) or None


def _ids(text: str) -> list[UUID]:
    return [uuid for uuid in map(uuid_of, text.split()) if uuid]
