"""Import: recordings of a watch or an app, chosen on the page or shared to the app, with one Undo for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp import clock, importers
from webapp.actions import imports as actions
from webapp.actions import walks as walk_actions
from webapp.actions.imports import Imported, Outcome
from webapp.domain.problems import Invalid
from webapp.importers import CannotImport
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.models import User
from webapp.web import access, import_words, texts
from webapp.web.access import public, takes
from webapp.web.database import database

bp = Blueprint("imports", __name__, url_prefix="/import")
# One file of the most that an importer reads, and the form around it. Only these two forms may be that large.
MOST_MEGABYTES = importers.MOST_MEGABYTES + 1
_MOST_BYTES = MOST_MEGABYTES * 1_000_000
# A longer list of ids would not fit into an address.
MOST_IN_ADDRESS = 50

Rendered = tuple[str, int]


@dataclass(frozen=True)
class Line:
    """What became of one walk, or of a file that could not be imported."""

    file: str
    text: str
    imported: Imported | None = None

    @property
    def is_new(self) -> bool:
        return self.imported is not None and self.imported.outcome is Outcome.NEW


@bp.get("")
def index() -> str:
    user = access.user()
    new, known = _ids(request.args.get("done", "")), _ids(request.args.get("known", ""))
    lines = _lines_of(user, new, known) if new or known else []
    return _page(lines, undone=request.args.get("undone", default=0, type=int))


@bp.post("")
@takes(_MOST_BYTES)
def create() -> Rendered:
    try:
        files = _sent_files()
    except RequestEntityTooLarge:
        return _too_large()
    if not files:
        return _page([], problem=_("Please choose a file.")), 422
    return _report(_import_all(access.user(), files))


@bp.post("/share")
@public
@takes(_MOST_BYTES)
def share() -> Response | Rendered:
    """What another app hands over, when Backstride is installed. Android sends it like a form of this server's own."""
    if not access.is_signed_in():
        return render_template("imports/share.html"), 401
    try:
        lines = _import_all(access.user(), _sent_files())
    except RequestEntityTooLarge:
        return _too_large()
    walks = [line.imported for line in lines if line.imported]
    if len(walks) < len(lines) or not 0 < len(walks) <= MOST_IN_ADDRESS:
        return _report(lines)
    new = [one.walk.id for one in walks if one.outcome is Outcome.NEW]
    known = [one.walk.id for one in walks if one.outcome is not Outcome.NEW]
    return redirect(url_for("imports.index", done=_joined(new), known=_joined(known)), 303)


@bp.post("/undo")
def undo() -> Response:
    user, uuids = access.user(), _ids(" ".join(request.form.getlist("id")))
    with database().writing() as session:
        rows = [row for row in store.named(session, user.id, uuids) if row.deleted_at is None]
        for row in rows:
            walk_actions.delete_walk(session, user, row, now=clock.now())
    return redirect(url_for("imports.index", undone=len(rows)), 303)


def _sent_files() -> list[FileStorage]:
    """The files of the form; it is read here, and not before the view has allowed it this size."""
    request.max_content_length = _MOST_BYTES
    return [file for file in request.files.getlist("file") if file.filename]


def _import_all(user: User, files: Iterable[FileStorage]) -> list[Line]:
    return [line for file in files for line in _import(user, file.filename or "", file.read())]


def _import(user: User, name: str, data: bytes) -> list[Line]:
    """Import one file in a transaction of its own: a damaged one takes nothing from the others."""
    try:
        recordings = importers.read(name, data)
        with database().writing() as session:
            imported = actions.log_recordings(session, user, recordings, now=clock.now())
    except CannotImport as refused:
        return [Line(name, texts.refusal(refused))]
    except Invalid as invalid:
        return [Line(name, " ".join(map(texts.problem, invalid.problems)))]
    return [Line(name, import_words.line(one), one) for one in imported]


def _lines_of(user: User, new: Sequence[UUID], known: Sequence[UUID]) -> list[Line]:
    """The report once more, after a redirect: the walks are asked for again, their files are gone."""
    with database().reading() as session:
        rows = store.named(session, user.id, [*new, *known])
        found = [(walk_rows.to_domain(row), row.deleted_at is not None) for row in rows]
    reported = []
    for walk, is_in_bin in found:
        outcome = Outcome.IN_BIN if is_in_bin else Outcome.NEW if walk.id in new else Outcome.KNOWN
        reported.append(Imported(walk, outcome))
    return [Line("", import_words.line(one), one) for one in reported]


def _report(lines: Sequence[Line]) -> Rendered:
    is_refused = not any(line.imported for line in lines)
    return _page(lines), 422 if is_refused else 200


def _too_large() -> Rendered:
    problem = _("That was more than %(most)s MB at once. Please choose fewer files.", most=MOST_MEGABYTES)
    return _page([], problem=problem), 413


def _page(lines: Sequence[Line], *, undone: int = 0, problem: str = "") -> str:
    return render_template(
        "imports/index.html",
        lines=lines,
        new=[line.imported.walk.id for line in lines if line.is_new and line.imported],
        undone=undone,
        problem=problem,
    )


def _joined(uuids: Iterable[UUID]) -> str | None:
    return " ".join(map(str, uuids)) or None


def _ids(text: str) -> list[UUID]:
    found = []
    for part in text.split():
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found
